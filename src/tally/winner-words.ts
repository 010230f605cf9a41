import { ineligibleText } from '../rules/eligibility.js'
import type { WouldBeWinner } from './winner-checks.js'

const standingText = { elected: '当选', tied: '待再次投票', barred: '不能当选' } as const

/** A row of the page that checks who may be elected. */
export function shownWinner({ name, post, votes, standing, writeIn, isKnown, isVetted, check }: WouldBeWinner) {
  const found = check && (check.reason === null ? '符合当选条件' : ineligibleText[check.reason])
  return {
    ...{ name, post, votes, writeIn },
    standing: standingText[standing],
    finding: found ?? (isVetted ? '候选人，提名时已审查' : isKnown ? '未核对' : '没有认定是哪一位'),
    isWaiting: found === undefined && !isVetted && standing !== 'barred',
    query: isKnown ? '' : encodeURIComponent(name),
    note: check?.note ?? '',
  }
}

/** Whom there is something to be noted of: nothing can be noted of a name that nobody is known to bear. */
export function winnerChoices(winners: readonly WouldBeWinner[]) {
  const known = winners.filter(({ isKnown }) => isKnown)
  return [...new Map(known.map(({ personId, name, post }) => [personId, `${name}（${post}）`]))].map(
    ([value, text]) => ({ value, text }),
  )
}
