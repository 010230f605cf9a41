import t from 'tap'
import type { TestApp } from '../helpers/app.js'
import type { Browser } from '../helpers/browser.js'
import { aDeclaredElection, clearVotes } from '../helpers/declared.js'
import { issue, issuedPapers } from '../helpers/papers.js'
import { eventsOf, signedIn } from '../helpers/tally.js'

/** The fingerprint as the signed return prints it, by the names of the blanks that the open page has. */
async function fromPaper({ db }: TestApp, officer: Browser): Promise<Record<string, string>> {
  const { fingerprint } = await db
    .selectFrom('electionRecord')
    .select('fingerprint')
    .orderBy('recount', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  const asked = [...officer.html.matchAll(/name="group-(\d+)"/g)].map(([, group]) => Number(group))
  return Object.fromEntries(asked.map((group) => [`group-${group}`, fingerprint.slice(4 * group - 4, 4 * group)]))
}

const papers = { sent: ['electionReturn', 'roster'], acknowledged: 'members-incomplete' }

t.test('sent, sent back with a reason, sent again and accepted by the township; the timetable knows', async (t) => {
  const { house, election, home } = await aDeclaredElection(t)
  const officer = await signedIn(house, 'electionOfficer')
  const township = await signedIn(house, 'townshipOfficer')
  const page = `${home}/filing`
  await officer.open(page)
  t.match(officer.html, '最迟2027年5月25日')
  const groups = await fromPaper(house, officer)
  t.equal(Object.keys(groups).length, 2, 'two groups are blank')
  for (const [values, because] of [
    [{ on: '2027-05-19', ...papers }, '报送日期早于宣布结果'],
    [{ on: '2027-05-21', ...papers }, '报送日期还没有到'],
    [{ on: '2027-05-20', ...papers, sent: ['roster'] }, '没有选举结果报告单，不能备案'],
    [{ on: '2027-05-20', sent: papers.sent, note: '材料两份' }, '请先确认：还有5名当选人的情况没有登记齐全'],
  ] as const) {
    await officer.submit({ ...values, ...groups }, page)
    t.equal(officer.status, 422)
    t.match(officer.html, because)
  }
  t.match(officer.html, '材料两份', 'what was typed is kept')
  await officer.submit({ on: '2027-05-20', ...papers, ...(await fromPaper(house, officer)) }, page)
  t.match(officer.html, '已登记报送')
  t.notMatch(officer.html, '登记报送</button>', 'one at a time')

  await township.open('/')
  t.match(township.html, '选举结果报送备案', 'what waits is on the first page of the township')
  await township.open(page)
  const decision = `${page}/decide-filing`
  for (const [values, because] of [
    [{}, '请选择同意备案或者退回'],
    [{ decision: 'accepted' }, '请填写备案号'],
    [{ decision: 'returned' }, '请写明退回的原因'],
  ] as const) {
    await township.submit(values, decision)
    t.equal(township.status, 422)
    t.match(township.html, because)
  }
  const second = await signedIn(house, 'townshipOfficer')
  await second.open(page)
  await township.submit({ decision: 'returned', reason: '名册缺照片' }, decision)
  t.match(township.html, '已退回')
  await second.submit({ decision: 'accepted', filingNumber: '奉民备1号' }, decision)
  t.equal(second.status, 409, 'a stale form decides nothing')

  await officer.open(page)
  t.match(officer.html, '名册缺照片')
  await officer.submit({ on: '2027-05-20', ...papers, ...(await fromPaper(house, officer)) }, page)
  await township.open(page)
  await township.submit({ decision: 'accepted', filingNumber: '奉民备1号' }, decision)
  t.match(township.html, '已同意备案')
  await officer.open(home)
  t.match(officer.html, '已备案')
  t.match(await eventsOf(house, election.id, 'filingSubmitted'), [{ number: 1 }, { number: 2, on: '2027-05-20' }])
  t.same(await eventsOf(house, election.id, 'filingReturned'), [{ number: 1, reason: '名册缺照片', on: '2027-05-20' }])
  t.match(await eventsOf(house, election.id, 'filingAccepted'), [{ number: 2, filingNumber: '奉民备1号' }])
  t.match(await eventsOf(house, election.id, 'stepRecorded'), [{ step: 'filing', on: '2027-05-20' }])
})

t.test('a result that a recount changed is sent anew; the old filing stays on the list', async (t) => {
  const { house, home } = await aDeclaredElection(t)
  const officer = await signedIn(house, 'electionOfficer')
  const township = await signedIn(house, 'townshipOfficer')
  const page = `${home}/filing`
  await officer.open(page)
  await officer.submit({ on: '2027-05-20', ...papers, ...(await fromPaper(house, officer)) }, page)
  await township.open(page)
  await township.submit({ decision: 'accepted', filingNumber: '奉民备1号' }, `${page}/decide-filing`)
  await house.db
    .updateTable('filing')
    .set({ recordFingerprint: 'f'.repeat(64) })
    .execute()
  await officer.open(page)
  t.match(officer.html, '结果变动，须重新报送')
  await officer.submit({ on: '2027-05-20', ...papers, ...(await fromPaper(house, officer)) }, page)
  t.match(officer.html, '已登记报送')
  const states = await house.db.selectFrom('filing').select('state').orderBy('number').execute()
  t.strictSame(
    states.map(({ state }) => state),
    ['superseded', 'submitted'],
  )
})

t.test('late is recorded as late; while something is to be voted on nothing is filed', async (t) => {
  const { house, home } = await aDeclaredElection(t)
  await house.db.updateTable('season').set({ drillToday: '2027-06-10' }).execute()
  const officer = await signedIn(house, 'electionOfficer')
  await officer.open(`${home}/filing`)
  const groups = await fromPaper(house, officer)
  await officer.submit({ on: '2027-06-01', ...papers, ...groups }, `${home}/filing`)
  t.match(officer.html, '请先确认：选举结果最迟应在2027年5月25日报送备案，迟7日')
  const acknowledged = ['members-incomplete', 'filing-late']
  await officer.submit({ on: '2027-06-01', sent: papers.sent, acknowledged, ...groups }, `${home}/filing`)
  t.match(officer.html, '已登记报送')

  const open = await aDeclaredElection(t, [[20, 20], ...clearVotes.slice(1)])
  const waiting = await signedIn(open.house, 'electionOfficer')
  await waiting.open(`${open.home}/filing`)
  t.match(waiting.html, '还要再次投票')
  await waiting.submit({ on: '2027-05-20', ...papers }, `${open.home}/filing`)
  t.equal(waiting.status, 422)
})

t.test('sent by the officer, decided by the township, seen by the bureau, by nobody else', async (t) => {
  const { house, home } = await aDeclaredElection(t)
  for (const [name, seen, sent, decided] of [
    ['townshipOfficer', 200, 403, 422],
    ['bureauAuditor', 200, 403, 403],
    ['tallyClerk', 403, 403, 403],
    ['observer', 403, 403, 403],
    ['electionOfficer', 200, 422, 403],
    ['electionOfficer-other', 404, 404, 403],
    ['townshipOfficer-other', 404, 403, 404],
  ] as const) {
    const visitor = await signedIn(house, name)
    await visitor.open(`${home}/filing`)
    t.equal(visitor.status, seen, `${name} sees`)
    await visitor.submit({}, `${home}/filing`)
    t.equal(visitor.status, sent, `${name} sends`)
    await visitor.submit({}, `${home}/filing/decide-filing`)
    t.equal(visitor.status, decided, `${name} decides`)
  }
})

t.test('the return that goes up must be of the result on record: two groups are read from it', async (t) => {
  const { house, election, home } = await aDeclaredElection(t)
  const officer = await signedIn(house, 'electionOfficer')
  const page = `${home}/filing`
  await officer.open(page)
  const right = await fromPaper(house, officer)
  const [first = '', second = ''] = Object.keys(right)
  for (const group of Object.values(right))
    t.notMatch(officer.html, `<code>${group}</code>`, 'what is asked is not shown')
  t.equal(officer.html.match(/<code>[0-9a-f]{4}<\/code>/g)?.length, 14, 'the others are, to find the place')
  const wrong = { ...right, [second]: right[second] === 'ffff' ? '0000' : 'FFFF' }
  await officer.submit({ on: '2027-05-20', ...papers, ...wrong }, page)
  t.equal(officer.status, 422)
  t.match(officer.html, '与系统里的选举记录不一致')
  t.match(officer.html, '请重新打印、签字盖章后报送')
  t.match(officer.html, new RegExp(`name="${first}" value="${right[first]}"`), 'what was typed is kept')
  await officer.submit({ on: '2027-05-20', ...papers }, page)
  t.match(officer.html, '请照纸质报告单填写', 'nothing typed is nothing shown')
  t.equal((await house.db.selectFrom('filing').select('id').execute()).length, 0)
  await officer.open(page)
  t.strictSame(Object.keys(await fromPaper(house, officer)), [first, second], 'the same blanks as often as it is asked')

  await officer.submit({ on: '2027-05-20', ...papers, ...right }, page)
  t.match(officer.html, '已登记报送')
  const numbers = [first, second].map((name) => Number(name.slice('group-'.length)))
  t.match(officer.html, `已照纸质报告单核对第${numbers.join('、')}组`)
  const filing = await house.db.selectFrom('filing').select('paperGroups').executeTakeFirstOrThrow()
  t.equal(filing.paperGroups, numbers.join(','))
  t.match(await eventsOf(house, election.id, 'filingSubmitted'), [{ paperGroups: numbers }])

  const township = await signedIn(house, 'townshipOfficer')
  await township.open(page)
  await township.submit({ decision: 'returned', reason: '名册缺照片' }, `${page}/decide-filing`)
  await officer.open(page)
  const again = await fromPaper(house, officer)
  t.not(Object.keys(again).join(), Object.keys(right).join(), 'sent again, other groups are asked')
  const shown = /选举记录指纹：<span class="num fingerprint">([^<]*)/.exec(officer.html)?.[1] ?? ''
  t.equal(shown.match(/····/g)?.length, 2, 'and the list does not give them away')
})

t.test('the return prints the whole fingerprint in groups of four', async (t) => {
  const { house, election } = await aDeclaredElection(t)
  const { fingerprint } = await house.db.selectFrom('electionRecord').select('fingerprint').executeTakeFirstOrThrow()
  const officer = await signedIn(house, 'electionOfficer')
  await issue(officer, election.id, 'election-return')
  const [paper] = await issuedPapers(house, election.id)
  const groups = fingerprint.match(/.{4}/g) ?? []
  t.match(JSON.parse(paper?.facts ?? '{}'), {
    fingerprint: [`第1至8组：${groups.slice(0, 8).join(' ')}`, `第9至16组：${groups.slice(8).join(' ')}`],
  })
})
