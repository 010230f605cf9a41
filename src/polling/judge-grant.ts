import { ok, type Result, refused } from '../lib/result.js'
import type { Finding } from '../rules/finding.js'
import { checkProxy } from '../rules/proxies.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import type { Trx } from '../infra/db/database.js'
import type { ElectionInScope } from '../infra/http/context.js'
import { errorsFromFindings, type FieldError, type FormErrors, formErrors } from '../infra/http/forms.js'
import type { Sealer } from '../infra/security/sealing.js'
import type { SoughtVoter } from '../roll/queries.js'
import { lookUpVoter, type VoterMeant } from './look-up-voter.js'
import { findMobileBoxOf } from './mobile-box-queries.js'
import { listStandingGrants, proxyFacts } from './proxy-facts.js'
import type { GrantPerson } from './proxy-queries.js'
import type { GrantForm } from './register-proxy.js'

/** Why a grant was not entered, and what the form asks now. */
export interface RefusedGrant {
  readonly errors: FormErrors
  /** Those to choose the principal, the proxy from. */
  readonly principals?: readonly SoughtVoter[]
  readonly proxies?: readonly SoughtVoter[]
  readonly warnings?: readonly Finding[]
  /** What the explanation is about, sent back with it. */
  readonly toAcknowledge?: string
}

export interface JudgedGrant {
  readonly principal: GrantPerson
  readonly proxy: GrantPerson
  /** Codes of the warnings that were explained. */
  readonly findings: string[]
}

/** Looks both people up and asks the rules; everything that is wrong is told at once. */
export async function judgeGrant(
  trx: Trx,
  sealer: Pick<Sealer, 'fingerprint'>,
  election: ElectionInScope,
  form: GrantForm,
): Promise<Result<JudgedGrant, RefusedGrant>> {
  const principal = await lookUpVoter(trx, sealer, election.id, form.principal, form.principalId)
  const proxy = await lookUpVoter(trx, sealer, election.id, form.proxy, form.proxyId)
  if (!principal.voter || !proxy.voter) {
    const wrong = [
      ...unknown(principal, { field: 'principal', chooser: 'principalId', typed: form.principal, role: '委托人' }),
      ...unknown(proxy, { field: 'proxy', chooser: 'proxyId', typed: form.proxy, role: '受委托人' }),
    ]
    return refused({ errors: formErrors(wrong), principals: principal.choices, proxies: proxy.choices })
  }
  const pair = { principal: personOf(principal.voter), proxy: personOf(proxy.voter), relation: form.relation }
  const others = await listStandingGrants(trx, election.round.id)
  const facts = await proxyFacts(trx, election, [...others, pair])
  const grant = { ...pair, isWritten: form.document !== '', reason: form.reason, appliedOn: form.appliedOn }
  const findings = [
    ...(await listedAtBox(trx, election, pair.principal)),
    ...checkProxy(grant, others, facts, ruleSetInForce(election)).map(besideItsField),
  ]
  const refusal = weighed(findings, form)
  if (refusal) return refused(refusal)
  return ok({ principal: pair.principal, proxy: pair.proxy, findings: findings.map(({ code }) => code) })
}

/** A vote is cast in one place: who votes at a mobile box has none to give away. */
async function listedAtBox(trx: Trx, election: ElectionInScope, { id, name }: GrantPerson): Promise<Finding[]> {
  const box = await findMobileBoxOf(trx, election.round.id, id)
  if (!box) return []
  const message = `${name}已列入${box.name}的名单，须先从名单中去掉，再委托他人。`
  return [{ code: 'principal-votes-at-mobile-box', severity: 'error', fields: ['principal'], message }]
}

function personOf({
  id,
  name,
  voterNumber,
  residentsGroup,
  groupName,
  birthDate,
  isElector,
}: SoughtVoter): GrantPerson {
  return { id, name, voterNumber, residentsGroup, groupName, birthDate, isOnRoll: true, isElector }
}

interface Asked {
  readonly field: string
  readonly chooser: string
  readonly typed: string
  readonly role: string
}

function unknown({ voter, choices }: VoterMeant, { field, chooser, typed, role }: Asked): FieldError[] {
  if (voter) return []
  if (choices.length > 0) return [{ field: chooser, message: `请选定${role}是哪一位` }]
  return [{ field, message: `选民名单上查不到${role}“${typed}”，请核对姓名，或者改填选民证号` }]
}

const fieldsOfPaper: Readonly<Record<string, string>> = {
  'proxy-not-written': 'document',
  'proxy-without-reason': 'reason',
  'proxy-late': 'appliedOn',
}

function besideItsField(finding: Finding): Finding {
  const field = fieldsOfPaper[finding.code]
  return field === undefined ? finding : { ...finding, fields: [field] }
}

/** Errors keep a grant out; warnings are explained by whoever has seen just these. */
function weighed(findings: readonly Finding[], form: GrantForm): RefusedGrant | undefined {
  const errors = findings.filter(({ severity }) => severity === 'error')
  const warnings = findings.filter(({ severity }) => severity === 'warning')
  const toAcknowledge = warnings.map(({ code }) => code).join(' ')
  const shown = { warnings, toAcknowledge }
  if (errors.length > 0) return { errors: errorsFromFindings(errors), ...shown }
  if (warnings.length === 0) return undefined
  if (form.acknowledged === toAcknowledge && form.explanation !== '') return undefined
  const message = '有提醒事项，请写明仍然登记的理由'
  return { errors: formErrors([{ field: 'explanation', message }]), ...shown }
}
