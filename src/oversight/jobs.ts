import type { JobKinds } from '../infra/jobs/run-job.js'
import { statisticsPackageJob } from './statistics-package-job.js'

/** The long work of the overseers, by the name under which it is queued. */
export const oversightJobs = { statisticsPackage: statisticsPackageJob } as const satisfies JobKinds
