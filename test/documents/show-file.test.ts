import t from 'tap'
import { aClient } from '../helpers/client.js'
import { aDeclaredElection } from '../helpers/declared.js'
import { issue } from '../helpers/papers.js'
import { allText, readPdf } from '../helpers/pdf.js'
import { signedIn } from '../helpers/tally.js'

t.test('the checklist knows what was issued and what the system holds', async (t) => {
  const { house, election } = await aDeclaredElection(t)
  const officer = await signedIn(house, 'electionOfficer')
  const home = `/elections/${election.id}/documents/file`
  await officer.open(home)
  const missing = () => Number(/还缺 <strong class="num">(\d+)/.exec(officer.html)?.[1])
  const before = missing()
  t.match(officer.html, '选举记录（第1轮）')
  await issue(officer, election.id, 'result')
  await officer.open(home)
  t.equal(missing(), before - 1, 'the notice of the result is there now')
  t.match(officer.html, '没有发生', 'a run-off that was none')
  const client = await aClient(house, 'electionofficer')
  const sheets = `/elections/${election.id}/documents/sheets`
  const contents = allText(await readPdf((await client.post(`${sheets}/file-index/print`)).rawPayload))
  t.match(contents, '卷内目录')
  t.match(contents, '选举结果公告')
  const notes = allText(await readPdf((await client.post(`${sheets}/file-notes/print`)).rawPayload))
  t.match(notes.replaceAll('\n', ''), '换届选举工作总结')
  t.equal((await client.post(`${sheets}/file-cover/print`)).headers['content-type'], 'application/pdf')
})

t.test('read by those who look after it', async (t) => {
  const { house, election } = await aDeclaredElection(t)
  for (const [name, status] of [
    ['townshipOfficer', 200],
    ['bureauAuditor', 200],
    ['tallyClerk', 403],
    ['observer', 403],
    ['electionOfficer-other', 404],
  ] as const) {
    const visitor = await signedIn(house, name)
    await visitor.open(`/elections/${election.id}/documents/file`)
    t.equal(visitor.status, status, name)
    if (status === 200) t.notMatch(visitor.html, 'record-file-paper')
  }
})
