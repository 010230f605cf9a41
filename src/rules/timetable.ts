import { longDate, monthDay } from '../lib/chinese-text.js'
import { addDays, daysBetween, type PlainDate } from '../lib/plain-date.js'
import { kebabCase } from '../lib/text-case.js'
import type { Finding } from './finding.js'
import type { RuleSet, Strength } from './rule-set.js'
import { findMilestone, type Milestone } from './stages.js'
import { timetableKeys, timetableRule, type TimetableKey } from './timetable-steps.js'
import {
  basisOf,
  daysOf,
  happenedDay,
  type StepDays,
  type TimetableFacts,
  type TimetableRule,
} from './timetable-rule.js'

/**
 * `kept` done in time, `violated` done too late or on the wrong day, `due` still to come, `overdue` not done and
 * late, `unrecorded` its last day is over and nobody has recorded when it was done, `over` a time for others to act
 * that has ended.
 */
export type StepState = 'kept' | 'violated' | 'due' | 'overdue' | 'unrecorded' | 'over'

export interface TimetableStep {
  readonly key: TimetableKey
  readonly title: string
  readonly earliest?: PlainDate
  /** The last day that is still in time. */
  readonly latest: PlainDate
  /** What is to be done by when, in words. */
  readonly rule: string
  /** When it is needed at all, in words. */
  readonly condition?: string
  readonly article: string
  readonly strength: Strength
  readonly happenedOn?: PlainDate
  readonly state: StepState
  /** Kept: days to spare. Due: days left. Violated, overdue, unrecorded, over: days since. Never negative. */
  readonly days: number
  readonly finding?: Finding
  /** What follows from its being late, and what puts it right; only where it is violated, overdue or unrecorded. */
  readonly consequence?: string
}

/** What else is known of an election besides its milestones. */
export interface TimetableOptions extends Pick<TimetableFacts, 'form' | 'isHoliday' | 'selectedBy'> {
  /** Days on which steps without a milestone were done, e.g. the day a notice was posted. */
  readonly done?: Partial<Readonly<Record<TimetableKey, PlainDate>>>
}

/**
 * The plan of an election counted back from its day, with what has become of each step (law.md 4), in order of
 * the last days. To be worked out anew whenever election day moves.
 */
export function timetableOf(
  electionDay: PlainDate,
  ruleSet: RuleSet,
  milestones: readonly Milestone[],
  today: PlainDate,
  options: TimetableOptions = {},
): TimetableStep[] {
  const facts: TimetableFacts = { electionDay, ruleSet, milestones, asOf: today, ...options }
  return timetableKeys
    .filter((key) => timetableRule(key).appliesTo?.(facts) ?? true)
    .map((key) => stepOf(key, facts, today))
    .sort((a, b) => daysBetween(b.latest, a.latest))
}

/** The days of one step, for whoever decides by it. */
export function stepDays(key: TimetableKey, facts: TimetableFacts): StepDays {
  return daysOf(timetableRule(key), facts)
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

/** Whether a step was missed: done on a wrong day, or not done though its last day is over. */
export function isBroken({ state }: Pick<TimetableStep, 'state'>): boolean {
  return state === 'violated' || state === 'overdue'
}

function stepOf(key: TimetableKey, facts: TimetableFacts, today: PlainDate): TimetableStep {
  const rule = timetableRule(key)
  const { latest, earliest } = daysOf(rule, facts)
  const happenedOn = happenedDay(key, rule, facts)
  const state = stateOf(rule, latest, happenedOn, today)
  const finding =
    happenedOn !== undefined
      ? dayFinding(key, facts, happenedOn, '已于')
      : state === 'overdue'
        ? overdueFinding(key, facts, today)
        : undefined
  const consequence = consequenceOf(rule, facts, state, happenedOn ?? today)
  return {
    key,
    title: rule.title,
    ...(earliest === undefined ? {} : { earliest }),
    latest,
    rule: rule.rule(facts.ruleSet),
    ...(rule.condition === undefined ? {} : { condition: rule.condition }),
    ...basisOf(rule, facts),
    ...(happenedOn === undefined ? {} : { happenedOn }),
    state,
    days: Math.abs(daysBetween(happenedOn ?? today, latest)),
    ...(finding === undefined ? {} : { finding }),
    ...(consequence === undefined ? {} : { consequence }),
  }
}

function stateOf(rule: TimetableRule, latest: PlainDate, happenedOn: PlainDate | undefined, today: PlainDate) {
  if (happenedOn !== undefined) return isWrongDay(rule, latest, happenedOn) ? 'violated' : 'kept'
  if (today <= latest) return 'due'
  if (rule.isWindow) return 'over'
  return isSeen(rule) ? 'overdue' : 'unrecorded'
}

/** Whether the system sees it by itself: what nobody has recorded may have been done all the same. */
function isSeen(rule: TimetableRule): boolean {
  return rule.reachedBy !== undefined || rule.last.from === 'previousVote'
}

function isWrongDay(rule: TimetableRule, latest: PlainDate, on: PlainDate): boolean {
  return on > latest || (rule.isExact === true && on < latest)
}

/** What follows, and what puts it right: a later election day while there is one to move, else a reason on paper. */
function consequenceOf(
  rule: TimetableRule,
  facts: TimetableFacts,
  state: StepState,
  on: PlainDate,
): string | undefined {
  if (state === 'unrecorded') return `办过的请登记办理日；没有办的：${rule.risk}。`
  if (state !== 'violated' && state !== 'overdue') return undefined
  if (rule.isExact) return `${rule.risk}。请写明原因，报街道（镇）处理。`
  if (rule.last.from === 'electionDay' && findMilestone(facts.milestones, 'pollOpened', 1) === undefined) {
    const cured = dayThatKeeps(rule, facts.ruleSet, on)
    return `${rule.risk}。选举日改到${shortDay(cured, facts)}或以后，这一项才合期限。`
  }
  return state === 'overdue'
    ? `${rule.risk}。请尽快办理，写明原因，报街道（镇）备查。`
    : `${rule.risk}。请写明原因，报街道（镇）备查。`
}

/** The first election day that a step done on a day is in time for; only for steps counted back from it. */
export function dayThatKeeps({ last, isExclusive }: TimetableRule, ruleSet: RuleSet, doneOn: PlainDate): PlainDate {
  return addDays(doneOn, (isExclusive ? 1 : 0) - last.days(ruleSet))
}

function dayFinding(
  key: TimetableKey,
  facts: TimetableFacts,
  on: PlainDate,
  tense: '拟于' | '已于',
): Finding | undefined {
  const rule = timetableRule(key)
  const { latest } = daysOf(rule, facts)
  const said = `${tense}${shortDay(on, facts)}${rule.verb}`
  const days = daysBetween(latest, on)
  if (rule.isExact && days < 0) return stepFinding(key, facts, 'early', `${said}，早${-days}日。`)
  if (days > 0) return stepFinding(key, facts, 'late', `${said}，迟${days}日。`)
  if (rule.cautionOnLastDay && on === latest) {
    const finding = stepFinding(key, facts, 'on-last-day', `${said}，正是最后一日，宜再提前一日。`)
    return { ...finding, severity: 'warning' }
  }
  return undefined
}

function overdueFinding(key: TimetableKey, facts: TimetableFacts, today: PlainDate): Finding {
  const { verb } = timetableRule(key)
  const { latest } = stepDays(key, facts)
  const late = `至${shortDay(today, facts)}尚未${verb}，已逾期${daysBetween(latest, today)}日。`
  return stepFinding(key, facts, 'overdue', late)
}

/** 选民名单应在选举日20日前公布：选举日2027年5月20日，最迟4月30日；已于5月2日公布，迟2日。 */
function stepFinding(key: TimetableKey, facts: TimetableFacts, code: string, ending: string): Finding {
  const rule = timetableRule(key)
  const { article, strength } = basisOf(rule, facts)
  const { latest } = daysOf(rule, facts)
  const day = `选举日${longDate(facts.electionDay)}`
  return {
    code: `${kebabCase(key)}-${code}`,
    severity: strength === 'hard' ? 'error' : 'warning',
    fields: [],
    message: `${rule.rule(facts.ruleSet)}：${rule.isExact ? day : `${day}，最迟${shortDay(latest, facts)}`}；${ending}`,
    article,
  }
}

/** Without the year where it is that of election day. */
function shortDay(day: PlainDate, { electionDay }: TimetableFacts): string {
  return day.slice(0, 4) === electionDay.slice(0, 4) ? monthDay(day) : longDate(day)
}
