import { longDate } from '../lib/chinese-text.js'
import { addMonths, type PlainDate } from '../lib/plain-date.js'
import type { Assembly } from './assemblies.js'
import { articleIn } from './citation.js'
import type { ElectionForm } from './election-form.js'
import type { Finding } from './finding.js'
import { type RuleSet, severityOf } from './rule-set.js'
import { cite } from './sentence.js'
import { checkTermTurnout, type TermVote } from './term-vote.js'

/** A vote that fills empty seats during the term (Urban Residents' Committees Law 2025, art. 24). */
export interface ByElection extends TermVote {
  /** The body that holds it. */
  readonly heldBy: Assembly
  readonly on: PlainDate
  readonly committee: CommitteeNow
}

/** The committee whose seats are to be filled. */
export interface CommitteeNow {
  /** The day on which its term began. */
  readonly since: PlainDate
  readonly members: number
  /** The day on which it fell below the least size; absent while it is not below it. */
  readonly belowMinimumSince?: PlainDate
}

const formsOf: Readonly<Record<Assembly, readonly ElectionForm[]>> = {
  residentsAssembly: ['allVoters', 'households'],
  representativesAssembly: ['representatives'],
}

/** Whether a by-election is held by the right body, in time, and by enough people (arts. 18, 19, 24 and 29). */
export function checkByElection(byElection: ByElection, ruleSet: RuleSet): Finding[] {
  return [...checkByElectionPlan(byElection, ruleSet), ...checkTermTurnout(byElection, ruleSet)]
}

/** Whether a by-election may be held so: by the right body and on a day of the term that is in time. */
export function checkByElectionPlan(
  byElection: Pick<ByElection, 'heldBy' | 'form' | 'on' | 'committee'>,
  ruleSet: RuleSet,
): Finding[] {
  const { heldBy, form, on, committee } = byElection
  const article = articleIn(ruleSet, 24)
  const findings: Finding[] = []
  if (!formsOf[heldBy].includes(form)) {
    const message =
      heldBy === 'residentsAssembly'
        ? '居民会议补选，由全体有选举权的居民或者每户派代表投票。'
        : '居民代表会议补选，由居民代表投票。'
    findings.push({ code: 'by-election-form', severity: 'error', fields: ['form'], message, article })
  }
  if (on >= termEnd(committee, ruleSet)) {
    const message = `本届任期到${longDate(termEnd(committee, ruleSet))}为止，应当换届，不再补选。`
    findings.push({ code: 'by-election-after-term', severity: 'error', fields: ['on'], message, article })
  }
  return [...findings, ...lateFindings(byElection, ruleSet)]
}

function lateFindings({ on, committee }: Pick<ByElection, 'on' | 'committee'>, ruleSet: RuleSet): Finding[] {
  const latest = lastByElectionDay(committee, ruleSet)
  if (latest === undefined || on <= latest) return []
  const { min } = ruleSet.committeeSize
  const message = `居民委员会成员不足${min}人的，应在${ruleSet.byElectionMonths}个月内补选：最迟${longDate(latest)}，拟于${longDate(on)}。`
  const severity = severityOf(ruleSet, 'byElectionMonths')
  const article = ruleSet.provenance.byElectionMonths.source
  return [{ code: 'by-election-late', severity, fields: ['on'], message, article }]
}

/** The last day for a by-election that must be held; undefined while the committee has its least size. */
export function lastByElectionDay(
  { members, belowMinimumSince }: CommitteeNow,
  { committeeSize, byElectionMonths }: RuleSet,
): PlainDate | undefined {
  if (belowMinimumSince === undefined || members >= committeeSize.min) return undefined
  return addMonths(belowMinimumSince, byElectionMonths)
}

/** The first day that is no longer of the term. Whoever is elected between has what is left of it (art. 24). */
export function termEnd({ since }: Pick<CommitteeNow, 'since'>, { termYears }: RuleSet): PlainDate {
  return addMonths(since, 12 * termYears)
}

/** How long those elected now will sit, in a sentence. */
export function termSentence(committee: CommitteeNow, ruleSet: RuleSet): string {
  const end = longDate(termEnd(committee, ruleSet))
  return cite(`补选的成员任期到本届居民委员会任期届满（${end}）为止。`, articleIn(ruleSet, 24))
}
