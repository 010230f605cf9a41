import { electorText } from '../rules/electors.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { leastTurnout } from '../rules/turnout-line.js'
import type { ElectionInScope } from '../infra/http/context.js'

/** Ballots issued of the electors, and the line to be passed; drawn in thousandths of the bar. */
export function turnoutOf(election: ElectionInScope, issued: number, electors: number) {
  const ruleSet = ruleSetInForce(election)
  const least = leastTurnout(electors, election.form, ruleSet)
  const { num, den } = ruleSet.turnout[election.form]
  const hasLine = election.round.kind === 'first' || election.round.kind === 'rerun'
  return {
    electors,
    issued,
    electorText: electorText[election.form],
    hasLine,
    least,
    missing: Math.max(0, least - issued),
    isReached: issued >= least,
    share: den === 2 ? '半数' : '三分之二',
    bar: electors === 0 ? 0 : Math.min(1000, Math.floor((issued * 1000) / electors)),
    line: Math.floor((num * 1000) / den),
  }
}
