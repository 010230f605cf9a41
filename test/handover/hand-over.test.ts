import t from 'tap'
import { testApp } from '../helpers/app.js'
import { aClient } from '../helpers/client.js'
import { aDeclaredElection, clearVotes } from '../helpers/declared.js'
import { aHouse } from '../helpers/factories.js'
import { allText, readPdf } from '../helpers/pdf.js'
import { aPolledElection, eventsOf, signedIn } from '../helpers/tally.js'

const people = {
  place: '社区会议室',
  receivedBy: '王伟',
  handedOverBy: '何长根',
  chairedBy: '陈国强',
  supervisedBy: '周建平',
}
const seal = { category: 'seal', name: '居民委员会公章', quantity: '１', unit: '枚', amount: '' }

t.test('the list is written line by line, then the handover is recorded once, and the list stands', async (t) => {
  const { house, election, home } = await aDeclaredElection(t)
  const page = `${home}/hand-over`
  const officer = await signedIn(house, 'electionOfficer')
  await officer.open(page)
  t.match(officer.html, '最迟2027年5月30日')
  t.match(officer.html, `value="${election.candidates[0]?.[0]?.name ?? '?'}"`, 'the new chair receives')
  for (const [change, because] of [
    [{ category: '' }, '请选择类别'],
    [{ quantity: '0' }, '请填写大于 0 的整数'],
    [{ amount: '约一千' }, '金额填数字'],
  ] as const) {
    await officer.submit({ ...seal, ...change }, `${page}/add-item`)
    t.equal(officer.status, 422)
    t.match(officer.html, because)
    t.match(officer.html, 'value="居民委员会公章"', 'what was typed is kept')
  }
  await officer.submit(seal, `${page}/add-item`)
  t.match(officer.html, '1枚')
  await officer.submit({ category: 'seal' }, `${page}/none`)
  t.match(officer.html, '清单里已经写了印章')
  for (const category of ['licences', 'accounts', 'assets', 'claims', 'contracts']) {
    await officer.open(page)
    await officer.submit({ category }, `${page}/none`)
  }
  const money = { category: 'accounts', name: '银行存款', quantity: '1', unit: '户', amount: '1,250.5' }
  await officer.submit(money, `${page}/add-item`)
  t.match(officer.html, '1250.50', 'and what said “nothing” has gone')
  await officer.submit({ on: '2027-05-20', ...people }, page)
  t.equal(officer.status, 422)
  t.match(officer.html, '移交清单还没有写未办事项')
  await officer.submit({ category: 'unfinished' }, `${page}/none`)
  const [, itemId = ''] = /name="itemId" value="(\d+)"/.exec(officer.html) ?? []
  await officer.submit({ itemId }, `${page}/remove-item`)
  t.notMatch(officer.html, '居民委员会公章')
  await officer.submit(seal, `${page}/add-item`)
  for (const [on, because] of [
    ['2027-05-19', '早于新一届居民委员会产生之日'],
    ['2027-05-21', '还没有到'],
    ['明天', '请按 2027-05-20 的样子填写日期'],
    ['2027-05-20', '请先确认：移交清单里没有固定资产、档案资料'],
  ] as const) {
    await officer.submit({ on, ...people }, page)
    t.equal(officer.status, 422, on)
    t.match(officer.html, because)
    t.match(officer.html, `value="${on}"`)
  }
  await officer.submit({ on: '2027-05-20', ...people, supervisedBy: '' }, page)
  t.match(officer.html, '请填写街道（镇）的监交人')
  await officer.submit({ on: '2027-05-20', ...people, acknowledged: 'handover-incomplete' }, page)
  t.match(officer.html, '已于2027年5月20日完成移交')
  t.match(await eventsOf(house, election.id, 'handedOver'), [{ on: '2027-05-20', handedOverBy: '何长根' }])
  await officer.submit(seal, `${page}/add-item`)
  t.equal(officer.status, 409, 'the list stands')
  await officer.open(page)
  await officer.submit({ on: '2027-05-20', ...people, acknowledged: 'handover-incomplete' }, page)
  t.equal(officer.status, 422, 'a second time')

  const printer = await aClient(house, 'electionofficer')
  const list = await printer.post(`/elections/${election.id}/documents/sheets/handover-list/print`)
  const text = allText(await readPdf(list.rawPayload))
  t.match(text, '居民委员会公章')
  t.match(text, '1250.50')
  await officer.open(`/elections/${election.id}/documents/handover/issue-paper`)
  await officer.submit({}, `/elections/${election.id}/documents/handover/issue-paper`)
  t.match(officer.html, '工作移交情况公告')
})

t.test('late is recorded as late', async (t) => {
  const { house, home } = await aDeclaredElection(t)
  await house.db.updateTable('season').set({ drillToday: '2027-06-10' }).execute()
  const officer = await signedIn(house, 'electionOfficer')
  const page = `${home}/hand-over`
  for (const category of [
    ...['seal', 'licences', 'accounts', 'assets', 'claims', 'contracts', 'archives', 'unfinished'],
  ]) {
    await officer.open(page)
    await officer.submit({ category }, `${page}/none`)
  }
  await officer.submit({ on: '2027-06-05', ...people, acknowledged: 'handover-incomplete' }, page)
  t.match(officer.html, '迟6日')
  await officer.submit({ on: '2027-06-05', ...people, acknowledged: ['handover-incomplete', 'handover-late'] }, page)
  t.match(officer.html, '已于2027年6月5日完成移交')
})

t.test('not while something is still to be voted on, not before a result, and only by the officer', async (t) => {
  const open = await aDeclaredElection(t, [[20, 20], ...clearVotes.slice(1)])
  const waiting = await signedIn(open.house, 'electionOfficer')
  await waiting.open(`${open.home}/hand-over`)
  t.match(waiting.html, '还要再次投票，不能登记工作移交')
  await waiting.submit({ on: '2027-05-20', ...people }, `${open.home}/hand-over`)
  t.equal(waiting.status, 422)

  const house = await testApp(t)
  const election = await aPolledElection(house, await aHouse(house))
  const page = `/elections/${election.id}/handover/hand-over`
  const officer = await signedIn(house, 'electionOfficer')
  await officer.open(page)
  t.match(officer.html, '选举结果尚未宣布，还不能登记工作移交')
  for (const [name, status] of [
    ['tallyClerk', 403],
    ['townshipOfficer', 403],
    ['observer', 403],
    ['electionOfficer-other', 404],
  ] as const) {
    const visitor = await signedIn(house, name)
    for (const action of ['', '/add-item', '/none', '/remove-item']) {
      await visitor.submit({ on: '2027-05-20' }, `${page}${action}`)
      t.equal(visitor.status, status, `${name} ${action}`)
    }
  }
  const observer = await signedIn(house, 'observer')
  await observer.open(page)
  t.notMatch(observer.html, '移交清单，共', 'what the community owns is not for observers')
})
