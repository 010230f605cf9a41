import t from 'tap'
import { testApp } from '../helpers/app.js'
import { aHouse, anElection } from '../helpers/factories.js'
import { issue, signedIn } from '../helpers/papers.js'

t.test('issuing a notice does the step of the timetable that is its posting, once', async (t) => {
  const house = await testApp(t)
  const made = await aHouse(house, '2027-04-12')
  const { id } = await anElection(house, made, { until: 'electionCommitteeFormed' })
  const officer = await signedIn(house, 'electionOfficer')
  const recorded = async () =>
    await house.db.selectFrom('recordedStep').select(['step', 'doneOn', 'note']).orderBy('step').execute()
  await issue(officer, id, 'election-day')
  t.match(await recorded(), [{ step: 'announcement', doneOn: '2027-04-12', note: /^印发《奉中社区.*》$/ }])
  const event = await house.db.selectFrom('auditEvent').select('content').where('type', '=', 'stepRecorded').execute()
  t.match(JSON.parse(event[0]?.content ?? ''), { step: 'announcement', on: '2027-04-12', before: null })
  await officer.open(`/elections/${id}/timetable`)
  t.match(officer.html, /id="announcement">.*?迟了 2 天/s, 'forty days before is 10 April')

  await house.db.updateTable('election').set({ electionDay: '2027-05-25' }).execute()
  await house.db.updateTable('season').set({ drillToday: '2027-04-15' }).execute()
  await issue(officer, id, 'election-day')
  t.equal((await house.db.selectFrom('issuedPaper').select('id').execute()).length, 2, 'posted again for the new day')
  t.match(await recorded(), [{ step: 'announcement', doneOn: '2027-04-12' }], 'the first posting counts')
})
