import t, { type Test } from 'tap'
import type { PlainDate } from '../../src/lib/plain-date.js'
import { testApp } from '../helpers/app.js'
import { aHouse, anElection, testPassword } from '../helpers/factories.js'
import { textOf } from '../helpers/roll.js'

/** A roll posted on 26 April, whose five days end on Saturday 1 May; the bureau keeps weekends as the switch says. */
async function onDay(t: Test, today: PlainDate, weekendsAreOff: 'yes' | 'no') {
  const house = await testApp(t)
  const made = await aHouse(house, today)
  const { id } = await anElection(house, made, { until: 'rollPosted', electionDay: '2027-05-21', voters: 3 })
  const auditor = await house.visitor().signIn('bureauAuditor', testPassword)
  await auditor.open('/season/holidays')
  await auditor.submit({ weekendsAreOff, source: '放假通知' }, '/season/holidays')
  const officer = await house.visitor().signIn('electionOfficer', testPassword)
  return { house, officer, url: `/elections/${id}/roll` }
}

t.test('the last day for objections moves past a weekend where the switch says so', async (t) => {
  for (const { weekendsAreOff, last, mayClose, because } of [
    { weekendsAreOff: 'no', last: '2027年5月1日', mayClose: true, because: 'the fifth day is a Saturday' },
    { weekendsAreOff: 'yes', last: '2027年5月3日', mayClose: false, because: 'the Monday after it' },
  ] as const) {
    const { officer, url } = await onDay(t, '2027-05-03', weekendsAreOff)
    await officer.open(`${url}/objections`)
    t.match(textOf(officer.html), last, because)
    await officer.open(url)
    t.match(textOf(officer.html), last, because)
    await officer.open(`${url}/close-roll`)
    t.equal(textOf(officer.html).includes('异议期到2027年5月3日'), !mayClose, because)
  }
})

t.test('what comes of posting late is said before it is posted', async (t) => {
  const house = await testApp(t)
  const made = await aHouse(house, '2027-04-28')
  const { id } = await anElection(house, made, { until: 'registerImported', voters: 3 })
  const officer = await house.visitor().signIn('electionOfficer', testPassword)
  await officer.open(`/elections/${id}/roll/post-roll`)
  t.match(
    textOf(officer.html),
    '名单最晚要到2027年5月6日才能确定，初步候选人名单最迟2027年5月5日公布：名单每改动一次，都要重新核对联名人和被提名人。2027年4月27日或以前公布名单，就没有这个冲突。',
  )
})
