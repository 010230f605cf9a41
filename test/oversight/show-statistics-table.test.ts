import t from 'tap'
import { columnsOf } from '../../src/oversight/statistics-columns.js'
import { partsOf, statisticsTables } from '../../src/oversight/statistics-tables.js'
import { aClient } from '../helpers/client.js'
import { aCountedSeason, ask } from '../helpers/counted-season.js'
import { figuresInSql } from '../helpers/statistics-in-sql.js'

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

t.test('every figure of every table is what a statement written apart from it says', async (t) => {
  const { house, made, one, two } = await aCountedSeason(t)
  const auditor = await aClient(house, 'bureauAuditor')
  const communities = [
    { name: '奉中社区', communityId: made.communityIds[0], electionId: one.id },
    { name: '锦山社区', communityId: made.communityIds[1], electionId: two.id },
    { name: '武岭社区', communityId: made.communityIds[2], electionId: 0 },
  ]
  const asked = new Set<string>()
  const nonZero: string[] = []
  for (const table of statisticsTables) {
    const page = await auditor.get(`/statistics/${table.key}?by=community`)
    t.equal(page.statusCode, 200, table.title)
    const lines = linesOf(page.body)
    const byTownship = linesOf((await auditor.get(`/statistics/${table.key}`)).body)
    const figures = new Map<string, (number | null)[]>()
    for (const [index, column] of columnsOf(table).entries()) {
      if (column.kind !== 'count') continue
      const name = `${table.key}.${column.key}`
      const statement = figuresInSql[name]
      if (statement === undefined) {
        t.fail(`${name} is counted by nobody else`)
        continue
      }
      asked.add(name)
      const values: (number | null)[] = []
      for (const { name: community, communityId, electionId } of communities) {
        const text = statement.replaceAll('$e', String(electionId)).replaceAll('$c', String(communityId))
        const [row] = await ask<Record<string, number | null>>(house, text)
        const value = row ? (Object.values(row)[0] ?? null) : null
        values.push(value)
        t.equal(lines.get(community)?.[index], value === null ? '' : String(value), `${name} of ${community}`)
      }
      figures.set(column.key, values)
      const known = values.filter((value) => value !== null)
      const total = known.length === 0 ? '' : String(known.reduce((so, value) => so + value, 0))
      t.equal(lines.get('合计')?.[index], total, `${name} in all`)
      if (Number(total) > 0) nonZero.push(name)
    }
    checkShares(t, table, figures, lines)
    const counts = columnsOf(table).filter(({ kind }) => kind !== 'words')
    t.strictSame(
      byTownship.get('合计'),
      counts.map((column) => lines.get('合计')?.[columnsOf(table).indexOf(column)]),
      `${table.title}: the townships add up to the same`,
    )
  }
  t.strictSame(
    Object.keys(figuresInSql).filter((name) => !asked.has(name)),
    [],
    'nothing is counted that no table shows',
  )
  t.ok(nonZero.length > 80, `the season has a bit of everything: ${nonZero.length} figures are not nought`)
})

type Test = Parameters<typeof aCountedSeason>[0]

/** Shares and averages from the figures that the statements gave, reckoned in the ordinary way. */
function checkShares(
  t: Test,
  table: (typeof statisticsTables)[number],
  figures: ReadonlyMap<string, readonly (number | null)[]>,
  lines: ReadonlyMap<string, readonly string[]>,
) {
  const sum = (key: string) => (figures.get(key) ?? []).reduce<number>((so, value) => so + (value ?? 0), 0)
  for (const [index, column] of columnsOf(table).entries()) {
    const cell = lines.get('合计')?.[index] ?? ''
    if (column.kind === 'share') {
      const [part, whole] = [sum(column.part), sum(column.whole)]
      t.ok(figures.has(column.part) && figures.has(column.whole), `${column.title}: of figures that stand in the table`)
      t.equal(cell, whole === 0 ? '—' : `${((part / whole) * 100).toFixed(2)}%`, `${table.title} ${column.title}`)
    } else if (column.kind === 'average') {
      t.equal(cell, (sum(column.sum) / sum(column.count)).toFixed(1), `${table.title} ${column.title}`)
    }
  }
}

t.test('no table has two columns of one name, and none is wider than a sheet', async (t) => {
  for (const table of statisticsTables) {
    const keys = columnsOf(table).map(({ key }) => key)
    t.equal(new Set(keys).size, keys.length, table.title)
    for (const level of ['townships', 'communities'] as const) {
      const parts = partsOf(table, level)
      t.ok(parts.every((groups) => groups.reduce((so, { columns }) => so + columns.length, 0) <= 15))
      const shown = parts.flat().flatMap(({ columns }) => columns.map(({ at }) => at))
      t.strictSame(
        shown,
        [...shown].sort((a, b) => a - b),
      )
    }
  }
  t.equal(new Set(statisticsTables.map(({ key }) => key)).size, statisticsTables.length)
})
