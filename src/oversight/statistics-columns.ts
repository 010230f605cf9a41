import { percentText } from '../lib/fraction.js'
import { averageInTenths, tenthsText } from '../rules/member-statistics.js'
import type { CommunityFacts } from './statistics-facts.js'
import type { Capacity, Person } from './statistics-people.js'

/** A figure that adds up: of communities to the township, of townships to the city. Null: there is none yet. */
export interface CountColumn {
  readonly kind: 'count'
  readonly key: string
  readonly title: string
  readonly of: (community: CommunityFacts) => number | null
  /** Whom it counts, where it counts people. */
  readonly who?: { readonly capacity: Capacity; readonly isCounted: (person: Person) => boolean }
}

/** One count over another; of sums it is the share of the sums, never a sum of shares. */
export interface ShareColumn {
  readonly kind: 'share'
  readonly key: string
  readonly title: string
  readonly part: string
  readonly whole: string
}

/** A sum over a count, to one decimal. */
export interface AverageColumn {
  readonly kind: 'average'
  readonly key: string
  readonly title: string
  readonly sum: string
  readonly count: string
}

/** Words of a community; a sum has none. */
export interface WordsColumn {
  readonly kind: 'words'
  readonly key: string
  readonly title: string
  readonly of: (community: CommunityFacts) => string
}

export type Column = CountColumn | ShareColumn | AverageColumn | WordsColumn

/** Columns under one head. */
export interface ColumnGroup {
  readonly title: string
  readonly columns: readonly Column[]
}

/** A table of the statistics as data; page, print, .xlsx, CSV and PDF are made of it. */
export interface StatisticsTable {
  /** In addresses. */
  readonly key: string
  readonly title: string
  /** Where it is asked for. */
  readonly source: string
  readonly groups: readonly ColumnGroup[]
  /** What stands under it: how something is reckoned, what the system does not know. */
  readonly notes: readonly string[]
  /** Names people in its cells: looked at and handed out only for a reason. */
  readonly isPersonal?: boolean
}

export function columnsOf({ groups }: StatisticsTable): readonly Column[] {
  return groups.flatMap(({ columns }) => columns)
}

/** People of one kind of a table: those who are counted, by what is asked of each. */
export function people(
  capacity: Capacity,
  key: string,
  title: string,
  isCounted: (person: Person) => boolean = () => true,
): CountColumn {
  return {
    ...{ kind: 'count', key, title },
    of: (community) => (community.has[capacity] ? community.people[capacity].filter(isCounted).length : null),
    who: { capacity, isCounted },
  }
}

export function count(key: string, title: string, of: CountColumn['of']): CountColumn {
  return { kind: 'count', key, title, of }
}

export function share(key: string, title: string, part: string, whole: string): ShareColumn {
  return { kind: 'share', key, title, part, whole }
}

export function words(key: string, title: string, of: WordsColumn['of']): WordsColumn {
  return { kind: 'words', key, title, of }
}

/** The figures of one line: of a community, a township or the city. */
export type Figures = ReadonlyMap<string, number | null>

export function figuresOf(table: StatisticsTable, communities: readonly CommunityFacts[]): Figures {
  const figures = new Map<string, number | null>()
  for (const column of columnsOf(table)) {
    if (column.kind !== 'count') continue
    const known = communities.map(column.of).filter((value) => value !== null)
    figures.set(column.key, known.length === 0 ? null : known.reduce((so, value) => so + value, 0))
  }
  return figures
}

/** What a cell says; blank where there is nothing to be said yet. */
export function cellText(column: Column, figures: Figures, community: CommunityFacts | undefined): string {
  const value = (key: string) => figures.get(key) ?? null
  switch (column.kind) {
    case 'count':
      return String(value(column.key) ?? '')
    case 'share': {
      const [part, whole] = [value(column.part), value(column.whole)]
      return part === null || whole === null ? '' : percentText(part, whole)
    }
    case 'average': {
      const tenths = averageInTenths(value(column.sum) ?? 0, value(column.count) ?? 0)
      return tenths === undefined ? '' : tenthsText(tenths)
    }
    case 'words':
      return community ? column.of(community) : ''
  }
}
