import type { Db } from '../infra/db/database.js'
import type { TiesToCommittee } from '../rules/by-election-nominee.js'
import { isHigher } from '../rules/post.js'

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
  const byElection = await db
    .selectFrom('byElection')
    .select('regularId')
    .where('electionId', '=', electionId)
    .executeTakeFirst()
  if (!byElection || voterIds.length === 0) return new Map()
  const { regularId } = byElection
  const seats = [...(await listElected(db, regularId, electionId)), ...(await listFollowed(db, regularId))]
  const ends = await db
    .selectFrom('officeEnd')
    .select(['electedMemberId', 'successionId', 'cause', 'onDay'])
    .where('electionId', '=', regularId)
    .execute()
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

interface Seat extends Key {
  readonly identityHash: string
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
    .innerJoin('voter', 'voter.id', 'electedMember.voterId')
    .select(['electedMember.id as electedMemberId', 'voter.identityHash', 'post.title', 'post.position'])
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
    .execute()
  return rows.map((row) => ({ ...row, successionId: null }))
}

async function listFollowed(db: Db, regularId: number): Promise<Seat[]> {
  const rows = await db
    .selectFrom('succession')
    .innerJoin('post', 'post.id', 'succession.postId')
    .innerJoin('voter', 'voter.id', 'succession.voterId')
    .select(['succession.id as successionId', 'voter.identityHash', 'post.title', 'post.position'])
    .where('succession.electionId', '=', regularId)
    .execute()
  return rows.map((row) => ({ ...row, electedMemberId: null }))
}
