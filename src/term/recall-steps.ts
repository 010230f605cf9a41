import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, refused, type Result } from '../lib/result.js'
import type { PlainDate } from '../lib/plain-date.js'
import type { AuditEvent } from '../infra/audit-log/events.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { Conflict } from '../infra/http/errors.js'
import { countField, dateField, positiveField, textField, timeField, versionField } from '../infra/http/fields.js'
import { claimForm, errorsFromFindings, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import { checkRecallSheet, enterRecallSheet, recallSheetFields } from '../rules/recall-count.js'
import { type RecallRow, updateRecall } from './recall-queries.js'
import { chairOf, recallInView, recallPage } from './show-recall.js'
import { termInView } from './term-in-view.js'

interface Taken {
  readonly change: Parameters<typeof updateRecall>[3]
  readonly event: AuditEvent
  readonly said: string
}

const stated = z.object({ version: versionField })

/** Takes a recall one step further in one transaction with its event; a stale form is refused. */
export async function takeRecallStep(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  step: (trx: Trx, recall: RecallRow) => Promise<Result<Taken, FormErrors>>,
) {
  const form = readForm(stated, request.body)
  if (!form.ok) throw new Conflict()
  const taken = await inTransaction<string, FormErrors>(app.db, async (trx) => {
    if (!(await claimForm(trx, request.body, request.now))) return ok('')
    const recall = await recallInView({ db: trx }, request)
    const next = await step(trx, recall)
    if (!next.ok) return next
    const { change, event, said } = next.value
    if (!(await updateRecall(trx, recall.id, form.value.version, change))) {
      throw new Conflict('这件罢免刚刚有人办理过，请返回看看它现在的状态。')
    }
    await recordEvent(trx, request.actor, event, request.election.id)
    return ok(said)
  })
  if (!taken.ok) return await recallPage(app, request, reply, taken.error)
  if (taken.value !== '') reply.flash(taken.value)
  const { recallId } = request.params as { recallId: string }
  return reply.redirect(`/elections/${request.election.id}/term/recalls/${recallId}`, 303)
}

const answerForm = z.object({
  answeredOn: dateField,
  answer: textField(1000, '请写明申辩意见；没有意见的写“没有提出申辩意见”'),
})

/** What the member says to it, or that nothing was said (art. 20). */
export async function answerRecall(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const form = readForm(answerForm, request.body)
  if (!form.ok) return await recallPage(this, request, reply, form.error)
  const { answeredOn, answer } = form.value
  return await takeRecallStep(this, request, reply, async (_trx, { id, name, filedOn }) => {
    const wrong = dayError('answeredOn', answeredOn, filedOn, request.today)
    if (wrong) return refused(wrong)
    const event = { type: 'recallAnswered', recallId: id, name, on: answeredOn, statement: answer } as const
    return ok({ change: { answeredOn, answer }, event, said: '申辩意见已登记。' })
  })
}

function dayError(field: string, day: PlainDate, from: PlainDate, to: PlainDate): FormErrors | undefined {
  if (day < from) return formErrors([{ field, message: `不能早于收到罢免要求的日期（${from}）` }])
  if (day > to) return formErrors([{ field, message: '日期还没有到' }])
  return undefined
}

const planForm = z
  .object({
    voteOn: dateField,
    opens: timeField,
    closes: timeField,
    place: textField(100, '请填写地点'),
    voters: positiveField,
  })
  .refine(({ opens, closes }) => opens < closes, { path: ['closes'], message: '结束时间应晚于开始时间' })

/** Sets day, hours and place of the vote, and how many may vote in it. */
export async function planRecallVote(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const form = readForm(planForm, request.body)
  if (!form.ok) return await recallPage(this, request, reply, form.error)
  const { voteOn, opens, closes, place, voters } = form.value
  return await takeRecallStep(this, request, reply, async (trx, recall) => {
    if (recall.entry.status !== 'empty') {
      return refused(formErrors([{ field: 'voteOn', message: '已经在录入计票单，不能再改' }]))
    }
    if (voteOn < request.today) return refused(formErrors([{ field: 'voteOn', message: '表决日已经过去' }]))
    const { standing, ruleSet } = await termInView(trx, request)
    const chairedBy = chairOf(standing, recall, ruleSet)
    const { id, name } = recall
    const plan = { recallId: id, name, votingDay: voteOn, opens, closes, place, electors: voters }
    const change = { voteOn, opens, closes, place, voters, chairedBy }
    return ok({ change, event: { type: 'recallVotePlanned', ...plan }, said: '表决已安排。请印发罢免表决公告。' })
  })
}

const sheetForm = z.object(
  Object.fromEntries(recallSheetFields.map((name) => [name, countField])) as Record<
    (typeof recallSheetFields)[number],
    typeof countField
  >,
)

/** A typist enters the sheet; the second, another person, without seeing the first. */
export async function enterRecallCount(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const form = readForm(sheetForm, request.body)
  if (!form.ok) return await recallPage(this, request, reply, form.error)
  return await takeRecallStep(this, request, reply, async (_trx, recall) => {
    if (recall.voteOn === null || recall.voteOn > request.today) throw new Conflict('还没有表决，不能录入计票单。')
    const wrong = checkRecallSheet(form.value, recall.voters ?? 0)
    if (wrong.length > 0) return refused(errorsFromFindings(wrong))
    const next = enterRecallSheet(recall.entry, { accountId: request.account?.id ?? 0, sheet: form.value })
    if (!next.ok && next.error === 'same-person') {
      return refused(formErrors([{ field: 'issued', message: '第一次是您录的，第二次要由另一位录入员录入' }]))
    }
    if (!next.ok) throw new Conflict('这张计票单不在等录入，请返回看看它现在的状态。')
    const { status } = next.value
    const entry = status === 'once' ? 'first' : 'second'
    const event = { type: 'recallSheetEntered', recallId: recall.id, entry, state: status } as const
    const said = {
      once: '第一次录入已提交，请另一位录入员做第二次录入。',
      differ: '两次录入不一致，已交负责人核对。',
      definitive: '两次录入一致，计票单已核定。',
      empty: '',
    }[status]
    return ok({ change: { entry: JSON.stringify(next.value) }, event, said })
  })
}

const discardForm = z.object({ reason: textField(200, '请写明原因') })

/** Of two entries that differ none is kept: the sheet is typed anew, twice, from the paper. */
export async function discardRecallCount(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const form = readForm(discardForm, request.body)
  if (!form.ok) return await recallPage(this, request, reply, form.error)
  return await takeRecallStep(this, request, reply, async (_trx, { id, entry }) => {
    if (entry.status !== 'differ') throw new Conflict('没有不一致的录入。')
    const event = { type: 'recallSheetDiscarded', recallId: id, reason: form.value.reason } as const
    const change = { entry: JSON.stringify({ status: 'empty' }) }
    return ok({ change, event, said: '两次录入都已作废，请照纸质计票单从头录两遍。' })
  })
}
