import { createHash } from 'node:crypto'
import t from 'tap'
import { aClient } from '../helpers/client.js'
import { listSheets } from '../../src/tally/queries.js'
import { aDeclaredElection, clearVotes } from '../helpers/declared.js'
import { issue } from '../helpers/papers.js'
import { allText, readPdf } from '../helpers/pdf.js'
import { seal } from '../helpers/seals.js'
import { contestsOf, eventsOf, sheetFields, signedIn, typeSheet } from '../helpers/tally.js'
import { unzip } from '../helpers/unzip.js'

interface Index {
  readonly 卷内目录: readonly Readonly<Record<string, string>>[]
  readonly 缺少: readonly string[]
  readonly 文件: readonly { readonly path: string; readonly bytes: number; readonly sha256: string }[]
}

t.test('the package holds notices as issued, lists, records and an index with the hash of each', async (t) => {
  const { house, election } = await aDeclaredElection(t)
  const officer = await signedIn(house, 'electionOfficer')
  await issue(officer, election.id, 'result')
  await seal(officer, election.base)
  const home = `/elections/${election.id}/documents/file`
  await officer.open(home)
  await officer.submit({}, `${home}/export`)
  t.match(officer.html, '档案包做好了')
  const client = await aClient(house, 'electionofficer')
  const answer = await client.get(`${home}/export/1/file`)
  t.equal(answer.headers['content-type'], 'application/zip')
  const sha256 = createHash('sha256').update(answer.rawPayload).digest('hex')
  t.match(officer.html, sha256, 'the page names the hash of the whole')
  const files = await unzip(answer.rawPayload)
  const index = JSON.parse(String(files.get('目录.json'))) as Index
  t.equal(index.文件.length, files.size - 3, 'every file but the three indexes')
  for (const { path, bytes, sha256: hash } of index.文件) {
    const file = files.get(path)
    t.equal(file?.length, bytes, path)
    t.equal(
      createHash('sha256')
        .update(file ?? '')
        .digest('hex'),
      hash,
      path,
    )
  }
  const issued = await house.db.selectFrom('issuedPaper').select(['content']).executeTakeFirstOrThrow()
  const notice = [...files].find(([path]) => path.startsWith('文书/'))
  t.ok(notice?.[1].equals(Buffer.from(issued.content)), 'byte for byte as issued')
  const record = await house.db.selectFrom('electionRecord').select('content').executeTakeFirstOrThrow()
  t.equal(String(files.get('选举记录/第1轮.json')), record.content)
  for (const sheet of ['卷内目录', '选举档案封面', '卷内备考表', '当选人员名册', '分站计票结果报告单', '选票封存单']) {
    t.ok(
      [...files.keys()].some((path) => path.startsWith('表册/') && path.includes(sheet)),
      sheet,
    )
  }
  t.ok(index.卷内目录.some(({ 题名 }) => 题名?.includes('选举结果公告')))
  t.ok(index.缺少.includes('换届选举工作总结'))
  t.match(String(files.get('目录.csv')), /^\uFEFF文件,字节数,SHA-256\r\n/)
  const html = String(files.get('目录.html'))
  t.match(html, index.文件[0]?.sha256)
  t.notMatch(html, /undefined|\[object|https?:/, 'to be read without network')
  t.match(await eventsOf(house, election.id, 'electionFileMade'), [{ files: index.文件.length, sha256 }])
  t.same(await eventsOf(house, election.id, 'electionFileFetched'), [{ sha256 }])
})

t.test('while a count is not declared its sheets in the package say so, in their names too', async (t) => {
  const { house, election } = await aDeclaredElection(t)
  const officer = await signedIn(house, 'electionOfficer')
  await officer.open(`${election.base}/open-recount`)
  await officer.submit(
    {
      ...{ orderedBy: 'townshipGroup', document: '奉中选〔2027〕3号', decidedOn: '2027-05-20' },
      reason: '候选人对委员得票提出异议',
    },
    `${election.base}/open-recount`,
  )
  for (const name of ['tallyClerk', 'tallyClerk-2']) {
    const clerk = await signedIn(house, name)
    for (const { id } of await listSheets(house.db, election.roundId)) {
      const fields = sheetFields(contestsOf(election), { returned: 48, votes: clearVotes })
      await typeSheet(clerk, election.base, id, fields)
    }
  }
  const home = `/elections/${election.id}/documents/file`
  await officer.open(home)
  await officer.submit({}, `${home}/export`)
  const client = await aClient(house, 'electionofficer')
  const files = await unzip((await client.get(`${home}/export/1/file`)).rawPayload)
  const report = [...files].find(([path]) => path.includes('分站计票结果报告单'))
  t.match(report?.[0], '（未公布）分站计票结果报告单.pdf')
  t.match(allText(await readPdf(Buffer.from(report?.[1] ?? ''))), '【未公布】')
})

t.test('made and fetched by officer and township alone', async (t) => {
  const { house, election } = await aDeclaredElection(t)
  const home = `/elections/${election.id}/documents/file`
  for (const [name, status] of [
    ['tallyClerk', 403],
    ['observer', 403],
    ['bureauAuditor', 403],
    ['electionOfficer-other', 404],
    ['townshipOfficer-other', 404],
  ] as const) {
    const visitor = await signedIn(house, name)
    await visitor.submit({}, `${home}/export`)
    t.equal(visitor.status, status, name)
    await visitor.open(`${home}/export/1`)
    t.equal(visitor.status, status, name)
  }
  const township = await signedIn(house, 'townshipOfficer')
  await township.open(home)
  await township.submit({}, `${home}/export`)
  t.match(township.html, '档案包做好了')
  for (const wrong of ['2', '0', 'x']) {
    await township.open(`${home}/export/${wrong}`)
    t.equal(township.status, 404)
  }
})
