import { longDate } from '../lib/chinese-text.js'
import { addDays, daysBetween, type PlainDate } from '../lib/plain-date.js'
import type { ElectionForm } from './election-form.js'
import { electorText } from './electors.js'
import { formText } from './figures/wording.js'
import { type Finding, hasErrors } from './finding.js'
import type { FigureName } from './figures.js'
import { closeKinships, type Kinship, kinshipOf, type PersonId } from './kinship.js'
import { type RuleSet, severityOf } from './rule-set.js'

interface Person {
  readonly id: PersonId
  readonly name: string
}

/** One voter authorises another in writing to vote in their place (委托投票). */
export interface ProxyGrant {
  readonly principal: Person
  readonly proxy: Person
  readonly isWritten: boolean
  /** Why the principal will be away; empty where nobody said. */
  readonly reason: string
  readonly appliedOn: PlainDate
}

/** What a grant is judged by. All of it changes with the roll, the candidates and the staff. */
export interface ProxyFacts {
  readonly form: ElectionForm
  readonly electionDay: PlainDate
  /** Who casts a ballot under the form; only they have a vote to give away. */
  readonly isElector: (id: PersonId) => boolean
  readonly isOnRoll: (id: PersonId) => boolean
  readonly isCandidate: (id: PersonId) => boolean
  /** Proposed, and not yet a candidate (初步候选人). */
  readonly isNominee: (id: PersonId) => boolean
  readonly isElectionStaff: (id: PersonId) => boolean
  readonly kinships: readonly Kinship[]
}

/** Whether votes may be given by proxy under this form (2025 law, art. 19: never by residents' representatives). */
export function allowsProxies(form: ElectionForm, { proxyForms }: Pick<RuleSet, 'proxyForms'>): boolean {
  return proxyForms.includes(form)
}

/**
 * Whether a grant may be registered beside those that hold already (art. 19; law.md 3). What is only allowed or
 * not allowed is an error, because a local procedure that allows it sets the figure; a number or a day weighs as
 * much as its figure.
 */
export function checkProxy(
  grant: ProxyGrant,
  others: readonly ProxyGrant[],
  facts: ProxyFacts,
  ruleSet: RuleSet,
): Finding[] {
  return [
    ...paperFindings(grant, facts, ruleSet),
    ...principalFindings(grant, others, facts, ruleSet),
    ...proxyFindings(grant, facts, ruleSet),
    ...loadFindings(grant, others, ruleSet),
  ]
}

function finding(
  ruleSet: RuleSet,
  figure: FigureName,
  found: Pick<Finding, 'code' | 'severity' | 'message'> & { readonly field: 'principal' | 'proxy' | 'paper' },
): Finding {
  const { field, ...rest } = found
  return { ...rest, fields: [field], article: ruleSet.provenance[figure].source }
}

/** What the application itself must be: under a form that knows proxies, written, with a reason, in time. */
function paperFindings(grant: ProxyGrant, { form, electionDay }: ProxyFacts, ruleSet: RuleSet): Finding[] {
  const { principal, isWritten, reason, appliedOn } = grant
  const findings: Finding[] = []
  const say = (figure: FigureName, code: string, severity: Finding['severity'], message: string) =>
    findings.push(finding(ruleSet, figure, { code, severity, message, field: 'paper' }))
  if (!allowsProxies(form, ruleSet)) {
    say('proxyForms', 'proxy-not-in-this-form', 'error', `${formText[form]}不能委托投票。`)
  }
  if (!isWritten) say('proxyMayBe', 'proxy-not-written', 'error', `${principal.name}委托他人投票，须书面委托。`)
  if (reason.trim() === '') {
    say(
      'proxyMayBe',
      'proxy-without-reason',
      'error',
      `${principal.name}委托投票的原因没有填写；选举期间外出才能委托。`,
    )
  }
  const last = addDays(electionDay, -ruleSet.proxyDaysBefore)
  if (appliedOn > last) {
    const message = `委托投票应在选举日${ruleSet.proxyDaysBefore}日前办理：选举日${longDate(electionDay)}，最迟${longDate(last)}；${principal.name}于${longDate(appliedOn)}申请，迟${daysBetween(last, appliedOn)}日。`
    say('proxyDaysBefore', 'proxy-late', severityOf(ruleSet, 'proxyDaysBefore'), message)
  }
  return findings
}

function principalFindings(
  { principal, proxy }: ProxyGrant,
  others: readonly ProxyGrant[],
  { form, isElector }: ProxyFacts,
  ruleSet: RuleSet,
): Finding[] {
  const findings: Finding[] = []
  const say = (figure: FigureName, code: string, message: string) =>
    findings.push(finding(ruleSet, figure, { code, severity: 'error', message, field: 'principal' }))
  if (!isElector(principal.id)) {
    say(
      'proxyMayBe',
      'principal-is-no-elector',
      `${principal.name}不是这次选举的${electorText[form]}，没有选票可以委托。`,
    )
  }
  if (principal.id === proxy.id) say('proxyMayBe', 'proxy-is-principal', `${principal.name}不能委托本人。`)
  const earlier = others.find((other) => other.principal.id === principal.id)
  if (earlier) {
    say('proxyMaximum', 'principal-twice', `${principal.name}已经委托${earlier.proxy.name}，一人只能委托一次。`)
  }
  return findings
}

function proxyFindings({ principal, proxy }: ProxyGrant, facts: ProxyFacts, ruleSet: RuleSet): Finding[] {
  const findings: Finding[] = []
  const say = (figure: FigureName, code: string, severity: Finding['severity'], message: string) =>
    findings.push(finding(ruleSet, figure, { code, severity, message, field: 'proxy' }))
  if (!facts.isOnRoll(proxy.id)) {
    say('proxyMayBe', 'proxy-not-on-roll', 'error', `${proxy.name}不在选民名单上，只能委托本社区其他选民。`)
  }
  const close = closeKinships(facts.kinships, ruleSet)
  if (ruleSet.proxyMayBe === 'relative' && kinshipOf(close, principal.id, proxy.id) === undefined) {
    const message = `${proxy.name}没有登记为${principal.name}的近亲属，只能委托选民中的近亲属。`
    say('proxyMayBe', 'proxy-not-relative', 'error', message)
  }
  if (!ruleSet.candidateAsProxy && facts.isCandidate(proxy.id)) {
    say('candidateAsProxy', 'proxy-is-candidate', 'error', `${proxy.name}是候选人，不得接受委托投票。`)
  } else if (!ruleSet.candidateAsProxy && facts.isNominee(proxy.id)) {
    const message = `${proxy.name}已被提名，成为正式候选人后委托即失效，宜请${principal.name}另行委托他人。`
    say('candidateAsProxy', 'proxy-is-nominee', 'warning', message)
  }
  if (facts.isElectionStaff(proxy.id)) {
    const message = `${proxy.name}是选举工作人员，宜请${principal.name}另行委托他人。`
    say('candidateAsProxy', 'proxy-is-staff', 'warning', message)
  }
  return findings
}

/** How many a proxy acts for, and that a vote is given once and not passed on. */
function loadFindings({ principal, proxy }: ProxyGrant, others: readonly ProxyGrant[], ruleSet: RuleSet): Finding[] {
  const { proxyMaximum } = ruleSet
  const held = others.filter((other) => other.proxy.id === proxy.id)
  const findings: Finding[] = []
  if (held.length >= proxyMaximum) {
    const names = held.map((other) => other.principal.name).join('、')
    const message = `每一选民接受委托不超过${proxyMaximum}人：${proxy.name}已接受${names}共${held.length}人的委托。`
    const severity = severityOf(ruleSet, 'proxyMaximum')
    findings.push(finding(ruleSet, 'proxyMaximum', { code: 'proxy-maximum', severity, message, field: 'proxy' }))
  }
  if (ruleSet.proxyPassedOn) return findings
  const away = others.find((other) => other.principal.id === proxy.id)
  if (away) {
    const message = `${proxy.name}本人已委托${away.proxy.name}投票，不能再接受委托。`
    findings.push(
      finding(ruleSet, 'proxyPassedOn', { code: 'proxy-passed-on', severity: 'error', message, field: 'proxy' }),
    )
  }
  const holding = others.filter((other) => other.proxy.id === principal.id)
  if (holding.length > 0) {
    const names = holding.map((other) => other.principal.name).join('、')
    const message = `${principal.name}已接受${names}的委托，不能转委托；须先取消所接受的委托。`
    findings.push(
      finding(ruleSet, 'proxyPassedOn', { code: 'principal-is-proxy', severity: 'error', message, field: 'principal' }),
    )
  }
  return findings
}

/** A grant that holds no longer, and why. */
export interface LapsedProxy<G> {
  readonly grant: G
  readonly findings: readonly Finding[]
}

/**
 * Which grants no longer hold once the roll, the candidates or the form have changed; the others stand. Judged in
 * the order of application, so that the later one gives way. A late day that was accepted then is not asked again.
 */
export function lapsedProxies<G extends ProxyGrant>(
  grants: readonly G[],
  facts: ProxyFacts,
  ruleSet: RuleSet,
): LapsedProxy<G>[] {
  const kept: G[] = []
  const lapsed: LapsedProxy<G>[] = []
  for (const grant of [...grants].sort((a, b) => daysBetween(b.appliedOn, a.appliedOn))) {
    const findings = checkProxy(grant, kept, facts, ruleSet).filter(({ code }) => code !== 'proxy-late')
    if (hasErrors(findings)) lapsed.push({ grant, findings: findings.filter(({ severity }) => severity === 'error') })
    else kept.push(grant)
  }
  return lapsed
}
