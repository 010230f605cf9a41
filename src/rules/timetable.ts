import { longDate, monthDay } from '../lib/chinese-text.js'
import { addDays, daysBetween, type PlainDate } from '../lib/plain-date.js'
import { kebabCase } from '../lib/text-case.js'
import type { Finding } from './finding.js'
import { type RuleSet, type Strength, strengthOf } from './rule-set.js'
import { currentRound, findMilestone, type Milestone } from './stages.js'
import { type TimetableFacts, type TimetableKey, type TimetableRule, timetableRules } from './timetable-steps.js'

/**
 * `kept` done in time, `violated` done too late or on the wrong day, `due` still to come, `overdue` not done and
 * late, `passed` its last day is over and nothing in the system tells whether it was done.
 */
export type StepState = 'kept' | 'violated' | 'due' | 'overdue' | 'passed'

export interface TimetableStep {
  readonly key: TimetableKey
  readonly title: string
  readonly earliest?: PlainDate
  /** The last day that is still in time. */
  readonly latest: PlainDate
  readonly article: string
  readonly strength: Strength
  readonly happenedOn?: PlainDate
  readonly state: StepState
  /** Kept: days to spare. Due: days left. Violated, overdue, passed: days late. Never negative. */
  readonly days: number
  readonly finding?: Finding
}

/** What else is known of an election besides its milestones. */
export interface TimetableOptions extends Pick<TimetableFacts, 'form' | 'isHoliday'> {
  /** Days on which steps without a milestone were done, e.g. the day a notice was posted. */
  readonly done?: Partial<Readonly<Record<TimetableKey, PlainDate>>>
}

const keys = Object.keys(timetableRules) as TimetableKey[]

/**
 * The plan of an election counted back from its day, with what has become of each step (law.md 4), in order of
 * the last days. To be worked out anew whenever election day moves.
 */
export function timetableOf(
  electionDay: PlainDate,
  ruleSet: RuleSet,
  milestones: readonly Milestone[],
  today: PlainDate,
  { done = {}, ...options }: TimetableOptions = {},
): TimetableStep[] {
  const facts: TimetableFacts = { electionDay, ruleSet, milestones, ...options }
  return keys
    .filter((key) => ruleOf(key).appliesTo?.(facts) ?? true)
    .map((key) => stepOf(key, facts, done[key], today))
    .sort((a, b) => (a.latest < b.latest ? -1 : a.latest > b.latest ? 1 : 0))
}

/**
 * Whether a step may be taken on a day, before it is: later than its last day is a breach, and for the roll the
 * last day itself draws a warning. The sentence says 拟于.
 */
export function checkStepDay(key: TimetableKey, on: PlainDate, facts: TimetableFacts): Finding[] {
  const finding = dayFinding(key, facts, on, '拟于')
  return finding === undefined ? [] : [finding]
}

/** The first election day for which a roll posted on the given day is in time. */
export function earliestElectionDay(postingOn: PlainDate, ruleSet: RuleSet): PlainDate {
  return addDays(postingOn, ruleSet.rollDaysBefore)
}

function ruleOf(key: TimetableKey): TimetableRule {
  return timetableRules[key]
}

function stepOf(key: TimetableKey, facts: TimetableFacts, doneOn: PlainDate | undefined, today: PlainDate) {
  const rule = ruleOf(key)
  const { latest, earliest } = rule.days(facts)
  const happenedOn = doneOn ?? happenedDay(key, rule, facts)
  const finding =
    happenedOn === undefined ? overdueFinding(key, facts, today) : dayFinding(key, facts, happenedOn, '已于')
  const step: TimetableStep = {
    key,
    title: rule.title,
    ...(earliest === undefined ? {} : { earliest }),
    latest,
    ...basisOf(rule, facts.ruleSet),
    ...(happenedOn === undefined ? {} : { happenedOn }),
    state: stateOf(rule, facts, happenedOn, today),
    days: Math.abs(daysBetween(happenedOn ?? today, latest)),
    ...(finding === undefined ? {} : { finding }),
  }
  return step
}

function happenedDay(key: TimetableKey, rule: TimetableRule, { milestones }: TimetableFacts): PlainDate | undefined {
  if (key === 'laterVote') return findMilestone(milestones, 'pollOpened', currentRound(milestones))?.on
  return rule.reachedBy && findMilestone(milestones, rule.reachedBy, 1)?.on
}

function stateOf(
  rule: TimetableRule,
  facts: TimetableFacts,
  happenedOn: PlainDate | undefined,
  today: PlainDate,
): StepState {
  const { latest } = rule.days(facts)
  if (happenedOn !== undefined) return isWrongDay(rule, facts, happenedOn) ? 'violated' : 'kept'
  if (today <= latest) return 'due'
  return isObserved(rule) ? 'overdue' : 'passed'
}

/** Whether the system would know of it: a step that leaves no milestone is never called overdue. */
function isObserved(rule: TimetableRule): boolean {
  return rule.reachedBy !== undefined || rule.basis === 'runoffDays'
}

function isWrongDay(rule: TimetableRule, facts: TimetableFacts, on: PlainDate): boolean {
  const { latest } = rule.days(facts)
  return on > latest || (rule.isExact === true && on < latest)
}

function basisOf({ basis }: TimetableRule, ruleSet: RuleSet): { article: string; strength: Strength } {
  if (typeof basis !== 'string') return { article: basis.article, strength: 'hard' }
  return { article: ruleSet.provenance[basis].source, strength: strengthOf(ruleSet, basis) }
}

function dayFinding(
  key: TimetableKey,
  facts: TimetableFacts,
  on: PlainDate,
  tense: '拟于' | '已于',
): Finding | undefined {
  const rule = ruleOf(key)
  const { latest } = rule.days(facts)
  const said = `${tense}${shortDay(on, facts)}${rule.verb}`
  const days = daysBetween(latest, on)
  if (isWrongDay(rule, facts, on)) {
    return stepFinding(key, facts, 'late', `${said}，${days > 0 ? '迟' : '早'}${Math.abs(days)}日。`)
  }
  if (rule.cautionOnLastDay && on === latest) {
    const finding = stepFinding(key, facts, 'on-last-day', `${said}，正是最后一日，宜再提前一日。`)
    return { ...finding, severity: 'warning' }
  }
  return undefined
}

function overdueFinding(key: TimetableKey, facts: TimetableFacts, today: PlainDate): Finding | undefined {
  const rule = ruleOf(key)
  const { latest } = rule.days(facts)
  if (today <= latest || !isObserved(rule)) return undefined
  const late = `至${shortDay(today, facts)}尚未${rule.verb}，已逾期${daysBetween(latest, today)}日。`
  return stepFinding(key, facts, 'overdue', late)
}

/** 选民名单应在选举日20日前公布：选举日2027年5月20日，最迟4月30日；已于5月2日公布，迟2日。 */
function stepFinding(key: TimetableKey, facts: TimetableFacts, code: string, ending: string): Finding {
  const rule = ruleOf(key)
  const { article, strength } = basisOf(rule, facts.ruleSet)
  const { latest } = rule.days(facts)
  return {
    code: `${kebabCase(key)}-${code}`,
    severity: strength === 'hard' ? 'error' : 'warning',
    fields: [],
    message: `${rule.rule(facts.ruleSet)}：选举日${longDate(facts.electionDay)}，最迟${shortDay(latest, facts)}；${ending}`,
    article,
  }
}

/** Without the year where it is that of election day. */
function shortDay(day: PlainDate, { electionDay }: TimetableFacts): string {
  return day.slice(0, 4) === electionDay.slice(0, 4) ? monthDay(day) : longDate(day)
}
