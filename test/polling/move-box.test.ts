import t from 'tap'
import { testApp } from '../helpers/app.js'
import { aHouse, testPassword } from '../helpers/factories.js'
import { aPoll, closeStation, eventsOf, supplyFields } from '../helpers/polling.js'

const people = { firstName: '林美芳', secondName: '周建平' }

t.test('a box is shown empty, sealed, carried by two and opened at the count, each once', async (t) => {
  const house = await testApp(t)
  const poll = await aPoll(house, await aHouse(house))
  const { officer, url, stationIds } = poll
  const page = `${url}/move-box/${stationIds[0]}`
  await officer.open(page)
  t.match(officer.html, '投票正在进行，结束投票时封箱')
  t.match(officer.html, '查验空箱、加封')
  await officer.submit({ kind: 'departed', place: '礼堂', seal: 'whole', ...people }, page)
  t.match(officer.html, '票箱还不到这一步')
  await closeStation(officer, url, stationIds[0], { spoiled: 0, unused: 30 })
  t.match(officer.html, '中心投票站票箱运到计票地点')

  await officer.open(page)
  await officer.submit({ kind: 'departed', place: '礼堂', seal: 'whole', ...people, secondName: '林美芳' }, page)
  t.match(officer.html, '应当是两个人')
  await officer.submit({ kind: 'departed', place: '礼堂', seal: 'broken', ...people }, page)
  t.match(officer.html, '封条不完好，请写明情况')
  await officer.submit({ kind: 'departed', place: '礼堂', seal: 'whole', ...people }, page)
  const other = await house.visitor().signIn('electionOfficer-2', testPassword)
  await other.open(page)
  await officer.submit({ kind: 'arrived', place: '计票会场', seal: 'broken', note: '封条一角翘起', ...people }, page)
  await other.submit({ kind: 'arrived', place: '计票会场', seal: 'whole', ...people }, page)
  t.match(other.html, '这一步已经登记过了')
  await officer.submit({ kind: 'unsealed', place: '计票会场', seal: 'whole', ...people }, page)
  t.match(officer.html, '票箱已当众启封开箱')
  const acts = await house.db.selectFrom('boxAct').select(['kind', 'isSealWhole', 'boxNumber']).orderBy('id').execute()
  t.same(
    acts.map(({ kind }) => kind),
    ['shownEmpty', 'sealed', 'departed', 'arrived', 'unsealed'],
  )
  t.match(acts[3], { isSealWhole: 0, boxNumber: '1号' })
  await t.rejects(house.db.deleteFrom('boxAct').execute(), /append-only/)
  t.match((await eventsOf(house, poll.id)).at(-1), { type: 'boxActRecorded', kind: 'unsealed', place: '计票会场' })
})

t.test('the ballots go their way in steps of two people, and the register is counted against them', async (t) => {
  const house = await testApp(t)
  const poll = await aPoll(house, await aHouse(house), { printed: 40 })
  const { officer, url, stationIds } = poll
  const page = `${url}/account-ballots`
  await officer.open(page)
  await officer.submit({ announced: 10, printed: 9, deliveredBy: '方志远', checkedBy: '陈国强' }, page)
  t.match(officer.html, '送货单上10张，清点9张，少1张，请写明原因')
  await officer.submit({ announced: 10, printed: 10, deliveredBy: '陈国强', checkedBy: '陈国强' }, page)
  t.match(officer.html, '交接应当是两个人')
  await officer.submit({ [`received-${stationIds[0]}`]: 5 }, page)
  t.match(officer.html, '请填写姓名')
  await officer.submit({}, page)
  t.match(officer.html, '请填写印制验收数，或者发给投票站的张数')
  const formId = '12345678-1234-1234-1234-123456789012'
  const hand = supplyFields('', { [`received-${stationIds[0]}`]: 2 })
  await officer.open(page)
  await officer.submit({ ...hand, formId }, page)
  await officer.open(page)
  await officer.submit({ ...hand, formId }, page)
  t.match(officer.html, '各站共领取 <span class="num">32</span> 张', 'a double click counts once')
  const step = `${page}/step`
  await officer.submit({ kind: 'broughtBack', ballots: 1, reason: '多领', ...people }, step)
  t.match(officer.html, '请选择还没有结账的投票站')
  await officer.submit({ kind: 'sealed', ballots: 9, reason: '存保险柜', ...people }, step)
  t.match(officer.html, '选举委员会手里只有8张，不能登记9张')
  await officer.submit({ kind: 'sealed', ballots: 3, reason: '存保险柜', ...people }, step)
  await officer.open(page)
  await officer.submit(
    { kind: 'broughtBack', stationId: stationIds[0] ?? 0, ballots: 2, reason: '多领', ...people },
    step,
  )
  t.match(officer.html, '各站共领取 <span class="num">30</span> 张')
  await t.rejects(house.db.updateTable('ballotStep').set({ ballots: 1 }).execute(), /append-only/)

  await closeStation(officer, url, stationIds[0], { spoiled: 1, unused: 29, signatures: 1 })
  t.equal(officer.status, 422)
  t.match(officer.html, '发出选票0张，领票登记表签名领票1张＋代投0张＝1张，多1张')
  await closeStation(officer, url, stationIds[0], { spoiled: 1, unused: 29 })
  await officer.open(page)
  t.match(officer.html, '印制40张，发出0＋污损换发1＋各站剩余29＋选举委员会剩余10＝40张，相符。')
})
