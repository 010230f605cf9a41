import type { Db } from '../infra/db/database.js'
import type { PageAlert } from '../infra/http/page.js'
import { findLastOutcome } from '../infra/jobs/job-queries.js'
import type { Role } from '../infra/security/roles.js'
import { type VerifyOutcome, verifySubject } from './verify-job.js'

/** Who watches over the log as a whole. */
export const logKeepers: readonly Role[] = ['bureauAuditor', 'administrator']

/**
 * What stands at the head of every page while the last verification that came to its end found the log or a row broken;
 * null: nothing was found, or whoever looks cannot do anything about it.
 */
export async function logAlert(db: Db, role: Role): Promise<PageAlert | null> {
  if (!logKeepers.includes(role)) return null
  const outcome = (await findLastOutcome(db, verifySubject)) as VerifyOutcome | undefined
  if (!outcome) return null
  const { links, brokenRows, lists, checkpoints = [], isCutOff, at } = outcome
  const faults = [links, brokenRows, lists, checkpoints].flat().length
  if (faults === 0) return null
  return {
    at,
    text: `发现操作日志或资料与封存时不符，${isCutOff ? '超过' : '共'} ${faults} 处`,
    page: '/audit-log/verify',
  }
}
