import { randomUUID } from 'node:crypto'
import { assert } from '../../../src/lib/assert.js'
import { findActiveAccount, findElection } from '../../../src/infra/db/scope-queries.js'
import { openDatabase } from '../../../src/infra/db/database.js'
import { issueAsAsked } from '../../../src/polling/check-in.js'
import type { CrowdSeat, CrowdTurn, TurnDone } from './crowd.js'
import { electionDay } from '../election-house.js'

/**
 * One process of a crowd: does what the desk's route does when a ballot is asked for, the same function, at the same
 * file as the others, for all of its desks at once. Waits for the word of the parent before each voter.
 */
const db = openDatabase(process.env['DATABASE_URL'] as string)
const requests = new Map<number, Awaited<ReturnType<typeof deskOf>>>()

/** What the guard finds out about a desk before its request is answered. */
async function deskOf({ accountId, electionId }: CrowdSeat) {
  const account = await findActiveAccount(db, accountId)
  const election = await findElection(db, electionId)
  assert(account && election, 'the desk is there')
  const now = `${electionDay}T02:00:00.000Z`
  const actor = { accountId, name: account.displayName, role: account.role, at: now }
  return { account, election, actor, now, today: electionDay } as const
}

async function attempt(seat: CrowdSeat, voterId: number): Promise<boolean> {
  const desk = requests.get(seat.accountId) ?? (await deskOf(seat))
  requests.set(seat.accountId, desk)
  const body = { formId: randomUUID(), voterId: String(voterId), stationId: String(seat.stationId), ballots: 'own' }
  const answer = await issueAsAsked({ db }, { ...desk, body })
  assert(answer, 'the desk is open')
  if (answer.ok) return answer.value.ids.length === 1
  assert(/已于 [\d:]+ 在.+领票，经办人/.test(answer.error.refusal), `told of the other desk: ${answer.error.refusal}`)
  return false
}

async function take({ voterId, seats }: CrowdTurn): Promise<TurnDone> {
  const handedOut = await Promise.all(seats.map(async (seat) => await attempt(seat, voterId)))
  return { issued: handedOut.filter(Boolean).length }
}

process.on('message', (turn: CrowdTurn) => {
  void take(turn).then((done) => process.send?.(done))
})
process.on('disconnect', () => {
  void db.destroy()
})
process.send?.({ issued: 0 } satisfies TurnDone)
