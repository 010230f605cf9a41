import { sql } from 'kysely'
import type { Db } from '../infra/db/database.js'
import type { Sealer } from '../infra/security/sealing.js'
import { NotFound } from '../infra/http/errors.js'
import { type ChangeKind, changeKindText, changeReasonText } from '../rules/roll-changes.js'
import { groupName } from './group-name.js'
import { searchSteps } from './search-queries.js'
import { readVoterSearch } from './voter-search.js'
import { voterCode } from './voter-code.js'

/** A person of the roll with the name of their group: the rows from which every list of voters is made. */
export function selectVoters(db: Db, electionId: number) {
  return selectAnyVoters(db).where('voter.electionId', '=', electionId)
}

/** The same of every election, for those who name the voters by their keys. */
export function selectAnyVoters(db: Db) {
  return db
    .selectFrom('voter')
    .leftJoin('rollGroup', (join) =>
      join
        .onRef('rollGroup.electionId', '=', 'voter.electionId')
        .onRef('rollGroup.number', '=', 'voter.residentsGroup'),
    )
    .select(['voter.id', 'voter.voterNumber', 'voter.name', 'voter.sex', 'voter.birthDate', 'voter.residentsGroup'])
    .select(['voter.householdNumber', 'voter.relationship', 'voter.address', 'voter.isElector'])
    .select(['voter.state', 'rollGroup.name as ownGroupName'])
}

type VoterRow = Awaited<ReturnType<ReturnType<typeof selectVoters>['executeTakeFirstOrThrow']>>

type AsVoter<T> = Omit<T, 'isElector' | 'ownGroupName'> & {
  /** 第三居民小组 */
  readonly groupName: string
  /** Casts a ballot in this election. */
  readonly isElector: boolean
}

/** A voter as lists and desks show one, without the identity number. */
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

/** A voter with the sealed identity number, of which a desk shows the last four. */
export type SoughtVoter = RollVoter & { readonly sealedIdentityNumber: string }

/**
 * Registered voters by what a person types (`readVoterSearch`), the closest first: the very name or number, then what
 * begins with it, then what holds it. Nobody for a blank.
 */
export async function searchVoters(
  db: Db,
  sealer: Pick<Sealer, 'fingerprint'>,
  electionId: number,
  text: string,
  limit: number,
): Promise<SoughtVoter[]> {
  const found = new Map<number, SoughtVoter>()
  for (const { where, by } of searchSteps(readVoterSearch(text, sealer))) {
    if (found.size >= limit) break
    const rows = await selectVoters(db, electionId)
      .select('voter.sealedIdentityNumber')
      .where('voter.state', '=', 'registered')
      .where(where)
      .orderBy(by)
      .orderBy('voter.voterNumber')
      .limit(limit)
      .execute()
    for (const row of rows) if (!found.has(row.id)) found.set(row.id, asRollVoter(row))
  }
  return [...found.values()].slice(0, limit)
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
export async function getVoter(db: Db, electionId: number, voterId: number): Promise<SoughtVoter> {
  const row = await selectVoters(db, electionId)
    .select('voter.sealedIdentityNumber')
    .where('voter.id', '=', voterId)
    .executeTakeFirst()
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

/** Which registered voters a form or list is printed for; without a wish all of them. */
export interface VotersWanted {
  readonly group?: number
  readonly voterNumber?: number
  /** Only those who came onto the roll after it was posted. */
  readonly addedSincePosting?: boolean
}

/** Registered voters in list order with everything that a registration form holds, sealed fields as they are. */
export async function listVotersInFull(db: Db, electionId: number, wanted: VotersWanted) {
  const { group, voterNumber, addedSincePosting } = wanted
  const rows = await inListOrder(selectVoters(db, electionId).where('voter.state', '=', 'registered'))
    .select(['voter.nationality', 'voter.sealedIdentityNumber', 'voter.sealedTelephone', 'voter.politicalStatus'])
    .select(['voter.education', 'voter.registrationClass'])
    .$if(group !== undefined, (some) => some.where('voter.residentsGroup', '=', group as number))
    .$if(voterNumber !== undefined, (one) => one.where('voter.voterNumber', '=', voterNumber as number))
    .$if(addedSincePosting === true, (added) =>
      added.where((eb) =>
        eb.exists(
          eb
            .selectFrom('rollChange')
            .select('rollChange.id')
            .whereRef('rollChange.voterId', '=', 'voter.id')
            .where('rollChange.kind', '=', 'added'),
        ),
      ),
    )
    .execute()
  return rows.map((row) => ({ ...asRollVoter(row), code: voterCode(electionId, row.voterNumber) }))
}

export type VoterInFull = Awaited<ReturnType<typeof listVotersInFull>>[number]

/** The residents' groups that have voters, with how many. */
export async function listGroups(db: Db, electionId: number) {
  const rows = await db
    .selectFrom((eb) =>
      eb
        .selectFrom('voter')
        .select('residentsGroup as number')
        .select(({ fn }) => [fn.countAll<number>().as('voters'), fn.sum<number>('isElector').as('electors')])
        .where('electionId', '=', electionId)
        .where('state', '=', 'registered')
        .groupBy('residentsGroup')
        .as('counted'),
    )
    .leftJoin('rollGroup', (join) =>
      join.on('rollGroup.electionId', '=', electionId).onRef('rollGroup.number', '=', 'counted.number'),
    )
    .select(['counted.number', 'counted.voters', 'counted.electors', 'rollGroup.name as ownName'])
    .orderBy('counted.number')
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
