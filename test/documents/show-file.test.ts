import t from 'tap'
import { aClient } from '../helpers/client.js'
import { aDeclaredElection } from '../helpers/declared.js'
import { issue } from '../helpers/papers.js'
import { allText, readPdf } from '../helpers/pdf.js'
import { seal } from '../helpers/seals.js'
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

t.test('the seals are there as they were recorded, and until all is sealed it says what is not', async (t) => {
  const { house, election } = await aDeclaredElection(t)
  const officer = await signedIn(house, 'electionOfficer')
  const home = `/elections/${election.id}/documents/file`
  const line = async () => {
    await officer.open(home)
    return /<tr>\s*<th scope="row">选票封存单.*?<\/tr>/s.exec(officer.html)?.[0] ?? ''
  }
  t.match(await line(), /缺<.*第一次投票：有效票48张还没有封存/s)
  t.notMatch(await line(), 'record-file-paper', 'nobody ticks it by hand')
  const byHand = `${home}/papers/sealed-ballots/record-file-paper`
  await officer.open(byHand)
  t.equal(officer.status, 404)
  await seal(officer, election.base, { valid: '30' })
  t.match(await line(), /缺<.*选票封存单（第一次投票第1号）.*有效票18张还没有封存/s)
  await seal(officer, election.base, { package: '2号箱', sealNumbers: 'F0003' })
  t.match(await line(), /齐全<.*选票封存单（第一次投票第1—2号） 2027年5月20日 2页/s)
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
