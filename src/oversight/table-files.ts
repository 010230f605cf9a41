import type { PlainDate } from '../lib/plain-date.js'
import { csvText } from '../lib/csv-text.js'
import { longDate } from '../lib/chinese-text.js'
import type { Block } from '../documents/queries.js'
import type { Sheet, SheetCell } from '../infra/http/workbook.js'
import { type Column, columnsOf, type StatisticsTable } from './statistics-columns.js'
import { partsOf, type TableLine } from './statistics-tables.js'

/** What a table is made into: its lines, and what stands over and under them. */
export interface TableToPrint {
  readonly table: StatisticsTable
  readonly level: 'townships' | 'communities'
  readonly lines: readonly TableLine[]
  readonly total: TableLine
  /** Over the table: 锦屏街道第九届… */
  readonly title: string
  readonly place: string
  readonly day: PlainDate
}

/** A, B … Z, AA */
export function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26))
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter
}

/** Rows above the figures: title, what it is of, group heads, heads. */
const headRows = 4

const words = (text: string, isHead = false, span = 1): SheetCell => ({ kind: 'words', text, isHead, span })

/**
 * A table as a sheet: counts are numbers, totals, shares and averages are formulas of them, so that whoever corrects a figure
 * gets the sums corrected too.
 */
export function sheetOf({ table, level, lines, total, title, place, day }: TableToPrint): Sheet {
  const columns = columnsOf(table)
  const first = headRows + 1
  const last = headRows + lines.length
  const width = columns.length + 1
  return {
    name: table.title.slice(0, 31),
    rows: [
      [words(title, true, width)],
      [words(`${table.source}　填报单位：${place}　截至${longDate(day)}`, false, width)],
      [
        null,
        ...table.groups.flatMap((group) => [
          words(group.title, true, group.columns.length),
          ...group.columns.slice(1).map(() => null),
        ]),
      ],
      [
        words(level === 'townships' ? '街道（镇）' : '社区', true),
        ...columns.map((column) => words(column.title, true)),
      ],
      ...lines.map((line, index) => [
        words(line.title),
        ...columns.map((column, at) => cellOf(columns, column, line, at, first + index)),
      ]),
      [words('合计', true), ...columns.map((column, at) => totalCell(columns, column, at, { first, last, total }))],
      ...table.notes.map((note) => [words(note, false, width)]),
    ],
    widths: [14, ...columns.map((column) => (column.kind === 'words' ? 16 : Math.max(9, column.title.length * 2 + 2)))],
    ...{ stickyRows: headRows, stickyColumns: 1 },
  }
}

function cellOf(all: readonly Column[], column: Column, line: TableLine, at: number, row: number): SheetCell | null {
  if (column.kind === 'words') return words(line.cells[at] ?? '')
  if (column.kind !== 'count') return reckoned(all, column, row)
  const value = line.figures.get(column.key) ?? null
  return value === null ? null : { kind: 'number', value }
}

interface Range {
  readonly first: number
  readonly last: number
  readonly total: TableLine
}

function totalCell(
  all: readonly Column[],
  column: Column,
  at: number,
  { first, last, total }: Range,
): SheetCell | null {
  if (column.kind === 'words' || (column.kind === 'count' && (total.figures.get(column.key) ?? null) === null))
    return null
  if (column.kind !== 'count') return reckoned(all, column, last + 1, true)
  const letter = columnName(at + 1)
  return { kind: 'formula', formula: `SUM(${letter}${first}:${letter}${last})`, format: 'whole', isHead: true }
}

/** A share or an average out of the other cells of its row; what has nothing to be reckoned from is a dash or blank. */
function reckoned(
  all: readonly Column[],
  column: Extract<Column, { kind: 'share' | 'average' }>,
  row: number,
  isHead = false,
): SheetCell {
  const cell = (key: string) => `${columnName(all.findIndex((one) => one.key === key) + 1)}${row}`
  if (column.kind === 'share') {
    const [part, whole] = [cell(column.part), cell(column.whole)]
    const formula = `IF(OR(${part}="",${whole}=""),"",IF(${whole}=0,"—",${part}/${whole}))`
    return { kind: 'formula', formula, format: 'percent', isHead }
  }
  const [sum, count] = [cell(column.sum), cell(column.count)]
  const formula = `IF(N(${count})=0,"",ROUND(${sum}/${count},1))`
  return { kind: 'formula', formula, format: 'tenth', isHead }
}

/** Lines of words under their heads as a sheet. */
export function sheetOfWords(title: string, rows: readonly (readonly string[])[]): Sheet {
  const longest = (at: number) => Math.max(...rows.map((row) => [...(row[at] ?? '')].length))
  return {
    name: title.slice(-31),
    rows: rows.map((row, index) => row.map((text) => words(text, index === 0))),
    widths: (rows[0] ?? []).map((_, at) => Math.min(40, Math.max(8, longest(at) * 2 + 2))),
    ...{ stickyRows: 1, stickyColumns: 1 },
  }
}

/** A table as CSV: one head, figures as numbers, shares as they are shown. */
export function csvOf({ table, level, lines, total }: TableToPrint): string {
  const columns = columnsOf(table)
  const heads = table.groups.flatMap((group) =>
    group.columns.map(({ title }) => (group.title === '' ? title : `${group.title}·${title}`)),
  )
  const rowOf = (line: TableLine) => [
    line.title,
    ...columns.map((column, at) => {
      const value = column.kind === 'count' ? (line.figures.get(column.key) ?? null) : null
      return value ?? line.cells[at] ?? ''
    }),
  ]
  return csvText([[level === 'townships' ? '街道（镇）' : '社区', ...heads], ...lines.map(rowOf), rowOf(total)])
}

/** A table as a paper of the house, in as many parts as its width asks for. */
export function blocksOf({ table, level, lines, total, title, place, day }: TableToPrint): Block[] {
  const head = level === 'townships' ? '街道（镇）' : '社区'
  return [
    { kind: 'title', lines: [title] },
    ...partsOf(table, level, 16).map((groups): Block => {
      const columns = groups.flatMap((group) => group.columns)
      const named = groups.filter((group) => group.title !== '')
      const pick = ({ cells }: TableLine) => columns.map(({ at }) => cells[at] ?? '')
      return {
        kind: 'table',
        caption: [table.source, ...named.map((group) => groupText(group))].join('　'),
        size: 10.5,
        columns: [
          { title: head, align: 'left' },
          ...columns.map(({ column }) => ({
            title: column.title,
            align: column.kind === 'words' ? ('left' as const) : ('center' as const),
          })),
        ],
        rows: lines.map((line) => [line.title, ...pick(line)]),
        total: ['合计', ...pick(total)],
      }
    }),
    { kind: 'note', text: table.notes.join('') },
    { kind: 'signers', labels: ['填报单位（章）', '负责人', '填表人', '联系电话'], perRow: 2 },
    { kind: 'signature', issuer: place, date: longDate(day), seal: false },
  ]
}

/** 换届：社区数至不换届 */
function groupText({ title, columns }: ReturnType<typeof partsOf>[number][number]): string {
  const [first, last] = [columns[0]?.column.title ?? '', columns.at(-1)?.column.title ?? '']
  return columns.length === 1 ? `${title}：${first}` : `${title}：${first}至${last}`
}
