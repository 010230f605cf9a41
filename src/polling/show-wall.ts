import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { longDate, weekdayText } from '../lib/chinese-text.js'
import { liveFigures } from './live-figures.js'

/** The same figures in large type for a beamer: a page of its own that asks again by itself and can be left alone. */
export async function showWall(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, now, season } = request
  const { votingDay } = election.round
  return reply.part('polling/show-wall.hbs', {
    title: `${election.communityName}投票实时情况`,
    communityName: election.communityName,
    electionId: election.id,
    day: `${longDate(votingDay)}（${weekdayText(votingDay)}）`,
    isDrill: season?.kind === 'drill',
    figures: await liveFigures(this.db, election, now),
  })
}
