import type { FastifyRequest } from 'fastify'
import { assert } from '../lib/assert.js'
import type { Trx } from '../infra/db/database.js'
import { withdrawMilestone } from '../timetable/queries.js'
import { closeRecount } from './recount-queries.js'

/** Ends the open recount of the round under way: from now on the last declared result is the last word again. */
export async function endRecount(trx: Trx, request: FastifyRequest, abandonedBecause: string | null): Promise<number> {
  const { id, round } = request.election
  const state = abandonedBecause === null ? 'declared' : 'abandoned'
  const number = await closeRecount(trx, round.id, { state, closedAt: request.now, abandonedBecause })
  assert(number !== undefined, 'a recount is open')
  await withdrawMilestone(trx, id, 'recountOpened', round.number)
  return number
}
