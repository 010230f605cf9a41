import t from 'tap'
import { eventsOf, signedIn } from '../helpers/tally.js'
import { aTermDesk } from '../helpers/term.js'

const petition = {
  filedOn: '2027-06-15',
  reasons: '半年没有参加居民委员会的工作。',
  signatories: '21\n22\n23\n24\n25\n26\n27\n28',
  entitled: '80',
  entitledSource: '派出所户籍人口统计',
}

t.test('signatories are looked up and counted once, against the share of the rule', async (t) => {
  const desk = await aTermDesk(t)
  const { officer, house, election, term } = desk
  await desk.moveTo('2027-06-16')
  const page = `${term}/members/${await desk.key(3)}/file-recall`
  for (const [values, because] of [
    [{ signatories: '21\n22\n23\n24\n25\n26\n27' }, /共80人，联名7人/],
    [{ signatories: '21\n22\n23\n24\n25\n26\n27\n27' }, /“27”重复，只计一次/],
    [{ signatories: '21\n22\n23\n24\n25\n26\n27\n9999' }, /“9999”不在选民名单上/],
    [{ signatories: '21\n22\n23\n24\n25\n26\n27\n28\n9999' }, /核对以后勾选“已知道”再登记/],
    [{ reasons: '' }, /提出罢免应当写明理由/],
    [{ entitledSource: '' }, /请写明这个数字的来源/],
    [{ filedOn: '2027-06-17' }, /日期还没有到/],
    [{ filedOn: '2027-05-01' }, /任职之日/],
  ] as const) {
    await officer.open(page)
    await officer.submit({ ...petition, ...values }, page)
    t.equal(officer.status, 422, JSON.stringify(values))
    t.match(officer.html, because)
  }
  t.same(await eventsOf(house, election.id, 'recallFiled'), [])
  await officer.open(page)
  await officer.submit(petition, page)
  t.match(officer.html, '罢免要求已受理')
  t.match(await eventsOf(house, election.id, 'recallFiled'), [{ signatories: 8, entitled: 80 }])
  const recall = officer.url
  await officer.submit(petition, page)
  t.equal(officer.status, 409, 'one at a time')

  const stale = { voteOn: '2027-07-01', opens: '08:00', closes: '16:00', place: '礼堂', voters: '60', version: '9' }
  await officer.open(recall)
  await officer.submit(stale, `${recall}/plan`)
  t.equal(officer.status, 409, 'a stale form')
  await officer.open(recall)
  await officer.submit({ ...stale, version: '1', closes: '07:00' }, `${recall}/plan`)
  t.equal(officer.status, 422)
  t.match(officer.html, '结束时间应晚于开始时间')
  t.match(officer.html, 'value="礼堂"', 'what was typed is kept')
  const observer = await signedIn(house, 'observer')
  await observer.open(recall)
  t.equal(observer.status, 200)
  t.notMatch(observer.html, '联名人，共', 'who signed is not for observers')
  for (const [name, address, status] of [
    ['tallyClerk', page, 403],
    ['electionOfficer-other', page, 404],
    ['electionOfficer', `${recall}/enter-count`, 403],
    ['tallyClerk', `${recall}/decide`, 403],
    ['tallyClerk-other', `${recall}/enter-count`, 404],
    ['townshipOfficer-other', `${recall}/answer`, 404],
  ] as const) {
    const visitor = await signedIn(house, name)
    await visitor.submit({}, address)
    t.equal(visitor.status, status, `${name} ${address}`)
  }
})
