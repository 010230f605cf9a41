import type { PlainDate } from '../lib/plain-date.js'
import { checkSeats } from './committee-seats.js'
import { type ElectionForm, electionFormText } from './election-form.js'
import { type CommitteeMember, checkElectionCommittee } from './election-committee.js'
import type { Finding } from './finding.js'
import { checkFiguresAgree } from './figures-agree.js'
import type { Post } from './post.js'
import type { RuleSet } from './rule-set.js'
import type { Milestone } from './stages.js'
import { timetableOf, type TimetableOptions, type TimetableStep } from './timetable.js'

/** What stands in an election already, for the new figure to be held against. */
export interface ElectionSoFar {
  readonly electionDay: PlainDate
  readonly form: ElectionForm
  readonly milestones: readonly Milestone[]
  readonly posts: readonly Post[]
  /** Empty until the election committee is selected. */
  readonly electionCommittee: readonly CommitteeMember[]
  readonly today: PlainDate
  /** Days off and steps recorded, as the timetable takes them. */
  readonly options?: TimetableOptions
}

/** A step whose last day the new figure moves. */
export interface MovedStep {
  readonly title: string
  readonly from: PlainDate
  readonly to: PlainDate
}

export interface SettingEffect {
  readonly moved: readonly MovedStep[]
  /** What was in order under the old figures and is not under the new. An error: the two cannot stand together. */
  readonly findings: readonly Finding[]
}

/**
 * What a change of figures does to an election: the last days that move, and what no longer holds. A deadline that
 * the change itself makes late is a warning: it is a fact to be known before the change, not a bar to it.
 */
export function effectOfSetting(election: ElectionSoFar, before: RuleSet, after: RuleSet): SettingEffect {
  const stepsBefore = stepsOf(election, before)
  const stepsAfter = stepsOf(election, after)
  const known = new Set([...lateFindings(stepsBefore), ...standing(election, before)].map(keyOf))
  const findings = [...standing(election, after), ...lateFindings(stepsAfter)]
  return {
    moved: movedSteps(stepsBefore, stepsAfter),
    findings: findings.filter((finding) => !known.has(keyOf(finding))),
  }
}

/** One finding is another's like when code and fields are the same, however the numbers in the sentence differ. */
function keyOf({ code, fields }: Finding): string {
  return [code, ...fields].join(' ')
}

function stepsOf({ electionDay, milestones, today, form, options }: ElectionSoFar, ruleSet: RuleSet): TimetableStep[] {
  return timetableOf(electionDay, ruleSet, milestones, today, { form, ...options })
}

function movedSteps(before: readonly TimetableStep[], after: readonly TimetableStep[]): MovedStep[] {
  return after.flatMap(({ key, title, latest: to }) =>
    before.filter((step) => step.key === key && step.latest !== to).map(({ latest: from }) => ({ title, from, to })),
  )
}

/** On its very last day a step draws a warning without being late; that is not told here. */
function lateFindings(steps: readonly TimetableStep[]): Finding[] {
  return steps.flatMap(({ state, finding }) =>
    finding !== undefined && state !== 'kept' ? [{ ...finding, severity: 'warning' as const }] : [],
  )
}

/** What of the figures and of what was decided already does not hold under a set. */
function standing({ form, posts, electionCommittee }: ElectionSoFar, ruleSet: RuleSet): Finding[] {
  const seats = checkSeats(posts, ruleSet)
  const members = electionCommittee.length > 0 ? checkElectionCommittee(electionCommittee, ruleSet) : []
  return [...checkFiguresAgree(ruleSet), ...formFindings(form, ruleSet), ...seats, ...members]
}

function formFindings(form: ElectionForm, { allowedForms, provenance }: RuleSet): Finding[] {
  if (allowedForms.includes(form)) return []
  const message = `本社区的选举方式是${electionFormText[form]}，不在可以采用的选举方式之内；应先改选举方案。`
  const article = provenance.allowedForms.source
  return [{ code: 'form-not-allowed', severity: 'error', fields: ['allowedForms'], message, article }]
}
