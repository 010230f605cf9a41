import t from 'tap'
import { testApp } from '../helpers/app.js'
import { aHouse, testPassword } from '../helpers/factories.js'
import { aPoll, eventsOf } from '../helpers/polling.js'

t.test('where and when the boxes are opened is said once, and not before the last station closes', async (t) => {
  const house = await testApp(t)
  const poll = await aPoll(house, await aHouse(house), { isOpen: false })
  const { officer } = poll
  const url = `${poll.url}/plan-count`
  const other = await house.visitor().signIn('electionOfficer-2', testPassword)
  await other.open(url)
  await officer.open(url)
  t.match(officer.html, 'value="社区文化礼堂"', 'the central place is proposed')
  t.match(officer.html, 'value="17:00"')
  await officer.submit({ place: '社区文化礼堂', begins: '16:30' }, url)
  t.equal(officer.status, 422)
  t.match(officer.html, '最后一个投票站 17:00 才截止，开箱不能更早')
  await officer.submit({ place: '', begins: '17:30' }, url)
  t.match(officer.html, '请填写地点')
  await officer.submit({ place: '社区文化礼堂', begins: '17:30' }, url)
  t.match(officer.html, '开箱计票的地点和时间已保存')
  t.match((await eventsOf(house, poll.id)).at(-1), { type: 'countPlanned', begins: '17:30' })
  await other.submit({ place: '老年活动室', begins: '18:00' }, url)
  t.equal(other.status, 409, 'somebody else had said it meanwhile')
  await other.open(url)
  await other.submit({ place: '老年活动室', begins: '18:00' }, url)
  t.match(await house.db.selectFrom('countPlan').select(['place', 'version']).execute(), [
    { place: '老年活动室', version: 2 },
  ])
  const clerk = await house.visitor().signIn('rollClerk', testPassword)
  await clerk.open(url)
  t.equal(clerk.status, 403)
})
