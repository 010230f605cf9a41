import t from 'tap'
import { testApp } from '../helpers/app.js'
import { aClient } from '../helpers/client.js'
import { lastEvents } from '../helpers/events.js'
import { aHouse, anElection } from '../helpers/factories.js'
import { readPdf } from '../helpers/pdf.js'

const rowOf = (html: string, name: string) =>
  [...html.matchAll(/<tr>.*?<\/tr>/gs)]
    .map(([row]) =>
      row
        .replace(/<[^>]+>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .find((row) => row.startsWith(name))

async function aSeason(t: Parameters<typeof testApp>[0]) {
  const house = await testApp(t)
  const made = await aHouse(house, '2027-05-01')
  const { id } = await anElection(house, made, { until: 'registerImported', voters: 12 })
  const paper = { electionId: id, roundId: null, facts: '{}', wording: '', content: Buffer.from(''), pages: 1 }
  const issued = { issuedAt: '2027-04-06T01:00:00.000Z', issuedBy: 1, sha256: 'a'.repeat(64) }
  await house.db
    .insertInto('issuedPaper')
    .values(
      (['2027-04-06', '2027-04-08'] as const).map((issuedOn, index) => ({
        ...{ ...paper, ...issued, issuedOn, key: 'committee-members', title: '居民选举委员会成员名单公告' },
        noticeNumber: index + 1,
      })),
    )
    .execute()
  return { house, made }
}

t.test('the weekly digest says stage, days of notices, delay, numbers and problems', async (t) => {
  const { house } = await aSeason(t)
  const auditor = await aClient(house, 'bureauAuditor')
  const page = (await auditor.get('/weekly-digest')).body
  t.match(page, '2027年4月25日至2027年5月1日')
  t.match(
    rowOf(page, '奉中社区'),
    /^奉中社区 锦屏街道 选民登记 4\.6 1天 12 5月20日 推选居民选举委员会迟1天；公布选民名单逾期1天（违法定期限）；未印发/,
    'the first day a notice was issued, the longest delay, voters, election day, problems',
  )
  t.match(rowOf(page, '锦山社区'), '未启动')
})

t.test('as PDF on A3 and as a table, each logged', async (t) => {
  const { house } = await aSeason(t)
  const officer = await aClient(house, 'townshipOfficer')
  const pdf = await officer.get('/weekly-digest/pdf?paper=A3')
  t.equal(pdf.headers['content-type'], 'application/pdf')
  const { pages } = await readPdf(pdf.rawPayload)
  const text = pages.flatMap(({ items }) => items.map((item) => item.text)).join('')
  t.match(text, /锦屏街道换届选举进度表/)
  t.match(text, '奉中社区')
  t.notMatch(text, '武岭社区', 'of another township')
  t.match(await lastEvents(house, 1), [
    { type: 'statisticsExported', facts: { table: 'digest', format: 'pdf', rows: 2 } },
  ])
  const table = await officer.get('/weekly-digest/xlsx')
  t.equal(table.statusCode, 200)
  t.equal(table.rawPayload.subarray(0, 2).toString(), 'PK')
  t.equal((await officer.get('/weekly-digest/doc')).statusCode, 404)
})

t.test('nobody else', async (t) => {
  const { house } = await aSeason(t)
  for (const role of ['administrator', 'electionOfficer', 'observer']) {
    t.equal((await (await aClient(house, role)).get('/weekly-digest')).statusCode, 403, role)
    t.equal((await (await aClient(house, role)).get('/weekly-digest/pdf')).statusCode, 403, role)
  }
})
