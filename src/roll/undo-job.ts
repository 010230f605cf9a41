import { ok } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { type JobKind, JobRefused, type JobWork } from '../infra/jobs/run-job.js'
import { withdrawMilestone } from '../timetable/queries.js'
import { hasCommittedImport, moveImport } from './import-queries.js'
import { applyMerged, countMerged, deleteMerged, renewMatches } from './merge-queries.js'
import { deleteEmptyGroups, deleteImportedVoters } from './pending-queries.js'
import type { ImportWork } from './stage-register.js'
import { undoObstacles } from './undo-obstacles.js'
import { lockRoll } from './version-queries.js'

/** What came of it, for the page. */
export interface UndoOutcome {
  readonly takenOff: number
  readonly restored: number
}

/**
 * Takes a committed register back, as if it had never been committed: its people leave the roll and their numbers are
 * free again, for nobody has been told them yet. One transaction, and until it nothing at all.
 */
export const undoJob: JobKind = { run: undoRegister, giveUp: async () => undefined }

async function undoRegister(work: JobWork): Promise<void> {
  const { importId, actor } = work.input as ImportWork
  const electionId = work.job.electionId as number
  work.progress('从名单上撤下')
  await inTransaction(work.db, async (trx) => {
    await lockRoll(trx, electionId)
    const [obstacle] = await undoObstacles(trx, electionId, importId)
    if (obstacle) throw new JobRefused(obstacle.code, obstacle.message)
    const change = { state: 'staged', committedAt: null } as const
    if (!(await moveImport(trx, importId, 'committed', change))) {
      throw new JobRefused('undone-already', '这份名册已经撤销过了。')
    }
    const restored = await restoreMerged(trx, importId)
    const takenOff = await deleteImportedVoters(trx, importId)
    await deleteEmptyGroups(trx, electionId)
    await recordEvent(trx, actor, { type: 'registerUndone', importId, takenOff, restored }, electionId)
    if (!(await hasCommittedImport(trx, electionId))) await withdrawMilestone(trx, electionId, 'registerImported')
    const outcome: UndoOutcome = { takenOff, restored }
    return ok(await work.finish(trx, outcome))
  })
}

/** Gives those whom the register changed what they were before; the check before it says that nobody changed them since. */
async function restoreMerged(trx: Trx, importId: number): Promise<number> {
  const restored = await applyMerged(trx, importId, 1)
  if (restored !== (await countMerged(trx, importId))) {
    throw new JobRefused('voters-changed', '由它修改的人中，有人后来又改过。没有撤销。')
  }
  await renewMatches(trx, importId)
  await deleteMerged(trx, importId)
  return restored
}
