import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { longDate } from '../lib/chinese-text.js'
import { addDays } from '../lib/plain-date.js'
import { ok, type Result, refused } from '../lib/result.js'
import { may } from '../rules/permitted-actions.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { isUniqueViolation } from '../infra/db/dialect.js'
import { dateField, optionalTextField, textField } from '../infra/http/fields.js'
import { claimForm, errorsFromFindings, formErrors, readForm } from '../infra/http/forms.js'
import type { SoughtVoter } from '../roll/queries.js'
import { listMilestones } from '../timetable/queries.js'
import { judgeGrant, type RefusedGrant } from './judge-grant.js'
import { voterChoice } from './look-up-voter.js'
import { insertGrant } from './proxy-queries.js'
import { manners, mannerText, relations, relationText } from './proxy-words.js'
import { holdRound } from './queries.js'

const chosenField = z
  .string()
  .regex(/^\d{0,9}$/)
  .default('')
  .transform((text) => (text === '' ? undefined : Number(text)))

const grantForm = z.object({
  principal: textField(40, '请填写委托人的选民证号、姓名或者拼音'),
  principalId: chosenField,
  proxy: textField(40, '请填写受委托人的选民证号、姓名或者拼音'),
  proxyId: chosenField,
  relation: z.enum(relations, '请选择两人的关系').default('none'),
  // Left blank they are findings of the rules, told together with all others.
  reason: optionalTextField(100),
  document: optionalTextField(60),
  manner: z.enum(manners, '请选择怎样办理的'),
  appliedOn: dateField,
  explanation: optionalTextField(200),
  acknowledged: z.string().default(''),
})

export type GrantForm = z.output<typeof grantForm>

type Typed = Readonly<Record<string, unknown>>

/** The form into which a written authorisation is typed. */
export async function showProxyForm(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await formPage(this, request, reply, { appliedOn: request.today, manner: 'inPerson', relation: 'none' })
}

async function formPage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  typed: Typed,
  refusal?: RefusedGrant,
) {
  const { election } = request
  const ruleSet = ruleSetInForce(election)
  const windowFindings = may('approveProxy', await listMilestones(app.db, election.id), ruleSet)
  const choices = (voters: readonly SoughtVoter[] | undefined) => (voters ?? []).map(voterChoice)
  const blank = { principal: '', principalId: '', proxy: '', proxyId: '', reason: '', document: '', explanation: '' }
  return await reply.code(refusal ? 422 : 200).page('polling/register-proxy.hbs', {
    title: '登记委托投票',
    form: { ...blank, relation: 'none', ...typed },
    windowFindings,
    mayRegister: windowFindings.length === 0,
    lastText: longDate(addDays(election.round.votingDay, -ruleSet.proxyDaysBefore)),
    maximum: ruleSet.proxyMaximum,
    manners: manners.map((value) => ({ value, text: mannerText[value] })),
    relations: relations.map((value) => ({ value, text: relationText(value) })),
    principals: choices(refusal?.principals),
    proxies: choices(refusal?.proxies),
    findings: refusal?.warnings ?? [],
    toAcknowledge: refusal?.toAcknowledge ?? '',
    errors: refusal?.errors,
  })
}

/** Enters a grant in the register, if the rules let it stand beside those that are there. */
export async function registerProxy(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const typed = request.body as Typed
  const form = readForm(grantForm, typed)
  if (!form.ok) return await formPage(this, request, reply, typed, { errors: form.error })
  const address = `/elections/${request.election.id}/polling`
  try {
    const entered = await inTransaction(this.db, async (trx) => await enterGrant(this, trx, request, form.value))
    if (!entered.ok) return await formPage(this, request, reply, typed, entered.error)
    if (entered.value === undefined) return reply.redirect(`${address}/proxies`, 303)
    reply.flash(entered.value)
    return reply.redirect(`${address}/register-proxy`, 303)
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    const message = '刚才有人同时登记了另一件委托，这一件还没有登记。请再提交一次'
    return await formPage(this, request, reply, typed, { errors: formErrors([{ field: 'principal', message }]) })
  }
}

async function enterGrant(
  { sealer }: FastifyInstance,
  trx: Trx,
  request: FastifyRequest,
  form: GrantForm,
): Promise<Result<string | undefined, RefusedGrant>> {
  const { election, actor } = request
  if (!(await claimForm(trx, request.body, request.now))) return ok(undefined)
  // Two clerks may enter the same proxy's third and fourth principal in the same moment: one waits for the other.
  await holdRound(trx, election.round.id)
  const untimely = may('approveProxy', await listMilestones(trx, election.id), ruleSetInForce(election))
  if (untimely.length > 0) return refused({ errors: errorsFromFindings(untimely) })
  if (form.appliedOn > request.today) {
    return refused({ errors: formErrors([{ field: 'appliedOn', message: '申请日期不能在今天之后' }]) })
  }
  const judged = await judgeGrant(trx, sealer, election, form)
  if (!judged.ok) return judged
  const { principal, proxy, findings } = judged.value
  const explanation = findings.length === 0 ? null : form.explanation
  const { relation, reason, document, manner, appliedOn } = form
  const { id: grantId, number } = await insertGrant(trx, {
    ...{ electionId: election.id, roundId: election.round.id, principalId: principal.id, proxyId: proxy.id },
    ...{ relation, reason, document, manner, appliedOn, explanation, postedOn: null },
    ...{ registeredBy: actor.accountId as number, registeredAt: actor.at },
  })
  const people = { principalId: principal.id, proxyId: proxy.id }
  const event = { type: 'proxyGranted', grantId, number, ...people, appliedOn, findings, explanation } as const
  await recordEvent(trx, actor, event, election.id)
  return ok(`第 ${number} 号：${nameOf(principal)}委托${nameOf(proxy)}，已登记。可以接着登记下一件。`)
}

function nameOf({ name, voterNumber }: { readonly name: string; readonly voterNumber: number }): string {
  return `${name}（${voterNumber} 号）`
}
