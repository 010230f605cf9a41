import type { FastifyRequest } from 'fastify'
import type { PlainDate } from '../lib/plain-date.js'
import { consequencesOfMoving } from '../rules/election-day-move.js'
import type { Finding } from '../rules/finding.js'
import { type ElectionAction, may } from '../rules/permitted-actions.js'
import { checkInForce } from '../rules/rule-set-in-force.js'
import type { TimetableFacts } from '../rules/timetable-rule.js'
import type { Trx } from '../infra/db/database.js'
import type { ElectionFormValues } from './election-form.js'
import { electionFacts } from './election-facts.js'
import { checkPlan } from './open-election.js'
import { hasNominees } from './plan-queries.js'
import { listPosts } from './queries.js'

/** What of a plan may still change: the form until the roll is posted, the seats until somebody is nominated. */
export async function checkChange(trx: Trx, request: FastifyRequest, plan: ElectionFormValues): Promise<Finding[]> {
  const { election, season, today } = request
  if (!season) return []
  const facts = await electionFacts(trx, election)
  const findings = checkPlan(plan, season, facts.ruleSet, election.kind)
  if (plan.electionDay !== election.electionDay) {
    findings.push(...checkMove({ ...facts, form: plan.form }, plan.electionDay, today))
  }
  if (plan.form !== election.form) findings.push(...closed('setForm', 'form', facts))
  if (!samePosts(await listPosts(trx, election.id), plan.posts)) {
    findings.push(...closed('setSeats', 'posts', facts))
    if (election.kind === 'byElection') {
      const message = '补选的职务和名额就是空缺的职务和名额，不能在这里改。'
      findings.push({ code: 'by-election-posts', severity: 'error', fields: ['posts'], message })
    }
    if (await hasNominees(trx, election.id)) {
      const message = '已有人被提名，职务和名额不能再改。'
      findings.push({ code: 'posts-have-nominees', severity: 'error', fields: ['posts'], message })
    }
  }
  return findings
}

function closed(
  action: ElectionAction,
  field: string,
  { milestones, ruleSet }: Pick<TimetableFacts, 'milestones' | 'ruleSet'>,
): Finding[] {
  return may(action, milestones, ruleSet).map((finding) => ({ ...finding, fields: [field] }))
}

/**
 * Whether election day may move there: the rules of that day, the stage, and where the law itself sets the time,
 * nothing that comes too late for the new day only, or later still than for the old one.
 */
export function checkMove(facts: TimetableFacts, to: PlainDate, today: PlainDate): Finding[] {
  const isEarlier = to < facts.electionDay
  const broken = consequencesOfMoving(facts, to, today).steps.flatMap(({ change, after }) => {
    const isWorse = change === 'breaks' || (change === 'broken' && isEarlier)
    return isWorse && after.strength === 'hard' && after.finding ? [after.finding] : []
  })
  return [
    ...[...checkInForce(facts.ruleSet, to), ...broken].map((finding) => ({ ...finding, fields: ['electionDay'] })),
    ...closed('setElectionDay', 'electionDay', facts),
  ]
}

export function samePosts(saved: readonly object[], wanted: readonly object[]): boolean {
  const key = (posts: readonly object[]) =>
    JSON.stringify(
      (posts as ElectionFormValues['posts']).map((post) => [
        post.title,
        post.position,
        post.seats,
        post.reservedForWoman,
      ]),
    )
  return key(saved) === key(wanted)
}
