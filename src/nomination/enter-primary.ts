import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ok, refused, type Result } from '../lib/result.js'
import type { AuditEvent } from '../infra/audit-log/events.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { Conflict } from '../infra/http/errors.js'
import { countField, versionField } from '../infra/http/fields.js'
import { claimForm, type FieldError, type FormErrors, formErrors } from '../infra/http/forms.js'
import {
  discardEntry,
  type EntryState,
  type SheetDraft,
  startEntry,
  type Step,
  type Submission,
  submitEntry,
  unexplainedWarnings,
} from '../rules/double-entry.js'
import { entryDue, entryText, mayType, refusalText, waitsFor } from '../rules/entry-words.js'
import { type Finding, hasErrors } from '../rules/finding.js'
import type { Contest } from '../rules/post.js'
import { asTallySheet, checkPrimarySheet } from '../rules/primary-sheet.js'
import { candidateField } from '../rules/sheet-fields.js'
import { contestsOf, getOpenPrimary, primarySheetFacts } from './primary-facts.js'
import { type Primary, updatePrimaryEntry } from './queries.js'
import { typedText } from './words.js'

export const primaryLabels = {
  ballotsIssued: '发出选票',
  ballotsReturned: '收回选票',
  validBallots: '有效票',
  invalidBallots: '无效票',
} as const

const ballotFields = Object.keys(primaryLabels) as (keyof typeof primaryLabels)[]

interface EntryRequest {
  Body: Readonly<Record<string, unknown>> | null
}
type Request = FastifyRequest<EntryRequest>

function typistOf(request: Request): number {
  return request.account?.id ?? 0
}

function draftOf(entry: EntryState, accountId: number): SheetDraft | undefined {
  return 'running' in entry && entry.running.accountId === accountId ? entry.running.draft : undefined
}

/** The sheet to type on; nothing of the other entry. Who cannot type now is told why, and who is waited for. */
export async function showPrimaryEntry(this: FastifyInstance, request: Request, reply: FastifyReply) {
  const primary = await getOpenPrimary(this.db, request.election.id)
  const draft = draftOf(primary.entry, typistOf(request))
  if (draft) return await entryPage(request, reply, primary, draft)
  const typing = mayType(primary.entry, typistOf(request))
  const isTooEarly = request.today < primary.heldOn
  const waits = waitsFor(primary.entry)
  const reason = waits === '' ? '这张计票单已经核定。' : `这张计票单在等：${waits}。`
  return await reply.page('nomination/enter-primary.hbs', {
    title: '录入预选计票单',
    number: primary.number,
    version: primary.version,
    waiting: {
      mayStart: typing.may && !isTooEarly,
      reason: isTooEarly
        ? '预选还没有举行。'
        : typing.may || entryDue(primary.entry) === undefined
          ? reason
          : typing.reason,
    },
  })
}

async function entryPage(
  request: Request,
  reply: FastifyReply,
  primary: Primary,
  draft: SheetDraft,
  { findings = [], errors }: { readonly findings?: readonly Finding[]; readonly errors?: FormErrors } = {},
) {
  const due = entryDue(primary.entry) ?? 'first'
  const marked = new Set([
    ...findings.flatMap(({ fields }) => fields),
    ...(errors?.list ?? []).map(({ field }) => field),
  ])
  const cell = (name: string, label: string) => ({ name, label, value: draft[name] ?? '', isWrong: marked.has(name) })
  return await reply.code(findings.length > 0 || errors ? 422 : 200).page('nomination/enter-primary.hbs', {
    title: `预选计票单 ${entryText[due]}`,
    number: primary.number,
    version: typedText(request.body?.['version'], String(primary.version)),
    waiting: null,
    entryText: entryText[due],
    isCorrection: due === 'correction',
    ballots: ballotFields.map((field) => cell(field, primaryLabels[field])),
    posts: contestsOf(primary).map(({ title, seats, candidates }) => ({
      title,
      places: seats,
      nominees: candidates.map(({ id, name }, index) => ({ n: index + 1, ...cell(candidateField(id, 'for'), name) })),
    })),
    findings: findings.map((finding) => ({
      ...finding,
      field: finding.fields[0] ?? '',
      explanation: finding.severity === 'warning' ? cell(`explain-${finding.code}`, '说明') : null,
    })),
    hasErrors: hasErrors(findings),
    errors,
  })
}

/** The fields of the sheet out of whatever a browser sent. */
function readDraft(contests: readonly Contest[], body: unknown): SheetDraft {
  const own = new Set<string>([
    ...ballotFields,
    ...contests.flatMap(({ candidates }) => candidates.map(({ id }) => candidateField(id, 'for'))),
  ])
  const isOwn = (name: string) => own.has(name) || /^explain-[a-z-]{1,60}$/.test(name)
  return Object.fromEntries(
    Object.entries((body ?? {}) as Record<string, unknown>).flatMap(([name, value]) =>
      isOwn(name) && typeof value === 'string' ? [[name, value.trim().slice(0, 200)]] : [],
    ),
  )
}

function readSheet(contests: readonly Contest[], draft: SheetDraft): Result<Submission, FormErrors> {
  const errors: FieldError[] = []
  const count = (field: string, label: string): number => {
    const parsed = countField.safeParse(draft[field] ?? '')
    if (parsed.success) return parsed.data
    errors.push({ field, message: `${label}：${parsed.error.issues[0]?.message ?? '请填写整数'}` })
    return 0
  }
  const [ballotsIssued = 0, ballotsReturned = 0, validBallots = 0, invalidBallots = 0] = ballotFields.map((field) =>
    count(field, primaryLabels[field]),
  )
  const names = contests.flatMap(({ candidates }) => candidates)
  const votes = Object.fromEntries(names.map(({ id, name }) => [id, count(candidateField(id, 'for'), `${name}的得票`)]))
  if (errors.length > 0) return refused(formErrors(errors))
  const explanations = Object.entries(draft).flatMap(([field, text]) =>
    field.startsWith('explain-') && text !== '' ? [[field.slice('explain-'.length), text]] : [],
  )
  const entered = asTallySheet({ ballotsIssued, ballotsReturned, validBallots, invalidBallots, votes }, contests)
  return ok({ entered, explanations: Object.fromEntries(explanations) as Record<string, string> })
}

/** Takes the sheet one step further in one transaction with its event; a stale form is refused. */
async function takeStep(
  app: FastifyInstance,
  request: Request,
  step: (entry: EntryState, primary: Primary) => Step,
  event: (after: EntryState, primary: Primary) => AuditEvent,
) {
  const version = versionField.safeParse(request.body?.['version'])
  if (!version.success) throw new Conflict()
  return await inTransaction<EntryState | 'again', string>(app.db, async (trx) => {
    if (!(await claimForm(trx, request.body, request.now))) return ok('again' as const)
    const primary = await getOpenPrimary(trx, request.election.id)
    const next = step(primary.entry, primary)
    if (!next.ok) return refused(refusalText(next.error))
    const isTaken = await updatePrimaryEntry(trx, { id: primary.id, version: version.data }, next.value)
    if (!isTaken) throw new Conflict('这张计票单刚刚有人办理过，请返回“预选”页，看看它现在的状态。')
    await recordEvent(trx, request.actor, event(next.value, primary), request.election.id)
    return ok(next.value)
  })
}

/** Begins the entry that is due; from now on nobody else can. */
export async function startPrimaryEntry(this: FastifyInstance, request: Request, reply: FastifyReply) {
  const { election, today } = request
  const primary = await getOpenPrimary(this.db, election.id)
  const href = `/elections/${election.id}/nomination/primary/enter-primary`
  if (draftOf(primary.entry, typistOf(request))) return reply.redirect(href, 303)
  if (today < primary.heldOn) throw new Conflict('预选还没有举行，不能录入计票单。')
  const started = await takeStep(
    this,
    request,
    (entry) => startEntry(entry, typistOf(request)),
    (after, { id }) => ({ type: 'primaryEntryStarted', primaryId: id, entry: entryDue(after) ?? 'first' }),
  )
  if (!started.ok) throw new Conflict(started.error)
  return reply.redirect(href, 303)
}

/** Gives up the entry being typed; what somebody submitted before stands. */
export async function giveUpPrimaryEntry(this: FastifyInstance, request: Request, reply: FastifyReply) {
  const given = await takeStep(
    this,
    request,
    (entry) => discardEntry(entry, typistOf(request)),
    (_after, { id }) => ({ type: 'primaryEntryDiscarded', primaryId: id }),
  )
  if (!given.ok) throw new Conflict(given.error)
  reply.flash('这次录入已放弃。')
  return reply.redirect(`/elections/${request.election.id}/nomination/primary`, 303)
}

/** Submits the entry. Errors and unexplained warnings come back, everything typed kept, unless the paper says so. */
export async function submitPrimaryEntry(this: FastifyInstance, request: Request, reply: FastifyReply) {
  const { election, body } = request
  const home = `/elections/${election.id}/nomination/primary`
  const primary = await getOpenPrimary(this.db, election.id)
  if (!draftOf(primary.entry, typistOf(request))) return await answerStale(this, request, reply, home)
  const facts = primarySheetFacts(election, primary)
  const draft = readDraft(facts.contests, body)
  const typed = readSheet(facts.contests, draft)
  if (!typed.ok) return await entryPage(request, reply, primary, draft, { errors: typed.error })
  const findings = checkPrimarySheet(typed.value.entered, facts)
  const isAsWritten = body?.['asWritten'] === 'yes'
  const isHeldBack = hasErrors(findings) ? !isAsWritten : unexplainedWarnings(typed.value, findings).length > 0
  if (isHeldBack) return await entryPage(request, reply, primary, draft, { findings })
  const submitted = await takeStep(
    this,
    request,
    (entry, now) => submitEntry(entry, typistOf(request), typed.value, primarySheetFacts(election, now)),
    (after, { id }) => ({
      type: 'primaryEntered',
      primaryId: id,
      entry: entryDue(primary.entry) ?? 'first',
      state: after.status,
      findings: findings.map(({ code }) => code),
    }),
  )
  if (!submitted.ok) throw new Conflict(submitted.error)
  if (submitted.value !== 'again') reply.flash(submittedText(submitted.value))
  return reply.redirect(home, 303)
}

/** A sheet that is not being typed by whoever sends it: the same form again, or one that came too late. */
async function answerStale(app: FastifyInstance, request: Request, reply: FastifyReply, home: string) {
  const first = await inTransaction<boolean, never>(app.db, async (trx) =>
    ok(await claimForm(trx, request.body, request.now)),
  )
  if (first.ok && first.value) throw new Conflict('没有提交：这张计票单已不在您手里录入，请返回“预选”页。')
  return reply.redirect(home, 303)
}

function submittedText({ status }: EntryState): string {
  if (status === 'definitive') return '两次录入一致，预选计票单已核定。'
  if (status === 'entriesDiffer') return '两次录入不一致，已交选举委员会负责人核对。'
  if (status === 'firstEntryHasErrors') return '已照单提交，由选举委员会负责人调出计票单核对。'
  return '第一次录入已提交，请另一位录入员做第二次录入。'
}
