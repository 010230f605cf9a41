import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { termText } from '../lib/chinese-text.js'
import { percentText } from '../lib/fraction.js'
import type { Account } from '../infra/http/context.js'
import { NotFound } from '../infra/http/errors.js'
import { cityTables } from './city-tables.js'
import { ministryCards } from './ministry-cards.js'
import { placeOf } from './place-words.js'
import { figuresOf, type StatisticsTable } from './statistics-columns.js'
import { statisticsFacts } from './statistics-facts.js'
import { findTable } from './statistics-tables.js'

/** The tables of the statistics, the pictures and what can be handed out. */
export async function showStatistics(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { season } = request
  if (!season) throw new NotFound('还没有设立换届。')
  const account = request.account as Account
  const facts = await statisticsFacts(this.db, season.id, account)
  const figures = figuresOf(findTable('season') as StatisticsTable, facts)
  const value = (key: string) => figures.get(key) ?? 0
  return await reply.page('oversight/show-statistics.hbs', {
    title: '统计',
    place: await placeOf(this.db, account, season),
    term: termText(season.termNumber),
    due: value('due'),
    completed: value('completed'),
    excluded: value('postponed') + value('notHeld'),
    registered: value('registered'),
    turnout: percentText(value('voted'), value('electors')),
    elected: value('elected'),
    city: cityTables.map(entryOf),
    cards: ministryCards.map(entryOf),
  })
}

function entryOf({ key, title, source, isPersonal }: StatisticsTable) {
  return { key, title, source, isPersonal: isPersonal === true }
}
