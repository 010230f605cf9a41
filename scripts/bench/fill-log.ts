import { createHash } from 'node:crypto'
import Sqlite from 'better-sqlite3'
import type { ElectionHouse } from './election-house.js'

/** Of a thousand events so many are of these kinds; the rest are ballots handed out. */
const shares: readonly (readonly [number, string, (n: number) => object])[] = [
  [30, 'signedIn', () => ({})],
  [40, 'paperIssued', (n) => ({ paperId: n, key: 'election-day', noticeNumber: n % 20, sha256: '', pages: 1 })],
  [40, 'sheetEntered', (n) => ({ sheetId: n % 500, entry: 'first', state: 'firstEntryDone', findings: [] })],
  [40, 'nomineeVetted', (n) => ({ nomineeId: n % 300, vetting: 'passed', reason: null, bars: [] })],
]
const checkedIn = (n: number) => ({
  ...{ checkInId: n, stationId: n % 70, source: 'desk', voterId: n % 340_000 },
  ...(n % 40 === 0 ? { proxyId: (n * 7) % 340_000, grantId: n } : { proxyId: null, grantId: null }),
})

/** What happens seldom, every so many events. */
const seldom: readonly (readonly [number, string, (n: number, house: ElectionHouse) => object])[] = [
  [20_011, 'voterRemoved', (n) => ({ voterId: n % 340_000, reason: '迁出' })],
  [40_009, 'electionChanged', () => ({ before: { form: 'households' }, after: { form: 'allVoters' } })],
  [
    200_003,
    'seasonChanged',
    (_n, { seasonId }) => {
      const settings = { targetNum: 70, targetDen: 100, directForms: ['allVoters'], directTownships: [] }
      return { seasonId, before: settings, after: { ...settings, targetNum: 75 }, reason: '市政府要求' }
    },
  ],
]

const inNoElection: ReadonlySet<string> = new Set(['signedIn', 'seasonChanged'])
const from = Date.parse('2027-01-01T00:00:00.000Z')
const year = 365 * 86_400_000

function eventOf(n: number, house: ElectionHouse): readonly [string, object] {
  const rare = seldom.find(([every]) => n % every === 0)
  if (rare) return [rare[1], rare[2](n, house)]
  let at = (n * 7_919) % 1_000
  for (const [share, type, content] of shares) {
    if (at < share) return [type, content(n)]
    at -= share
  }
  return ['voterCheckedIn', checkedIn(n)]
}

/**
 * Fills the log up to so many events of a year, the elections mixed as they are on polling days: in bulk, past the
 * application. The hashes are of the right form and no chain.
 */
export function fillLog(house: ElectionHouse, events: number): void {
  const raw = new Sqlite(house.file)
  raw.pragma('cache_size = -600000')
  raw.pragma('synchronous = off')
  const accounts = raw.prepare('select id, display_name, role from account order by id').raw().all() as unknown[][]
  const insert = raw.prepare(
    `insert into audit_event (sequence, at, account_id, account_name, role, election_id, type, content, salt,
      previous_hash, hash, sealed) values (?, ?, ?, ?, ?, ?, ?, ?, '', '', ?, '')`,
  )
  const { sequence: last } = raw.prepare('select sequence from audit_head').get() as { sequence: number }
  raw.transaction(() => {
    for (let n = last + 1; n <= events; n += 1) {
      const [type, content] = eventOf(n, house)
      const election = inNoElection.has(type) ? null : house.elections[n % house.elections.length]?.id
      const [id, name, role] = accounts[(n * 31) % accounts.length] ?? []
      const at = new Date(from + Math.floor((n / events) * year)).toISOString()
      const hash = createHash('sha256').update(String(n)).digest('hex')
      insert.run(n, at, id, name, role, election, type, JSON.stringify(content), hash)
    }
    raw.prepare('update audit_head set sequence = ?').run(events)
  })()
  raw.close()
}
