import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ok, refused } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { Conflict, NotFound } from '../infra/http/errors.js'
import { claimForm, errorsFromFindings, type FormErrors, readForm } from '../infra/http/forms.js'
import { queueJob } from '../infra/jobs/job-queries.js'
import { may } from '../rules/permitted-actions.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { listMilestones } from '../timetable/queries.js'
import { type ColumnChoice, columnChoice, columnGroups, fieldName, meaningsOf, versionedForm } from './column-choice.js'
import { columnTitle } from './finding-titles.js'
import { findSealedTop, getImport, importSubject, type StoredImport, updateImport } from './import-queries.js'
import { likelyHeading, openedTop } from './import-top.js'
import type { RollJob } from './jobs.js'
import { countHandled } from './register-row-queries.js'
import type { FirstRows, HeaderMeanings, RegisterColumns, RegisterField } from './register/checked-register.js'
import { headerKey } from './register/header-words.js'
import { listRememberedColumns, rememberColumns } from './remembered-queries.js'
import { importIdOf } from './review-import.js'
import { maskedDigits } from './review-row.js'
import type { ImportWork, RefusedReport, StagedReport } from './stage-register.js'

/** Rows of the table shown beside the choice. */
const rowsShown = 12

/** A register whose columns may be told by hand, with the heading that they are chosen from. */
interface Told {
  readonly register: StoredImport
  readonly tops: readonly FirstRows[]
  readonly sheet: number
  /** Row of the heading; undefined: the one that was recognised. */
  readonly row: number | undefined
  /** One of each, as they stand. */
  readonly headers: readonly string[]
  readonly columns: RegisterColumns
}

/** Telling by hand what the columns of a register mean, with its first rows in sight. */
export async function showImportColumns(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await columnsPage(this, request, reply)
}

/** The file as it was understood, and the heading row that the address or the form names. */
async function toldOf({ db, sealer }: FastifyInstance, request: FastifyRequest): Promise<Told> {
  const register = await getImport(db, request.election.id, importIdOf(request))
  const isOpen = register.state === 'staged' || register.state === 'refused'
  if (!isOpen || register.fileId === null) throw new NotFound('这份名册现在不能指定各列。')
  const tops = openedTop(await findSealedTop(db, register.id), sealer)
  const named = { ...(request.query as object), ...((request.body as object | null) ?? {}) } as Record<string, unknown>
  const sheet = Math.max(
    0,
    tops.findIndex((_, index) => String(index) === named['sheet']),
  )
  const isStaged = register.state === 'staged'
  const columns = JSON.parse(register.columns) as RegisterColumns
  const wanted = tops[sheet]?.rows.find(({ rowNumber }) => String(rowNumber) === named['row'])?.rowNumber
  const row = wanted ?? (isStaged ? undefined : likelyHeading(tops[sheet], columns))
  const texts = row === undefined ? (JSON.parse(register.report) as StagedReport).headers : textsAt(tops[sheet], row)
  const headers = [
    ...new Map(texts.filter((text) => text.trim() !== '').map((text) => [headerKey(text), text])).values(),
  ]
  return { register, tops, sheet, row, headers, columns }
}

/** The texts of a heading row; where a cell is blank, that of the row above: a heading may have two lines. */
function textsAt(top: FirstRows | undefined, row: number): string[] {
  const texts = top?.rows.find(({ rowNumber }) => rowNumber === row)?.texts ?? []
  const above = top?.rows.find(({ rowNumber }) => rowNumber === row - 1)?.texts ?? []
  return Array.from(texts, (text, column) => text || (above[column] ?? ''))
}

async function columnsPage(app: FastifyInstance, request: FastifyRequest, reply: FastifyReply, errors?: FormErrors) {
  const { election } = request
  const told = await toldOf(app, request)
  const { register, tops, sheet, row, headers } = told
  const remembered = await listRememberedColumns(app.db, election.communityId)
  const href = `/elections/${election.id}/roll/imports/${register.id}`
  const handled = await countHandled(app.db, register.id)
  const shown = tops[sheet]?.rows.slice(0, rowsShown) ?? []
  const width = Math.max(0, ...shown.map(({ texts }) => texts.length))
  return await reply.code(errors ? 422 : 200).page('roll/import-columns.hbs', {
    title: `指定各列：${register.fileName}`,
    register: { ...register, href, isStaged: register.state === 'staged' },
    refusal: register.state === 'refused' ? (JSON.parse(register.report) as RefusedReport).refusal.message : '',
    sheets: tops.map((top, index) => ({
      title: top.sheet === '' ? '表格' : top.sheet,
      isHere: index === sheet,
      href: `${href}/columns?sheet=${index}`,
    })),
    hasSheets: tops.length > 1,
    sheet: String(sheet),
    row: row === undefined ? '' : String(row),
    top: shown.map(({ rowNumber, texts }) => ({
      rowNumber,
      texts: Array.from({ length: width }, (_, column) => maskedDigits(texts[column] ?? '')),
      isHeading: rowNumber === row,
      href: `${href}/columns?sheet=${sheet}&row=${rowNumber}`,
    })),
    groups: columnGroups.map((group) => ({
      title: group.title,
      fields: group.fields.map((field) => fieldOnPage(field, told, remembered, request)),
    })),
    isRemembered: headers.some((header) => remembered.has(headerKey(header))),
    handled,
    hasHandled: handled > 0,
    errors,
  })
}

/** One field with the columns it may be read from: what was chosen just now, else what was recognised. */
function fieldOnPage(field: RegisterField, told: Told, remembered: HeaderMeanings, { body }: FastifyRequest) {
  const typed = (body as Readonly<Record<string, unknown>> | null)?.[fieldName(field)]
  const known = told.headers.find((header) => columnChoice(header, remembered) === field)
  const current = typed ?? (told.register.state === 'staged' && told.row === undefined ? told.columns[field] : known)
  const chosen = told.headers.find((header) => current !== undefined && header === current) ?? ''
  return {
    id: fieldName(field),
    label: columnTitle[field],
    isRemembered: chosen !== '' && remembered.get(headerKey(chosen)) === field,
    options: [
      { value: '', text: '（没有这一列）', isChosen: chosen === '' },
      ...told.headers.map((header) => ({ value: header, text: header, isChosen: header === chosen })),
    ],
  }
}

/** Remembers for the community what the columns mean, and has the file read again so. */
export async function setImportColumns(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  if (await isBeingRead(this, request)) return reply.redirect(progressOf(request), 303)
  const told = await toldOf(this, request)
  const form = readForm(versionedForm, request.body)
  const choice = form.ok ? meaningsOf(told.headers, request.body) : form
  if (!form.ok || !choice.ok) return await columnsPage(this, request, reply, choice.ok ? undefined : choice.error)
  return await readAgain(this, request, reply, { ...told, version: form.value.version, choice: choice.value })
}

/** Forgets what was told of this file's headers, and has it read again as it is recognised by itself. */
export async function resetImportColumns(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  if (await isBeingRead(this, request)) return reply.redirect(progressOf(request), 303)
  const told = await toldOf(this, request)
  const form = readForm(versionedForm, request.body)
  if (!form.ok) throw new Conflict()
  return await readAgain(this, request, reply, { ...told, version: form.value.version, choice: undefined })
}

/** A second click: the file is being read again already. */
async function isBeingRead({ db }: FastifyInstance, request: FastifyRequest): Promise<boolean> {
  return (await getImport(db, request.election.id, importIdOf(request))).state === 'reading'
}

const progressOf = (request: FastifyRequest) =>
  `/elections/${request.election.id}/roll/imports/${importIdOf(request)}/progress`

interface Again extends Told {
  readonly version: number
  readonly choice: ColumnChoice | undefined
}

async function readAgain(app: FastifyInstance, request: FastifyRequest, reply: FastifyReply, again: Again) {
  const { election } = request
  const saved = await inTransaction(app.db, async (trx) => {
    if (!(await claimForm(trx, request.body, request.now))) return ok(undefined)
    const findings = may('importRegister', await listMilestones(trx, election.id), ruleSetInForce(election))
    if (findings.length > 0) return refused(errorsFromFindings(findings))
    return ok(await queueReading(trx, request, again))
  })
  if (!saved.ok) return await columnsPage(app, request, reply, saved.error)
  await app.jobs.wake()
  return reply.redirect(progressOf(request), 303)
}

async function queueReading(trx: Trx, { election, actor, account }: FastifyRequest, again: Again): Promise<void> {
  const { register, tops, headers, version, choice } = again
  const importId = register.id
  const change = { state: 'reading', rows: 0 } as const
  if (!(await updateImport(trx, importId, version, change))) throw new Conflict()
  // What was told of a header that stands anywhere at the top is forgotten, whichever row was the heading then.
  const everywhere = tops.flatMap(({ rows }) => rows.flatMap(({ texts }) => texts))
  const known = await listRememberedColumns(trx, election.communityId)
  const concerned = choice ? headers : [...headers, ...everywhere]
  const forgotten = [...new Set(concerned.map(headerKey))].filter((key) => known.has(key))
  await rememberColumns(trx, election.communityId, forgotten, choice?.meanings ?? new Map())
  const event = choice
    ? ({ type: 'registerColumnsSet', importId, columns: choice.inWords } as const)
    : ({ type: 'registerColumnsReset', importId } as const)
  await recordEvent(trx, actor, event, election.id)
  const job = await queueJob(trx, {
    kind: 'readRegister' satisfies RollJob,
    subject: importSubject(importId),
    electionId: election.id,
    input: { importId, actor, isAgain: register.state === 'staged' } satisfies ImportWork,
    requestedBy: account?.id as number,
  })
  if (job === undefined) throw new Conflict()
}
