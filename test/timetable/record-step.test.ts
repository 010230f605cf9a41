import t, { type Test } from 'tap'
import { testApp } from '../helpers/app.js'
import { aClient } from '../helpers/client.js'
import { countEvents, lastEvents } from '../helpers/events.js'
import { aHouse, anElection, testPassword } from '../helpers/factories.js'

async function anOfficer(t: Test) {
  const house = await testApp(t)
  const made = await aHouse(house, '2027-05-21')
  const { id } = await anElection(house, made)
  const officer = await house.visitor().signIn('electionOfficer', testPassword)
  return { house, id, officer, url: `/elections/${id}/timetable/audit`, list: `/elections/${id}/timetable` }
}

const rowOf = (html: string, key: string) =>
  (new RegExp(`<tr id="${key}">[^]*?</tr>`).exec(html)?.[0] ?? '').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

t.test('what the system cannot see is recorded with its day, and judged by it', async (t) => {
  const { house, id, officer, url, list } = await anOfficer(t)
  await officer.open(list)
  t.match(rowOf(officer.html, 'audit'), /期限已过，没有登记 .* 登记办理日 法定/)
  t.match(rowOf(officer.html, 'audit'), /后果： 办过的请登记办理日；没有办的：/)
  t.notMatch(rowOf(officer.html, 'rollPosted'), '登记办理日', 'its own page records it')
  await officer.open(url)
  t.match(officer.html, '主任离任经济责任审计结果应在选举之前公布')
  t.match(officer.html, '2027年5月19日（星期三）')
  await officer.submit({ doneOn: '2027年5月19日', note: '审计公告〔2027〕3号' }, url)
  t.match(officer.html, '已登记：公布主任离任审计结果，2027年5月19日。')
  t.match(rowOf(officer.html, 'audit'), /按期完成 .* 5月19日 更正/)
  t.match(await lastEvents(house, 1), [
    {
      type: 'stepRecorded',
      by: 'electionOfficer',
      electionId: id,
      facts: { step: 'audit', on: '2027-05-19', note: '审计公告〔2027〕3号', before: null },
    },
  ])
  t.match(await house.db.selectFrom('recordedStep').selectAll().execute(), [
    { electionId: id, step: 'audit', doneOn: '2027-05-19', version: 1 },
  ])
})

t.test('a correction keeps what it was in the log; a day too late is said', async (t) => {
  const { house, officer, url } = await anOfficer(t)
  await officer.open(url)
  await officer.submit({ doneOn: '2027-05-19', note: '' }, url)
  await officer.open(url)
  t.match(officer.html, '2027年5月19日，electionOfficer登记')
  await officer.submit({ doneOn: '2027-05-20', note: '日子记错了' }, url)
  t.match(officer.html, '这一天已过期限，日程上会标明')
  t.match(rowOf(officer.html, 'audit'), '迟了 1 天')
  t.match(await lastEvents(house, 1), [{ type: 'stepRecorded', facts: { on: '2027-05-20', before: '2027-05-19' } }])
})

t.test('of the meeting with the voters it is recorded whether candidates spoke there', async (t) => {
  const { house, officer, list } = await anOfficer(t)
  const url = `${list}/meeting`
  await officer.open(url)
  await officer.submit({ doneOn: '2027-05-18', note: '社区礼堂' }, url)
  t.equal(officer.status, 422)
  t.match(officer.html, '请选择有没有组织竞职演讲')
  t.match(officer.html, 'value="社区礼堂"', 'what was typed stays')
  await officer.submit({ doneOn: '2027-05-18', note: '社区礼堂', withSpeeches: 'yes' }, url)
  t.match(officer.html, '已登记：候选人与居民见面')
  t.match(await lastEvents(house, 1), [{ type: 'stepRecorded', facts: { step: 'meeting', withSpeeches: true } }])
  await officer.open(url)
  t.match(officer.html, /value="yes" checked/)
  await officer.submit({ doneOn: '2027-05-18', note: '社区礼堂', withSpeeches: 'no' }, url)
  t.match(await house.db.selectFrom('recordedStep').selectAll().execute(), [{ step: 'meeting', withSpeeches: 0 }])
  await t.rejects(house.db.updateTable('recordedStep').set({ withSpeeches: 2 }).execute(), /check/i)
  await officer.open(`${list}/audit`)
  t.notMatch(officer.html, '竞职演讲', 'asked of no other step')
})

t.test('bad days are refused with what was typed; a stale form and a second click change nothing', async (t) => {
  const { house, officer, url } = await anOfficer(t)
  const events = await countEvents(house)
  await officer.open(url)
  await officer.submit({ doneOn: '2027-05-22', note: '明天办' }, url)
  t.equal(officer.status, 422)
  t.match(officer.html, '这一天还没有到')
  t.match(officer.html, 'value="明天办"')
  await officer.submit({ doneOn: '五月', note: '' }, url)
  t.equal(officer.status, 422)
  t.match(officer.html, '请按 2027-05-20 的样子填写日期')
  t.equal(await countEvents(house), events)
  const again = await house.visitor().signIn('townshipOfficer', testPassword)
  await again.open(url)
  await officer.open(url)
  const formId =
    /name="formId" value="([^"]+)"/.exec(officer.html.slice(officer.html.indexOf(`action="${url}"`)))?.[1] ?? ''
  await officer.submit({ doneOn: '2027-05-18', note: '' }, url)
  const after = await countEvents(house)
  await officer.open(url)
  await officer.submit({ doneOn: '2027-05-18', note: '', version: '0', formId }, url)
  t.equal(officer.status, 200, 'a second click')
  await again.submit({ doneOn: '2027-05-17', note: '' }, url)
  t.equal(again.status, 409, 'the other form is stale')
  t.equal(await countEvents(house), after)
  await again.open(url)
  await officer.open(url)
  await again.submit({ doneOn: '2027-05-17', note: '' }, url)
  await officer.submit({ doneOn: '2027-05-16', note: '' }, url)
  t.equal(officer.status, 409, 'stale over what was recorded')
})

t.test('only steps that leave no other trace, and only by those who plan', async (t) => {
  const { house, id, officer, list } = await anOfficer(t)
  for (const step of ['rollPosted', 'objections', 'made-up']) {
    await officer.open(`/elections/${id}/timetable/${step}`)
    t.equal(officer.status, 404, step)
  }
  const clerk = await aClient(house, 'rollClerk')
  t.equal((await clerk.get(`${list}/audit`)).statusCode, 403)
  t.equal((await clerk.post(`${list}/audit`, { doneOn: '2027-05-19' })).statusCode, 403)
  t.notMatch((await clerk.get(list)).body, 'class="record-link"')
})
