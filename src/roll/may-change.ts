import type { FastifyRequest } from 'fastify'
import { may } from '../rules/permitted-actions.js'
import type { Finding } from '../rules/finding.js'
import { findMilestone, type Milestone } from '../rules/stages.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { Forbidden } from '../infra/http/errors.js'

/**
 * Whether the roll may be changed now. Until it is posted the clerk registers freely; from then on it is the
 * election committee's publication (art. 17), and only its officer changes it, with a reason.
 */
export function mayChangeRoll(
  { account, election }: Pick<FastifyRequest, 'account' | 'election'>,
  milestones: readonly Milestone[],
): { readonly isPosted: boolean; readonly isClosed: boolean; readonly findings: Finding[] } {
  const isPosted = findMilestone(milestones, 'rollPosted') !== undefined
  if (isPosted && account?.role !== 'electionOfficer') {
    throw new Forbidden('选民名单已经公布。公布以后的改动由选举委员会负责人办理，并要写明原因。')
  }
  const isClosed = findMilestone(milestones, 'rollClosed') !== undefined
  const findings = may(isPosted ? 'correctRoll' : 'registerVoter', milestones, ruleSetInForce(election))
  return { isPosted, isClosed, findings }
}
