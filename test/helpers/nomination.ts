import { soughtName } from '../../src/lib/variant-characters.js'
import { type Db, inTransaction } from '../../src/infra/db/database.js'
import { ok } from '../../src/lib/result.js'
import { insertNominee, insertPaper, updateNominee } from '../../src/nomination/queries.js'
import { passVetting } from '../../scripts/walk/nominate.js'
import { type TestApp, testApp } from './app.js'
import { type Browser, unescapeHtml } from './browser.js'
import { aHouse, anElection, type House, type MadeElection, ordinaryPosts, testPassword } from './factories.js'
import type { Test } from 'tap'
import type { PlainDate } from '../../src/lib/plain-date.js'
import type { NewPost } from '../../src/timetable/queries.js'

export interface NominationDesk {
  readonly made: TestApp
  readonly house: House
  readonly election: MadeElection
  /** `/elections/…/nomination` */
  readonly home: string
  readonly officer: Browser
  readonly clerk: Browser
  /** Who conclude the review. */
  readonly township: Browser
  readonly auditor: Browser
}

interface DeskWish {
  readonly today?: PlainDate
  readonly posts?: readonly NewPost[]
  readonly until?: 'registerImported' | 'rollPosted' | 'rollClosed'
}

/** An election with a closed roll on the day the nominees are to be posted, its officer and clerk signed in. */
export async function aNominationDesk(t: Test, wish: DeskWish = {}): Promise<NominationDesk> {
  const { today = '2027-05-05', posts = ordinaryPosts, until = 'rollClosed' } = wish
  const made = await testApp(t)
  const house = await aHouse(made, today)
  const election = await anElection(made, house, { until, posts, voters: 40 })
  const officer = await made.visitor().signIn('electionOfficer', testPassword)
  const clerk = await made.visitor().signIn('rollClerk', testPassword)
  const township = await made.visitor().signIn('townshipOfficer', testPassword)
  const auditor = await made.visitor().signIn('bureauAuditor', testPassword)
  return { made, house, election, home: `/elections/${election.id}/nomination`, officer, clerk, township, auditor }
}

/** Voter numbers from one to another, a line each, as a clerk copies them from the sheet. */
export function signed(from: number, to: number): string {
  return Array.from({ length: to - from + 1 }, (_, index) => String(from + index)).join('\n')
}

export interface PaperAsTyped {
  readonly post?: number
  readonly nominee: string
  readonly [field: string]: string | number | undefined
}

/** Types a paper into the form: by default joint, signed by voters 21 to 30, for the first post. */
export async function hand(desk: NominationDesk, paper: PaperAsTyped, by: Browser = desk.clerk): Promise<Browser> {
  const { post = 0, ...typed } = paper
  const action = `${desk.home}/record-nomination`
  const values = {
    postId: desk.election.postIds[post] ?? '',
    kind: 'joint',
    nominators: signed(21, 30),
    receivedOn: '2027-05-04',
    occupation: '社区工作者',
    politicalStatus: '群众',
    education: '大专',
    ...(typed as Record<string, string>),
  }
  await by.open(action)
  await by.submit(values, action)
  // The same ten sign for everybody unless a test names others: more often than they may, which only warns.
  const asked = /name="acknowledged" value="([^"]*)"/.exec(by.html)?.[1]
  if (asked === undefined || 'nominators' in typed) return by
  return await by.submit({ ...values, acknowledged: unescapeHtml(asked) }, action)
}

/** Nominates by voter number, records consent and a good review: somebody who can be confirmed. */
export async function aReadyNominee(desk: NominationDesk, post: number, voterNumber: number): Promise<string> {
  const { officer, clerk } = desk
  await hand(desk, { post, nominee: String(voterNumber) })
  const address = clerk.url
  await officer.open(`${address}/record-consent`)
  await officer.submit({ decision: 'accept', on: '2027-05-05' }, `${address}/record-consent`)
  await passVetting(desk, desk.election.id, '2027-05-05', Number(address.split('/').at(-1)))
  return address
}

export async function renameVoter(
  db: Db,
  { voterIds }: MadeElection,
  voterNumber: number,
  name: string,
): Promise<void> {
  await db
    .updateTable('voter')
    .set({ name, searchName: soughtName(name) })
    .where('id', '=', voterIds[voterNumber - 1] ?? 0)
    .execute()
}

/** Takes a voter off the roll as the roll's own page does to the row. */
export async function removeVoter(db: Db, { voterIds }: MadeElection, voterNumber: number): Promise<void> {
  await db
    .updateTable('voter')
    .set({ state: 'removed', isElector: 0 })
    .where('id', '=', voterIds[voterNumber - 1] ?? 0)
    .execute()
}

export async function eventsOf(db: Db, type: string) {
  const rows = await db
    .selectFrom('auditEvent')
    .select('content')
    .where('type', '=', type)
    .orderBy('sequence')
    .execute()
  return rows.map(({ content }) => JSON.parse(content) as Record<string, unknown>)
}

/** People of the roll nominated, willing and found fit, without the pages: so many for each post, voters from 1 on. */
export async function aReadyField(desk: NominationDesk, counts: readonly number[]): Promise<number[][]> {
  const { election, made } = desk
  let used = 0
  const filled = await inTransaction(made.db, async (trx) => {
    const nominees: number[][] = []
    for (const [at, count] of counts.entries()) {
      const postId = election.postIds[at] ?? 0
      const own: number[] = []
      for (let n = 0; n < count; n += 1) {
        const facts = { occupation: '社区工作者', politicalStatus: '群众', education: '大专' }
        const voterId = election.voterIds[used] ?? 0
        used += 1
        const id = await insertNominee(trx, election.id, { voterId, postId, ...facts })
        const paper = { electionId: election.id, nomineeId: id, postId, kind: 'joint' as const }
        const signers = election.voterIds.slice(20, 30 + (used % 5))
        await insertPaper(trx, { ...paper, partyOrganisation: null, receivedOn: '2027-05-04', reason: '' }, signers)
        const reviewed = { consentedOn: '2027-05-05', vetting: 'passed', vettedOn: '2027-05-05' } as const
        await updateNominee(trx, { id, version: 1 }, reviewed)
        own.push(id)
      }
      nominees.push(own)
    }
    return ok(nominees)
  })
  if (!filled.ok) throw new Error('no nominees')
  return filled.value
}
