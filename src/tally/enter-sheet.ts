import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ok, refused } from '../lib/result.js'
import {
  discardEntry,
  type EntryState,
  saveDraft,
  type SheetDraft,
  startEntry,
  type Step,
  submitEntry,
  type Submission,
  unexplainedWarnings,
} from '../rules/double-entry.js'
import { type Finding, hasErrors } from '../rules/finding.js'
import { checkSheet, type SheetFacts } from '../rules/tally-sheet.js'
import type { AuditEvent } from '../infra/audit-log/events.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { Conflict } from '../infra/http/errors.js'
import { versionField } from '../infra/http/fields.js'
import { claimForm, type FormErrors } from '../infra/http/forms.js'
import { getSheet, isUnpublished, type SheetRow, updateDraft, updateSheet } from './queries.js'
import { deskOf } from './typing-desk.js'
import { entryDue, mayType, refusalText, waitsFor } from '../rules/entry-words.js'
import { checkTallyOpen, noteTallyCompleted } from './tally-open.js'
import { struckNames } from './struck-names.js'
import { loadSheetFacts } from './vote-facts.js'

interface SheetRequest {
  Params: { sheetId: string }
  Body: Readonly<Record<string, unknown>> | null
}
type Request = FastifyRequest<SheetRequest>

async function loadSheet(app: FastifyInstance, request: Request): Promise<{ sheet: SheetRow; facts: SheetFacts }> {
  const sheet = await getSheet(app.db, request.election.round.id, Number(request.params.sheetId) || 0)
  return { sheet, facts: await loadSheetFacts(app.db, request.election, sheet) }
}

function typistOf(request: Request): number {
  return request.account?.id ?? 0
}

/** The sheet to type on, with what this person typed so far; nothing of the other entry. */
export async function showSheet(this: FastifyInstance, request: Request, reply: FastifyReply) {
  const { sheet, facts } = await loadSheet(this, request)
  const draft = draftOf(sheet.entry, typistOf(request))
  if (!draft) return await waitingPage(this, request, reply, sheet)
  const desk = deskOf(sheet)
  const typed = desk.read(facts, draft)
  const findings = typed.ok ? checkSheet(typed.value.entered, facts) : []
  const page = desk.page(request.election, { sheet, facts, draft, findings })
  const struck = await struckNames(this.db, request.election)
  return await reply.page('tally/enter-sheet.hbs', { ...page, struck, isUnpublished: true })
}

function draftOf(entry: EntryState, accountId: number): SheetDraft | undefined {
  return 'running' in entry && entry.running.accountId === accountId ? entry.running.draft : undefined
}

/** Somebody who cannot type now is told why, and who is waited for. */
async function waitingPage(app: FastifyInstance, request: Request, reply: FastifyReply, sheet: SheetRow) {
  const { election } = request
  const findings = await checkTallyOpen(app.db, election)
  const typing = mayType(sheet.entry, typistOf(request))
  const reason = waitsFor(sheet.entry) === '' ? '这张计票单已经核定。' : `这张计票单在等：${waitsFor(sheet.entry)}。`
  return await reply.page('tally/enter-sheet.hbs', {
    title: '录入计票单',
    isUnpublished: await isUnpublished(app.db, election.round.id),
    here: `/elections/${election.id}/tally/sheets/${sheet.id}/enter-sheet`,
    sheet: { station: sheet.stationName, number: sheet.number, version: sheet.version },
    waiting: {
      findings,
      mayStart: typing.may && findings.length === 0,
      reason: typing.may || entryDue(sheet.entry) === undefined ? reason : typing.reason,
    },
  })
}

/** Takes a sheet one step further in one transaction with its event; refuses what is stale or not in time. */
async function takeStep(
  app: FastifyInstance,
  request: Request,
  step: (entry: EntryState) => Step,
  event: (after: EntryState, before: EntryState) => AuditEvent,
) {
  const version = versionField.safeParse(request.body?.['version'])
  if (!version.success) throw new Conflict()
  return await inTransaction<EntryState | 'again', { message: string; findings: readonly Finding[] }>(
    app.db,
    async (trx) => {
      if (!(await claimForm(trx, request.body, request.now))) return ok('again' as const)
      const closed = await checkTallyOpen(trx, request.election)
      if (closed[0]) return refused({ message: closed[0].message, findings: [] })
      const sheet = await getSheet(trx, request.election.round.id, Number(request.params.sheetId) || 0)
      const next = step(sheet.entry)
      if (!next.ok) {
        const findings = 'findings' in next.error ? next.error.findings : []
        return refused({ message: refusalText(next.error), findings })
      }
      await saveStep(trx, request, sheet, version.data, next.value, event(next.value, sheet.entry))
      return ok(next.value)
    },
  )
}

async function saveStep(
  trx: Trx,
  request: Request,
  sheet: SheetRow,
  version: number,
  entry: EntryState,
  event: AuditEvent,
): Promise<void> {
  if (!(await updateSheet(trx, sheet.id, version, entry))) {
    throw new Conflict('这张计票单刚刚有人办理过，请返回“计票”页，看看它现在的状态。')
  }
  await recordEvent(trx, request.actor, event, request.election.id)
  if (entry.status === 'definitive') await noteTallyCompleted(trx, request.actor, request.election, request.today)
}

/** Begins the entry that is due; from now on nobody else can. */
export async function startSheet(this: FastifyInstance, request: Request, reply: FastifyReply) {
  const { sheet } = await loadSheet(this, request)
  const href = `/elections/${request.election.id}/tally/sheets/${sheet.id}/enter-sheet`
  // Begun by this person already, in another window or by a double click: go on.
  if (draftOf(sheet.entry, typistOf(request))) return reply.redirect(href, 303)
  const started = await takeStep(
    this,
    request,
    (entry) => startEntry(entry, typistOf(request)),
    (after) => ({ type: 'sheetEntryStarted', sheetId: sheet.id, entry: entryDue(after) ?? 'first' }),
  )
  if (!started.ok) throw new Conflict(started.error.message)
  return reply.redirect(href, 303)
}

/** Keeps a half-typed sheet. The page's script calls it now and then and is answered in JSON. */
export async function keepDraft(this: FastifyInstance, request: Request, reply: FastifyReply) {
  const { sheet, facts } = await loadSheet(this, request)
  const draft = deskOf(sheet).readDraft(facts, request.body)
  const kept = await storeDraft(this, request, draft)
  if (request.body?.['autosave'] === 'yes') {
    return reply
      .code(kept ? 200 : 409)
      .send(kept ? { keptAt: request.now } : { message: '没有保存：这张计票单已有变化。' })
  }
  if (!kept) throw new Conflict('没有保存：这张计票单已不在您手里录入，请返回“计票”页。')
  reply.flash('已保存。可以离开，回来接着录入。')
  return reply.redirect(`/elections/${request.election.id}/tally/sheets/${sheet.id}/enter-sheet`, 303)
}

async function storeDraft(app: FastifyInstance, request: Request, draft: SheetDraft): Promise<boolean> {
  const version = versionField.safeParse(request.body?.['version'])
  const stored = await inTransaction<true, 'refused'>(app.db, async (trx) => {
    const sheet = await getSheet(trx, request.election.round.id, Number(request.params.sheetId) || 0)
    const next = saveDraft(sheet.entry, typistOf(request), draft)
    if (!next.ok || !version.success) return refused('refused' as const)
    return (await updateDraft(trx, sheet.id, version.data, next.value))
      ? ok(true as const)
      : refused('refused' as const)
  })
  return stored.ok
}

/** Gives up the entry being typed; what somebody submitted before stands. */
export async function giveUpEntry(this: FastifyInstance, request: Request, reply: FastifyReply) {
  const { sheet } = await loadSheet(this, request)
  const given = await takeStep(
    this,
    request,
    (entry) => discardEntry(entry, typistOf(request)),
    () => ({ type: 'sheetEntryDiscarded', sheetId: sheet.id }),
  )
  if (!given.ok) throw new Conflict(given.error.message)
  reply.flash('这次录入已放弃。')
  return reply.redirect(`/elections/${request.election.id}/tally`, 303)
}

/**
 * Submits the entry. Errors and unexplained warnings come back with everything typed kept; a sheet that is
 * wrong on paper is handed in as written (`asWritten`) for the officer to decide.
 */
export async function submitSheet(this: FastifyInstance, request: Request, reply: FastifyReply) {
  const { sheet, facts } = await loadSheet(this, request)
  const desk = deskOf(sheet)
  const draft = desk.readDraft(facts, request.body)
  if (!draftOf(sheet.entry, typistOf(request))) return await answerStale(this, request, reply)
  const refuse = async (errors: FormErrors | undefined, findings: readonly Finding[]) => {
    await storeDraft(this, request, draft)
    const page = desk.page(request.election, {
      sheet,
      facts,
      draft,
      findings,
      errors,
      version: request.body?.['version'],
    })
    const struck = await struckNames(this.db, request.election)
    return await reply.code(422).page('tally/enter-sheet.hbs', { ...page, struck, isUnpublished: true })
  }
  const typed = desk.read(facts, draft)
  if (!typed.ok) return await refuse(typed.error, [])
  const findings = checkSheet(typed.value.entered, facts)
  const isAsWritten = request.body?.['asWritten'] === 'yes'
  if (isHeldBack(typed.value, findings, isAsWritten)) return await refuse(undefined, findings)
  const submitted = await takeStep(
    this,
    request,
    (entry) => submitEntry(entry, typistOf(request), typed.value, facts),
    (after, before) => ({
      type: 'sheetEntered',
      sheetId: sheet.id,
      entry: entryDue(before) ?? 'first',
      state: after.status,
      findings: findings.map(({ code }) => code),
    }),
  )
  if (!submitted.ok) {
    if (submitted.error.findings.length > 0) return await refuse(undefined, submitted.error.findings)
    throw new Conflict(submitted.error.message)
  }
  if (submitted.value !== 'again') reply.flash(submittedText(submitted.value))
  return reply.redirect(`/elections/${request.election.id}/tally`, 303)
}

/** A sheet that is not being typed by whoever sends it: the same form again, or one that came too late. */
async function answerStale(app: FastifyInstance, request: Request, reply: FastifyReply) {
  const first = await inTransaction<boolean, never>(app.db, async (trx) =>
    ok(await claimForm(trx, request.body, request.now)),
  )
  if (first.ok && first.value) throw new Conflict('没有提交：这张计票单已不在您手里录入，请返回“计票”页。')
  return reply.redirect(`/elections/${request.election.id}/tally`, 303)
}

function isHeldBack(typed: Submission, findings: readonly Finding[], isAsWritten: boolean): boolean {
  return hasErrors(findings) ? !isAsWritten : unexplainedWarnings(typed, findings).length > 0
}

function submittedText({ status }: EntryState): string {
  if (status === 'definitive') return '两次录入一致，这张计票单已核定。'
  if (status === 'entriesDiffer') return '两次录入不一致，已交选举委员会负责人核对。'
  if (status === 'firstEntryHasErrors') return '已照单提交，由选举委员会负责人调出计票单核对。'
  return '第一次录入已提交，请另一位录入员做第二次录入。'
}
