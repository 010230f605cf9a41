import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { shareText } from '../rules/arithmetic.js'
import { checkRecallPetition } from '../rules/recall-petition.js'
import type { RuleSet } from '../rules/rule-set.js'
import { ok, refused, type Result } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { isUniqueViolation } from '../infra/db/dialect.js'
import { Conflict } from '../infra/http/errors.js'
import { dateField, positiveField, textField, tickField } from '../infra/http/fields.js'
import { claimForm, errorsFromFindings, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import { insertRecall, listRecalls } from './recall-queries.js'
import { readSignatories } from './signatories.js'
import type { StandingMember } from './standing.js'
import { sittingMember, termInView } from './term-in-view.js'
import { typedValues } from './term-words.js'

const recallForm = z.object({
  filedOn: dateField,
  reasons: textField(1000, '提出罢免应当写明理由'),
  signatories: textField(20_000, '请填写联名人的选民号或者姓名，一行一人'),
  entitled: positiveField,
  entitledSource: textField(200, '请写明这个数字的来源'),
  acknowledged: tickField,
})

type RecallForm = z.infer<typeof recallForm>

const fieldNames = ['filedOn', 'reasons', 'signatories', 'entitled', 'entitledSource'] as const

export async function showFileRecall(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await filePage(this, request, reply, { filedOn: request.today })
}

const petitioners = { allVoters: '有选举权的居民', households: '户代表', representatives: '居民代表' } as const

async function filePage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  typed: unknown,
  errors?: FormErrors,
) {
  const { standing, ruleSet, home } = await termInView(app.db, request)
  const member = sittingMember(standing, request)
  const { form } = request.election
  const { notes } = await readSignatories(app.db, request.election, typedValues(typed, ['signatories']).signatories)
  return await reply.code(errors ? 422 : 200).page('term/file-recall.hbs', {
    title: `登记对${member.postTitle}${member.name}的罢免要求`,
    home,
    here: `${home}/members/${member.key}/file-recall`,
    petitioners: petitioners[form],
    share: shareText(ruleSet.recallPetition[form]),
    article: ruleSet.provenance.recallPetition.source,
    notes,
    asksToAcknowledge: errors?.byField['acknowledged'] !== undefined,
    form: typedValues(typed, fieldNames),
    errors,
  })
}

/** Takes a demand that enough people signed; one that too few signed is not taken (art. 20). */
export async function fileRecall(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const form = readForm(recallForm, request.body)
  if (!form.ok) return await filePage(this, request, reply, request.body, form.error)
  const { home } = await termInView(this.db, request)
  const saved = await inTransaction<number, FormErrors>(this.db, async (trx) => {
    if (!(await claimForm(trx, request.body, request.now))) return ok(0)
    return await file(trx, request, form.value)
  }).catch((error: unknown) => {
    if (isUniqueViolation(error)) throw new Conflict('对这名成员的罢免要求刚刚已经登记，还没有结束。')
    throw error
  })
  if (!saved.ok) return await filePage(this, request, reply, request.body, saved.error)
  if (saved.value === 0) return reply.redirect(home, 303)
  reply.flash('罢免要求已受理。请通知被罢免的人，可以提出申辩意见；再安排表决。')
  return reply.redirect(`${home}/recalls/${saved.value}`, 303)
}

async function file(trx: Trx, request: FastifyRequest, form: RecallForm): Promise<Result<number, FormErrors>> {
  const { election, actor, account, now } = request
  const { standing, ruleSet } = await termInView(trx, request)
  const member = sittingMember(standing, request)
  const signed = await readSignatories(trx, election, form.signatories)
  const wrong = await checkFiling(trx, request, form, { member, ruleSet, signed })
  if (wrong) return refused(wrong)
  const { electedMemberId, successionId, name, postTitle } = member
  const { filedOn, reasons, entitled, entitledSource } = form
  const recallId = await insertRecall(
    trx,
    {
      ...{ electionId: election.id, electedMemberId, successionId, name, postTitle, form: election.form },
      ...{ filedOn, reasons, entitled, entitledSource, recordedBy: account?.id ?? 0, recordedAt: now },
    },
    signed.voterIds,
  )
  const signatories = signed.voterIds.length
  const filed = { recallId, name, postTitle, on: filedOn, signatories, entitled, source: entitledSource }
  await recordEvent(trx, actor, { type: 'recallFiled', ...filed }, election.id)
  return ok(recallId)
}

interface Filing {
  readonly member: StandingMember
  readonly ruleSet: RuleSet
  readonly signed: Awaited<ReturnType<typeof readSignatories>>
}

async function checkFiling(
  trx: Trx,
  { election, today }: FastifyRequest,
  form: RecallForm,
  { member, ruleSet, signed }: Filing,
): Promise<FormErrors | undefined> {
  if (signed.errors.length > 0) return formErrors(signed.errors)
  if (form.filedOn > today) return formErrors([{ field: 'filedOn', message: '日期还没有到' }])
  if (form.filedOn < member.since) {
    return formErrors([{ field: 'filedOn', message: `早于${member.name}任职之日（${member.since}）` }])
  }
  const failed = (await listRecalls(trx, election.id)).findLast(
    ({ verdict, electedMemberId, successionId }) =>
      verdict === 'kept' && electedMemberId === member.electedMemberId && successionId === member.successionId,
  )
  const findings = checkRecallPetition(
    {
      ...{ form: election.form, signatories: signed.voterIds.length, entitled: form.entitled },
      ...{ entitledSource: form.entitledSource, reasons: form.reasons, filedOn: form.filedOn },
      ...(failed?.decidedOn ? { lastFailedOn: failed.decidedOn } : {}),
    },
    ruleSet,
  )
  const errors = findings.filter(({ severity }) => severity === 'error')
  if (errors.length > 0) return errorsFromFindings(errors)
  const said = [...findings.map(({ message }) => message), ...signed.notes]
  if (said.length === 0 || form.acknowledged) return undefined
  return formErrors([{ field: 'acknowledged', message: `${said.join('')}核对以后勾选“已知道”再登记。` }])
}
