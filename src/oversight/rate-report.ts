import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { fingerprintGroups } from '../lib/fingerprint.js'
import { ok, refused } from '../lib/result.js'
import type { Finding } from '../rules/finding.js'
import { checkReportSecond, rateReportStateText, type SignedReport } from '../rules/rate-report.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { isUniqueViolation } from '../infra/db/dialect.js'
import type { Account } from '../infra/http/context.js'
import { Conflict, NotFound } from '../infra/http/errors.js'
import { optionalTextField } from '../infra/http/fields.js'
import { claimForm, errorsFromFindings, type FormErrors, readForm } from '../infra/http/forms.js'
import { sendPdf } from '../documents/queries.js'
import { differencesOf, type ReportDifference, reportOf } from './rate-report-content.js'
import { setReport } from './rate-report-pdf.js'
import type { RateReport } from './rate-report-schema.js'
import { communityWords, excludedWords, townshipWords } from './rate-report-words.js'
import { reportLook, seasonOf, stateOf } from './rate-reports.js'
import { shareWords, targetWords } from './rate-words.js'
import { findReport, findReportPaper, insertReportPaper, insertReportSecond, type ReportRow } from './report-queries.js'

type Typed = Readonly<Record<string, unknown>>

/** A report with what it says, and what the system says today of the same day. */
interface ReportInView {
  readonly row: ReportRow
  readonly report: RateReport
  readonly differences: readonly ReportDifference[]
}

async function reportInView(app: FastifyInstance, request: FastifyRequest): Promise<ReportInView> {
  const row = await rowInView(app, request)
  const report = JSON.parse(row.content) as RateReport
  const { number, day, purpose, frozenAt, frozenOn } = report
  const head = { number, day, purpose, frozenAt, frozenOn }
  const now = await reportOf(app.db, seasonOf(request), request.account as Account, head)
  return { row, report, differences: differencesOf(report, now) }
}

async function rowInView(app: FastifyInstance, request: FastifyRequest): Promise<ReportRow> {
  const { number } = request.params as { number: string }
  const row = /^[1-9]\d{0,5}$/.test(number) ? await findReport(app.db, seasonOf(request).id, Number(number)) : undefined
  if (!row) throw new NotFound('没有这份报告。')
  return row
}

export async function showRateReport(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await reportPage(request, reply, await reportInView(this, request))
}

async function reportPage(
  request: FastifyRequest,
  reply: FastifyReply,
  { row, report, differences }: ReportInView,
  typed?: Typed,
  errors?: FormErrors,
) {
  const state = stateOf(row)
  const isOwn = row.frozenBy === request.account?.id
  return await reply.code(errors ? 422 : 200).page('oversight/rate-report.hbs', {
    title: `直选率报告第 ${row.number} 号`,
    number: row.number,
    day: row.day,
    purpose: row.purpose,
    state: rateReportStateText[state],
    look: reportLook[state],
    isConfirmed: state === 'confirmed',
    frozenBy: row.frozenByName,
    frozenAt: row.frozenAt,
    isSeconded: row.agrees !== null,
    second: row.secondedByName ?? '',
    secondedAt: row.secondedAt ?? '',
    note: row.note ?? '',
    fingerprint: fingerprintGroups(row.fingerprint),
    ...targetWords(report.settings),
    claimed: shareWords(report.claimed),
    confirmed: shareWords(report.confirmed),
    townships: townshipWords(report),
    excluded: excludedWords(report),
    communities: communityWords(report),
    differences,
    hasMoved: differences.some(({ isRate }) => isRate),
    maySecond: state === 'proposed' && !isOwn,
    waitsForAnother: state === 'proposed' && isOwn,
    wish: { note: '', ...typed },
    errors,
  })
}

const secondForm = z.object({ agrees: z.enum(['yes', 'no'], '请选择'), note: optionalTextField(300) })

/** A second auditor agrees with a report, which sets it as PDF for good, or does not. */
export async function secondRateReport(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const view = await reportInView(this, request)
  const { row, report, differences } = view
  const form = readForm(secondForm, request.body)
  const typed = request.body as Typed
  if (!form.ok) return await reportPage(request, reply, view, typed, form.error)
  const agrees = form.value.agrees === 'yes'
  const accountId = request.account?.id ?? 0
  const answer = { agrees, note: form.value.note, hasMoved: differences.some(({ isRate }) => isRate) }
  const early = checkReportSecond(signed(row), accountId, answer)
  if (early.length > 0) return await reportPage(request, reply, view, typed, errorsFromFindings(early))
  const names = { frozenBy: row.frozenByName, secondedBy: request.account?.displayName ?? '', on: request.today }
  // Set before the transaction, because it is slow.
  const paper = agrees ? await setReport(report, row.fingerprint, names) : undefined
  const saved = await inTransaction<undefined, readonly Finding[]>(this.db, async (trx) => {
    if (!(await claimForm(trx, request.body, request.now))) return ok(undefined)
    const findings = checkReportSecond(signed(await mustFind(trx, request, row.number)), accountId, answer)
    if (findings.length > 0) return refused(findings)
    const note = agrees ? '' : answer.note
    const signature = { reportId: row.id, accountId, agrees: agrees ? 1 : 0, note, signedAt: request.now }
    await insertReportSecond(trx, signature)
    const sha256 = paper ? createHash('sha256').update(paper.bytes).digest('hex') : null
    if (paper && sha256) {
      await insertReportPaper(trx, { reportId: row.id, content: paper.bytes, sha256, pages: paper.pages })
    }
    const event = { type: 'rateReportSeconded', number: row.number, agrees, note, sha256 } as const
    await recordEvent(trx, request.actor, event, null)
    return ok(undefined)
  }).catch((error: unknown) => {
    if (isUniqueViolation(error)) throw new Conflict()
    throw error
  })
  if (!saved.ok) return await reportPage(request, reply, view, typed, errorsFromFindings(saved.error))
  reply.flash(agrees ? '报告已确认，可以打印。' : '已登记不同意，请重新冻结。')
  return reply.redirect(`/rate-reports/${row.number}`, 303)
}

async function mustFind(db: FastifyInstance['db'], request: FastifyRequest, number: number): Promise<ReportRow> {
  const row = await findReport(db, seasonOf(request).id, number)
  if (!row) throw new NotFound()
  return row
}

function signed({ frozenBy, agrees }: ReportRow): SignedReport {
  return { frozenBy, agreed: agrees === null ? undefined : agrees === 1 }
}

/** The report as data, byte for byte as it was frozen. */
export async function fetchRateReportJson(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { number, content } = await rowInView(this, request)
  return reply
    .type('application/json; charset=utf-8')
    .header('content-disposition', `attachment; filename="rate-report-${number}.json"`)
    .send(content)
}

/** The report as it was set when it was agreed to. */
export async function fetchRateReportPdf(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { id, number } = await rowInView(this, request)
  const bytes = await findReportPaper(this.db, id)
  if (!bytes) throw new NotFound('这份报告还没有经过复核，没有可打印的文本。')
  return sendPdf(reply, bytes, `直选率报告第${number}号`, `rate-report-${number}`)
}
