import { staysOnBallot } from '../rules/candidate-withdrawal.js'
import { personIdOf } from '../rules/person-id.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import type { Db, Trx } from '../infra/db/database.js'
import type { ElectionInScope } from '../infra/http/context.js'
import type { CandidateDropOutTable } from '../infra/db/tables/nomination.js'

export type DropOutRow = Awaited<ReturnType<typeof listDropOuts>>[number]

/** Who dropped out of the lists of an election after they were frozen, in order, with the list that followed. */
export async function listDropOuts(db: Db, electionId: number) {
  const rows = await db
    .selectFrom('candidateDropOut')
    .innerJoin('candidate', 'candidate.id', 'candidateDropOut.candidateId')
    .innerJoin('candidateList', 'candidateList.id', 'candidateDropOut.listId')
    .innerJoin('votingRound', 'votingRound.id', 'candidate.roundId')
    .innerJoin('post', 'post.id', 'candidate.postId')
    .leftJoin('account', 'account.id', 'candidateDropOut.recordedBy')
    .select([
      'candidateDropOut.id',
      'candidate.roundId',
      'candidate.voterId',
      'candidate.name',
      'post.title as postTitle',
    ])
    .select(['candidateList.version as listVersion', 'candidateDropOut.candidateId', 'candidateDropOut.reason'])
    .select(['droppedOn', 'document', 'lateReason', 'refill', 'areBallotsPrinted', 'consequences', 'recordedAt'])
    .select('account.displayName as recordedByName')
    .where('votingRound.electionId', '=', electionId)
    .orderBy('candidateDropOut.id')
    .execute()
  return rows.map(({ areBallotsPrinted, consequences, ...row }) => ({
    ...row,
    areBallotsPrinted: areBallotsPrinted === 1,
    consequences: JSON.parse(consequences) as string[],
  }))
}

/** The names on the printed ballots of the round under way that no longer stand, by the person; none where they were printed anew. */
export async function listStruckNames(
  db: Db,
  election: Pick<ElectionInScope, 'id' | 'ruleSetId' | 'settings' | 'round'>,
) {
  const { id, votingDay } = election.round
  const ruleSet = ruleSetInForce(election)
  return (await listDropOuts(db, election.id))
    .filter(({ roundId }) => roundId === id)
    .filter(({ droppedOn: on, areBallotsPrinted }) => staysOnBallot({ on, areBallotsPrinted }, votingDay, ruleSet))
    .map(({ voterId, name, postTitle, droppedOn }) => {
      return { id: String(personIdOf(voterId, name)), name, postTitle, droppedOn }
    })
}

export interface NewDropOut
  extends Omit<CandidateDropOutTable, 'id' | 'areBallotsPrinted' | 'consequences' | 'recordedBy'> {
  readonly areBallotsPrinted: boolean
  readonly consequences: readonly string[]
  readonly recordedBy: number
}

/** Keeps that a candidate dropped out; a second time is a unique violation. */
export async function insertDropOut(trx: Trx, dropOut: NewDropOut): Promise<void> {
  const { areBallotsPrinted, consequences, ...row } = dropOut
  await trx
    .insertInto('candidateDropOut')
    .values({ ...row, areBallotsPrinted: areBallotsPrinted ? 1 : 0, consequences: JSON.stringify(consequences) })
    .execute()
}
