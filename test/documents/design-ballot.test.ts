import t, { type Test } from 'tap'
import { systemActor } from '../../src/infra/audit-log/record-event.js'
import { inTransaction } from '../../src/infra/db/database.js'
import { ok } from '../../src/lib/result.js'
import { insertCandidates } from '../../src/nomination/queries.js'
import { checkBallotDesign } from '../../src/polling/queries.js'
import { findElection } from '../../src/infra/db/scope-queries.js'
import { testApp } from '../helpers/app.js'
import type { Browser } from '../helpers/browser.js'
import { aHouse, anElection, testPassword } from '../helpers/factories.js'
import { allText, readPdf } from '../helpers/pdf.js'
import { eventsOf } from '../helpers/polling.js'

/** An election with its candidates confirmed, and those who have to do with its ballot. */
async function aBallotDesk(t: Test) {
  const house = await testApp(t)
  const made = await aHouse(house, '2027-05-15')
  const election = await anElection(house, made, { until: 'candidatesConfirmed' })
  const rows = await house.db.selectFrom('voter').select(['id', 'name', 'sex']).orderBy('id').limit(9).execute()
  const candidates = rows.map(({ id, name, sex }, i) => ({
    ...{ voterId: id, name, sex, previousVotes: null },
    postId: election.postIds[i < 2 ? 0 : i < 4 ? 1 : 2] ?? 0,
    ballotOrder: i < 2 ? i + 1 : i < 4 ? i - 1 : i - 3,
  }))
  await inTransaction(house.db, async (trx) => {
    await insertCandidates(trx, election.roundId, candidates, systemActor('2027-05-14T00:00:00.000Z'))
    return ok(undefined)
  })
  const page = `/elections/${election.id}/documents/ballots`
  const as = async (name: string) => await (await house.visitor().signIn(name, testPassword)).open(page)
  return { house, election, page, as, names: rows.map(({ name }) => name) }
}

type Desk = Awaited<ReturnType<typeof aBallotDesk>>

async function makeProof({ page }: Desk, officer: Browser, more: Record<string, string> = {}): Promise<void> {
  await officer.open(page)
  await officer.submit({ paper: 'A4', arrangement: 'oneSheet', ...more }, page)
}

async function approve({ page }: Desk, person: Browser): Promise<void> {
  await person.open(page)
  const address = /href="([^"]*\/approve-ballot)"/.exec(person.html)?.[1] ?? ''
  await person.open(address)
  await person.submit({ isRead: 'yes' }, address)
}

t.test('a proof is made, approved by two people, frozen, and the same whenever it is printed', async (t) => {
  const desk = await aBallotDesk(t)
  const { house, election, page, as, names } = desk
  const officer = await as('electionOfficer')
  t.match(officer.html, '还没有样票')
  await officer.submit({ paper: 'A6', arrangement: 'oneSheet' }, page)
  t.equal(officer.status, 422)
  t.match(officer.html, '请选择纸张')
  await makeProof(desk, officer)
  t.match(officer.html, '选票第1稿的样票已做好')
  const [design] = await house.db.selectFrom('ballotDesign').selectAll().execute()
  const sample = `${page}/${design?.id}/sample`
  const text = allText(await readPdf(design?.samplePdf ?? Buffer.alloc(0)))
  for (const name of names) t.match(text, name)
  t.match(text, '奉中社区第九届居民委员会')
  t.match(text, '投票日：2027年5月20日（星期四）')
  t.equal((await (await as('observer')).open(sample)).status, 200, 'the sample is for everybody')
  await officer.open(`${page}/${design?.id}/print`)
  t.equal(officer.status, 409, 'not yet to be printed')

  await approve(desk, officer)
  t.match(officer.html, '还需要另一个人核准')
  const approval = `${page}/${design?.id}/approve-ballot`
  await officer.open(approval)
  t.match(officer.html, '您已经核准过这份选票')
  await officer.submit({ isRead: 'yes', sha256: design?.printSha256 ?? '' }, approval)
  t.equal(officer.status, 422, 'the same person is no second one')
  const township = await as('townshipOfficer')
  await township.open('/')
  t.match(township.html, '奉中社区：选票等第二个人核准', 'the first page of the township says what waits')
  t.ok(township.html.includes(`href="${approval}"`))
  const elsewhere = await (await as('townshipOfficer-other')).open('/')
  t.notMatch(elsewhere.html, '等第二个人核准')
  await township.open(approval)
  await township.submit({}, approval)
  t.match(township.html, '请逐项核对样票后勾选')
  await township.submit({ isRead: 'yes' }, approval)
  t.match(township.html, '已经两人核准定稿')
  await township.open('/')
  t.notMatch(township.html, '等第二个人核准')
  await officer.open(`${page}/${design?.id}/print`)
  t.equal(officer.response.rawPayload.compare(design?.printPdf ?? Buffer.alloc(0)), 0, 'the bytes that were approved')
  await officer.open(`${page}/${design?.id}/geometry`)
  t.match(JSON.parse(officer.html), { unit: '0.01mm', pages: [{ page: 1, width: 21000, height: 29700 }] })
  const events = (await eventsOf(house, election.id)).map(({ type }) => type)
  t.same(events.slice(-4), ['ballotProofMade', 'ballotApproved', 'ballotApproved', 'ballotFetched'])
  const inScope = await findElection(house.db, election.id)
  t.same(inScope && (await checkBallotDesign(house.db, inScope)), [])
})

t.test('the database itself takes no change, no third approval and nobody twice', async (t) => {
  const desk = await aBallotDesk(t)
  const { db } = desk.house
  await makeProof(desk, await desk.as('electionOfficer'))
  const { id } = await db.selectFrom('ballotDesign').select('id').executeTakeFirstOrThrow()
  await t.rejects(db.updateTable('ballotDesign').set({ content: '{}' }).execute(), /append-only/)
  await t.rejects(db.deleteFrom('ballotDesign').execute(), /append-only/)
  const put = async (place: number, accountId: number) =>
    await db.insertInto('ballotApproval').values({ designId: id, place, accountId, approvedAt: 'x' }).execute()
  await put(1, 1)
  await t.rejects(put(2, 1), /unique/i)
  await t.rejects(put(1, 2), /unique/i)
  await t.rejects(put(3, 2), /check/i)
  await t.rejects(db.updateTable('ballotApproval').set({ accountId: 3 }).execute(), /append-only/)
})

t.test('what changes afterwards outdates the design, says how, and asks for a new one', async (t) => {
  const desk = await aBallotDesk(t)
  const { house, election, page, as } = desk
  const officer = await as('electionOfficer')
  await makeProof(desk, officer)
  await approve(desk, officer)
  const late = await as('electionOfficer-2')
  const { id } = await house.db.selectFrom('ballotDesign').select('id').executeTakeFirstOrThrow()
  await late.open(`${page}/${id}/approve-ballot`)
  await house.db
    .updateTable('roundPost')
    .set({ seats: 2 })
    .where('postId', '=', election.postIds[2] ?? 0)
    .execute()
  await late.submit({ isRead: 'yes' }, `${page}/${id}/approve-ballot`)
  t.equal(late.status, 422, 'a stale approval')
  t.match(late.html, '委员应选名额由3名改为2名。')
  await officer.open(page)
  t.match(officer.html, '已经过时，不能使用')
  await officer.open(`/elections/${election.id}/polling/account-ballots`)
  t.match(officer.html, /选票第1稿与现在的候选人名单、职务或者投票日不符/)
  await makeProof(desk, officer, { paper: 'A5', arrangement: 'sheetPerPost' })
  t.equal(officer.status, 422)
  t.match(officer.html, '几项职务同时投票的，收回、有效、无效都按整张选票计，不能一职一张')
  await makeProof(desk, officer, { paper: 'A5', 'colour-1': '浅红色', isTinted: 'yes' })
  t.match(officer.html, 'A5，一张选票，每项职务一栏（浅红色纸）')
  t.match(officer.html, '已被新稿代替', 'the old one is kept')
  await late.submit({ isRead: 'yes' }, `${page}/${id}/approve-ballot`)
  t.match(late.html, '已经做了新的样票')
})

t.test('a double click makes one proof, a form of old content none; two approve at once and one counts', async (t) => {
  const desk = await aBallotDesk(t)
  const { house, election, page, as } = desk
  const officer = await as('electionOfficer')
  const formId = '12345678-1234-1234-1234-123456789012'
  await officer.submit({ paper: 'A4', arrangement: 'oneSheet', formId }, page)
  await officer.open(page)
  await officer.submit({ paper: 'A4', arrangement: 'oneSheet', formId }, page)
  t.equal((await house.db.selectFrom('ballotDesign').selectAll().execute()).length, 1)
  await officer.open(page)
  await house.db
    .updateTable('roundPost')
    .set({ seats: 2 })
    .where('postId', '=', election.postIds[2] ?? 0)
    .execute()
  await officer.submit({ paper: 'A4', arrangement: 'oneSheet' }, page)
  t.match(officer.html, '打开本页以后，候选人或者职务有了变化')
  await makeProof(desk, officer)
  const other = await as('electionOfficer-2')
  const { id } = await house.db
    .selectFrom('ballotDesign')
    .select('id')
    .where('number', '=', 2)
    .executeTakeFirstOrThrow()
  const address = `${page}/${id}/approve-ballot`
  const township = await as('townshipOfficer')
  await township.open(address)
  t.match(township.html, '先由选举委员会核准', 'the committee comes first')
  await Promise.all([officer.open(address), other.open(address)])
  await Promise.all([officer.submit({ isRead: 'yes' }, address), other.submit({ isRead: 'yes' }, address)])
  const places = await house.db.selectFrom('ballotApproval').select(['place', 'accountId']).orderBy('place').execute()
  t.ok(places.length <= 2)
  t.equal(new Set(places.map(({ accountId }) => accountId)).size, places.length)
  t.equal((await other.open(`${page}/${id}0/approve-ballot`)).status, 404)
  t.equal((await other.open(`${page}/x/sample`)).status, 404)
  t.match((await other.open(`${page}?kind=primary`)).html, /预选选票/)
})

t.test('who may not, and elsewhere', async (t) => {
  const desk = await aBallotDesk(t)
  await makeProof(desk, await desk.as('electionOfficer'))
  const { id } = await desk.house.db.selectFrom('ballotDesign').select('id').executeTakeFirstOrThrow()
  const clerk = await desk.as('rollClerk')
  t.equal(clerk.status, 200)
  t.equal((await clerk.open(`${desk.page}/${id}/approve-ballot`)).status, 403)
  t.equal((await clerk.open(`${desk.page}/${id}/print`)).status, 403)
  t.equal((await desk.as('electionOfficer-other')).status, 404)
})
