import Sqlite from 'better-sqlite3'
import { findBrokenLink } from '../../../src/infra/audit-log/check-chain.js'
import { openDatabase } from '../../../src/infra/db/database.js'
import type { Acknowledged } from './work.js'

/** What of the desks' work a database holds. */
export interface Kept {
  /** Ballots that were acknowledged and are not there: must be none. */
  readonly lost: number
  /** Voters with more than one ballot that stands: must be none. */
  readonly twice: number
  readonly issued: number
  /** Events of ballots handed out: as many as ballots. */
  readonly events: number
  readonly isChainWhole: boolean
}

/** Looks into the file itself, past the server, what was kept of what desks were told. */
export async function lookWhatIsKept(file: string, acknowledged: readonly Acknowledged[]): Promise<Kept> {
  const raw = new Sqlite(file, { readonly: true })
  const number = (sql: string) => raw.prepare(sql).pluck().get() as number
  const standing = raw.prepare('select count(*) from check_in where voter_id = ? and undone_at is null').pluck()
  const lost = acknowledged.filter(({ voterId }) => standing.get(voterId) !== 1).length
  const twice = number(
    'select count(*) from (select 1 from check_in where undone_at is null group by round_id, voter_id having count(*) > 1)',
  )
  const issued = number('select count(*) from check_in')
  const events = number("select count(*) from audit_event where type = 'voterCheckedIn'")
  raw.close()
  const db = openDatabase(file)
  const isChainWhole = (await findBrokenLink(db)) === undefined
  await db.destroy()
  return { lost, twice, issued, events, isChainWhole }
}
