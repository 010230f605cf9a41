import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { longDate, termText, weekdayText } from '../lib/chinese-text.js'
import { percentText } from '../lib/fraction.js'
import type { Account } from '../infra/http/context.js'
import { NotFound } from '../infra/http/errors.js'
import { getSeason, listSeasonTownships } from '../organisation/queries.js'
import { cockpitFacts } from './cockpit-facts.js'
import { type CockpitRow, cockpitRow } from './cockpit-row.js'
import { verdictText } from './rate-words.js'
import { placeOf } from './place-words.js'
import { listVoidElections } from './queries.js'
import { rateOf } from './season-rate.js'

/** The season in large type for a wall: nothing can be pressed, nobody is named, it asks again by itself. */
export async function showSeasonWall(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { season, today, now } = request
  if (!season) throw new NotFound('还没有设立换届。')
  const account = request.account as Account
  const facts = await cockpitFacts(this.db, season, account, today)
  const full = await getSeason(this.db, season.id)
  const townships = await listSeasonTownships(this.db, season.id)
  const rate = rateOf(facts.rows, facts.milestones, full, townships, await listVoidElections(this.db, season.id))
  const rows = facts.rows.map((row) => cockpitRow(row, facts))
  const voting = rows.filter(({ electionDay }) => electionDay === today)
  const issued = voting.reduce((sum, row) => sum + row.issued, 0)
  const electors = voting.reduce((sum, row) => sum + row.electors, 0)
  return reply.part('oversight/show-season-wall.hbs', {
    title: `${termText(season.termNumber)}换届选举进度`,
    place: await placeOf(this.db, account, season),
    day: `${longDate(today)}（${weekdayText(today)}）`,
    isDrill: season.kind === 'drill',
    now,
    total: rows.length,
    declared: rows.filter(({ isDeclared }) => isDeclared).length,
    rate: `${rate.direct}／${rate.held}`,
    percent: percentText(rate.direct, rate.held),
    target: percentText(full.targetNum, full.targetDen, 0),
    verdict: verdictText[rate.verdict],
    isVoting: voting.length > 0,
    voting: voting.length,
    turnout: percentText(issued, electors),
    ...{ issued, electors },
    unlawful: rows.filter(({ isUnlawful }) => isUnlawful).length,
    isAnyUnlawful: rows.some(({ isUnlawful }) => isUnlawful),
    tiles: rows.map((row) => tileOf(row, today)),
  })
}

/** A community as a tile: its stage by a sign and a word, and on election day its turnout. */
function tileOf(row: CockpitRow, today: string) {
  const done = row.stages.filter(({ look }) => look === 'done').length
  const look = row.isUnlawful ? 'wrong' : row.isDeclared ? 'done' : row.electionDay === today ? 'current' : ''
  const sign = row.isUnlawful ? '✕' : row.isDeclared ? '●' : row.electionDay === today ? '◐' : '○'
  const stage = row.electionDay === today && row.turnout !== '' ? `${row.stage} ${row.turnout}` : row.stage
  return { name: row.name, stage, look, sign, done }
}
