import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Db } from '../infra/db/database.js'
import { listAccountNames } from '../organisation/queries.js'
import { listStations } from '../polling/queries.js'
import { accountsIn } from '../rules/entry-words.js'
import { recountText } from './counts-of-vote.js'
import { doubtfulAmong } from './doubtful-ballots.js'
import { countInHand, isUnpublished, listSheets, type SheetRow } from './queries.js'
import { listReadings } from './reading-queries.js'
import { barOf, type Names, placesOf, rowsOf, stationsOf, waitingOf } from './sheet-progress.js'
import { roundInView } from './vote-facts.js'

/** Which sheets are where, station by station and bundle by bundle, and what waits for whom; asks again by itself. */
export async function showProgress(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, account, now } = request
  const round = await roundInView(this.db, election, request.query)
  const sheets = await listSheets(this.db, round.id)
  const stations = await listStations(this.db, round.id)
  const names = account?.role === 'observer' ? undefined : await namesIn(this.db, sheets)
  const undecided = doubtfulAmong(sheets, await listReadings(this.db, round.id)).filter(({ decided }) => !decided)
  const rows = stationsOf(sheets, stations)
  const uncovered = rows.filter(({ hasSheets }) => !hasSheets).map(({ name }) => name)
  return await reply.page('tally/show-progress.hbs', {
    title: '计票进度',
    isUnpublished: await isUnpublished(this.db, round.id),
    asOf: now,
    round,
    recountTitle: recountText({ recount: await countInHand(this.db, round.id) }),
    total: sheets.length,
    definitive: sheets.filter(({ entry }) => entry.status === 'definitive').length,
    hasSheets: sheets.length > 0,
    bar: barOf(sheets),
    places: placesOf(sheets),
    waiting: waitingOf(sheets, names, uncovered, undecided.length),
    stations: rows,
    rows: rowsOf(sheets, names),
    here: `/elections/${election.id}/tally`,
    progressHere: `/elections/${election.id}/tally/progress`,
  })
}

async function namesIn(db: Db, sheets: readonly SheetRow[]): Promise<Names> {
  return await listAccountNames(db, [...new Set(sheets.flatMap(({ entry }) => accountsIn(entry)))])
}
