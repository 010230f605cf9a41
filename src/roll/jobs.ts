import type { JobKinds } from '../infra/jobs/run-job.js'
import { commitJob } from './commit-job.js'
import { readingJob } from './stage-register.js'
import { undoJob } from './undo-job.js'

/** The long work of the roll, by the name under which it is queued. */
export const rollJobs = {
  readRegister: readingJob,
  commitRegister: commitJob,
  undoRegister: undoJob,
} as const satisfies JobKinds

export type RollJob = keyof typeof rollJobs
