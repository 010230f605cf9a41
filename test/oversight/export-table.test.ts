import { parse } from 'csv-parse/sync'
import t from 'tap'
import { columnsOf } from '../../src/oversight/statistics-columns.js'
import { statisticsTables } from '../../src/oversight/statistics-tables.js'
import { columnName } from '../../src/oversight/table-files.js'
import { aClient } from '../helpers/client.js'
import { aCountedSeason } from '../helpers/counted-season.js'
import { countEvents, lastEvents } from '../helpers/events.js'
import { readPdf } from '../helpers/pdf.js'
import { readWorkbook, reckon } from '../helpers/read-workbook.js'

/** The cells of every line of a page, by the line's title; a wide table comes in parts. */
function linesOf(html: string): Map<string, string[]> {
  const lines = new Map<string, string[]>()
  for (const [, title = '', rest = ''] of html.matchAll(
    /<tr><th scope="row">(?:<a [^>]*>)?([^<]*)(?:<\/a>)?<\/th>(.*?)<\/tr>/gs,
  )) {
    const cells = [...rest.matchAll(/<td[^>]*>([^<]*)<\/td>/g)].map(([, text = '']) => text)
    lines.set(title, [...(lines.get(title) ?? []), ...cells])
  }
  return lines
}

const figureTables = statisticsTables.filter((table) => !table.isPersonal)

t.test('a workbook reckons, by its own formulas, what the page shows', async (t) => {
  const { house } = await aCountedSeason(t)
  const auditor = await aClient(house, 'bureauAuditor')
  const kinds = new Set<string>()
  for (const table of figureTables) {
    const page = linesOf((await auditor.get(`/statistics/${table.key}?by=community`)).body)
    const file = await auditor.get(`/statistics/${table.key}/file/xlsx?by=community`)
    t.match(file.headers['content-type'], 'spreadsheetml')
    t.match(decodeURIComponent(String(file.headers['content-disposition'])), `${table.title}（2027-05-20）.xlsx`)
    const cells = await readWorkbook(file.rawPayload)
    const titles = [...page.keys()]
    for (const [index, column] of columnsOf(table).entries()) {
      const letter = columnName(index + 1)
      t.equal(cells.get(`${letter}4`)?.text, column.title)
      for (const [n, title] of titles.entries()) {
        const name = `${letter}${5 + n}`
        t.equal(cells.get(`A${5 + n}`)?.text, title)
        const shown = page.get(title)?.[index] ?? ''
        const value = reckon(cells, name)
        const text = typeof value === 'string' ? value : wordsOf(value, column.kind)
        t.equal(text, shown, `${table.title} ${column.title} ${title}`)
        const isTotal = title === '合计' && shown !== ''
        if (column.kind === 'share' || column.kind === 'average' || (isTotal && column.kind === 'count')) {
          t.type(cells.get(name)?.formula, 'string', 'reckoned by the table program')
          t.equal(cells.get(name)?.format, { share: '0.00%', average: '0.0', count: '#,##0' }[column.kind])
          kinds.add(column.kind)
        } else if (column.kind === 'count' && shown !== '') {
          t.type(cells.get(name)?.number, 'number', 'a number, not text')
        }
      }
    }
  }
  t.strictSame([...kinds].sort(), ['average', 'count', 'share'])
})

function wordsOf(value: number, kind: string): string {
  if (kind === 'share') return `${(value * 100).toFixed(2)}%`
  return kind === 'average' ? value.toFixed(1) : String(value)
}

t.test('CSV comes back as the page shows it, the townships too', async (t) => {
  const { house } = await aCountedSeason(t)
  const auditor = await aClient(house, 'bureauAuditor')
  for (const table of figureTables) {
    for (const query of ['', '?by=community']) {
      const page = linesOf((await auditor.get(`/statistics/${table.key}${query}`)).body)
      const file = await auditor.get(`/statistics/${table.key}/file/csv${query}`)
      t.equal(file.rawPayload.subarray(0, 3).toString('hex'), 'efbbbf')
      const [head = [], ...rows]: string[][] = parse(file.rawPayload, { bom: true })
      t.equal(head.length, columnsOf(table).length + 1)
      const counts = columnsOf(table).flatMap(({ kind }, index) =>
        kind === 'words' && query === '' ? [] : [index + 1],
      )
      t.strictSame(
        rows.map(([title, ...cells]) => [title, ...counts.map((at) => cells[at - 1])]),
        [...page].map(([title, cells]) => [title, ...cells]),
        table.title,
      )
    }
  }
})

t.test('PDF: every column and every line of the table, with room for the signatures', async (t) => {
  const { house } = await aCountedSeason(t)
  const auditor = await aClient(house, 'bureauAuditor')
  const file = await auditor.get('/statistics/season/file/pdf?by=community')
  t.equal(file.headers['content-type'], 'application/pdf')
  const { pages } = await readPdf(file.rawPayload)
  const text = pages.flatMap(({ items }) => items.map((item) => item.text)).join('')
  for (const word of ['社区居民委员会换届选举情况统计表', '奉中社区', '武岭社区', '平均年龄', '填报单位', '旧村改造']) {
    t.match(text, word)
  }
  t.match(await lastEvents(house, 1), [
    { type: 'statisticsExported', facts: { table: 'season', format: 'pdf', rows: 3 } },
  ])
})

t.test('what names people goes out for a typed reason only, and the log keeps the reason', async (t) => {
  const { house, made, one } = await aCountedSeason(t)
  const auditor = await aClient(house, 'bureauAuditor')
  t.equal((await auditor.get('/statistics/teams/file/xlsx?by=community')).statusCode, 403)
  t.equal((await auditor.get('/statistics/teams/file/xlsx')).statusCode, 200, 'sums of townships name nobody')
  const page = (await auditor.get('/statistics/teams?by=community')).body
  t.match(page, 'name="reason"')
  t.notMatch(page, '/file/xlsx')
  const before = await countEvents(house)
  const address = '/statistics/teams/export?by=community'
  for (const reason of ['', '看看', '　']) {
    const refused = await auditor.post(address, { format: 'xlsx', reason })
    t.equal(refused.statusCode, 422)
    t.match(refused.body, 'field-error')
  }
  t.equal((await auditor.post(address, { format: 'doc', reason: '年报附表，民政局办公室' })).statusCode, 422)
  t.equal(await countEvents(house), before, 'nothing went out')
  const file = await auditor.post(address, { format: 'csv', reason: '年报附表，民政局办公室' })
  t.equal(file.statusCode, 200)
  t.match(file.body, one.candidates[0]?.[0]?.name ?? '')
  t.match(await lastEvents(house, 1), [
    { type: 'membersExported', facts: { table: 'teams', format: 'csv', rows: 3, reason: '年报附表，民政局办公室' } },
  ])
  t.equal((await auditor.post('/statistics/season/export', { format: 'csv', reason: '年报附表' })).statusCode, 404)

  const people = `/statistics/elected/people/${made.communityIds[0]}/export`
  t.equal((await auditor.post(people, { format: 'csv', reason: '' })).statusCode, 422)
  for (const format of ['csv', 'xlsx', 'pdf']) {
    const list = await auditor.post(people, { format, reason: '核对统计卡片五' })
    t.equal(list.statusCode, 200, format)
    t.match(await lastEvents(house, 1), [
      { type: 'membersExported', electionId: one.id, facts: { format, rows: 5, reason: '核对统计卡片五' } },
    ])
  }
  const officer = await aClient(house, 'townshipOfficer-other')
  t.equal(
    (await officer.post(people, { format: 'csv', reason: '核对统计卡片五' })).statusCode,
    404,
    'of another township',
  )
  for (const role of ['administrator', 'electionOfficer', 'observer']) {
    const client = await aClient(house, role)
    t.equal((await client.post(address, { format: 'csv', reason: '核对统计卡片五' })).statusCode, 403, role)
    t.equal((await client.post(people, { format: 'csv', reason: '核对统计卡片五' })).statusCode, 403, role)
    t.equal((await client.get('/statistics/season/file/csv')).statusCode, 403, role)
  }
})

t.test('what there is not', async (t) => {
  const { house, made } = await aCountedSeason(t)
  const officer = await aClient(house, 'townshipOfficer')
  for (const url of [
    '/statistics/season/file/doc',
    '/statistics/nothing/file/csv',
    `/statistics/season/file/csv?town=${made.townshipIds[1]}`,
  ]) {
    t.equal((await officer.get(url)).statusCode, 404, url)
  }
})

t.test('columns have the letters that table programs give them', async (t) => {
  t.strictSame([0, 25, 26, 51, 52, 701, 702].map(columnName), ['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA'])
})
