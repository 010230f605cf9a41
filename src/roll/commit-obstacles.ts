import { longDate } from '../lib/chinese-text.js'
import type { PlainDate } from '../lib/plain-date.js'
import type { Finding } from '../rules/finding.js'
import type { StoredImport } from './import-queries.js'

/** Why the register as a whole cannot be committed. */
export function commitObstacles(
  register: Pick<StoredImport, 'electionDay'>,
  mayImport: readonly Finding[],
  electionDay: PlainDate,
): Finding[] {
  if (register.electionDay === electionDay) return [...mayImport]
  const message = `核对时的选举日是${longDate(register.electionDay)}，后来改为${longDate(electionDay)}，年龄要重新核对。请放弃这一份，再上传一次。`
  return [...mayImport, { code: 'election-day-moved', severity: 'error', fields: [], message }]
}
