import { monthDay } from '../lib/chinese-text.js'
import { percentText } from '../lib/fraction.js'
import { daysBetween, type PlainDate } from '../lib/plain-date.js'
import { missingPapers } from '../documents/queries.js'
import { decisionDay } from '../rules/roll-objections.js'
import type { RuleSet } from '../rules/rule-set.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { type StageState, stagesOf } from '../rules/stages.js'
import { isBroken, type TimetableStep, timetableOf } from '../rules/timetable.js'
import type { CockpitFacts, CommunityRow } from './cockpit-facts.js'
import { stageAddress } from '../timetable/queries.js'
import { stageOf } from './stage-of-step.js'

export const formText = { allVoters: '居民直选', households: '户代表', representatives: '居民代表' } as const
export const participationText = { takingPart: '未启动', postponed: '延期', notHeld: '本届不换届' } as const

/** Days ahead that count as this week: today and the seven after it. */
const weekDays = 7

/** A deadline that was missed, in words. */
export interface Miss {
  readonly title: string
  /** 逾期3天, 迟2天, 早1天 */
  readonly how: string
  readonly days: number
  readonly article: string
  readonly isUnlawful: boolean
}

/** How one stage of one community stands: a sign, a word for readers, and where its work is done. */
export interface StageCell {
  readonly look: 'done' | 'current' | 'ahead' | 'wrong' | 'warn'
  readonly sign: string
  readonly words: string
  /** None for somebody who may not open it. */
  readonly href: string | null
}

export type CockpitRow = ReturnType<typeof cockpitRow>

/** One community as the cockpit shows it: where it stands, what is due, and what is wrong. */
export function cockpitRow(row: CommunityRow, facts: CockpitFacts) {
  const { id, name, townshipName, reason, participation } = row
  const place = { communityId: id, name, townshipName, reason: reason ?? '' }
  const { electionId, form, electionDay, ruleSetId, settings } = row
  if (electionId === null || !form || !electionDay || !ruleSetId || settings === null) {
    const words = participationText[participation ?? 'takingPart']
    const isWaiting = participation === null || participation === 'takingPart'
    return { ...place, ...nothing, stage: words, isWaiting, stages: emptyCells }
  }
  const milestones = facts.milestones.get(electionId) ?? []
  const ruleSet = ruleSetInForce({ ruleSetId, settings })
  const steps = timetableOf(electionDay, ruleSet, milestones, facts.today, facts.options(electionId, form))
  const misses = steps.filter(isBroken).map(missOf)
  const states = stagesOf(milestones)
  const issued = facts.turnout.issued.get(electionId) ?? 0
  const electors = facts.turnout.electors.get(electionId) ?? 0
  const objections = facts.objections.get(electionId) ?? []
  const lateRulings = missedRulings(objections, ruleSet, facts.today)
  const isPutOff = participation === 'postponed' || participation === 'notHeld'
  return {
    ...place,
    electionId,
    isWaiting: false,
    href: `/elections/${electionId}`,
    form: formText[form],
    electionDay,
    stage: isPutOff
      ? participationText[participation]
      : (states.find(({ state }) => state === 'current')?.title ?? '全部完成'),
    stages: states.map((state) => cellOf(state, steps, stageAddress(electionId, state.stage, facts.role))),
    turnout: issued > 0 ? percentText(issued, electors) : '',
    issued,
    electors,
    week: dueThisWeek(steps, facts.today),
    misses,
    papers: missingPapers(facts.papers.get(electionId) ?? new Set(), steps, (day) => daysBetween(day, facts.today)),
    objections: objections.length,
    objectionsLate: lateRulings.length,
    lateRulings,
    doubts: doubtWords(facts.doubts.get(electionId)),
    isLate: misses.length + lateRulings.length > 0,
    isUnlawful: lateRulings.length > 0 || misses.some(({ isUnlawful }) => isUnlawful),
    isDeclared: milestones.some(({ name }) => name === 'resultDeclared'),
  }
}

const emptyCells: readonly StageCell[] = []

const nothing = {
  ...{ electionId: 0, href: '', form: '', turnout: '', issued: 0, electors: 0, week: [] as Due[] },
  ...{ misses: [] as Miss[], papers: [] as ReturnType<typeof missingPapers>, objections: 0, objectionsLate: 0 },
  lateRulings: [] as Miss[],
  ...{ doubts: [] as string[], isLate: false, isUnlawful: false, isDeclared: false },
  electionDay: '' as PlainDate | '',
}

/** Something due within the week. */
export interface Due {
  readonly title: string
  readonly on: PlainDate
  /** 今天, 明天, 3天后 */
  readonly when: string
  readonly isLaw: boolean
}

function dueThisWeek(steps: readonly TimetableStep[], today: PlainDate): Due[] {
  return steps
    .filter(({ state, latest }) => state === 'due' && daysBetween(today, latest) <= weekDays)
    .map(({ title, latest, strength }) => {
      const left = daysBetween(today, latest)
      const when = left === 0 ? '今天' : left === 1 ? '明天' : `${left}天后`
      return { title, on: latest, when, isLaw: strength === 'hard' }
    })
}

function missOf({ title, state, days, happenedOn, latest, article, strength }: TimetableStep): Miss {
  const isEarly = happenedOn !== undefined && happenedOn < latest
  const how = state === 'overdue' ? `逾期${days}天` : `${isEarly ? '早' : '迟'}${days}天`
  return { title, how, days, article, isUnlawful: strength === 'hard' }
}

/** Objections that should have been ruled on by now (2025 law, art. 17), the oldest first. */
function missedRulings(received: readonly PlainDate[], ruleSet: RuleSet, today: PlainDate): Miss[] {
  return received
    .filter((day) => decisionDay(day, ruleSet) < today)
    .map((day) => {
      const days = daysBetween(decisionDay(day, ruleSet), today)
      const article = ruleSet.provenance.decisionDays.source
      return { title: `处理${monthDay(day)}收到的异议`, how: `逾期${days}天`, days, article, isUnlawful: true }
    })
}

const looks = {
  done: { sign: '●', words: '已完成' },
  current: { sign: '◐', words: '进行中' },
  ahead: { sign: '○', words: '未开始' },
} as const

function cellOf({ stage, title, state }: StageState, steps: readonly TimetableStep[], href: string | null): StageCell {
  const broken = steps.filter((step) => isBroken(step) && stageOf(step.key) === stage)
  const said = (words: string) => `${title}：${looks[state].words}${words}`
  const misses = broken.map(missOf).map((miss) => `${miss.title}${miss.how}`)
  if (broken.some(({ strength }) => strength === 'hard')) {
    return { look: 'wrong', sign: '✕', words: said(`，${misses.join('、')}`), href }
  }
  if (broken.length > 0) return { look: 'warn', sign: '!', words: said(`，${misses.join('、')}`), href }
  return { look: state, sign: looks[state].sign, words: said(''), href }
}

function doubtWords(doubts: { readonly sheets: number; readonly accounts: number } | undefined): string[] {
  if (!doubts) return []
  return [
    ...(doubts.sheets > 0 ? [`计票单待核对 ${doubts.sheets} 张`] : []),
    ...(doubts.accounts > 0 ? [`选票结账有差额 ${doubts.accounts} 站`] : []),
  ]
}

/** 5月22日 工作移交（2天后，法定） */
export function dueText({ title, on, when, isLaw }: Due): string {
  return `${monthDay(on)} ${title}（${when}${isLaw ? '，法定' : ''}）`
}
