import type { FastifyInstance } from 'fastify'
import { electionReaders, type Role } from '../infra/security/roles.js'
import { changePlan, showPlan } from './change-plan.js'
import { exportCalendar } from './export-calendar.js'
import { saveCommittee, showCommittee } from './form-committee.js'
import { saveHolidays, showHolidays } from './manage-holidays.js'
import { showLocalProcedure } from './local-procedure.js'
import { planners } from './may-plan.js'
import { openElection, showOpenElection } from './open-election.js'
import { showMove } from './preview-move.js'
import { recordFormDecision, showFormDecision } from './record-form-decision.js'
import { recordStep, showRecordStep } from './record-step.js'
import { setRule, showSetRule } from './set-rule.js'
import { showElection } from './show-election.js'
import { showRules } from './show-rules.js'
import { showTimetable } from './show-timetable.js'

const auditors: readonly Role[] = ['bureauAuditor']
const aboveElections: readonly Role[] = ['administrator', 'bureauAuditor', 'townshipOfficer']

/** An election's plan, its days, and the committee that runs it. */
export async function timetableRoutes(app: FastifyInstance): Promise<void> {
  app.get('/communities/:communityId/open-election', { config: { roles: planners } }, showOpenElection)
  app.post('/communities/:communityId/open-election', { config: { roles: planners } }, openElection)
  app.get('/elections/:electionId', { config: { roles: electionReaders } }, showElection)
  app.get('/elections/:electionId/timetable', { config: { roles: electionReaders } }, showTimetable)
  app.get('/elections/:electionId/timetable.ics', { config: { roles: electionReaders } }, exportCalendar)
  app.get('/elections/:electionId/timetable/:step', { config: { roles: planners } }, showRecordStep)
  app.post('/elections/:electionId/timetable/:step', { config: { roles: planners } }, recordStep)
  app.get('/season/holidays', { config: { roles: aboveElections } }, showHolidays)
  app.post('/season/holidays', { config: { roles: auditors } }, saveHolidays)
  app.get('/elections/:electionId/rules', { config: { roles: electionReaders } }, showRules)
  app.get('/elections/:electionId/local-procedure', { config: { roles: auditors } }, showLocalProcedure)
  app.get('/elections/:electionId/local-procedure/:figure', { config: { roles: auditors } }, showSetRule)
  app.post('/elections/:electionId/local-procedure/:figure', { config: { roles: auditors } }, setRule)
  app.get('/local-procedure', { config: { roles: auditors } }, showLocalProcedure)
  app.get('/local-procedure/:figure', { config: { roles: auditors } }, showSetRule)
  app.post('/local-procedure/:figure', { config: { roles: auditors } }, setRule)
  app.get('/elections/:electionId/plan', { config: { roles: electionReaders } }, showPlan)
  app.get('/elections/:electionId/plan/preview', { config: { roles: electionReaders } }, showMove)
  app.post('/elections/:electionId/plan', { config: { roles: planners } }, changePlan)
  app.get('/elections/:electionId/form-decision', { config: { roles: electionReaders } }, showFormDecision)
  app.post('/elections/:electionId/form-decision', { config: { roles: planners } }, recordFormDecision)
  app.get('/elections/:electionId/election-committee', { config: { roles: electionReaders } }, showCommittee)
  app.post('/elections/:electionId/election-committee', { config: { roles: planners } }, saveCommittee)
}
