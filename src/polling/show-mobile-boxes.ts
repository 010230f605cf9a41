import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { may } from '../rules/permitted-actions.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { listMilestones } from '../timetable/queries.js'
import { listMobileBoxes, listMobileBoxUsers } from './mobile-box-queries.js'
import { boxState } from './mobile-box-words.js'
import { listStations } from './queries.js'

/** The mobile boxes of the vote that is on, with where each of them stands. */
export async function showMobileBoxes(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, account } = request
  const ruleSet = ruleSetInForce(election)
  const boxes = await listMobileBoxes(this.db, election.round.id)
  const users = await listMobileBoxUsers(this.db, election.round.id)
  const stations = (await listStations(this.db, election.round.id)).filter(({ id }) => boxes.has(id))
  const findings = may('setUpStations', await listMilestones(this.db, election.id), ruleSet)
  const states = [...boxes.values()]
  return await reply.page('polling/show-mobile-boxes.hbs', {
    title: '流动票箱',
    isAllowed: ruleSet.mobileBoxes,
    article: ruleSet.provenance.mobileBoxes.source,
    isLaterVote: election.round.number > 1,
    findings,
    mayPlan: account?.role === 'electionOfficer' && findings.length === 0,
    mustPost: states.some(({ state, postedOn }) => state === 'approved' && postedOn === null),
    boxes: stations.map(({ id, name, place, opens, closes }) => {
      const box = boxes.get(id)
      return {
        ...{ id, name, place, opens, closes },
        users: users.filter(({ stationId }) => stationId === id).length,
        state: boxState({ state: box?.state ?? 'draft', postedOn: box?.postedOn ?? null }),
        mustDecide: account?.role === 'townshipOfficer' && box?.state === 'submitted',
      }
    }),
  })
}
