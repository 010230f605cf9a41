import { addDays, type PlainDate } from '../lib/plain-date.js'
import type { Assembly } from './assemblies.js'
import { articleIn, lawArticle } from './citation.js'
import type { ElectionForm } from './election-form.js'
import type { FigureName } from './figures.js'
import { firstWorkingDay, type IsHoliday } from './holidays.js'
import { lastObjectionDay } from './roll-objections.js'
import { type RuleSet, type Strength, strengthOf } from './rule-set.js'
import {
  currentRound,
  findMilestone,
  hasOpenLaterVote,
  isLaterVoteDue,
  type Milestone,
  type MilestoneName,
} from './stages.js'

/** What the days of the timetable are counted from. */
export interface TimetableFacts {
  readonly electionDay: PlainDate
  readonly ruleSet: RuleSet
  readonly milestones: readonly Milestone[]
  /** The day it is looked at from: what has not happened cannot happen before it. */
  readonly asOf?: PlainDate
  readonly form?: ElectionForm
  readonly isHoliday?: IsHoliday
  /** The meeting that chose the election committee, once it has. */
  readonly selectedBy?: Assembly
  /** Days on which steps without a milestone were done, by the key of the step. */
  readonly done?: Readonly<Partial<Record<string, PlainDate>>>
}

/** The days between which a step belongs; `latest` is still in time. */
export interface StepDays {
  readonly earliest?: PlainDate
  readonly latest: PlainDate
}

/** A day of the election that others are counted from: the day it happened, else the day it is planned for. */
export type Anchor =
  | 'electionDay'
  | 'committeeFormed'
  | 'rollPosted'
  | 'objectionsEnd'
  | 'firstVote'
  | 'previousVote'
  | 'founding'

/** A day counted from an anchor; negative: before it. The anchor's own day is not counted (Civil Code art. 201). */
export interface CountedDay {
  readonly from: Anchor
  readonly days: (ruleSet: RuleSet) => number
}

/** A text that asks for a step without giving days, and how binding it is here. */
export interface NamedText {
  readonly article: string
  readonly strength: Strength
}

export interface TimetableRule {
  readonly title: string
  /** What is to be done by when, e.g. 选民名单应在选举日20日前公布. */
  readonly rule: (ruleSet: RuleSet) => string
  /** What is done to it, e.g. 公布. */
  readonly verb: string
  /** The figure that sets the days, and with it article and strength; without days another text, or an article of the law. */
  readonly basis: FigureName | NamedText | { readonly lawArticle: number }
  readonly last: CountedDay
  /** The day counted to is too late itself: 选举日之前, not 选举日1日前. */
  readonly isExclusive?: true
  readonly first?: CountedDay
  readonly reachedBy?: MilestoneName
  /** The end of a time in which others may act: once it is over there is nothing left to do. */
  readonly isWindow?: true
  /**
   * A resident's last day moves past holidays where the rule set says so, but never nearer to election day than
   * this, so that the committee keeps its own days, which never move (law.md 0.5).
   */
  readonly rolls?: { readonly untilDaysBefore?: (ruleSet: RuleSet) => number }
  /** Warns when done on the very last day, in case that day is held not to count (law.md 0.5). */
  readonly cautionOnLastDay?: true
  /** Belongs to this one day: earlier is as wrong as later. */
  readonly isExact?: true
  readonly appliesTo?: (facts: TimetableFacts) => boolean
  /** Where the text that sets the days does not reach, they are good practice and no more. */
  readonly isOnlyAdvised?: (facts: TimetableFacts) => boolean
  /** When it is needed at all, in words; without it a step is always owed. */
  readonly condition?: string
  /** What may come of it when it is late, as a clause that can be continued. */
  readonly risk: string
}

/** The last day of a step, and the first where it has one. */
export function daysOf(rule: TimetableRule, facts: TimetableFacts): StepDays {
  const counted = countedDay(rule.last, facts)
  const latest = rule.isExclusive ? addDays(counted, -1) : counted
  return {
    ...(rule.first === undefined ? {} : { earliest: countedDay(rule.first, facts) }),
    latest: rule.rolls === undefined ? latest : rolled(latest, rule.rolls, facts),
  }
}

function countedDay({ from, days }: CountedDay, facts: TimetableFacts): PlainDate {
  return addDays(anchorDay(from, facts), days(facts.ruleSet))
}

function rolled(last: PlainDate, { untilDaysBefore }: NonNullable<TimetableRule['rolls']>, facts: TimetableFacts) {
  const { electionDay, ruleSet, isHoliday } = facts
  if (!ruleSet.residentsDeadlineSkipsHolidays || isHoliday === undefined) return last
  const day = firstWorkingDay(last, isHoliday)
  if (untilDaysBefore === undefined) return day
  const end = addDays(electionDay, -untilDaysBefore(ruleSet))
  return laterOf(last, day < end ? day : end)
}

/** The article a step rests on and how binding it is. */
export function basisOf(rule: TimetableRule, facts: TimetableFacts): NamedText {
  const { article, strength } = statedBasis(rule, facts.ruleSet)
  return { article, strength: rule.isOnlyAdvised?.(facts) ? 'soft' : strength }
}

function statedBasis({ basis }: TimetableRule, ruleSet: RuleSet): NamedText {
  if (typeof basis === 'string') {
    return { article: ruleSet.provenance[basis].source, strength: strengthOf(ruleSet, basis) }
  }
  if ('article' in basis) return basis
  // The law of 2025 does not bind an election that was held before it.
  const article = articleIn(ruleSet, basis.lawArticle)
  return { article, strength: article === lawArticle(basis.lawArticle) ? 'hard' : 'provisional' }
}

/** The day that others are counted from. */
export function anchorDay(anchor: Anchor, facts: TimetableFacts): PlainDate {
  const { electionDay, ruleSet, milestones, asOf } = facts
  const reached = (name: MilestoneName, round?: number) => findMilestone(milestones, name, round)?.on
  switch (anchor) {
    case 'electionDay':
      return electionDay
    case 'committeeFormed':
      return reached('electionCommitteeFormed') ?? addDays(electionDay, -ruleSet.electionCommitteeDaysBefore)
    case 'rollPosted':
      return reached('rollPosted') ?? laterOf(addDays(electionDay, -ruleSet.rollDaysBefore), asOf)
    case 'objectionsEnd':
      return lastObjectionDay(anchorDay('rollPosted', facts), ruleSet, facts.isHoliday)
    case 'firstVote':
      return reached('pollOpened', 1) ?? electionDay
    case 'previousVote':
      return reached('pollOpened', currentRound(milestones) - 1) ?? electionDay
    case 'founding':
      return foundingDay(facts)
  }
}

function laterOf(planned: PlainDate, asOf: PlainDate = planned): PlainDate {
  return asOf > planned ? asOf : planned
}

/** The day on which the new committee came into being: the last result declared, else the day it is planned for. */
function foundingDay({ electionDay, milestones }: TimetableFacts): PlainDate {
  const declared = milestones.filter(({ name }) => name === 'resultDeclared').map(({ on }) => on)
  return declared.sort().at(-1) ?? electionDay
}

/** While something is left to be voted on the new committee has not come into being. */
export function isComplete({ milestones }: TimetableFacts): boolean {
  return !hasOpenLaterVote(milestones) && !isLaterVoteDue(milestones)
}

/** The day on which a step was done, as far as the system knows. */
export function happenedDay(key: string, rule: TimetableRule, facts: TimetableFacts): PlainDate | undefined {
  const { milestones, done } = facts
  if (rule.last.from === 'previousVote') return findMilestone(milestones, 'pollOpened', currentRound(milestones))?.on
  if (rule.reachedBy !== undefined) return findMilestone(milestones, rule.reachedBy, 1)?.on
  return done?.[key]
}
