import type { IneligibleReason } from '../rules/eligibility.js'
import type { Db, Trx } from '../infra/db/database.js'
import type { WinnerCheckTable } from '../infra/db/tables/tally.js'

/** What was found about somebody with the votes for a seat. */
export interface WinnerCheck {
  readonly personId: string
  readonly name: string
  /** Why not; null for the eligible. */
  readonly reason: IneligibleReason | null
  readonly note: string
}

/** Every finding about winners of an election, of all its rounds: the last one about a person counts. */
export async function listWinnerChecks(db: Db, electionId: number): Promise<WinnerCheck[]> {
  const rows = await db
    .selectFrom('winnerCheck')
    .innerJoin('votingRound', 'votingRound.id', 'winnerCheck.roundId')
    .select(['winnerCheck.personId', 'winnerCheck.name', 'winnerCheck.reason', 'winnerCheck.note'])
    .where('votingRound.electionId', '=', electionId)
    .orderBy('votingRound.number')
    .execute()
  const last = new Map(rows.map((row) => [row.personId, row as WinnerCheck]))
  return [...last.values()].sort((a, b) => (a.personId < b.personId ? -1 : 1))
}

/** Notes a finding, or notes it anew. */
export async function saveWinnerCheck(trx: Trx, check: Omit<WinnerCheckTable, 'id'>): Promise<void> {
  await trx
    .insertInto('winnerCheck')
    .values(check)
    .onConflict((conflict) => conflict.columns(['roundId', 'personId']).doUpdateSet(check))
    .execute()
}

/** Members who give up a seat to somebody elected now leave the list of members; their election stays in the result. */
export async function deleteElectedMembers(
  trx: Trx,
  electionId: number,
  members: readonly { readonly voterId: number | null; readonly name: string }[],
): Promise<void> {
  for (const { voterId, name } of members) {
    const ofElection = trx.deleteFrom('electedMember').where('electionId', '=', electionId)
    const person =
      voterId === null
        ? ofElection.where('voterId', 'is', null).where('name', '=', name)
        : ofElection.where('voterId', '=', voterId)
    await person.execute()
  }
}
