import { type Db, watchSilentChanges } from '../db/database.js'
import { refuseCoveredWrites } from '../db/covered-writes.js'
import { recordEvent, systemActor, writeEvents } from './record-event.js'

/** For the house at work: a change of which no event tells is told of by the house itself, and so is sealed. */
export function recordSilentChanges(db: Db): Db {
  return watchSilentChanges(db, async (trx, tables) => {
    await recordEvent(trx, systemActor(new Date().toISOString()), { type: 'changedSilently', tables }, null)
    await writeEvents(trx)
  })
}

/** For tests: a change of a covered table without an event is a fault, in a transaction or beside one. */
export function refuseSilentChanges(db: Db): Db {
  return watchSilentChanges(
    db,
    async (_trx, tables) => {
      await Promise.resolve()
      throw new Error(`changed without an audit event: ${tables.join(', ')}`)
    },
    [refuseCoveredWrites],
  )
}
