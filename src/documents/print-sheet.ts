import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { Forbidden, NotFound } from '../infra/http/errors.js'
import { formErrors, readForm } from '../infra/http/forms.js'
import { ok } from '../lib/result.js'
import { isUnpublished } from '../tally/queries.js'
import { type Picked, type Sheet, wallOrders } from './define-sheet.js'
import { contextOf } from './paper-in-view.js'
import { outOfTime } from './readiness.js'
import { setSheet, sheetFacts, sheetName } from './render-sheet.js'
import { sendPdf } from './send-pdf.js'
import { findSheet } from './sheet-catalogue.js'
import { sheetsPage } from './show-sheets.js'

const wholeNumber = (message: string) =>
  z
    .string()
    .trim()
    .regex(/^\d{0,6}$/, message)
    .default('')
    .transform((text) => (text === '' ? undefined : Number(text)))

const printForm = z.object({
  group: wholeNumber('请选择居民小组'),
  voterNumber: wholeNumber('选民证号是数字'),
  whom: z.enum(['all', 'added']).default('all'),
  version: wholeNumber('请选择名单版本'),
  objection: wholeNumber('异议的号是数字'),
  station: wholeNumber('请选择投票站'),
  certificate: wholeNumber('证书的号是数字'),
  earlierVersion: wholeNumber('请选择名单版本'),
  paper: z.enum(['A4', 'A3']).default('A4'),
  layout: z.enum(['names', 'table']).default('names'),
  order: z.enum(wallOrders).default('list'),
  identity: z.enum(['none', 'last4', 'whole']).default('last4'),
  reason: z.string().trim().max(100, '用途最多 100 字').default(''),
})

type Wish = z.infer<typeof printForm>

/**
 * Prints a form, list or card as the facts stand now. Every print is logged with what was chosen; whole identity numbers
 * only with a purpose (Personal Information Protection Law, arts. 6 and 51).
 */
export async function printSheet(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const sheet = findSheet((request.params as { key: string }).key)
  if (!sheet) throw new NotFound('没有这种表册。')
  const role = request.account?.role
  if (!role || !sheet.roles.includes(role)) throw new Forbidden('您的岗位不能打印这种表册。')
  const form = readForm(printForm, ownFields(sheet, request.body))
  const refuse = async (field: string, message: string) =>
    await sheetsPage(this, request, reply, { sheet, errors: formErrors([{ field: `${sheet.key}-${field}`, message }]) })
  if (!form.ok) {
    const [first] = form.error.list
    return await refuse(first?.field ?? '', first?.message ?? '')
  }
  const { reason } = form.value
  const picked = pickedOf(sheet, form.value)
  if (picked.identity === 'whole' && reason === '') return await refuse('reason', '印全身份证号的，请写明用途')
  const context = await contextOf(this.db, request)
  const [untimely] = outOfTime(sheet.after, [], context)
  if (untimely) return await refuse('print', untimely.message)
  const { entries, blocks } = await sheet.prepare(this, context, picked)
  if (entries === 0) return await refuse('print', sheet.nothing ?? '没有符合所选条件的选民。')
  const facts = sheetFacts(context)
  const sample = request.season?.kind !== 'real'
  const isMarked = sheet.ofCount === true && (await isUnpublished(this.db, context.round.id))
  const set = await setSheet(sheet, blocks(facts), {
    picked,
    on: context.today,
    sample,
    isUnpublished: isMarked,
    facts,
  })
  if (!set.ok) {
    const texts = set.error.map(({ character, text }) => `“${character}”（${text}）`).join('、')
    return await refuse('print', `字体中没有这些字，不能打印：${texts}。请系统管理员安装含有这些字的字体。`)
  }
  await inTransaction(this.db, async (trx) => {
    const { pages } = set.value
    const event = { type: 'sheetPrinted', key: sheet.key, picked: { ...picked }, entries, pages, reason } as const
    await recordEvent(trx, request.actor, event, request.election.id)
    await sheet.printed?.(trx, context, picked, request.actor)
    return ok(undefined)
  })
  return sendPdf(reply, set.value.bytes, sheetName(sheet, facts, isMarked), sheet.key)
}

/** The fields of this sheet's form, which bear its key because the page has several forms. */
function ownFields({ key }: Sheet, body: unknown): Record<string, unknown> {
  const prefix = `${key}-`
  const entries = Object.entries((body ?? {}) as Record<string, unknown>)
  return Object.fromEntries(
    entries.filter(([name]) => name.startsWith(prefix)).map(([name, value]) => [name.slice(prefix.length), value]),
  )
}

/** Only what the sheet lets one choose. */
function pickedOf({ options }: Sheet, wish: Wish): Picked {
  const has = (option: Sheet['options'][number]) => options.includes(option)
  return {
    ...(has('group') && wish.group !== undefined ? { group: wish.group } : {}),
    ...(has('voterNumber') && wish.voterNumber !== undefined ? { voterNumber: wish.voterNumber } : {}),
    ...(has('addedSincePosting') && wish.whom === 'added' ? { addedSincePosting: true } : {}),
    ...(has('version') && wish.version !== undefined ? { version: wish.version } : {}),
    ...(has('earlierVersion') && wish.earlierVersion !== undefined ? { earlierVersion: wish.earlierVersion } : {}),
    ...(has('objection') && wish.objection !== undefined ? { objection: wish.objection } : {}),
    ...(has('station') && wish.station !== undefined ? { station: wish.station } : {}),
    ...(has('order') ? { order: wish.order } : {}),
    ...(has('certificate') && wish.certificate !== undefined ? { certificate: wish.certificate } : {}),
    paper: has('paper') ? wish.paper : 'A4',
    layout: has('layout') ? wish.layout : 'names',
    identity: has('identity') ? wish.identity : 'none',
  }
}
