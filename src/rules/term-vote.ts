import { comparisonText, shareText } from './arithmetic.js'
import { checkQuorum } from './assemblies.js'
import type { ElectionForm } from './election-form.js'
import { electorText } from './electors.js'
import type { Finding } from './finding.js'
import type { RuleSet } from './rule-set.js'
import { isTurnoutReached } from './turnout.js'

/** A vote held during the term, on a recall or a by-election. */
export interface TermVote {
  readonly form: ElectionForm
  /** Voters, household representatives or residents' representatives who may vote. */
  readonly entitled: number
  /** Ballots returned, blank and invalid ones included. */
  readonly returned: number
  /** The residents' representatives' assembly in which representatives vote; its members are more than they. */
  readonly assembly?: { readonly entitled: number; readonly present: number }
}

/**
 * Whether enough voted, by the form of the election (Urban Residents' Committees Law 2025, arts. 19, 20 and 24). Where
 * representatives vote in their assembly, that must be quorate too: art. 19 asks for more than two thirds of the
 * representatives, art. 29 for two thirds of the members; both lines must be passed (law.md 7).
 */
export function checkTermTurnout({ form, entitled, returned, assembly }: TermVote, ruleSet: RuleSet): Finding[] {
  const findings: Finding[] = []
  const article = ruleSet.provenance.turnout.source
  const people = `${electorText[form]}${entitled}人`
  if (returned > entitled) {
    const message = `收回选票${returned}张，多于${people}。`
    return [{ code: 'more-ballots-than-entitled', severity: 'error', fields: ['returned'], message, article }]
  }
  if (!isTurnoutReached(returned, entitled, form, ruleSet)) {
    const share = ruleSet.turnout[form]
    const sum = comparisonText(returned, entitled, share)
    const message = `参加投票${returned}人，未超过${people}的${shareText(share)}（${sum}），表决无效。`
    findings.push({ code: 'term-vote-turnout', severity: 'error', fields: ['returned'], message, article })
  }
  if (form !== 'representatives' || assembly === undefined) return findings
  return [...findings, ...checkQuorum({ assembly: 'representativesAssembly', ...assembly }, ruleSet)]
}

/** How the turnout was reached, in a sentence. */
export function termTurnoutSentence({ form, entitled, returned }: TermVote, ruleSet: RuleSet): string {
  const share = ruleSet.turnout[form]
  const sum = comparisonText(returned, entitled, share)
  return `参加投票${returned}人，超过${electorText[form]}${entitled}人的${shareText(share)}（${sum}）。`
}
