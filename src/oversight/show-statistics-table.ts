import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { longDate, termText } from '../lib/chinese-text.js'
import { ok } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import type { FormErrors } from '../infra/http/forms.js'
import { enteredReason } from './entered-reason.js'
import { capacitiesOf, partsOf, type PlacedGroup, type TableLine } from './statistics-tables.js'
import { capacityText } from './statistics-people.js'
import { type TableInView, tableInView } from './table-in-view.js'

/** A table of the statistics; a line leads to what it is the sum of, down to the people. */
export async function showStatisticsTable(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const view = await tableInView(this, request)
  if (namesPeople(view)) {
    const event = { type: 'statisticsPeopleRead', table: view.table.key, people: view.lines.length } as const
    await inTransaction(this.db, async (trx) => ok(await recordEvent(trx, request.actor, event, null)))
  }
  return await tablePage(request, reply, view)
}

/** Names stand in the lines of communities, never in sums of townships. */
export function namesPeople({ table, level }: TableInView): boolean {
  return table.isPersonal === true && level === 'communities'
}

/** The page of a table, and what was wrong with the reason for handing it out. */
export async function tablePage(request: FastifyRequest, reply: FastifyReply, view: TableInView, errors?: FormErrors) {
  const { table, lines, level, place, season } = view
  const home = `/statistics/${table.key}`
  const capacities = capacitiesOf(table)
  const isWholeCity = request.account?.townshipId === null
  return await reply.code(errors ? 422 : 200).page('oversight/show-statistics-table.hbs', {
    title: table.title,
    source: table.source,
    term: termText(season.termNumber),
    place,
    day: longDate(request.today),
    home,
    query: view.query,
    isByTownship: level === 'townships',
    isOfOneTown: isWholeCity && level === 'communities' && view.query.includes('town='),
    isWholeCity,
    asksReason: namesPeople(view),
    exportTo: `${home}/export${view.query}`,
    entered: enteredReason(request),
    ...(errors ? { errors } : {}),
    countsPeople: capacities.length > 0,
    capacities: capacities.map((capacity) => capacityText[capacity]).join('、'),
    headTitle: level === 'townships' ? '街道（镇）' : '社区',
    parts: partsOf(table, level).map((groups) => partOf(groups, view, home, capacities.length > 0)),
    count: lines.length,
    notes: table.notes,
  })
}

/** A part of the table as the page lays it out. */
function partOf(
  groups: readonly PlacedGroup[],
  { lines, total, level }: TableInView,
  home: string,
  hasPeople: boolean,
) {
  const columns = groups.flatMap((group) =>
    group.columns.map(({ column, at }) => ({ title: column.title, isWords: column.kind === 'words', at })),
  )
  const cellsOf = ({ cells }: TableLine) => columns.map(({ isWords, at }) => ({ text: cells[at] ?? '', isWords }))
  return {
    groups: groups.map((group) => ({ title: group.title, span: group.columns.length })),
    columns,
    rows: lines.map((line) => ({
      title: line.title,
      href: hrefOf(line, home, level, hasPeople),
      cells: cellsOf(line),
    })),
    total: cellsOf(total),
  }
}

/** Where the parts of a line are: the communities of a township, the people of a community; blank where there are none. */
function hrefOf({ id, community }: TableLine, home: string, level: string, countsPeople: boolean): string {
  if (level === 'townships') return `${home}?town=${id}`
  return countsPeople && community !== undefined && community.electionId !== null ? `${home}/people/${id}` : ''
}
