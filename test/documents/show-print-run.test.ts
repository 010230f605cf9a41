import t from 'tap'
import { testApp } from '../helpers/app.js'
import { aHouse, anElection } from '../helpers/factories.js'
import { nobody } from '../helpers/jobs.js'
import { anElectionUntil, issue, signedIn } from '../helpers/papers.js'
import { textOf } from '../helpers/roll.js'

t.test('each sees the runs of its own place', async (t) => {
  const { made, house, election, officer } = await anElectionUntil(t, 'rollPosted')
  await anElection(made, house, { communityId: house.communityIds[1], electionDay: '2027-06-14' })
  await issue(officer, election.id, 'election-day')
  const township = await signedIn(made, 'townshipOfficer')
  await township.open('/print-runs')
  await township.submit({ communities: '1', papers: 'election-day', copies: '1' }, '/print-runs')
  t.match(textOf(township.html), '印好 1 份')
  for (const who of ['townshipOfficer-other', 'electionOfficer']) {
    const browser = await signedIn(made, who)
    for (const page of ['/print-runs/1', '/print-runs/1/file']) {
      await browser.open(page)
      t.equal(browser.status, 404, `${who} ${page}`)
    }
  }
  await officer.open('/print-runs')
  t.notMatch(officer.html, '锦山社区')
  await officer.submit({ communities: '1', papers: 'election-day', copies: '1' }, '/print-runs')
  t.match(textOf(officer.html), '印好 1 份')
  for (const role of ['rollClerk', 'observer', 'bureauAuditor']) {
    const browser = await signedIn(made, role)
    await browser.open('/print-runs')
    t.equal(browser.status, 403, role)
  }
})

t.test('a run can be cancelled while it waits, and leaves nothing', async (t) => {
  const made = await testApp(t, ':memory:', nobody)
  const house = await aHouse(made)
  const election = await anElection(made, house, { electionDay: '2027-06-14', until: 'rollPosted' })
  const officer = await signedIn(made, 'electionOfficer')
  await issue(officer, election.id, 'election-day')
  await officer.open('/print-runs')
  await officer.submit({ communities: '1', papers: 'election-day', copies: '1' }, '/print-runs')
  t.match(textOf(officer.html), '正在后台排印')
  await officer.submit({}, '/print-runs/1/cancel')
  t.match(textOf(officer.html), '正在取消')
  await officer.open('/print-runs/1/file')
  t.equal(officer.status, 404)
  t.match((await officer.post('/print-runs/1/cancel', {})).statusCode, 303)
})
