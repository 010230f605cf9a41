import { isMoreThan } from '../lib/fraction.js'
import { comparisonText, shareText } from './arithmetic.js'
import { sichuanArticle, zhejiangVillageArticle } from './citation.js'
import type { ElectionForm } from './election-form.js'
import { electorText } from './electors.js'
import type { Finding } from './finding.js'
import type { Round, Vote } from './outcome.js'
import type { RuleSet } from './rule-set.js'

/** A void run-off takes nothing from those elected before it. */
const voidText: Readonly<Record<Round, string>> = {
  first: '选举无效',
  runoff: '本次另行选举无效',
  tieBreak: '本次再次投票无效',
}

/**
 * More than half of the voters or household representatives, or more than two thirds of the residents'
 * representatives, voted (Urban Residents' Committees Law 2025, art. 19). Those who voted are counted by the
 * ballots returned, invalid and blank ones included.
 */
export function isTurnoutReached(returned: number, registered: number, form: ElectionForm, ruleSet: RuleSet): boolean {
  return isMoreThan(returned, registered, ruleSet.turnout[form])
}

/**
 * Whether the vote as a whole stands. Errors make it void, so that it is held again (held-again.ts):
 * `turnout-not-reached`, `more-ballots-than-issued`, `more-ballots-than-voters`. Whether a run-off must reach the
 * turnout again is a figure of the rule set (law.md 6.3); a tie-break vote belongs to a vote that did, so there a low
 * one is at most a warning.
 */
export function checkTurnout(vote: Vote, returned: number, ruleSet: RuleSet): Finding[] {
  const severity = severityOfLowTurnout(vote, ruleSet)
  const isShort = !isTurnoutReached(returned, vote.registered, vote.form, ruleSet)
  const low = isShort && severity ? [lowTurnout(vote, returned, severity, ruleSet)] : []
  return [...low, ...checkSurplus(vote, returned, ruleSet)]
}

function severityOfLowTurnout({ round }: Vote, { runoffTurnout }: RuleSet): Finding['severity'] | undefined {
  if (round === 'first') return 'error'
  if (runoffTurnout === 'none') return undefined
  return round === 'runoff' && runoffTurnout === 'required' ? 'error' : 'warning'
}

function lowTurnout(vote: Vote, returned: number, severity: Finding['severity'], ruleSet: RuleSet): Finding {
  const share = ruleSet.turnout[vote.form]
  const sum = comparisonText(returned, vote.registered, share)
  const short = `收回选票${returned}张，未超过${electorText[vote.form]}${vote.registered}人的${shareText(share)}（${sum}）`
  const { turnout, runoffTurnout } = ruleSet.provenance
  return {
    code: 'turnout-not-reached',
    severity,
    fields: ['ballotsReturned', 'registered'],
    message:
      severity === 'error'
        ? `${short}，${voidText[vote.round]}。`
        : `${short}；法律未规定再次投票须重新达到这一比例，请居民选举委员会留意。`,
    article:
      vote.round === 'runoff' && severity === 'error' ? `${turnout.source}，${runoffTurnout.source}` : turnout.source,
  }
}

/**
 * More ballots than were handed out, or than people voted, make the vote void (law.md 5.1); which of the two is
 * asked is a figure of the rule set. Where nothing asked for was recorded, there cannot be more than may vote.
 */
function checkSurplus(vote: Vote, returned: number, ruleSet: RuleSet): Finding[] {
  const { ballotsIssued, votersWhoVoted, registered, form } = vote
  const { ballotsNotMoreThan } = ruleSet
  const limitedBy = ballotLimitArticles(ruleSet)
  const findings: Finding[] = []
  const asksIssued = ballotsNotMoreThan !== 'voted' && ballotsIssued !== undefined
  if (asksIssued && returned > ballotsIssued) {
    findings.push({
      code: 'more-ballots-than-issued',
      severity: 'error',
      fields: ['ballotsReturned', 'ballotsIssued'],
      message: `收回选票${returned}张，多于发出选票${ballotsIssued}张，${voidText[vote.round]}。`,
      article: limitedBy.issued,
    })
  }
  if (asksIssued && ballotsNotMoreThan === 'issued') return findings
  const asksVoted = ballotsNotMoreThan !== 'issued' && votersWhoVoted !== undefined
  const people = asksVoted ? votersWhoVoted : registered
  if (returned > people) {
    findings.push({
      code: 'more-ballots-than-voters',
      severity: 'error',
      fields: ['ballotsReturned', 'registered'],
      message: `收回选票${returned}张，多于${asksVoted ? '参加投票的' : electorText[form]}${people}人，${voidText[vote.round]}。`,
      article: limitedBy.voted,
    })
  }
  return findings
}

/** The texts that forbid more ballots than issued, and more than voted. A set that asks both takes each from its own. */
export function ballotLimitArticles({
  ballotsNotMoreThan,
  provenance,
}: Pick<RuleSet, 'ballotsNotMoreThan' | 'provenance'>) {
  const { source } = provenance.ballotsNotMoreThan
  return ballotsNotMoreThan === 'both'
    ? { issued: sichuanArticle(30), voted: zhejiangVillageArticle(27) }
    : { issued: source, voted: source }
}

/** Why the vote is valid, in a sentence. */
export function validitySentence(vote: Vote, returned: number, ruleSet: RuleSet): string {
  if (!isTurnoutReached(returned, vote.registered, vote.form, ruleSet)) {
    const later = `收回选票${returned}张；再次投票不再要求参加投票的比例，投票有效`
    return `${later}（${ruleSet.provenance.runoffTurnout.source}）。`
  }
  const share = ruleSet.turnout[vote.form]
  const sum = comparisonText(returned, vote.registered, share)
  const { source } = ruleSet.provenance.turnout
  return `收回选票${returned}张，超过${electorText[vote.form]}${vote.registered}人的${shareText(share)}（${sum}），选举有效（${source}）。`
}
