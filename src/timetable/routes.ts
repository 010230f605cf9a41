import type { FastifyInstance } from 'fastify'
import { electionReaders, type Role } from '../infra/security/roles.js'
import { changePlan, showPlan } from './change-plan.js'
import { saveCommittee, showCommittee } from './form-committee.js'
import { openElection, showOpenElection } from './open-election.js'
import { showElection } from './show-election.js'
import { showRules } from './show-rules.js'
import { showTimetable } from './show-timetable.js'

const planners: readonly Role[] = ['townshipOfficer', 'electionOfficer']

/** An election's plan, its days, and the committee that runs it. */
export async function timetableRoutes(app: FastifyInstance): Promise<void> {
  app.get('/communities/:communityId/open-election', { config: { roles: planners } }, showOpenElection)
  app.post('/communities/:communityId/open-election', { config: { roles: planners } }, openElection)
  app.get('/elections/:electionId', { config: { roles: electionReaders } }, showElection)
  app.get('/elections/:electionId/timetable', { config: { roles: electionReaders } }, showTimetable)
  app.get('/elections/:electionId/rules', { config: { roles: electionReaders } }, showRules)
  app.get('/elections/:electionId/plan', { config: { roles: electionReaders } }, showPlan)
  app.post('/elections/:electionId/plan', { config: { roles: planners } }, changePlan)
  app.get('/elections/:electionId/election-committee', { config: { roles: electionReaders } }, showCommittee)
  app.post('/elections/:electionId/election-committee', { config: { roles: planners } }, saveCommittee)
}
