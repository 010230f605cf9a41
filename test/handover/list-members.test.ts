import t from 'tap'
import { aClient } from '../helpers/client.js'
import { aDeclaredElection } from '../helpers/declared.js'
import { testApp } from '../helpers/app.js'
import { aHouse, anElection } from '../helpers/factories.js'
import { allText, readPdf } from '../helpers/pdf.js'
import { signedIn } from '../helpers/tally.js'

t.test('before the declaration there is nobody on it', async (t) => {
  const house = await testApp(t)
  const election = await anElection(house, await aHouse(house), { until: 'pollClosed' })
  const officer = await signedIn(house, 'electionOfficer')
  await officer.open(`/elections/${election.id}/handover/members`)
  t.match(officer.html, '选举结果宣布后，当选人列在这里')
  await officer.open(`/elections/${election.id}/handover`)
  t.match(officer.html, '还没有宣布结果')
})

t.test('roster and forms are printed for the file, with the votes for the post and all votes', async (t) => {
  const { house, election } = await aDeclaredElection(t)
  const officer = await aClient(house, 'electionofficer')
  const sheets = `/elections/${election.id}/documents/sheets`
  const roster = await readPdf((await officer.post(`${sheets}/elected-roster/print`)).rawPayload)
  const text = allText(roster)
  for (const name of [election.candidates[0]?.[0]?.name, election.candidates[2]?.[2]?.name]) t.match(text, name)
  t.match(text, '当选人员名册')
  const forms = await readPdf((await officer.post(`${sheets}/elected-form/print`)).rawPayload)
  t.equal(forms.pages.length, 5, 'one page a person')
  const observer = await aClient(house, 'observer')
  t.equal((await observer.post(`${sheets}/elected-roster/print`)).statusCode, 403)
})
