import { longDate } from '../lib/chinese-text.js'
import { isMoreThan } from '../lib/fraction.js'
import { daysBetween, type PlainDate } from '../lib/plain-date.js'
import { comparisonText, shareText } from './arithmetic.js'
import { articleIn, sichuanArticle, sichuanRegulationArticle } from './citation.js'
import { type Finding, hasErrors } from './finding.js'
import type { Position } from './post.js'
import { lastRecallVoteDay } from './recall-petition.js'
import { type RuleSet, severityOf } from './rule-set.js'
import { cite } from './sentence.js'
import { checkTermTurnout, termTurnoutSentence, type TermVote } from './term-vote.js'

/** A vote on the recall of a member, held in the form in which the member was elected (art. 20). */
export interface RecallVote extends TermVote {
  readonly member: string
  readonly filedOn: PlainDate
  readonly on: PlainDate
  readonly for: number
  /** The day on which the member's resignation was approved, if it was. */
  readonly resignedOn?: PlainDate
}

/** `ended`: the member had resigned before. `void`: too few voted. */
export interface RecallDecision {
  readonly verdict: 'recalled' | 'kept' | 'void' | 'ended'
  readonly sentences: readonly string[]
  readonly findings: readonly Finding[]
}

/**
 * What a recall vote decides (Urban Residents' Committees Law 2025, art. 20): more than half of those who voted
 * recall, once enough voted. A resignation that took effect before the vote ends the recall (law.md 7).
 */
export function decideRecall(vote: RecallVote, ruleSet: RuleSet): RecallDecision {
  const { member, resignedOn, on } = vote
  if (resignedOn !== undefined && resignedOn <= on) {
    const sentence = `${member}的辞职已于${longDate(resignedOn)}经会议同意，罢免程序终止。`
    return { verdict: 'ended', sentences: [sentence], findings: [] }
  }
  const findings = [...dayFindings(vote, ruleSet), ...checkTermTurnout(vote, ruleSet), ...countFindings(vote)]
  if (hasErrors(findings.filter(({ code }) => code !== 'recall-vote-late'))) {
    return { verdict: 'void', sentences: [`对${member}的罢免表决无效。`], findings }
  }
  const share = ruleSet.winningShare
  const isRecalled = isMoreThan(vote.for, vote.returned, share)
  const sum = comparisonText(vote.for, vote.returned, share)
  const votes = `同意罢免${vote.for}票，${isRecalled ? '' : '未'}超过参加投票${vote.returned}人的${shareText(share)}（${sum}）`
  const source = articleIn(ruleSet, 20)
  const outcome = isRecalled ? `${votes}，${member}被罢免。` : `${votes}，罢免未获通过。`
  const sentences = [cite(termTurnoutSentence(vote, ruleSet), source), cite(outcome, source)]
  return { verdict: isRecalled ? 'recalled' : 'kept', sentences, findings }
}

function countFindings({ for: inFavour, returned }: RecallVote): Finding[] {
  if (inFavour <= returned) return []
  const message = `同意罢免${inFavour}票，多于收回的选票${returned}张。`
  return [{ code: 'recall-more-votes-than-ballots', severity: 'error', fields: ['for'], message }]
}

/** Late is not void: nobody loses the right to be recalled by a slow committee. */
function dayFindings({ filedOn, on }: RecallVote, ruleSet: RuleSet): Finding[] {
  const article = ruleSet.provenance.recallVoteWithin.source
  if (on < filedOn) {
    const message = `表决日${longDate(on)}早于提出罢免之日${longDate(filedOn)}。`
    return [{ code: 'recall-vote-before-petition', severity: 'error', fields: ['on'], message, article }]
  }
  const latest = lastRecallVoteDay(filedOn, ruleSet)
  if (on <= latest) return []
  const message = `罢免应在提出后限期内表决：${longDate(filedOn)}提出，最迟${longDate(latest)}；于${longDate(on)}表决，迟${daysBetween(latest, on)}日。`
  const severity = severityOf(ruleSet, 'recallVoteWithin')
  return [{ code: 'recall-vote-late', severity, fields: ['on'], message, article }]
}

/** Who chairs a recall. */
export interface RecallChair {
  readonly by: 'chair' | 'township'
  readonly sentence: string
}

/**
 * The chair holds the vote on the others; where the chair is concerned, or more than half of the members are, the
 * street office or town government guides it (law.md 7, after the Sichuan regulation, art. 39).
 */
export function whoChairsRecall(concerned: readonly Position[], members: number, ruleSet: RuleSet): RecallChair {
  const binds = ruleSet.provenance.recallVoteWithin.source === sichuanRegulationArticle(39)
  const source = binds ? sichuanRegulationArticle(39) : sichuanArticle(39)
  const half = { num: 1, den: 2 }
  if (concerned.includes('chair')) {
    return { by: 'township', sentence: cite('罢免涉及主任，由街道办事处（乡镇人民政府）指导组织。', source) }
  }
  if (isMoreThan(concerned.length, members, half)) {
    const sum = comparisonText(concerned.length, members, half)
    const sentence = `罢免涉及${concerned.length}人，超过成员${members}人的半数（${sum}），由街道办事处（乡镇人民政府）指导组织。`
    return { by: 'township', sentence: cite(sentence, source) }
  }
  return { by: 'chair', sentence: cite('由居民委员会主任主持。', source) }
}
