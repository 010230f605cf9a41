import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Account, SeasonInForce } from '../infra/http/context.js'
import { NotFound } from '../infra/http/errors.js'
import { queryText } from '../infra/http/fields.js'
import { placeOf } from './place-words.js'
import type { StatisticsTable } from './statistics-columns.js'
import { type CommunityFacts, statisticsFacts } from './statistics-facts.js'
import { communityLines, findTable, type TableLine, totalLine, townshipLines } from './statistics-tables.js'

/** A table as somebody asked for it: the city by townships, or the communities of one of them, or all communities. */
export interface TableInView {
  readonly table: StatisticsTable
  readonly season: SeasonInForce
  /** 奉化市民政局, 锦屏街道 */
  readonly place: string
  /** All that the account sees. */
  readonly all: readonly CommunityFacts[]
  readonly level: 'townships' | 'communities'
  readonly lines: readonly TableLine[]
  readonly total: TableLine
  /** The address that asks for the same: `?town=1`. */
  readonly query: string
}

/** Reads which table, and of which place, an address asks for; the place must be the account's own. */
export async function tableInView(app: FastifyInstance, request: FastifyRequest): Promise<TableInView> {
  const { season } = request
  const table = findTable((request.params as { table: string }).table)
  if (!season) throw new NotFound('还没有设立换届。')
  if (!table) throw new NotFound('没有这张统计表。')
  const account = request.account as Account
  const all = await statisticsFacts(app.db, season.id, account)
  return { table, season, all, ...placed(table, all, request, await placeOf(app.db, account, season)) }
}

function placed(table: StatisticsTable, all: readonly CommunityFacts[], request: FastifyRequest, place: string) {
  const town = queryText(request.query, 'town')
  const own = all.filter(({ townshipId }) => town === '' || String(townshipId) === town)
  const [first] = own
  if (town !== '' && !first) throw new NotFound('没有这个街道（镇），或者它不在您的管辖范围内。')
  const isByTownship =
    town === '' && request.account?.townshipId === null && queryText(request.query, 'by') !== 'community'
  const query = new URLSearchParams({ ...(town === '' ? {} : { town }), ...(isByTownship ? {} : { by: 'community' }) })
  return {
    place: town === '' ? place : (first?.townshipName ?? place),
    level: isByTownship ? ('townships' as const) : ('communities' as const),
    lines: isByTownship ? townshipLines(table, own) : communityLines(table, own),
    total: totalLine(table, own),
    query: query.size === 0 ? '' : `?${query.toString()}`,
  }
}
