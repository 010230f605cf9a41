import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { longDate } from '../lib/chinese-text.js'
import { ok, refused, type Result } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { isUniqueViolation } from '../infra/db/dialect.js'
import { Conflict, NotFound } from '../infra/http/errors.js'
import { dateField, optionalTextField, textField, tickField } from '../infra/http/fields.js'
import {
  claimForm,
  errorsFromFindings,
  type FieldError,
  type FormErrors,
  formErrors,
  readForm,
} from '../infra/http/forms.js'
import { dropOutReasons, dropOutText, lastWithdrawalDay } from '../rules/candidate-withdrawal.js'
import { may } from '../rules/permitted-actions.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { findMilestone } from '../rules/stages.js'
import { listMilestones, withdrawMilestone } from '../timetable/queries.js'
import { type Consequence, readConsequence } from './drop-out.js'
import { type CandidateRow, insertCandidates, insertDropOut, listCandidates } from './queries.js'
import { typedText, typedValues } from './words.js'

const dropOutForm = z.object({
  step: z.enum(['edit', 'review', 'confirm']).default('review'),
  reason: z.enum(dropOutReasons, '请选择退出的原因'),
  on: dateField,
  isWritten: tickField,
  document: textField(100, '请填写书面材料的名称、编号或者存放处'),
  lateReason: optionalTextField(200),
  basis: z.string().default(''),
})

type DropOutForm = z.infer<typeof dropOutForm>
type Typed = Readonly<Record<string, unknown>>

async function getCandidate(app: FastifyInstance, request: FastifyRequest): Promise<CandidateRow> {
  const { candidateId = '' } = request.params as { candidateId?: string }
  const candidates = await listCandidates(app.db, request.election.round.id)
  const found = candidates.find(({ id }) => String(id) === candidateId)
  if (!found) throw new NotFound('现行的候选人名单上没有这个人。')
  return found
}

export async function showDropOut(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await dropOutPage(this, request, reply, { on: request.today })
}

async function dropOutPage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  typed: Typed,
  shown: { readonly consequence?: Consequence; readonly errors?: FormErrors } = {},
) {
  const { election } = request
  const { consequence, errors } = shown
  const candidate = await getCandidate(app, request)
  const ruleSet = ruleSetInForce(election)
  const untimely = may('recordDropOut', await listMilestones(app.db, election.id), ruleSet)
  const last = lastWithdrawalDay(election.round.votingDay, ruleSet)
  return await reply.code(errors ? 422 : 200).page('nomination/record-drop-out.hbs', {
    title: `${candidate.name}退出`,
    candidateId: candidate.id,
    name: candidate.name,
    findings: untimely,
    maySave: untimely.length === 0,
    lastDay: `书面放弃最迟${longDate(last)}提出（${ruleSet.provenance.withdrawalDaysBefore.source}）。`,
    reasons: dropOutReasons.map((value) => ({ value, text: dropOutText[value] })),
    isWritten: typed['isWritten'] === 'yes',
    form: typedValues(typed, ['reason', 'on', 'document', 'lateReason']),
    review: consequence && !errors ? reviewOf(consequence, typed) : null,
    errors,
  })
}

/** What will happen, before it does. */
function reviewOf(consequence: Consequence, typed: Typed) {
  const { after, withdrawal, warnings, list } = consequence
  return {
    reasonText: dropOutText[typedText(typed['reason']) as keyof typeof dropOutText],
    sentences: after.explanation,
    findings: [...after.findings.map((finding) => ({ ...finding, severity: 'warning' })), ...withdrawal, ...warnings],
    isReopened: consequence.isReopened,
    version: list.version + 1,
    posts: list.posts
      .filter(({ post }) => consequence.candidate.postId === Number(post.id))
      .map(({ post, candidates }) => ({
        title: post.title,
        before: candidates.map(({ name }) => name),
        after: consequence.candidates.filter(({ postId }) => String(postId) === post.id).map(({ name }) => name),
      })),
    basis: basisOf(consequence),
  }
}

/** Stands for what was shown: what is confirmed must be that. */
function basisOf({ list, after, candidates, withdrawal, warnings }: Consequence): string {
  const names = candidates.map(({ postId, voterId, name, ballotOrder }) => [postId, voterId, name, ballotOrder])
  const seen = [list.hash, names, after.explanation, [...withdrawal, ...warnings].map(({ message }) => message)]
  return createHash('sha256').update(JSON.stringify(seen)).digest('hex')
}

export async function recordDropOut(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const typed = (request.body ?? {}) as Typed
  const form = readForm(dropOutForm, typed)
  if (!form.ok) return await dropOutPage(this, request, reply, typed, { errors: form.error })
  if (form.value.step === 'edit') return await dropOutPage(this, request, reply, typed)
  const candidate = await getCandidate(this, request).catch(async (error: unknown) => {
    if (form.value.step !== 'confirm') throw error
    return undefined
  })
  if (!candidate) return await answerDone(this, request, reply)
  const consequence = await readConsequence(this.db, request.election, candidate.id, form.value)
  if (!consequence) throw new Conflict('候选人名单刚刚有变动，请重新打开。')
  if (form.value.step === 'review') {
    const errors = formProblems(form.value, request, consequence)
    const shown = errors.list.length > 0 ? { errors } : { consequence }
    return await dropOutPage(this, request, reply, typed, shown)
  }
  const saved = await inTransaction(this.db, async (trx) => await save(trx, request, candidate.id, form.value)).catch(
    (error: unknown) => {
      if (isUniqueViolation(error)) throw new Conflict('候选人名单刚刚有人改过，请重新打开。')
      throw error
    },
  )
  if (!saved.ok) return await dropOutPage(this, request, reply, typed, { errors: saved.error })
  reply.flash(`${candidate.name}已不再列为候选人，名单有了新的一版。请打印并张贴更正后的候选人名单公告。`)
  return reply.redirect(`/elections/${request.election.id}/nomination/candidates`, 303)
}

/** The same form again, after it was carried out, or one for somebody who left the list meanwhile. */
async function answerDone(app: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const first = await inTransaction<boolean, never>(app.db, async (trx) =>
    ok(await claimForm(trx, request.body, request.now)),
  )
  if (first.ok && first.value) throw new Conflict('这位候选人刚刚已经登记退出。')
  return reply.redirect(`/elections/${request.election.id}/nomination/candidates`, 303)
}

function formProblems(form: DropOutForm, { election, today }: FastifyRequest, consequence: Consequence): FormErrors {
  const errors: FieldError[] = []
  if (form.on > today) errors.push({ field: 'on', message: '日期不能在今天之后' })
  const late = consequence.withdrawal.some(({ code }) => code === 'withdrawal-late')
  const blocking = consequence.withdrawal.filter(({ severity }) => severity === 'error')
  if (late && form.lateReason === '') {
    const last = lastWithdrawalDay(election.round.votingDay, ruleSetInForce(election))
    errors.push({ field: 'lateReason', message: `放弃最迟${longDate(last)}提出；仍要受理的，请写明理由` })
  }
  return formErrors([...errors, ...errorsFromFindings(blocking).list])
}

async function save(
  trx: Trx,
  request: FastifyRequest,
  candidateId: number,
  form: DropOutForm,
): Promise<Result<void, FormErrors>> {
  if (!(await claimForm(trx, request.body, request.now))) return ok(undefined)
  const { election, actor } = request
  const milestones = await listMilestones(trx, election.id)
  const untimely = may('recordDropOut', milestones, ruleSetInForce(election))
  if (untimely.length > 0) return refused(errorsFromFindings(untimely))
  const consequence = await readConsequence(trx, election, candidateId, form)
  if (!consequence) throw new Conflict('候选人名单刚刚有变动，请重新打开。')
  const errors = formProblems(form, request, consequence)
  if (errors.list.length > 0) return refused(errors)
  if (form.basis !== basisOf(consequence)) {
    const message = '您打开页面以后，名单或者提名有了变化，请重新核对后果'
    return refused(formErrors([{ field: 'basis', message }]))
  }
  const { round } = election
  const list = await insertCandidates(trx, round.id, consequence.candidates, actor)
  await insertDropOut(trx, {
    ...{ candidateId, listId: list.id, reason: form.reason, droppedOn: form.on, document: form.document },
    lateReason: form.lateReason || null,
    refill: consequence.after.refill.kind,
    areBallotsPrinted: consequence.areBallotsPrinted,
    consequences: consequence.after.explanation,
    recordedBy: actor.accountId ?? 0,
    recordedAt: actor.at,
  })
  if (consequence.isReopened && findMilestone(milestones, 'candidatesConfirmed', round.number)) {
    await withdrawMilestone(trx, election.id, 'candidatesConfirmed', round.number)
  }
  await recordEvent(trx, actor, eventOf(consequence, form, round.id, list), election.id)
  return ok(undefined)
}

function eventOf(
  { candidate, after, added, isReopened, warnings }: Consequence,
  { reason, on, document, lateReason }: DropOutForm,
  roundId: number,
  { version, hash }: { readonly version: number; readonly hash: string },
) {
  return {
    type: 'candidateDroppedOut',
    ...{ roundId, candidateId: candidate.id, name: candidate.name, reason, on, document, isReopened },
    lateReason: lateReason || null,
    refill: after.refill.kind,
    added: added.map(({ name }) => name),
    acknowledged: [...after.findings, ...warnings].map(({ code }) => code),
    list: { version, hash },
  } as const
}
