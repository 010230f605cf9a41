import type { Db } from '../infra/db/database.js'

/**
 * The post that a voter of a by-election's roll holds already in the committee whose seats it fills; undefined for
 * everybody else, and in a regular election. The same person has another row on each roll.
 */
export async function findPostHeld(db: Db, byElectionId: number, voterId: number): Promise<string | undefined> {
  const row = await db
    .selectFrom('byElection')
    .innerJoin('electedMember', (join) =>
      join.on((eb) =>
        eb.or([
          eb('electedMember.electionId', '=', eb.ref('byElection.regularId')),
          eb(
            'electedMember.electionId',
            'in',
            eb
              .selectFrom('byElection as sister')
              .select('sister.electionId')
              .whereRef('sister.regularId', '=', 'byElection.regularId')
              .whereRef('sister.electionId', '!=', 'byElection.electionId'),
          ),
        ]),
      ),
    )
    .innerJoin('post', 'post.id', 'electedMember.postId')
    .innerJoin('voter as held', 'held.id', 'electedMember.voterId')
    .innerJoin('voter as named', 'named.identityHash', 'held.identityHash')
    .select('post.title')
    .where('byElection.electionId', '=', byElectionId)
    .where('named.id', '=', voterId)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('officeEnd').select('officeEnd.id').whereRef('officeEnd.electedMemberId', '=', 'electedMember.id'),
        ),
      ),
    )
    .executeTakeFirst()
  return row?.title
}
