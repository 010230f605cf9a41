import t, { type Test } from 'tap'
import type { MilestoneName } from '../../src/rules/stages.js'
import { testApp } from '../helpers/app.js'
import { aClient } from '../helpers/client.js'
import { countEvents, lastEvents } from '../helpers/events.js'
import { aHouse, anElection, testPassword } from '../helpers/factories.js'
import { postRows } from '../helpers/plan.js'

const plan = {
  form: 'allVoters',
  contactPlace: '社区服务中心一楼',
  contactTelephone: '0574-00000000',
  ...postRows(
    { title: '主任', position: 'chair', seats: 1 },
    { title: '副主任', position: 'viceChair', seats: 1 },
    { title: '委员', seats: 3 },
  ),
}

/** An election of 20 May whose roll was posted on 25 April, seen on 26 April. */
async function anOfficer(t: Test, until: MilestoneName = 'rollPosted') {
  const house = await testApp(t)
  const made = await aHouse(house, '2027-04-26')
  const { id } = await anElection(house, made, { until, voters: 3 })
  const officer = await house.visitor().signIn('electionOfficer', testPassword)
  return { house, id, officer, url: `/elections/${id}/plan` }
}

const plain = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

t.test('a change of day is shown before it is made, and made when it is confirmed', async (t) => {
  const { house, id, officer, url } = await anOfficer(t)
  await officer.open(url)
  const events = await countEvents(house)
  await officer.submit({ ...plan, contactPlace: '居委会二楼', electionDay: '2027-05-27' }, url)
  t.equal(officer.status, 200)
  t.match(officer.html, '选举日改到2027年5月27日（星期四），会怎样')
  t.equal(await countEvents(house), events, 'nothing is recorded')
  t.match(await house.db.selectFrom('election').select('electionDay').execute(), [{ electionDay: '2027-05-20' }])
  const text = plain(officer.html)
  t.match(text, /要重新张贴的 选民名单 ：选举日变动，名单重新核对、公布/)
  t.match(text, /年龄：在新选举日之前满18周岁的居民可以登记/)
  t.match(text, '异议：受理的最后一日仍从名单公布之日算')
  t.match(text, /公布选民名单 期限改变 4月30日 5月7日 按期完成 法定/)
  t.match(text, /名单异议截止 不变 4月30日 4月30日/)
  await officer.submit({}, url)
  t.match(officer.html, '选举方案已修改')
  t.match(await house.db.selectFrom('election').select(['electionDay', 'contactPlace']).execute(), [
    { electionDay: '2027-05-27', contactPlace: '居委会二楼' },
  ])
  t.match(await lastEvents(house, 1), [
    { type: 'electionChanged', electionId: id, facts: { after: { electionDay: '2027-05-27' } } },
  ])
})

t.test('a confirmation is good for the day that was shown, and for no other', async (t) => {
  const { house, officer, url } = await anOfficer(t)
  await officer.open(url)
  await officer.submit({ ...plan, electionDay: '2027-05-27' }, url)
  await officer.submit({ electionDay: '2027-05-28' }, url)
  t.match(officer.html, '选举日改到2027年5月28日', 'shown anew')
  t.match(await house.db.selectFrom('election').select('electionDay').execute(), [{ electionDay: '2027-05-20' }])
})

t.test('what stays on its day is saved at once', async (t) => {
  const { officer, url } = await anOfficer(t)
  await officer.open(url)
  await officer.submit({ ...plan, electionDay: '2027-05-20', contactPlace: '居委会二楼' }, url)
  t.match(officer.html, '选举方案已修改')
})

t.test('trying a day changes nothing; both sides of the twenty days', async (t) => {
  const { house, id, officer, url } = await anOfficer(t)
  const events = await countEvents(house)
  await officer.open(`${url}/preview?to=2027-05-14`)
  t.match(plain(officer.html), /有 \d+ 项不再合期限 ，其中法定的 1 项/)
  t.match(
    plain(officer.html),
    /公布选民名单 选民名单应在选举日20日前公布：.*迟1日。 改后不合期限 4月30日 4月24日 迟了 1 天/,
  )
  t.match(officer.html, '法定期限不允许改到这一天')
  t.notMatch(officer.html, '确认改到这一天')
  await officer.open(`${url}/preview?to=2027-05-15`)
  t.match(plain(officer.html), /项不再合期限 ，其中法定的 0 项/)
  t.match(officer.html, '确认改到这一天', 'whoever plans may go on from here')
  await officer.submit({}, `/elections/${id}/plan`)
  t.match(officer.html, '选举方案已修改')
  t.equal(await countEvents(house), events + 1)
  t.match(await house.db.selectFrom('post').select('seats').orderBy('rank').execute(), [
    { seats: 1 },
    { seats: 1 },
    { seats: 3 },
  ])
})

t.test('a roll that is not posted yet must still find its twenty days', async (t) => {
  const { house, officer, url } = await anOfficer(t, 'registerImported')
  await officer.open(`${url}/preview?to=2027-05-16`)
  t.match(officer.html, '确认改到这一天', 'twenty days from today')
  await officer.open(`${url}/preview?to=2027-05-15`)
  t.match(officer.html, '最迟4月25日；至4月26日尚未公布，已逾期1日')
  t.notMatch(officer.html, '确认改到这一天')
  await house.db.updateTable('season').set({ drillToday: '2027-05-06' }).execute()
  await officer.open(`${url}/preview?to=2027-05-19`)
  t.notMatch(officer.html, '确认改到这一天', 'late already, and later still')
  await officer.open(`${url}/preview?to=2027-05-22`)
  t.match(officer.html, '确认改到这一天', 'late as well, but less so')
})

t.test('a day that cannot be: not a day, outside the season, the day it is, after the vote began', async (t) => {
  const { house, officer, url } = await anOfficer(t)
  await officer.open(`${url}/preview?to=2027-02-30`)
  t.equal(officer.status, 422)
  t.match(officer.html, '请按 2027-05-20 的样子填写日期')
  t.match(officer.html, 'value="2027-02-30"', 'what was typed is kept')
  await officer.open(`${url}/preview`)
  t.match(officer.html, '请填写日期')
  await officer.open(`${url}/preview?to=2027-05-21`)
  t.match(officer.html, '没有哪一项因此不合期限')
  await officer.open(`${url}/preview?to=2027-08-20`)
  t.match(officer.html, '选举日应在本届换届期间')
  t.notMatch(officer.html, '确认改到这一天')
  await officer.open(`${url}/preview?to=2027-05-20`)
  t.match(officer.html, '这就是现在定的选举日')
  t.notMatch(officer.html, '确认改到这一天')
  const clerk = await aClient(house, 'tallyClerk')
  const seen = await clerk.get(`${url}/preview?to=2027-05-27`)
  t.equal(seen.statusCode, 200)
  t.notMatch(seen.body, '确认改到这一天', 'a clerk may look')
  const voted = await anOfficer(t, 'pollOpened')
  await voted.officer.open(`${voted.url}/preview?to=2027-05-27`)
  t.match(voted.officer.html, '不能再确定选举日')
})
