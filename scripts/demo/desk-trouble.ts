import * as poll from '../walk/poll.js'
import type { Stage, Work } from './community-steps.js'

/** What an election day brings: a ballot taken back and handed out again, and half an hour without electricity. */
export async function troubleAtTheDesk(
  work: Work,
  { db, cast, clock }: Pick<Stage, 'db' | 'cast' | 'clock'>,
  others: readonly number[],
): Promise<void> {
  const [stationId = 0] = work.stations
  const [again = 0, ...byHand] = others
  clock.set('08:50')
  await poll.checkIn(cast.desk, work.electionId, stationId, [again])
  await poll.undoLast(cast.desk, work.electionId, '看错了人，选票已收回。')
  await poll.checkIn(cast.desk, work.electionId, stationId, [again])
  clock.set('09:40')
  const rows = await db.selectFrom('voter').select('voterNumber').where('id', 'in', byHand.slice(0, 12)).execute()
  const outage = { stationId, began: '08:55', ended: '09:25', reason: '社区停电。' }
  const numbers = rows.map(({ voterNumber }) => voterNumber)
  await poll.enterOutage(cast.desk, work.electionId, outage, numbers)
}
