import t, { type Test } from 'tap'
import { testApp, type TestApp } from '../helpers/app.js'
import { alike, aBundle } from '../helpers/bundles.js'
import { aClient } from '../helpers/client.js'
import { lastEvents } from '../helpers/events.js'
import { aHouse } from '../helpers/factories.js'
import { issue, issuedPapers, signedIn } from '../helpers/papers.js'
import { allText, mm, readPdf } from '../helpers/pdf.js'
import { aPolledElection, contestsOf, declared, sheetFields, tallied, typeSheet } from '../helpers/tally.js'

async function print(house: TestApp, electionId: number, who: string, key: string, typed: Record<string, string> = {}) {
  const client = await aClient(house, who)
  const own = Object.fromEntries(Object.entries(typed).map(([field, value]) => [`${key}-${field}`, value]))
  return await client.post(`/elections/${electionId}/documents/sheets/${key}/print`, own)
}

async function textOf(house: TestApp, electionId: number, key: string, typed: Record<string, string> = {}) {
  const answer = await print(house, electionId, 'electionofficer', key, typed)
  const pdf = await readPdf(answer.rawPayload)
  return { pages: pdf.pages.length, pdf, text: allText(pdf).replaceAll(/\s/g, '') }
}

async function twoStations(t: Test) {
  const house = await testApp(t)
  const election = await aPolledElection(house, await aHouse(house), { issued: [50, 6] })
  return { house, election }
}

t.test(
  'the sheets for the calling are printed before any is made, then one for each bundle that is called',
  async (t) => {
    const { house, election } = await twoStations(t)
    const before = await textOf(house, election.id, 'tally-sheet')
    t.equal(before.pages, 4, 'a page of boxes and the sums, for each station')
    t.match(before.text, '中心会场')
    t.match(before.text, '第2投票站')
    for (const person of election.candidates.flat()) t.match(before.text, person.name)
    const one = await textOf(house, election.id, 'tally-sheet', { station: '2', paper: 'A3' })
    t.equal(one.pages, 2)
    t.notMatch(one.text, '中心会场')
    t.ok(Math.abs((one.pdf.pages[0]?.width ?? 0) - 297 * mm) < 0.1, 'A3 for those who write large')
    t.match((await lastEvents(house, 1))[0], { type: 'sheetPrinted', facts: { key: 'tally-sheet', entries: 1 } })

    const officer = await signedIn(house, 'electionOfficer')
    await officer.open(`${election.base}/set-up-sheets`)
    await officer.submit({}, `${election.base}/set-up-sheets`)
    const stationId = election.stationIds[0] ?? 0
    for (const mode of ['totals', 'ballots']) {
      await officer.open(`${election.base}/set-up-sheets`)
      await officer.submit({ stationId, mode }, `${election.base}/set-up-sheets/add`)
    }
    const made = await textOf(house, election.id, 'tally-sheet', { station: '1' })
    t.match(made.text, '第1捆（共3捆）')
    t.match(made.text, '第2捆（共3捆）')
    t.notMatch(made.text, '第3捆', 'a bundle typed ballot by ballot is not called')
    t.equal(made.pages, 4)
  },
)

t.test('a bundle of more than a hundred ballots has a page of boxes for each hundred', async (t) => {
  const house = await testApp(t)
  const election = await aPolledElection(house, await aHouse(house), { voters: 220, issued: [210] })
  const { pages, text } = await textOf(house, election.id, 'tally-sheet')
  t.equal(pages, 4, 'three for 210 votes, and the sums')
  t.match(text, '第3页，共3页')
  t.match(text, '唱票计票单汇总')
})

t.test('a station reports once all of its sheets are definitive, with every explanation', async (t) => {
  const { house, election } = await twoStations(t)
  const early = await print(house, election.id, 'tallyclerk', 'station-report')
  t.equal(early.statusCode, 422)
  t.match(early.body, '还没有计票完毕的投票站')
  const explain = { 'issued-differs-from-account': '一人领票后当场退回' }
  const votes = [[20, 10], [30], [25, 24, 23]]
  const writeIns = [{ post: 2, name: '黄喆', votes: 3 }]
  const wish = { returned: 48, invalid: 2, votes, writeIns, explain }
  const fields = { ...sheetFields(contestsOf(election), wish), ballotsIssued: 49 }
  const ids = await tallied(house, election, [fields])
  const first = await textOf(house, election.id, 'station-report')
  t.equal(first.pages, 1, 'the other station is not counted yet')
  t.match(first.text, '【未公布】')
  t.match(first.text, '领取50张发出50张污损0张剩余0张收回48张有效46张无效2张空白0张')
  t.match(first.text, /主任.{2,8}20026/, 'for, against and abstaining')
  t.match(first.text, '黄喆3')
  t.match(first.text, '第1张W02单上的发出数与投票站登记不一致：一人领票后当场退回')

  const other = sheetFields(contestsOf(election), { returned: 6, votes: [[6], [6], [6]] })
  for (const who of ['tallyClerk', 'tallyClerk-2']) {
    await typeSheet(await signedIn(house, who), election.base, ids[1] ?? 0, other)
  }
  const both = await textOf(house, election.id, 'station-report')
  t.equal(both.pages, 2)
  t.match(both.text, '三、特殊情况的说明：无')
  await declared(house, election.base)
  t.notMatch((await textOf(house, election.id, 'station-report')).text, '未公布')

  const officer = await signedIn(house, 'electionOfficer')
  await issue(officer, election.id, 'election-return', '?round=1')
  const paper = (await issuedPapers(house, election.id)).at(-1)
  const text = allText(await readPdf(paper?.content ?? Buffer.alloc(0))).replaceAll(/\s/g, '')
  t.match(text, '中心会场第1张：W02单上的发出数与投票站登记不一致。说明：一人领票后当场退回')
})

t.test('the record of doubtful ballots says dispute, ruling, grounds and the post concerned', async (t) => {
  const { house, election, clerks, type, officer, id } = await aBundle(t)
  const none = await print(house, election.id, 'electionofficer', 'doubtful-ballots')
  t.equal(none.statusCode, 422)
  t.match(none.body, '没有疑难票')
  const lines = [...alike(44, '1.3.5'), '?涂改', '?签了姓名', '?压线']
  for (const clerk of clerks) await type(clerk, lines)
  const page = `${election.base}/judge-doubtful`
  for (const [ballot, reading] of [
    [45, 'x1 3.5'],
    [46, 'w3'],
  ] as const) {
    await officer.open(page)
    await officer.submit({ sheetId: id, ballot, reading, grounds: '选举办法第二十条', before: '' }, page)
  }
  const { text, pages } = await textOf(house, election.id, 'doubtful-ballots')
  t.equal(pages, 1)
  t.match(text, '疑难票3张')
  for (const ballot of [45, 46, 47]) t.match(text, `第${ballot}张`)
  t.match(text, /部分有效.*主任/s)
  t.match(text, '签了姓名')
  t.match(text, '待认定')
  t.match(text, '总监票人')
})

t.test('the reference of keys and codes is one page for the typist and one for who decides', async (t) => {
  const { house, election } = await twoStations(t)
  const { text, pdf } = await textOf(house, election.id, 'entry-reference')
  t.equal(pdf.pages.length, 2)
  const [typist = '', officer = ''] = pdf.pages.map((page) => allText({ ...pdf, pages: [page] }))
  for (const code of ['E01', 'E11', 'W01', 'W09']) {
    t.match(typist, code)
    t.match(officer, code)
  }
  t.match(text, 'Ctrl+Delete')
  t.match(officer, '负责人怎么办')
})

t.test('only those who count print, and only in their own community', async (t) => {
  const { house, election } = await twoStations(t)
  for (const key of ['tally-sheet', 'station-report', 'doubtful-ballots', 'entry-reference']) {
    t.equal((await print(house, election.id, 'observer', key)).statusCode, 403, key)
    t.equal((await print(house, election.id, 'checkinclerk', key)).statusCode, 403, key)
    t.equal((await print(house, election.id, 'tallyclerk-other', key)).statusCode, 404, key)
  }
  t.equal((await print(house, election.id, 'tallyclerk', 'tally-sheet')).statusCode, 200)
})
