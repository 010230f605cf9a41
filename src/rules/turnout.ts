import { isMoreThan } from '../lib/fraction.js'
import { comparisonText, shareText } from './arithmetic.js'
import { sichuanArticle, zhejiangVillageArticle } from './citation.js'
import type { ElectionForm } from './election-form.js'
import { electorText } from './electors.js'
import type { Finding } from './finding.js'
import type { Vote } from './outcome.js'
import type { RuleSet } from './rule-set.js'

/**
 * More than half of the voters or household representatives, or more than two thirds of the residents'
 * representatives, voted (Urban Residents' Committees Law 2025, art. 19). Those who voted are counted by the
 * ballots returned, invalid and blank ones included.
 */
export function isTurnoutReached(returned: number, registered: number, form: ElectionForm, ruleSet: RuleSet): boolean {
  return isMoreThan(returned, registered, ruleSet.turnout[form])
}

/**
 * Whether the vote as a whole stands. Errors make it void, so that everything is voted on again (重新选举):
 * `turnout-not-reached`, `more-ballots-than-issued`, `more-ballots-than-voters`. In a run-off or a tie-break
 * vote the law does not ask for the turnout again; there a low one is a warning.
 */
export function checkTurnout(vote: Vote, returned: number, ruleSet: RuleSet): Finding[] {
  const findings: Finding[] = []
  if (!isTurnoutReached(returned, vote.registered, vote.form, ruleSet))
    findings.push(lowTurnout(vote, returned, ruleSet))
  if (vote.ballotsIssued !== undefined && returned > vote.ballotsIssued) {
    findings.push({
      code: 'more-ballots-than-issued',
      severity: 'error',
      fields: ['ballotsReturned', 'ballotsIssued'],
      message: `收回选票${returned}张，多于发出选票${vote.ballotsIssued}张，选举无效。`,
      article: sichuanArticle(30),
    })
  }
  const { people, text } = votersBound(vote)
  if (returned > people) {
    findings.push({
      code: 'more-ballots-than-voters',
      severity: 'error',
      fields: ['ballotsReturned', 'registered'],
      message: `收回选票${returned}张，多于${text}${people}人，选举无效。`,
      article: zhejiangVillageArticle(27),
    })
  }
  return findings
}

/** More people than these cannot have voted: those recorded as having voted, or else all who may. */
function votersBound({ votersWhoVoted, registered, form }: Vote): { people: number; text: string } {
  if (votersWhoVoted === undefined) return { people: registered, text: electorText[form] }
  return { people: votersWhoVoted, text: '参加投票的' }
}

function lowTurnout(vote: Vote, returned: number, ruleSet: RuleSet): Finding {
  const share = ruleSet.turnout[vote.form]
  const sum = comparisonText(returned, vote.registered, share)
  const short = `收回选票${returned}张，未超过${electorText[vote.form]}${vote.registered}人的${shareText(share)}（${sum}）`
  const isFirst = vote.round === 'first'
  return {
    code: 'turnout-not-reached',
    severity: isFirst ? 'error' : 'warning',
    fields: ['ballotsReturned', 'registered'],
    message: isFirst
      ? `${short}，选举无效。`
      : `${short}；法律未规定再次投票须重新达到这一比例，请居民选举委员会留意。`,
    article: ruleSet.provenance.turnout.source,
  }
}

/** Why the vote is valid, in a sentence. */
export function validitySentence(vote: Vote, returned: number, ruleSet: RuleSet): string {
  const share = ruleSet.turnout[vote.form]
  const sum = comparisonText(returned, vote.registered, share)
  const { source } = ruleSet.provenance.turnout
  return `收回选票${returned}张，超过${electorText[vote.form]}${vote.registered}人的${shareText(share)}（${sum}），选举有效（${source}）。`
}
