import t from 'tap'
import { aDeclaredElection } from '../helpers/declared.js'
import { signedIn } from '../helpers/tally.js'

t.test('the tasks after the declaration, each with how far it is', async (t) => {
  const { house, home } = await aDeclaredElection(t)
  const officer = await signedIn(house, 'electionOfficer')
  await officer.open(home)
  t.match(officer.html, '5 人当选，5 人待登记')
  t.match(officer.html, '未完成')
  t.match(officer.html, '未移交，看清单')
  const archive = `${home.replace(/\/handover$/, '')}/timetable/archive`
  await officer.open(archive)
  await officer.submit({ doneOn: '2027-05-20', note: '移交街道档案室' }, archive)
  await officer.open(home)
  t.match(officer.html, /status-done">2027年5月20日移交/)
  const stranger = await signedIn(house, 'electionOfficer-other')
  await stranger.open(home)
  t.equal(stranger.status, 404)
})
