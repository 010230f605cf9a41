import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { longDate } from '../lib/chinese-text.js'
import { ok, refused } from '../lib/result.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { Conflict } from '../infra/http/errors.js'
import { type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import { decisionForm } from './mobile-box-form.js'
import { updateMobileBox } from './mobile-box-queries.js'
import { boxState } from './mobile-box-words.js'
import { listStaff } from './queries.js'
import { boxInView, isInTime } from './show-mobile-box.js'
import { staffLines } from './station-text.js'

type Typed = Readonly<Record<string, unknown>>

/** The township decides on a mobile box (ZJ villages art. 24): what is asked for, and the form that says yes or no. */
export async function showApproval(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await approvalPage(this, request, reply)
}

async function approvalPage(
  { db }: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  typed?: Typed,
  errors?: FormErrors,
) {
  const { today, election } = request
  const { station, box, users } = await boxInView(db, request)
  const staff = (await listStaff(db, station.roundId)).get(station.id) ?? []
  return await reply.code(errors ? 422 : 200).page('polling/approve-mobile-box.hbs', {
    title: `审批${station.name}`,
    station,
    reason: box.reason,
    staff: staffLines(staff),
    count: users.length,
    state: boxState(box),
    submittedText: box.submittedOn === null ? '' : longDate(box.submittedOn),
    isWaiting: box.state === 'submitted' && (await isInTime(db, request)),
    article: ruleSetInForce(election).provenance.mobileBoxes.source,
    decisions: [
      { value: 'approved', text: '批准', note: '' },
      { value: 'refused', text: '不批准', note: '' },
    ],
    form: { decision: '', reason: '', document: '', decidedOn: today, version: String(box.version), ...typed },
    errors,
  })
}

export async function approveBox(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, actor, today } = request
  const form = readForm(decisionForm, request.body)
  if (!form.ok) return await approvalPage(this, request, reply, request.body as Typed, form.error)
  const { decision, reason, document, decidedOn, version } = form.value
  const decided = await inTransaction(this.db, async (trx) => {
    const { station, box } = await boxInView(trx, request)
    if (box.state !== 'submitted' || !(await isInTime(trx, request))) throw new Conflict()
    if (decidedOn > today || decidedOn < (box.submittedOn ?? decidedOn)) {
      return refused('审批日期应在报批之后、今天以前')
    }
    const by = { decidedBy: actor.accountId as number, decidedAt: actor.at }
    const change = { state: decision, decidedOn, decisionReason: reason, decisionDocument: document, ...by }
    if (!(await updateMobileBox(trx, station.id, version, change))) throw new Conflict()
    const type = decision === 'approved' ? 'mobileBoxApproved' : 'mobileBoxRefused'
    await recordEvent(trx, actor, { type, stationId: station.id, reason, document, on: decidedOn }, election.id)
    return ok(station)
  })
  if (!decided.ok) {
    const errors = formErrors([{ field: 'decidedOn', message: decided.error }])
    return await approvalPage(this, request, reply, request.body as Typed, errors)
  }
  reply.flash(`${decided.value.name}：${decision === 'approved' ? '已批准' : '没有批准'}，选举委员会可以看到。`)
  return reply.redirect(`/elections/${election.id}/polling/mobile-boxes`, 303)
}
