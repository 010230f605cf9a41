import t from 'tap'
import { offered } from '../../scripts/walk/browser.js'
import { testPassword } from '../helpers/factories.js'
import { aNominationDesk, eventsOf, hand, signed } from '../helpers/nomination.js'

async function aGrid(t: Parameters<typeof aNominationDesk>[0]) {
  const desk = await aNominationDesk(t)
  await hand(desk, { nominee: '1' })
  await hand(desk, { post: 2, nominee: '2', nominators: signed(11, 20) })
  return { ...desk, db: desk.made.db, page: `${desk.home}/vet-nominees` }
}

const said = { givenBy: '周明', givenOn: '2027-05-05', document: '锦街联审〔2027〕3号' }

t.test('vet-nominees: a township ticks what the departments answered, and the verdict follows', async (t) => {
  const { db, page, township, officer, auditor } = await aGrid(t)
  await township.open(page)
  t.match(township.html, '共 2 人被提名：合格 0 人，不合格 0 人，还在审查 2 人')
  const cells = offered(township.html, 'passed')
  t.equal(cells.length, 2 * (7 + 1), 'seven departments and its own conclusion')
  await township.submit({ passed: cells }, page)
  t.equal(township.status, 422)
  t.match(township.html, '请填写经办人')
  t.equal((township.html.match(/name="passed"[^>]* checked/g) ?? []).length, cells.length, 'the ticks are kept')
  await township.submit({ passed: cells, ...said }, page)
  t.match(township.html, '已登记 16 项合格意见')
  t.equal((await eventsOf(db, 'vettingOpinionGiven')).length, 16)
  t.same(await eventsOf(db, 'nomineeVetted'), [], 'two conclusions are missing')

  await officer.open(page)
  const own = offered(officer.html, 'passed')
  t.equal(own.length, 2, 'of the Party organisation')
  await officer.submit({ passed: own, ...said }, page)
  await auditor.open(page)
  const last = offered(auditor.html, 'passed')
  await auditor.submit({ passed: last.slice(0, 1), ...said }, page)
  t.match(auditor.html, '合格 1 人，不合格 0 人，还在审查 1 人')
  t.match(await eventsOf(db, 'nomineeVetted'), [{ vetting: 'passed', reason: null }])
})

t.test('a tick too late, twice, or not one’s own', async (t) => {
  const { db, page, township, officer, made } = await aGrid(t)
  await township.open(page)
  const [first = '', ...rest] = offered(township.html, 'passed')
  await township.submit({ passed: [], ...said }, page)
  t.match(township.html, '请勾选审查合格的人')
  await township.submit({ passed: [first], ...said, givenOn: '2027-05-06' }, page)
  t.match(township.html, '审查日期不能在今天之后')
  const second = await made.visitor().signIn('townshipOfficer-2', testPassword)
  await second.open(page)
  await township.open(page)
  await township.submit({ passed: [first, first], ...said }, page)
  t.match(township.html, '已登记 1 项')
  await second.submit({ passed: [first, ...rest], ...said }, page)
  t.equal(second.status, 409, 'somebody else wrote one of them meanwhile')
  t.equal((await db.selectFrom('vettingOpinion').select('id').execute()).length, 1, 'and nothing of it is written')

  await officer.open(page)
  await officer.submit({ passed: rest, ...said }, page)
  t.equal(officer.status, 403)
  await township.open(page)
  await township.submit({ passed: ['999999 township'], ...said }, page)
  t.equal(township.status, 409)
  await township.open(page)
  await township.submit({ passed: [first.replace(/ .*/, ' department 消防')], ...said }, page)
  t.equal(township.status, 409)

  await township.open(page)
  const formId = /name="formId" value="([^"]+)"/.exec(township.html.slice(township.html.indexOf('<main')))?.[1] ?? ''
  await township.submit({ passed: rest, ...said, formId }, page)
  await township.open(page)
  await township.submit({ passed: rest, ...said, formId }, page)
  t.not(township.status, 409, 'the same form twice is carried out once')
  t.equal((await db.selectFrom('vettingOpinion').select('id').execute()).length, 1 + rest.length)
})

t.test('who may look, and when', async (t) => {
  const { page, made, db, election, township } = await aGrid(t)
  for (const [name, status] of [
    ['rollClerk', 200],
    ['observer', 403],
    ['tallyClerk', 403],
    ['townshipOfficer-other', 404],
  ] as const) {
    const visitor = await made.visitor().signIn(name, testPassword)
    t.equal((await visitor.open(page)).status, status, name)
  }
  await township.open(page)
  const cells = offered(township.html, 'passed')
  const reached = { electionId: election.id, name: 'candidatesConfirmed', round: 1, reachedOn: '2027-05-05' } as const
  await db.insertInto('milestone').values(reached).execute()
  await township.submit({ passed: cells, ...said }, page)
  t.equal(township.status, 422)
  t.match(township.html, '正式候选人')
  t.same(offered(township.html, 'passed'), [])
})
