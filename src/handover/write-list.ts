import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { fenOf } from '../lib/yuan.js'
import { ok, refused } from '../lib/result.js'
import { type HandoverCategory, handoverCategoryText } from '../rules/handover.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { Conflict } from '../infra/http/errors.js'
import { idField, optionalTextField, positiveField, textField } from '../infra/http/fields.js'
import { claimForm, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import { listMilestones } from '../timetable/queries.js'
import { handoverPage } from './hand-over.js'
import { deleteHandoverItem, deleteNone, insertHandoverItem, listHandoverItems } from './queries.js'

const categories = Object.keys(handoverCategoryText) as [HandoverCategory, ...HandoverCategory[]]

const itemForm = z.object({
  category: z.enum(categories, '请选择类别'),
  name: textField(60, '请填写名称'),
  specification: optionalTextField(60),
  quantity: positiveField,
  unit: optionalTextField(6),
  amount: z
    .string()
    .trim()
    .default('')
    .transform((text, context) => {
      if (text === '') return null
      const fen = fenOf(text)
      if (fen !== undefined) return fen
      context.addIssue({ code: 'custom', message: '金额填数字，如 1250.50；没有的不填' })
      return z.NEVER
    }),
  condition: optionalTextField(40),
  remark: optionalTextField(100),
})

const page = ({ election }: FastifyRequest) => `/elections/${election.id}/handover/hand-over`

/** Once the handover is complete its list stands. */
async function refuseWhenComplete(trx: Trx, { election }: FastifyRequest): Promise<void> {
  const isOver = (await listMilestones(trx, election.id)).some(({ name }) => name === 'handedOver')
  if (isOver) throw new Conflict('工作移交已经完成，清单不能再改。')
}

/** Puts a line on the list. */
export async function addItem(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const form = readForm(itemForm, request.body)
  if (!form.ok) return await handoverPage(this, request, reply, form.error)
  const { election, actor } = request
  const { amount: amountFen, ...item } = form.value
  await inTransaction<undefined, never>(this.db, async (trx) => {
    if (!(await claimForm(trx, request.body, request.now))) return ok(undefined)
    await refuseWhenComplete(trx, request)
    await deleteNone(trx, election.id, item.category)
    await insertHandoverItem(trx, actor, { electionId: election.id, isNone: 0, amountFen, ...item })
    const event = { type: 'handoverItemAdded', category: item.category, name: item.name } as const
    await recordEvent(trx, actor, event, election.id)
    return ok(undefined)
  })
  return reply.redirect(page(request), 303)
}

/** Says of a category that there is nothing. */
export async function declareNone(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const form = readForm(z.object({ category: z.enum(categories, '请选择类别') }), request.body)
  if (!form.ok) return await handoverPage(this, request, reply, form.error)
  const { election, actor } = request
  const { category } = form.value
  const saved = await inTransaction<undefined, FormErrors>(this.db, async (trx) => {
    if (!(await claimForm(trx, request.body, request.now))) return ok(undefined)
    await refuseWhenComplete(trx, request)
    const own = (await listHandoverItems(trx, election.id)).filter((item) => item.category === category)
    if (own.length > 0) {
      return refused(formErrors([{ field: 'items', message: `清单里已经写了${handoverCategoryText[category]}。` }]))
    }
    const nothing = { specification: '', quantity: null, unit: '', amountFen: null, condition: '', remark: '' }
    await insertHandoverItem(trx, actor, { electionId: election.id, category, isNone: 1, name: '没有', ...nothing })
    await recordEvent(trx, actor, { type: 'handoverItemAdded', category, name: '没有' }, election.id)
    return ok(undefined)
  })
  if (!saved.ok) return await handoverPage(this, request, reply, saved.error)
  return reply.redirect(page(request), 303)
}

/** Takes a line from the list. */
export async function removeItem(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const form = readForm(z.object({ itemId: idField }), request.body)
  if (!form.ok) return await handoverPage(this, request, reply, form.error)
  const { election, actor } = request
  await inTransaction<undefined, never>(this.db, async (trx) => {
    await refuseWhenComplete(trx, request)
    const removed = await deleteHandoverItem(trx, election.id, form.value.itemId)
    if (!removed) throw new Conflict('这一项已经去掉了。')
    await recordEvent(trx, actor, { type: 'handoverItemRemoved', ...removed }, election.id)
    return ok(undefined)
  })
  return reply.redirect(page(request), 303)
}
