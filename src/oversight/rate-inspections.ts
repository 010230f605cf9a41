import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { canonicalJson } from '../lib/canonical-json.js'
import { longDate } from '../lib/chinese-text.js'
import { ok } from '../lib/result.js'
import { checkSample, inspectionSubjects, inspectionSubjectText } from '../rules/random-draw.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { isUniqueViolation } from '../infra/db/dialect.js'
import { Conflict } from '../infra/http/errors.js'
import { positiveField, textField, tickField } from '../infra/http/fields.js'
import { claimForm, errorsFromFindings, type FormErrors, readForm } from '../infra/http/forms.js'
import { inspectionItems } from './inspection-items.js'
import { type InspectionRow, insertInspection, listInspectionFindings, listInspections } from './inspection-queries.js'
import { seasonOf } from './rate-reports.js'
import { hashOfItems } from './verify-inspection.js'

type Typed = Readonly<Record<string, unknown>>

/** Inspections by lot: those fixed, drawn and found, and the form that fixes the list of another. */
export async function showRateInspections(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await inspectionsPage(this, request, reply)
}

async function inspectionsPage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  typed?: Typed,
  errors?: FormErrors,
) {
  const rows = await listInspections(app.db, seasonOf(request).id)
  const findings = await listInspectionFindings(
    app.db,
    rows.map(({ id }) => id),
  )
  return await reply.code(errors ? 422 : 200).page('oversight/rate-inspections.hbs', {
    title: '随机抽查',
    isBureau: request.account?.role === 'bureauAuditor',
    count: rows.length,
    subjects: inspectionSubjects.map((value) => ({ value, text: inspectionSubjectText[value] })),
    form: { subject: 'community', sample: '', seedSource: '', byTownship: '', ...typed },
    isByTownship: typed?.['byTownship'] === 'yes',
    inspections: rows.map((row) => inspectionRow(row, findings)),
    errors,
  })
}

function inspectionRow(row: InspectionRow, findings: Awaited<ReturnType<typeof listInspectionFindings>>) {
  const drawn = row.drawn === null ? [] : (JSON.parse(row.drawn) as number[])
  const last = new Map(
    findings.filter(({ inspectionId }) => inspectionId === row.id).map(({ place, outcome }) => [place, outcome]),
  )
  return {
    number: row.number,
    subject: inspectionSubjectText[row.subject],
    items: (JSON.parse(row.items) as unknown[]).length,
    sample: row.byTownship === 1 ? `每个街道（镇）${row.sample}` : String(row.sample),
    seedSource: row.seedSource,
    fixedOn: longDate(row.fixedOn),
    isDrawn: row.drawn !== null,
    drawnCount: drawn.length,
    found: last.size,
    differs: [...last.values()].filter((outcome) => outcome === 'differs').length,
    isAnyDifferent: [...last.values()].includes('differs'),
  }
}

const inspectionForm = z.object({
  subject: z.enum(inspectionSubjects, '请选择抽查什么'),
  sample: positiveField,
  byTownship: tickField,
  seedSource: textField(100, '请写明种子从哪里来，如：2027年5月21日晚双色球开奖号码'),
})

/** Fixes the list before the seed is known, so that nobody can choose a list that suits the seed. */
export async function fixInspection(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const season = seasonOf(request)
  const typed = request.body as Typed
  const form = readForm(inspectionForm, request.body)
  if (!form.ok) return await inspectionsPage(this, request, reply, typed, form.error)
  const { subject, sample, byTownship, seedSource } = form.value
  const items = await inspectionItems(this.db, season.id, subject)
  const strata = items.map(({ township }) => ({ stratum: township }))
  const findings = checkSample(strata, sample, byTownship)
  if (findings.length > 0) return await inspectionsPage(this, request, reply, typed, errorsFromFindings(findings))
  const number = (await listInspections(this.db, season.id)).length + 1
  const itemsHash = hashOfItems(items)
  await inTransaction(this.db, async (trx) => {
    if (!(await claimForm(trx, request.body, request.now))) return ok(undefined)
    await insertInspection(trx, {
      ...{ seasonId: season.id, number, subject, items: canonicalJson(items), itemsHash, sample, seedSource },
      byTownship: byTownship ? 1 : 0,
      ...{ fixedOn: request.today, fixedBy: request.account?.id ?? 0, fixedAt: request.now },
    })
    const facts = { number, drawnFrom: subject, items: items.length, itemsHash, sample, byTownship, seedSource }
    await recordEvent(trx, request.actor, { type: 'inspectionFixed', ...facts }, null)
    return ok(undefined)
  }).catch((error: unknown) => {
    if (isUniqueViolation(error)) throw new Conflict()
    throw error
  })
  reply.flash('名单已确定。种子公布以后，在这里填写并抽签。')
  return reply.redirect(`/rate-inspections/${number}`, 303)
}
