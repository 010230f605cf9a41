import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { longDate } from '../lib/chinese-text.js'
import { ok, refused } from '../lib/result.js'
import type { Finding } from '../rules/finding.js'
import { checkReportDay, rateReportStateOf, rateReportStateText } from '../rules/rate-report.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { isUniqueViolation } from '../infra/db/dialect.js'
import type { Account, SeasonInForce } from '../infra/http/context.js'
import { Conflict, NotFound } from '../infra/http/errors.js'
import { dateField, textField } from '../infra/http/fields.js'
import { claimForm, errorsFromFindings, type FormErrors, readForm } from '../infra/http/forms.js'
import { reportOf, sealedReport } from './rate-report-content.js'
import type { RateReport } from './rate-report-schema.js'
import { shareWords } from './rate-words.js'
import { insertReport, listReports, nextReportNumber, type ReportRow } from './report-queries.js'

type Typed = Readonly<Record<string, unknown>>

export function seasonOf(request: FastifyRequest): SeasonInForce {
  if (!request.season) throw new NotFound('还没有设立换届。')
  return request.season
}

/** The reports of the season, and the form that freezes another. */
export async function showRateReports(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await reportsPage(this, request, reply)
}

async function reportsPage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  typed?: Typed,
  errors?: FormErrors,
) {
  const reports = await listReports(app.db, seasonOf(request).id)
  return await reply.code(errors ? 422 : 200).page('oversight/rate-reports.hbs', {
    title: '直选率报告',
    reports: reports.map(reportRow),
    count: reports.length,
    waiting: reports.filter(({ agrees }) => agrees === null).length,
    form: { day: request.today, purpose: '', ...typed },
    errors,
  })
}

export const reportLook = { proposed: 'current', confirmed: 'done', refused: 'warn' } as const

export function stateOf({ agrees }: Pick<ReportRow, 'agrees'>) {
  return rateReportStateOf({ agreed: agrees === null ? undefined : agrees === 1 })
}

function reportRow(row: ReportRow) {
  const { claimed, confirmed } = JSON.parse(row.content) as RateReport
  const state = stateOf(row)
  return {
    number: row.number,
    day: longDate(row.day),
    purpose: row.purpose,
    claimed: shareWords(claimed),
    confirmed: shareWords(confirmed),
    by: row.frozenByName,
    frozenOn: longDate(row.frozenOn),
    second: row.secondedByName ?? '',
    state: rateReportStateText[state],
    look: reportLook[state],
  }
}

const freezeForm = z.object({ day: dateField, purpose: textField(60, '请写明报告的用途，如：向市政府报告') })

/** Freezes the rate of a day with its evidence; a second person has yet to agree. */
export async function freezeRateReport(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const season = seasonOf(request)
  const typed = request.body as Typed
  const form = readForm(freezeForm, request.body)
  if (!form.ok) return await reportsPage(this, request, reply, typed, form.error)
  const { day, purpose } = form.value
  const findings = checkReportDay(day, request.today)
  if (findings.length > 0) return await reportsPage(this, request, reply, typed, errorsFromFindings(findings))
  const account = request.account as Account
  // All of it in one transaction, so that the facts of a report are those of one instant.
  const saved = await inTransaction<number, readonly Finding[]>(this.db, async (trx) => {
    if (!(await claimForm(trx, request.body, request.now))) return refused([])
    const number = await nextReportNumber(trx, season.id)
    const head = { number, day, purpose, frozenAt: request.now, frozenOn: request.today }
    const { content, fingerprint } = sealedReport(await reportOf(trx, season, account, head))
    const row = { seasonId: season.id, number, day, purpose, content, fingerprint, frozenOn: request.today }
    await insertReport(trx, row, { accountId: account.id, signedAt: request.now })
    const event = { type: 'rateReportFrozen', number, day, purpose, reportHash: fingerprint } as const
    await recordEvent(trx, request.actor, event, null)
    return ok(number)
  }).catch((error: unknown) => {
    if (isUniqueViolation(error)) throw new Conflict()
    throw error
  })
  if (!saved.ok) return reply.redirect('/rate-reports', 303)
  reply.flash(`第 ${saved.value} 号报告已冻结，请另一位审核员复核。`)
  return reply.redirect(`/rate-reports/${saved.value}`, 303)
}
