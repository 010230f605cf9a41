import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, refused } from '../lib/result.js'
import { discardEntry, type EntryState, type Step } from '../rules/double-entry.js'
import { discardAll, orderCorrection, resolveKeeping, returnEntry } from '../rules/entry-resolution.js'
import type { SheetFacts } from '../rules/tally-sheet.js'
import type { AuditEvent } from '../infra/audit-log/events.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { Conflict } from '../infra/http/errors.js'
import { optionalTextField, versionField } from '../infra/http/fields.js'
import { claimForm, errorsFromFindings, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import type { Finding } from '../rules/finding.js'
import { comparedSheet } from './compared-sheet.js'
import { getSheet, listAccountNames, type SheetRow, updateSheet } from './queries.js'
import { accountsIn, refusalText, statusText } from './sheet-state.js'
import { checkTallyOpen } from './tally-open.js'
import { loadSheetFacts } from './vote-facts.js'

/** What the officer can decide, in the words of the page; `reopen` and `release` need a reason. */
const resolutions = {
  returnEntry: '退回原录入人改正（先请投票站更正纸质计票单，或者确认是录错）',
  keepFirst: '第一次录对了：作废第二次，由另一位录入员重新录一遍',
  keepSecond: '第二次录对了：作废第一次，由另一位录入员重新录一遍',
  correctFirst: '第一次录错了：只清空不一致的格子，由没看过第二次的录入员补录',
  correctSecond: '第二次录错了：只清空不一致的格子，由没看过第一次的录入员补录',
  discardAll: '都作废，从头录两遍',
  release: '录入人不在了：放弃正在进行的这次录入，换人再录',
  reopen: '核定后发现录错：作废这张的录入，从头录两遍',
} as const

type Resolution = keyof typeof resolutions

const resolutionForm = z.object({
  version: versionField,
  resolution: z.enum(Object.keys(resolutions) as [Resolution, ...Resolution[]], '请选择怎样处理'),
  reason: optionalTextField(200),
})

interface SheetRequest {
  Params: { sheetId: string }
}
type Request = FastifyRequest<SheetRequest>

/** The entry state after a decision, or why the rules refuse it. */
function decide(entry: EntryState, resolution: Resolution, officer: number, facts: SheetFacts): Step {
  switch (resolution) {
    case 'returnEntry':
      return returnEntry(entry, officer)
    case 'keepFirst':
      return resolveKeeping(entry, 'first', officer, facts)
    case 'keepSecond':
      return resolveKeeping(entry, 'second', officer, facts)
    case 'correctFirst':
      return orderCorrection(entry, 'first', officer, facts)
    case 'correctSecond':
      return orderCorrection(entry, 'second', officer, facts)
    case 'discardAll':
      return discardAll(entry)
    case 'release':
      return 'running' in entry ? discardEntry(entry, entry.running.accountId) : refused({ code: 'wrong-state' })
    case 'reopen':
      return entry.status === 'definitive' ? ok({ status: 'empty' }) : refused({ code: 'wrong-state' })
  }
}

/** The decisions that belong to a state, whether or not the rules let this person take them. */
const offered: Partial<Readonly<Record<EntryState['status'], readonly Resolution[]>>> = {
  firstEntryHasErrors: ['returnEntry', 'discardAll'],
  entriesDiffer: ['correctFirst', 'correctSecond', 'keepFirst', 'keepSecond', 'discardAll'],
  correctionOrdered: ['correctFirst', 'correctSecond', 'keepFirst', 'keepSecond', 'discardAll'],
  firstEntryInProgress: ['release'],
  secondEntryInProgress: ['release'],
  correctionInProgress: ['release'],
  definitive: ['reopen'],
}

export async function showDifferences(this: FastifyInstance, request: Request, reply: FastifyReply) {
  return await differencesPage(this, request, reply)
}

async function differencesPage(app: FastifyInstance, request: Request, reply: FastifyReply, errors?: FormErrors) {
  const { election } = request
  const sheet = await getSheet(app.db, election.round.id, Number(request.params.sheetId) || 0)
  const facts = await loadSheetFacts(app.db, election, sheet)
  const closed = await checkTallyOpen(app.db, election)
  const names = await listAccountNames(app.db, accountsIn(sheet.entry))
  const choices = (offered[sheet.entry.status] ?? []).map((value) => {
    const step = decide(sheet.entry, value, request.account?.id ?? 0, facts)
    return { value, text: resolutions[value], may: step.ok, note: step.ok ? '' : refusalText(step.error) }
  })
  const { resolution = '', reason = '' } = (request.body ?? {}) as { resolution?: string; reason?: string }
  return await reply.code(errors ? 422 : 200).page('tally/resolve-differences.hbs', {
    title: `${sheet.stationName}第${sheet.number}张 核对`,
    here: `/elections/${election.id}/tally/sheets/${sheet.id}/resolve-differences`,
    sheet: { station: sheet.stationName, number: sheet.number, version: sheet.version },
    status: statusText[sheet.entry.status],
    closed,
    isOpen: closed.length === 0,
    compared: comparedSheet(sheet.entry, facts, names),
    runningName: 'running' in sheet.entry ? (names.get(sheet.entry.running.accountId) ?? '') : '',
    choices: choices.filter(({ may }) => may),
    refusedChoices: choices.filter(({ may }) => !may),
    needsReason: choices.some(({ value }) => value === 'release' || value === 'reopen'),
    form: { resolution: resolution || (choices.length === 1 ? choices[0]?.value : ''), reason },
    errors,
  })
}

/** Carries out the officer's decision; no figure is changed by it. */
export async function resolveDifferences(this: FastifyInstance, request: Request, reply: FastifyReply) {
  const form = readForm(resolutionForm, request.body)
  if (!form.ok) return await differencesPage(this, request, reply, form.error)
  const { resolution, version, reason } = form.value
  if ((resolution === 'release' || resolution === 'reopen') && reason === '') {
    return await differencesPage(this, request, reply, formErrors([{ field: 'reason', message: '请写明原因' }]))
  }
  const { election } = request
  const resolved = await inTransaction<'done' | 'again', Finding[]>(this.db, async (trx) => {
    if (!(await claimForm(trx, request.body, request.now))) return ok('again' as const)
    const closed = await checkTallyOpen(trx, election)
    if (closed.length > 0) return refused(closed)
    const sheet = await getSheet(trx, election.round.id, Number(request.params.sheetId) || 0)
    const facts = await loadSheetFacts(trx, election, sheet)
    const next = decide(sheet.entry, resolution, request.account?.id ?? 0, facts)
    if (!next.ok) return refused([asFinding(refusalText(next.error))])
    if (!(await updateSheet(trx, sheet.id, version, next.value))) throw new Conflict()
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
