import type { IneligibleReason } from '../rules/eligibility.js'
import type { Db, Trx } from '../infra/db/database.js'
import type { ElectedMemberTable, WinnerCheckTable } from '../infra/db/tables/tally.js'

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

type Member = Omit<ElectedMemberTable, 'id'>

/** Who a member is and what to: the row of a member stays the same row as long as this is so. */
function keyOf({ roundId, postId, voterId, name }: Pick<Member, 'roundId' | 'postId' | 'voterId' | 'name'>): string {
  return [roundId, postId, voterId ?? name].join(' ')
}

/**
 * Makes the list of members that of the results in force: who was elected comes in, who gave up the seat to a relative
 * or lost it in a recount leaves, who stays keeps the row with the votes as counted now. The results keep them all.
 */
export async function saveElectedMembers(trx: Trx, electionId: number, members: readonly Member[]): Promise<void> {
  const known = await trx.selectFrom('electedMember').selectAll().where('electionId', '=', electionId).execute()
  const wanted = new Map(members.map((member) => [keyOf(member), member]))
  for (const row of known) {
    const member = wanted.get(keyOf(row))
    if (!member) await trx.deleteFrom('electedMember').where('id', '=', row.id).execute()
    else if (member.votes !== row.votes) {
      await trx.updateTable('electedMember').set({ votes: member.votes }).where('id', '=', row.id).execute()
    }
  }
  const here = new Set(known.map(keyOf))
  const joining = members.filter((member) => !here.has(keyOf(member)))
  if (joining.length > 0) await trx.insertInto('electedMember').values(joining).execute()
}
