import type { Finding } from './finding.js'
import { type FigureName, figureTitle } from './figures.js'
import { positionTitle, type Position } from './post.js'
import type { RuleSet } from './rule-set.js'

interface Step {
  readonly figure: FigureName
  /** Days before election day. */
  readonly daysBefore: (ruleSet: RuleSet) => number
}

function step<K extends FigureName>(figure: K, daysBefore: (ruleSet: RuleSet) => number): Step {
  return { figure, daysBefore }
}

/** What must come first, and what after it or on the same day. */
const order: readonly (readonly [Step, Step])[] = [
  [
    step('guidanceGroupDaysBefore', (set) => set.guidanceGroupDaysBefore),
    step('electionCommitteeDaysBefore', (set) => set.electionCommitteeDaysBefore),
  ],
  [
    step('electionCommitteeDaysBefore', (set) => set.electionCommitteeDaysBefore),
    step('announcementDaysBefore', (set) => set.announcementDaysBefore),
  ],
  [
    step('registrationDaysBefore', (set) => set.registrationDaysBefore.closes),
    step('rollDaysBefore', (set) => set.rollDaysBefore),
  ],
  [
    step('rollDaysBefore', (set) => set.rollDaysBefore),
    step('nominationDaysBefore', (set) => set.nominationDaysBefore),
  ],
  [
    step('nominationDaysBefore', (set) => set.nominationDaysBefore),
    step('nomineesDaysBefore', (set) => set.nomineesDaysBefore),
  ],
  [
    step('nominationDaysBefore', (set) => set.nominationDaysBefore),
    step('vettingDaysBefore', (set) => set.vettingDaysBefore),
  ],
  [
    step('vettingDaysBefore', (set) => set.vettingDaysBefore),
    step('candidatesDaysBefore', (set) => set.candidatesDaysBefore),
  ],
  [
    step('nomineesDaysBefore', (set) => set.nomineesDaysBefore),
    step('primaryDaysBefore', (set) => set.primaryDaysBefore),
  ],
  [
    step('primaryDaysBefore', (set) => set.primaryDaysBefore),
    step('candidatesDaysBefore', (set) => set.candidatesDaysBefore),
  ],
  [
    step('candidatesDaysBefore', (set) => set.candidatesDaysBefore),
    step('speechRequestDaysBefore', (set) => set.speechRequestDaysBefore),
  ],
  [
    step('candidatesDaysBefore', (set) => set.candidatesDaysBefore),
    step('withdrawalDaysBefore', (set) => set.withdrawalDaysBefore),
  ],
  [
    step('proxyDaysBefore', (set) => set.proxyDaysBefore),
    step('proxyListDaysBefore', (set) => set.proxyListDaysBefore),
  ],
]

/**
 * Whether the figures of a set can be kept together: what follows from something comes after it (a warning, because
 * people may do it all on one day), and the seats and the surplus are within each other's bounds (an error, because
 * no committee could be elected so).
 */
export function checkFiguresAgree(ruleSet: RuleSet): Finding[] {
  return [
    ...order.flatMap(([first, second]) => orderFindings(first, second, ruleSet)),
    ...seatFindings(ruleSet),
    ...surplusFindings(ruleSet),
  ]
}

function orderFindings(first: Step, second: Step, ruleSet: RuleSet): Finding[] {
  const [earlier, later] = [first.daysBefore(ruleSet), second.daysBefore(ruleSet)]
  if (earlier >= later) return []
  const message = `“${figureTitle(first.figure)}”是${earlier}日，“${figureTitle(second.figure)}”是${later}日：前一项应在后一项之前完成。`
  return [{ code: 'figures-out-of-order', severity: 'warning', fields: [first.figure, second.figure], message }]
}

/** Seats may not stay empty below the least size that the law gives the committee (art. 8). */
function seatFindings({ committeeSize: { min, max }, seatsMayStayEmptyFrom: from, provenance }: RuleSet): Finding[] {
  if (from >= min && from <= max) return []
  const message = `居民委员会由${min}至${max}人组成：不能定为已选出${from}人缺额就可以暂缺。`
  const fields = ['seatsMayStayEmptyFrom', 'committeeSize']
  return [{ code: 'figures-seats-empty', severity: 'error', fields, message, article: provenance.committeeSize.source }]
}

function surplusFindings({ surplusMaximum, surplusMinimum, provenance }: RuleSet): Finding[] {
  const article = provenance.surplusMinimum.source
  const fields = ['surplusMaximum', 'surplusMinimum']
  return (Object.keys(positionTitle) as Position[])
    .filter((position) => surplusMaximum[position] < surplusMinimum)
    .map((position) => ({
      code: 'figures-surplus',
      severity: 'error',
      fields,
      message: `候选人比应选名额至少多${surplusMinimum}人，${positionTitle[position]}的最多差额却是${surplusMaximum[position]}人。`,
      article,
    }))
}
