import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { Conflict } from '../infra/http/errors.js'
import { idField, optionalTextField, versionField } from '../infra/http/fields.js'
import { claimForm, readForm } from '../infra/http/forms.js'
import { recordStepOnce } from '../timetable/queries.js'
import { filingPage } from './file-result.js'
import { decideFiling, listFilings } from './queries.js'

const decisionForm = z
  .object({
    id: idField,
    version: versionField,
    decision: z.enum(['accepted', 'returned'], '请选择同意备案或者退回'),
    filingNumber: optionalTextField(40),
    reason: optionalTextField(200),
  })
  .refine(({ decision, filingNumber }) => decision !== 'accepted' || filingNumber !== '', {
    path: ['filingNumber'],
    message: '请填写备案号',
  })
  .refine(({ decision, reason }) => decision !== 'returned' || reason !== '', {
    path: ['reason'],
    message: '请写明退回的原因、要补正什么',
  })

/** The township takes the result on file, or sends it back with what is wrong. */
export async function decide(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const form = readForm(decisionForm, request.body)
  if (!form.ok) return await filingPage(this, request, reply, form.error)
  const { election, actor, today: on, now } = request
  const { id, version, decision, filingNumber, reason } = form.value
  await inTransaction<undefined, never>(this.db, async (trx) => {
    if (!(await claimForm(trx, request.body, now))) return ok(undefined)
    const filing = (await listFilings(trx, election.id)).find((one) => one.id === id)
    const isAccepted = decision === 'accepted'
    const decided = await decideFiling(
      trx,
      { id: filing?.id ?? 0, version },
      {
        state: decision,
        ...(isAccepted ? { filingNumber, reason: null } : { filingNumber: null, reason }),
        ...{ decidedOn: on, decidedBy: request.account?.id ?? 0, decidedAt: now },
      },
    )
    if (!filing || !decided) throw new Conflict('这次报送已经处理过了。')
    const { number, submittedOn } = filing
    if (isAccepted) {
      await recordEvent(trx, actor, { type: 'filingAccepted', number, filingNumber, on }, election.id)
      // What the term counts is the day on which the result was sent, not how long the township took.
      const step = { step: 'filing', on: submittedOn, note: `备案号${filingNumber}` } as const
      await recordStepOnce(trx, actor, election.id, step)
    } else {
      await recordEvent(trx, actor, { type: 'filingReturned', number, reason, on }, election.id)
    }
    return ok(undefined)
  })
  reply.flash(decision === 'accepted' ? '已同意备案。' : '已退回，选举委员会补正后重新报送。')
  return reply.redirect(`/elections/${election.id}/handover/filing`, 303)
}
