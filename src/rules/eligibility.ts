import { articleIn } from './citation.js'
import type { RuleSet } from './rule-set.js'

/**
 * Why a person cannot be elected, whatever the votes: not a matter of counting, so it is told to the count
 * (law.md 6.2, step 5). `not-on-roll` bars only where a write-in must be a voter.
 */
export const ineligibleReasons = [
  'not-on-roll',
  'not-resident',
  'unidentified',
  'barred',
  'declined',
  'election-void',
  'not-qualified',
] as const

export type IneligibleReason = (typeof ineligibleReasons)[number]

export interface Ineligible {
  /** As `Standing.personId`. */
  readonly personId: string
  readonly reason: IneligibleReason
  /** What was found and where, in the words of the election committee. */
  readonly note?: string | undefined
}

export const ineligibleText: Readonly<Record<IneligibleReason, string>> = {
  'not-on-roll': '不是本社区选民',
  'not-resident': '不是本社区居民',
  unidentified: '无法认定是哪一位',
  barred: '有法律规定不得提名为候选人的情形',
  declined: '本人书面表示不担任',
  'election-void': '此前的当选已被依法认定无效',
  'not-qualified': '不符合当选条件',
}

/** The people of a vote who cannot be elected, by personId, with the reasons that bar under this rule set. */
export function barredPeople(
  ineligible: readonly Ineligible[],
  { writeInMustBeVoter }: Pick<RuleSet, 'writeInMustBeVoter'>,
): ReadonlyMap<string, Ineligible> {
  const bars = ineligible.filter(({ reason }) => reason !== 'not-on-roll' || writeInMustBeVoter)
  return new Map(bars.map((each) => [each.personId, each]))
}

/** The article that the reason rests on; without one of its own, that on winners who may not be elected. */
export function ineligibleArticle(reason: IneligibleReason, ruleSet: RuleSet): string {
  const { provenance } = ruleSet
  if (reason === 'barred') return `${articleIn(ruleSet, 18)}，${provenance.ineligibleWinner.source}`
  if (reason === 'election-void') return `${articleIn(ruleSet, 22)}，${provenance.ineligibleWinner.source}`
  if (reason === 'not-on-roll') return `${provenance.writeInMustBeVoter.source}，${provenance.ineligibleWinner.source}`
  return provenance.ineligibleWinner.source
}
