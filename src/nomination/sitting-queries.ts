import type { Db } from '../infra/db/database.js'
import type { TiesToCommittee } from '../rules/by-election-nominee.js'
import { personIdOf } from '../rules/person-id.js'
import { isHigher, type Sex } from '../rules/post.js'
import type { MemberBefore } from '../rules/seat-bars.js'

type Ties = Omit<TiesToCommittee, 'name'>

/**
 * What voters of a by-election's roll have to do with the committee whose seats it fills, by voter; empty in a regular
 * election. The same person has another row on each roll.
 */
export async function listTiesToCommittee(
  db: Db,
  electionId: number,
  voterIds: readonly number[],
): Promise<ReadonlyMap<number, Ties>> {
  const regularId = await findRegularElection(db, electionId)
  if (regularId === undefined || voterIds.length === 0) return new Map()
  const seats = await listSeats(db, regularId, electionId)
  const ends = await listEnds(db, regularId)
  const recalls = await db
    .selectFrom('recall')
    .select(['electedMemberId', 'successionId', 'filedOn'])
    .where('electionId', '=', regularId)
    .where('verdict', 'is', null)
    .execute()
  const named = await db.selectFrom('voter').select(['id', 'identityHash']).where('id', 'in', voterIds).execute()
  return new Map(
    named.flatMap(({ id, identityHash }): [number, Ties][] => {
      const own = seats.filter((seat) => seat.identityHash === identityHash)
      const ties = own.map((seat) => tiesOf(seat, ends.find(isOf(seat)), recalls.find(isOf(seat))))
      return own.length === 0 ? [] : [[id, together(ties)]]
    }),
  )
}

/**
 * Who sits on the committee whose empty seats a by-election fills, known as its roll knows them; empty in a regular
 * election. What this by-election itself decided is left out: it is not declared while it is counted.
 */
export async function listMembersInOffice(db: Db, electionId: number): Promise<MemberBefore[]> {
  const regularId = await findRegularElection(db, electionId)
  if (regularId === undefined) return []
  const ends = await listEnds(db, regularId)
  const held = (await listSeats(db, regularId, electionId)).filter((seat) => !ends.some(isOf(seat)))
  const byPerson = new Map<string, Seat>()
  for (const seat of held) {
    const person = seat.identityHash ?? `resident-${seat.name}`
    const other = byPerson.get(person)
    // Somebody who moved up has two seats on record.
    if (other === undefined || isHigher(seat, other)) byPerson.set(person, seat)
  }
  const onRoll = await idsOnRoll(db, electionId, [...byPerson.keys()])
  return [...byPerson].map(([person, { name, position, title, votes, sex }]) => ({
    ...{ personId: personIdOf(onRoll.get(person) ?? null, name), name, position, title, votes },
    isInOffice: true,
    ...(sex ? { sex } : {}),
  }))
}

async function findRegularElection(db: Db, electionId: number): Promise<number | undefined> {
  const byElection = await db
    .selectFrom('byElection')
    .select('regularId')
    .where('electionId', '=', electionId)
    .executeTakeFirst()
  return byElection?.regularId
}

/** The rows of people on a roll, those taken off it too, by the hash of their identity number. */
async function idsOnRoll(db: Db, electionId: number, hashes: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (hashes.length === 0) return new Map()
  const rows = await db
    .selectFrom('voter')
    .select(['id', 'identityHash'])
    .where('electionId', '=', electionId)
    .where('identityHash', 'in', hashes)
    // Of somebody taken off and registered again the row that is on the roll.
    .orderBy('state', 'desc')
    .execute()
  return new Map(rows.map(({ id, identityHash }) => [identityHash, id]))
}

async function listSeats(db: Db, regularId: number, electionId: number): Promise<Seat[]> {
  return [...(await listElected(db, regularId, electionId)), ...(await listFollowed(db, regularId))]
}

async function listEnds(db: Db, regularId: number) {
  return await db
    .selectFrom('officeEnd')
    .select(['electedMemberId', 'successionId', 'cause', 'onDay'])
    .where('electionId', '=', regularId)
    .execute()
}

interface Seat extends Key {
  /** Absent for somebody who was on no roll. */
  readonly identityHash: string | null
  readonly name: string
  readonly sex: Sex | null
  readonly votes: number
  readonly title: string
  readonly position: NonNullable<Ties['held']>['position']
}

interface Key {
  readonly electedMemberId: number | null
  readonly successionId: number | null
}

function isOf({ electedMemberId, successionId }: Key) {
  return (row: Key): boolean => row.electedMemberId === electedMemberId && row.successionId === successionId
}

function tiesOf(
  { title, position }: Seat,
  end: { readonly cause: string; readonly onDay: NonNullable<Ties['recalledOn']> } | undefined,
  recall: { readonly filedOn: NonNullable<Ties['recallFiledOn']> } | undefined,
): Ties {
  return {
    ...(end ? {} : { held: { title, position } }),
    ...(end?.cause === 'recalled' ? { recalledOn: end.onDay } : {}),
    ...(recall && !end ? { recallFiledOn: recall.filedOn } : {}),
  }
}

/** Somebody who moved up has two seats on record, of which the higher one is held. */
function together(ties: readonly Ties[]): Ties {
  return ties.reduce((all, one) => {
    const { held } = one
    const isLower = held !== undefined && all.held !== undefined && !isHigher(held, all.held)
    return isLower ? { ...one, ...all } : { ...all, ...one }
  })
}

/** Elected at the regular election, or at a by-election before this one. */
async function listElected(db: Db, regularId: number, electionId: number): Promise<Seat[]> {
  const rows = await db
    .selectFrom('electedMember')
    .innerJoin('post', 'post.id', 'electedMember.postId')
    .leftJoin('voter', 'voter.id', 'electedMember.voterId')
    .select(['electedMember.id as electedMemberId', 'voter.identityHash', 'post.title', 'post.position'])
    .select(['electedMember.name', 'electedMember.votes', 'voter.sex'])
    .where('electedMember.electionId', '!=', electionId)
    .where(({ eb, or, selectFrom }) =>
      or([
        eb('electedMember.electionId', '=', regularId),
        eb(
          'electedMember.electionId',
          'in',
          selectFrom('byElection').select('byElection.electionId').where('byElection.regularId', '=', regularId),
        ),
      ]),
    )
    .orderBy('electedMember.id')
    .execute()
  return rows.map((row) => ({ ...row, successionId: null }))
}

async function listFollowed(db: Db, regularId: number): Promise<Seat[]> {
  const rows = await db
    .selectFrom('succession')
    .innerJoin('post', 'post.id', 'succession.postId')
    .leftJoin('voter', 'voter.id', 'succession.voterId')
    .select(['succession.id as successionId', 'voter.identityHash', 'post.title', 'post.position'])
    .select(['succession.name', 'succession.votes', 'voter.sex'])
    .where('succession.electionId', '=', regularId)
    .orderBy('succession.id')
    .execute()
  return rows.map((row) => ({ ...row, electedMemberId: null }))
}
