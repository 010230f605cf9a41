import type { JobKinds } from '../infra/jobs/run-job.js'
import { fileExportJob } from './file-export-job.js'
import { printRunJob } from './print-run-job.js'

/** The long work of papers, by the name under which it is queued. */
export const documentJobs = { printRun: printRunJob, electionFile: fileExportJob } as const satisfies JobKinds
