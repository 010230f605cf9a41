import { type ExpressionBuilder, sql } from 'kysely'
import type { Db } from '../infra/db/database.js'
import type { Tables } from '../infra/db/tables.js'
import { NotFound } from '../infra/http/errors.js'
import { type ChangeKind, changeKindText, changeReasonText } from './change-reasons.js'
import { groupName } from './group-name.js'
import { readVoterSearch, type VoterSearch } from './voter-search.js'

/** A person of the roll with the name of their group: the rows from which every list of voters is made. */
export function selectVoters(db: Db, electionId: number) {
  return db
    .selectFrom('voter')
    .leftJoin('rollGroup', (join) =>
      join
        .onRef('rollGroup.electionId', '=', 'voter.electionId')
        .onRef('rollGroup.number', '=', 'voter.residentsGroup'),
    )
    .select(['voter.id', 'voter.voterNumber', 'voter.name', 'voter.sex', 'voter.birthDate', 'voter.residentsGroup'])
    .select(['voter.householdNumber', 'voter.relationship', 'voter.address', 'voter.identityTail', 'voter.isElector'])
    .select(['voter.state', 'rollGroup.name as ownGroupName'])
    .where('voter.electionId', '=', electionId)
}

type VoterRow = Awaited<ReturnType<ReturnType<typeof selectVoters>['executeTakeFirstOrThrow']>>

type AsVoter<T> = Omit<T, 'isElector' | 'ownGroupName'> & {
  /** 第三居民小组 */
  readonly groupName: string
  /** Casts a ballot in this election. */
  readonly isElector: boolean
}

/** A voter as lists and desks show one. No identity number but its last four. */
export type RollVoter = AsVoter<VoterRow>

export function asRollVoter<T extends VoterRow>({ ownGroupName, isElector, ...row }: T): AsVoter<T> {
  return { ...row, isElector: isElector === 1, groupName: groupName(row.residentsGroup, ownGroupName) }
}

/** The one order of every list: group, household, then the order of the register. */
export function inListOrder(query: ReturnType<typeof selectVoters>) {
  return (
    query
      .orderBy('voter.residentsGroup')
      // Household numbers are mostly digits without leading noughts: 9 before 10.
      .orderBy((eb) => eb.fn<number>('length', ['voter.householdNumber']))
      .orderBy('voter.householdNumber')
      .orderBy('voter.id')
  )
}

/** Which voters a search means, as a condition. */
export function matches(search: VoterSearch) {
  return (eb: ExpressionBuilder<Tables, 'voter'>) => {
    switch (search.by) {
      case 'everyone':
        return sql<boolean>`1 = 1`
      case 'nothing':
        return sql<boolean>`1 = 0`
      case 'number':
        return eb.or([
          ...(search.voterNumber === null ? [] : [eb('voter.voterNumber', '=', search.voterNumber)]),
          ...(search.tail === null ? [] : [eb('voter.identityTail', '=', search.tail)]),
        ])
      case 'identityNumber':
        return eb.and({ 'voter.identityTail': search.tail, 'voter.birthDate': search.birthDate })
      case 'name':
        return eb('voter.name', 'like', `%${search.text}%`)
      case 'pinyin':
        return eb.or([eb('voter.pinyin', 'like', `${search.text}%`), eb('voter.initials', 'like', `${search.text}%`)])
    }
  }
}

/** Closest first: the very number or name, then names and readings that begin with it. */
function closeness(search: VoterSearch) {
  switch (search.by) {
    case 'number':
      return sql<number>`case when voter.voter_number = ${search.voterNumber ?? -1} then 0 else 1 end`
    case 'name':
      return sql<number>`case when voter.name = ${search.text} then 0 when voter.name like ${`${search.text}%`} then 1 else 2 end`
    case 'pinyin':
      return sql<number>`case when voter.pinyin = ${search.text} or voter.initials = ${search.text} then 0 else 1 end`
    default:
      return sql<number>`voter.voter_number`
  }
}

/**
 * Registered voters by what a person types: digits for a voter number or the last four of the identity number
 * (all eighteen work too), Han for a name or part of one, Latin letters for pinyin or initials. Nobody for a blank.
 */
export async function searchVoters(db: Db, electionId: number, text: string, limit: number): Promise<RollVoter[]> {
  const search = readVoterSearch(text)
  if (search.by === 'everyone' || search.by === 'nothing') return []
  const rows = await selectVoters(db, electionId)
    .where('voter.state', '=', 'registered')
    .where(matches(search))
    .orderBy(closeness(search))
    .orderBy('voter.voterNumber')
    .limit(limit)
    .execute()
  return rows.map(asRollVoter)
}

/** The registered voter with a number. */
export async function findVoterByNumber(db: Db, electionId: number, number: number): Promise<RollVoter | undefined> {
  const row = await selectVoters(db, electionId)
    .where('voter.state', '=', 'registered')
    .where('voter.voterNumber', '=', number)
    .executeTakeFirst()
  return row && asRollVoter(row)
}

/** A person who is or was on this election's roll; look at `state`. */
export async function getVoter(db: Db, electionId: number, voterId: number): Promise<RollVoter> {
  const row = await selectVoters(db, electionId).where('voter.id', '=', voterId).executeTakeFirst()
  if (!row) throw new NotFound('名单上没有这个人。')
  return asRollVoter(row)
}

export async function countVoters(db: Db, electionId: number): Promise<number> {
  return (await countRoll(db, electionId)).voters
}

/** Those who cast a ballot under the election's form: the number that turnout is reckoned from. */
export async function countElectors(db: Db, electionId: number): Promise<number> {
  return (await countRoll(db, electionId)).electors
}

/** Both numbers at once. */
export async function countRoll(db: Db, electionId: number): Promise<{ voters: number; electors: number }> {
  return await db
    .selectFrom('voter')
    .select((eb) => eb.fn.countAll<number>().as('voters'))
    .select((eb) => eb.fn.coalesce(eb.fn.sum<number>('isElector'), sql<number>`0`).as('electors'))
    .where('electionId', '=', electionId)
    .where('state', '=', 'registered')
    .executeTakeFirstOrThrow()
}

/** Every registered voter in the order in which the list is posted. */
export async function listPostedVoters(db: Db, electionId: number): Promise<RollVoter[]> {
  const rows = await inListOrder(selectVoters(db, electionId).where('voter.state', '=', 'registered')).execute()
  return rows.map(asRollVoter)
}

/** The residents' groups that have voters, with how many. */
export async function listGroups(db: Db, electionId: number) {
  const rows = await db
    .selectFrom('voter')
    .leftJoin('rollGroup', (join) =>
      join
        .onRef('rollGroup.electionId', '=', 'voter.electionId')
        .onRef('rollGroup.number', '=', 'voter.residentsGroup'),
    )
    .select(['voter.residentsGroup as number', 'rollGroup.name as ownName'])
    .select((eb) => eb.fn.countAll<number>().as('voters'))
    .select((eb) => eb.fn.sum<number>('voter.isElector').as('electors'))
    .where('voter.electionId', '=', electionId)
    .where('voter.state', '=', 'registered')
    .groupBy(['voter.residentsGroup', 'rollGroup.name'])
    .orderBy('voter.residentsGroup')
    .execute()
  return rows.map(({ ownName, ...group }) => ({ ...group, name: groupName(group.number, ownName) }))
}

/** The fields of a voter that the posted list shows, as a change keeps them. */
export interface PostedFields {
  readonly voterNumber: number
  readonly name: string
  readonly sex: 'male' | 'female'
  readonly birthDate: string
  readonly residentsGroup: number
  readonly groupName: string
  readonly householdNumber: string
  readonly isElector: boolean
}

/** A change of the roll after it was posted; `before` or `after` is null where somebody came or went. */
export interface RollChange {
  readonly id: number
  readonly voterId: number
  readonly kind: ChangeKind
  readonly kindText: string
  /** Code of the reason class; the same in words; what was written beside it. */
  readonly reason: string
  readonly reasonText: string
  readonly note: string
  readonly before: PostedFields | null
  readonly after: PostedFields | null
  readonly changedOn: string
  /** The version that was changed: 1 the posted roll, 2 the closed one. */
  readonly rollVersion: number
}

/** Everything that changed after the roll was posted, in order. */
export async function listRollChanges(db: Db, electionId: number): Promise<RollChange[]> {
  const rows = await db
    .selectFrom('rollChange')
    .select(['id', 'voterId', 'kind', 'reason', 'note', 'before', 'after', 'changedOn', 'rollVersion'])
    .where('electionId', '=', electionId)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    ...row,
    kindText: changeKindText[row.kind],
    reasonText: changeReasonText(row.reason),
    before: JSON.parse(row.before) as PostedFields | null,
    after: JSON.parse(row.after) as PostedFields | null,
  }))
}

/** The roll as it was posted or closed: day, numbers, hash. Without a kind the newest. */
export async function findRollVersion(db: Db, electionId: number, kind?: 'posted' | 'closed') {
  return await db
    .selectFrom('rollVersion')
    .select(['number', 'kind', 'madeOn', 'voters', 'electors', 'hash'])
    .where('electionId', '=', electionId)
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind as 'posted' | 'closed'))
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
}
