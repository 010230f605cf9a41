import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, refused } from '../lib/result.js'
import type { EntryState } from '../rules/double-entry.js'
import { choicesOf, decideEntry, needsReason, type Resolution, resolutions } from '../rules/entry-decisions.js'
import type { AuditEvent } from '../infra/audit-log/events.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { Conflict } from '../infra/http/errors.js'
import { optionalTextField, versionField } from '../infra/http/fields.js'
import { claimForm, errorsFromFindings, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import type { Finding } from '../rules/finding.js'
import { comparedSheet } from './compared-sheet.js'
import { codeReference } from './finding-advice.js'
import { getSheet, isUnpublished, type SheetRow, updateSheet } from './queries.js'
import { listAccountNames } from '../organisation/queries.js'
import { accountsIn, refusalText, statusText } from '../rules/entry-words.js'
import { deleteReadings } from './reading-queries.js'
import { checkTallyOpen } from './tally-open.js'
import { loadSheetFacts } from './vote-facts.js'

const resolutionForm = z.object({
  version: versionField,
  resolution: z.enum(Object.keys(resolutions) as [Resolution, ...Resolution[]], '请选择怎样处理'),
  reason: optionalTextField(200),
})

interface SheetRequest {
  Params: { sheetId: string }
}
type Request = FastifyRequest<SheetRequest>

export async function showDifferences(this: FastifyInstance, request: Request, reply: FastifyReply) {
  return await differencesPage(this, request, reply)
}

async function differencesPage(app: FastifyInstance, request: Request, reply: FastifyReply, errors?: FormErrors) {
  const { election } = request
  const sheet = await getSheet(app.db, election.round.id, Number(request.params.sheetId) || 0)
  const facts = await loadSheetFacts(app.db, election, sheet)
  const closed = await checkTallyOpen(app.db, election)
  const names = await listAccountNames(app.db, accountsIn(sheet.entry))
  const choices = choicesOf(sheet.entry, request.account?.id ?? 0, facts)
  const { resolution = '', reason = '' } = (request.body ?? {}) as { resolution?: string; reason?: string }
  return await reply.code(errors ? 422 : 200).page('tally/resolve-differences.hbs', {
    title: `${sheet.stationName}第${sheet.number}张 核对`,
    isUnpublished: await isUnpublished(app.db, election.round.id),
    here: `/elections/${election.id}/tally/sheets/${sheet.id}/resolve-differences`,
    sheet: { station: sheet.stationName, number: sheet.number, version: sheet.version },
    status: statusText[sheet.entry.status],
    closed,
    isOpen: closed.length === 0,
    compared: comparedSheet(sheet.entry, facts, names),
    runningName: 'running' in sheet.entry ? (names.get(sheet.entry.running.accountId) ?? '') : '',
    choices: choices.filter(({ may }) => may),
    refusedChoices: choices.filter(({ may }) => !may),
    needsReason: choices.some(({ value }) => needsReason(value)),
    reference: { how: '按 ? ', keys: null, note: '', codes: codeReference('officer') },
    form: { resolution: resolution || (choices.length === 1 ? choices[0]?.value : ''), reason },
    errors,
  })
}

/** Carries out the officer's decision; no figure is changed by it. */
export async function resolveDifferences(this: FastifyInstance, request: Request, reply: FastifyReply) {
  const form = readForm(resolutionForm, request.body)
  if (!form.ok) return await differencesPage(this, request, reply, form.error)
  const { resolution, version, reason } = form.value
  if (needsReason(resolution) && reason === '') {
    return await differencesPage(this, request, reply, formErrors([{ field: 'reason', message: '请写明原因' }]))
  }
  const { election } = request
  const resolved = await inTransaction<'done' | 'again', Finding[]>(this.db, async (trx) => {
    if (!(await claimForm(trx, request.body, request.now))) return ok('again' as const)
    const closed = await checkTallyOpen(trx, election)
    if (closed.length > 0) return refused(closed)
    const sheet = await getSheet(trx, election.round.id, Number(request.params.sheetId) || 0)
    const facts = await loadSheetFacts(trx, election, sheet)
    const next = decideEntry(sheet.entry, resolution, request.account?.id ?? 0, facts)
    if (!next.ok) return refused([asFinding(refusalText(next.error))])
    if (!(await updateSheet(trx, sheet.id, version, next.value))) throw new Conflict()
    if (next.value.status === 'empty') await deleteReadings(trx, sheet.id)
    await recordEvent(trx, request.actor, eventOf(sheet, resolution, next.value, reason), election.id)
    return ok('done' as const)
  })
  if (!resolved.ok) return await differencesPage(this, request, reply, errorsFromFindings(resolved.error))
  if (resolved.value === 'done') reply.flash('已处理。')
  return reply.redirect(`/elections/${election.id}/tally`, 303)
}

function asFinding(message: string): Finding {
  return { code: 'resolution-refused', severity: 'error', fields: ['resolution'], message }
}

function eventOf(
  { id: sheetId, entry }: SheetRow,
  resolution: Resolution,
  after: EntryState,
  reason: string,
): AuditEvent {
  if (resolution === 'reopen') return { type: 'sheetReopened', sheetId, reason }
  if (resolution === 'release' && 'running' in entry) {
    return { type: 'sheetEntryReleased', sheetId, typist: entry.running.accountId, reason }
  }
  return { type: 'differencesResolved', sheetId, resolution, state: after.status }
}
