import { longDate } from '../lib/chinese-text.js'
import { daysBetween, type PlainDate } from '../lib/plain-date.js'
import { articleIn } from './citation.js'
import type { RuleSet } from './rule-set.js'
import { cite } from './sentence.js'

/** A yearly appraisal of a member (居民民主评议). */
export interface Appraisal {
  readonly year: number
  readonly on: PlainDate
  readonly isUnfit: boolean
}

/** What has been found out about a member since the election. */
export interface MemberFacts {
  readonly member: string
  /** The day on which a court's finding that legal capacity is lost or limited took effect. */
  readonly lostCapacityOn?: PlainDate
  /** The day on which a criminal sentence took effect. */
  readonly sentencedOn?: PlainDate
  readonly appraisals?: readonly Appraisal[]
  readonly diedOn?: PlainDate
  /** The day on which the street office or district government found the election void (art. 22). */
  readonly voidedOn?: PlainDate
}

export type EndReason = 'died' | 'lostCapacity' | 'sentenced' | 'unfit' | 'electionVoid'

export interface EndOfPost {
  readonly reason: EndReason
  readonly on: PlainDate
  readonly sentence: string
}

/**
 * What has ended a member's post of itself, the earliest first (Urban Residents' Committees Law 2025, arts. 22, 23 and
 * 37; a death needs no article). Nobody decides on these; they are recorded with the paper that shows them.
 */
export function automaticEnds(facts: MemberFacts, ruleSet: RuleSet): EndOfPost[] {
  const { member, diedOn, lostCapacityOn, sentencedOn, voidedOn } = facts
  const ends: EndOfPost[] = []
  const add = (reason: EndReason, on: PlainDate | undefined, text: string, article: string) => {
    if (on === undefined) return
    const sentence = cite(`${member}${text}，职务自${longDate(on)}起终止。`, article)
    ends.push({ reason, on, sentence })
  }
  if (diedOn !== undefined)
    ends.push({ reason: 'died', on: diedOn, sentence: `${member}于${longDate(diedOn)}去世，职务终止。` })
  add('lostCapacity', lostCapacityOn, '丧失行为能力', articleIn(ruleSet, 23))
  add('sentenced', sentencedOn, '被判处刑罚', articleIn(ruleSet, 23))
  const times = ruleSet.unfitAppraisals
  const unfit = unfitInARow(facts.appraisals ?? [], times)
  add('unfit', unfit, `连续${times}次民主评议不称职`, ruleSet.provenance.unfitAppraisals.source)
  add('electionVoid', voidedOn, '当选被认定无效', articleIn(ruleSet, 22))
  return ends.sort((a, b) => daysBetween(b.on, a.on))
}

/** The day of the appraisal that completes the row; a year without one, or with a better one, begins it anew. */
function unfitInARow(appraisals: readonly Appraisal[], times: number): PlainDate | undefined {
  let inARow = 0
  let lastYear = 0
  for (const { year, on, isUnfit } of [...appraisals].sort((a, b) => a.year - b.year)) {
    const before = year === lastYear + 1 ? inARow : 0
    inARow = isUnfit ? before + 1 : 0
    lastYear = year
    if (inARow === times) return on
  }
  return undefined
}
