import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { longDate } from '../lib/chinese-text.js'
import { fingerprintGroups } from '../lib/fingerprint.js'
import { ok, type Result } from '../lib/result.js'
import { inspectionOutcomes, inspectionOutcomeText, inspectionSubjectText } from '../rules/random-draw.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { isUniqueViolation } from '../infra/db/dialect.js'
import { Conflict, NotFound } from '../infra/http/errors.js'
import { halfWidth, idField, textField } from '../infra/http/fields.js'
import { claimForm, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import {
  type InspectionRow,
  insertDraw,
  insertFinding,
  listInspectionFindings,
  listInspections,
} from './inspection-queries.js'
import type { InspectionItem } from './inspection-items.js'
import { seasonOf } from './rate-reports.js'
import { drawOf, type InspectionFile, inspectionFormat } from './verify-inspection.js'

type Typed = Readonly<Record<string, unknown>>

async function inspectionInView(app: FastifyInstance, request: FastifyRequest): Promise<InspectionRow> {
  const { number } = request.params as { number: string }
  const rows = await listInspections(app.db, seasonOf(request).id)
  const row = rows.find((each) => String(each.number) === number)
  if (!row) throw new NotFound('没有这次抽查。')
  return row
}

const itemsOf = ({ items }: InspectionRow) => JSON.parse(items) as InspectionItem[]
const drawnOf = ({ drawn }: InspectionRow) => (drawn === null ? [] : (JSON.parse(drawn) as number[]))
const nameOf = ({ community, what }: InspectionItem) => (what === '' ? community : `${community}　${what}`)

/** An inspection: its list, how it is drawn, what was drawn and what was found there. */
export async function showRateInspection(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await inspectionPage(this, request, reply, await inspectionInView(this, request))
}

async function inspectionPage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  row: InspectionRow,
  typed?: Typed,
  errors?: FormErrors,
) {
  const items = itemsOf(row)
  const drawn = drawnOf(row)
  const findings = await listInspectionFindings(app.db, [row.id])
  const isBureau = request.account?.role === 'bureauAuditor'
  return await reply.code(errors ? 422 : 200).page('oversight/rate-inspection.hbs', {
    title: `随机抽查第 ${row.number} 次`,
    number: row.number,
    subject: inspectionSubjectText[row.subject],
    sample: row.sample,
    isByTownship: row.byTownship === 1,
    seedSource: row.seedSource,
    itemsHash: fingerprintGroups(row.itemsHash),
    fixedBy: row.fixedByName,
    fixedAt: row.fixedAt,
    isDrawn: row.seed !== null,
    seed: row.seed ?? '',
    drawnBy: row.drawnByName ?? '',
    drawnAt: row.drawnAt ?? '',
    drawnCount: drawn.length,
    count: items.length,
    items: items.map((item, index) => ({ place: index + 1, township: item.township, name: nameOf(item) })),
    drawn: drawn.map((place) => drawnRow(place, items, findings)),
    mayDraw: isBureau && row.seed === null,
    mayFind: isBureau && row.seed !== null,
    places: [
      { value: '', text: '请选择' },
      ...drawn.map((place) => ({ value: place, text: placeText(place, items[place - 1]) })),
    ],
    outcomes: inspectionOutcomes.map((value) => ({ value, text: inspectionOutcomeText[value] })),
    form: { seed: '', place: '', outcome: '', finding: '', ...typed },
    errors,
  })
}

const placeText = (place: number, item: InspectionItem | undefined) => `${place}　${item ? nameOf(item) : ''}`

function drawnRow(
  place: number,
  items: readonly InspectionItem[],
  findings: Awaited<ReturnType<typeof listInspectionFindings>>,
) {
  const item = items[place - 1]
  const own = findings.filter((finding) => finding.place === place)
  const last = own.at(-1)
  return {
    place,
    township: item?.township ?? '',
    name: item ? nameOf(item) : '',
    outcome: last ? inspectionOutcomeText[last.outcome] : '未查',
    look: last ? (last.outcome === 'agrees' ? 'done' : 'warn') : '',
    findings: own.map(({ finding, outcome, foundByName, foundOn }) => ({
      text: `${inspectionOutcomeText[outcome]}：${finding}`,
      by: `${foundByName}，${longDate(foundOn)}`,
    })),
  }
}

const drawForm = z.object({ seed: textField(200, '请填写种子').transform(halfWidth) })

/** Draws with the seed, once and for all. */
export async function drawInspection(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const row = await inspectionInView(this, request)
  if (row.seed !== null) throw new Conflict('这次抽查已经抽过签，不能再抽。')
  const form = readForm(drawForm, request.body)
  if (!form.ok) return await inspectionPage(this, request, reply, row, request.body as Typed, form.error)
  const { seed } = form.value
  const { number, sample, byTownship } = row
  const drawn = drawOf({ items: itemsOf(row), sample, seed, byTownship: byTownship === 1 })
  await once(this, request, async (trx) => {
    const draw = { inspectionId: row.id, seed, drawn: JSON.stringify(drawn) }
    const by = { drawnOn: request.today, drawnBy: request.account?.id ?? 0, drawnAt: request.now }
    await insertDraw(trx, { ...draw, ...by })
    await recordEvent(trx, request.actor, { type: 'inspectionDrawn', number, seed, drawn }, null)
    return ok(undefined)
  })
  reply.flash(`已抽签，抽中 ${drawn.length} 个。`)
  return reply.redirect(`/rate-inspections/${number}`, 303)
}

const findingForm = z.object({
  place: idField,
  outcome: z.enum(inspectionOutcomes, '请选择是否相符'),
  finding: textField(500, '请写明查到的情况'),
})

/** What was found at a place that was drawn; a later finding stands beside the earlier ones. */
export async function recordInspectionFinding(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const row = await inspectionInView(this, request)
  const typed = request.body as Typed
  const form = readForm(findingForm, request.body)
  if (!form.ok) return await inspectionPage(this, request, reply, row, typed, form.error)
  const { place, outcome, finding } = form.value
  if (!drawnOf(row).includes(place)) {
    const errors = formErrors([{ field: 'place', message: '请在抽中的里面选择' }])
    return await inspectionPage(this, request, reply, row, typed, errors)
  }
  await once(this, request, async (trx) => {
    const before = (await listInspectionFindings(trx, [row.id])).filter((each) => each.place === place)
    const found = { inspectionId: row.id, place, number: before.length + 1, outcome, finding }
    const by = { foundOn: request.today, foundBy: request.account?.id ?? 0, foundAt: request.now }
    await insertFinding(trx, { ...found, ...by })
    const event = { type: 'inspectionFound', number: row.number, drawnItem: place, outcome, finding } as const
    await recordEvent(trx, request.actor, event, null)
    return ok(undefined)
  })
  reply.flash('抽查结果已登记。')
  return reply.redirect(`/rate-inspections/${row.number}`, 303)
}

async function once(
  app: FastifyInstance,
  request: FastifyRequest,
  step: (trx: Trx) => Promise<Result<undefined, never>>,
): Promise<void> {
  await inTransaction<undefined, never>(app.db, async (trx) =>
    (await claimForm(trx, request.body, request.now)) ? await step(trx) : ok(undefined),
  ).catch((error: unknown) => {
    if (isUniqueViolation(error)) throw new Conflict()
    throw error
  })
}

/** The list, the seed and what was drawn: with it anybody draws again. */
export async function fetchInspection(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const row = await inspectionInView(this, request)
  if (row.seed === null || row.drawnOn === null) throw new NotFound('还没有抽签。')
  const { number, subject, seedSource, fixedOn, itemsHash, sample, seed, drawnOn } = row
  const file: InspectionFile = {
    format: inspectionFormat,
    ...{ number, subject, seedSource, fixedOn, items: itemsOf(row), itemsSha256: itemsHash, sample },
    ...{ byTownship: row.byTownship === 1, seed, drawnOn, drawn: drawnOf(row) },
  }
  return reply
    .type('application/json; charset=utf-8')
    .header('content-disposition', `attachment; filename="inspection-${number}.json"`)
    .send(JSON.stringify(file, null, 2))
}
