import { cityTables } from './city-tables.js'
import { ministryCards } from './ministry-cards.js'
import {
  cellText,
  type Column,
  columnsOf,
  type Figures,
  figuresOf,
  type StatisticsTable,
} from './statistics-columns.js'
import type { CommunityFacts } from './statistics-facts.js'
import { type Capacity, capacityText } from './statistics-people.js'

export const statisticsTables: readonly StatisticsTable[] = [...cityTables, ...ministryCards]

export function findTable(key: string): StatisticsTable | undefined {
  return statisticsTables.find((table) => table.key === key)
}

/** A line of a table: a township with its sums, a community, or the total. */
export interface TableLine {
  /** Of the township or community; 0: of the total. */
  readonly id: number
  readonly title: string
  readonly figures: Figures
  /** Of a line that is one community. */
  readonly community: CommunityFacts | undefined
  readonly cells: readonly string[]
}

function lineOf(
  table: StatisticsTable,
  { id, title }: Pick<TableLine, 'id' | 'title'>,
  communities: readonly CommunityFacts[],
  community?: CommunityFacts,
): TableLine {
  const figures = figuresOf(table, communities)
  const cells = columnsOf(table).map((column) => cellText(column, figures, community))
  return { id, title, figures, community, cells }
}

/** One line a township, in their order. */
export function townshipLines(table: StatisticsTable, communities: readonly CommunityFacts[]): TableLine[] {
  const names = new Map(communities.map(({ townshipId, townshipName }) => [townshipId, townshipName]))
  return [...names].map(([id, title]) => {
    const own = communities.filter(({ townshipId }) => townshipId === id)
    return lineOf(table, { id, title }, own)
  })
}

/** One line a community. */
export function communityLines(table: StatisticsTable, communities: readonly CommunityFacts[]): TableLine[] {
  return communities.map((community) =>
    lineOf(table, { id: community.communityId, title: community.name }, [community], community),
  )
}

/** 合计, of all communities. */
export function totalLine(table: StatisticsTable, communities: readonly CommunityFacts[]): TableLine {
  return lineOf(table, { id: 0, title: '合计' }, communities)
}

/** Columns under one head, each with its place among the cells of a line. */
export interface PlacedGroup {
  readonly title: string
  readonly columns: readonly { readonly column: Column; readonly at: number }[]
}

/**
 * A table too wide for a sheet in parts of whole groups of columns. Words are said of communities only: where lines are
 * townships they are left out.
 */
export function partsOf(table: StatisticsTable, level: 'townships' | 'communities', most = 15): PlacedGroup[][] {
  const all = columnsOf(table)
  const parts: PlacedGroup[][] = []
  for (const { title, columns } of table.groups) {
    const placed = columns
      .filter(({ kind }) => level === 'communities' || kind !== 'words')
      .map((column) => ({ column, at: all.indexOf(column) }))
    if (placed.length === 0) continue
    const last = parts.at(-1)
    const width = (last ?? []).reduce((so, group) => so + group.columns.length, 0)
    if (last && width + placed.length <= most) last.push({ title, columns: placed })
    else parts.push([{ title, columns: placed }])
  }
  return parts
}

/** Whom a table counts: 当选成员. Empty where it counts no people. */
export function capacitiesOf(table: StatisticsTable): Capacity[] {
  const counted = columnsOf(table).flatMap((column) =>
    column.kind === 'count' && column.who ? [column.who.capacity] : [],
  )
  return (Object.keys(capacityText) as Capacity[]).filter((capacity) => counted.includes(capacity))
}
