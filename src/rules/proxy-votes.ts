import { longDate } from '../lib/chinese-text.js'
import { addDays, type PlainDate } from '../lib/plain-date.js'
import type { Finding } from './finding.js'
import type { PersonId } from './kinship.js'
import type { ProxyGrant } from './proxies.js'
import type { RuleSet } from './rule-set.js'

/** A grant as it stands on election day. */
export interface ProxyOnTheDay extends ProxyGrant {
  /** Day on which principal and proxy were posted; null while they are not. */
  readonly postedOn: PlainDate | null
  readonly state: 'open' | 'voted' | 'cancelled'
}

/** The last day for posting principals and proxies. */
export function lastProxyPostingDay(electionDay: PlainDate, { proxyListDaysBefore }: RuleSet): PlainDate {
  return addDays(electionDay, -proxyListDaysBefore)
}

/**
 * Whether a ballot may be handed out on a grant: principals and proxies are posted before the day (Urban Residents'
 * Committees Law 2025, art. 19), and where the rule set says so what was not posted is void (ZJ villages art. 25).
 */
export function checkProxyUse(grant: ProxyOnTheDay, electionDay: PlainDate, ruleSet: RuleSet): Finding[] {
  const { principal, proxy, postedOn, state } = grant
  const article = ruleSet.provenance.proxyListDaysBefore.source
  const pair = `${principal.name}委托${proxy.name}`
  if (state !== 'open') {
    const message = `${pair}的选票${state === 'voted' ? '已经领取' : '因委托取消不能领取'}。`
    return [{ code: `proxy-${state}`, severity: 'error', fields: ['proxy'], message, article }]
  }
  const last = lastProxyPostingDay(electionDay, ruleSet)
  if (postedOn !== null && postedOn <= last) return []
  const when = postedOn === null ? '没有公布' : `${longDate(postedOn)}才公布`
  const message = `${pair}${when}（最迟${longDate(last)}）${ruleSet.unpostedProxyVoid ? '，委托无效' : ''}。`
  const severity = ruleSet.unpostedProxyVoid ? 'error' : 'warning'
  const source = ruleSet.provenance.unpostedProxyVoid.source
  return [{ code: 'proxy-not-posted', severity, fields: ['proxy'], message, article: source }]
}

/** The ballots somebody is handed at check-in. */
export interface BallotsToIssue<G> {
  /** The voter's own; false who has voted, is represented by a proxy who voted, or is no elector. */
  readonly own: boolean
  readonly forPrincipals: readonly G[]
  readonly total: number
}

/**
 * What a voter who comes to the desk is handed: the own ballot, and one for each principal whose grant may be used.
 * Somebody may come for principals alone.
 */
export function ballotsToIssue<G extends ProxyOnTheDay>(
  voter: { readonly id: PersonId; readonly mayVote: boolean },
  grants: readonly G[],
  electionDay: PlainDate,
  ruleSet: RuleSet,
): BallotsToIssue<G> {
  const own = voter.mayVote && grants.every(({ principal, state }) => principal.id !== voter.id || state !== 'voted')
  const forPrincipals = grants.filter(
    (grant) =>
      grant.proxy.id === voter.id &&
      checkProxyUse(grant, electionDay, ruleSet).every(({ severity }) => severity !== 'error'),
  )
  return { own, forPrincipals, total: Number(own) + forPrincipals.length }
}

/** What becomes of a principal who comes to vote after all. */
export type PrincipalTurnsUp =
  | { readonly kind: 'votes'; readonly cancels: boolean; readonly sentence: string }
  | { readonly kind: 'refused'; readonly sentence: string }

/**
 * A principal who turns up votes in person as long as the proxy has not: the proxy is cancelled and noted. The
 * law is silent (law.md 11, question 10); a vote given twice would be worse than a principal sent home.
 */
export function principalTurnsUp({ principal, proxy, state }: ProxyOnTheDay): PrincipalTurnsUp {
  if (state === 'voted') {
    const sentence = `${proxy.name}已经代${principal.name}领取选票，${principal.name}不能再领取。`
    return { kind: 'refused', sentence }
  }
  if (state === 'cancelled') {
    return { kind: 'votes', cancels: false, sentence: `${principal.name}的委托已经取消，由本人投票。` }
  }
  const sentence = `${principal.name}本人到场投票，取消对${proxy.name}的委托并记录在案。`
  return { kind: 'votes', cancels: true, sentence }
}
