import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { liveFigures } from './live-figures.js'

/** The vote as it goes: figures by station and by hour, for everybody who may see the election. */
export async function showLive(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, account, now } = request
  return await reply.page('polling/show-live.hbs', {
    title: '投票实时情况',
    figures: await liveFigures(this.db, election, now),
    isOfficer: account?.role === 'electionOfficer',
  })
}
