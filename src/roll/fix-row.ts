import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, refused } from '../lib/result.js'
import type { Finding } from '../rules/finding.js'
import { may } from '../rules/permitted-actions.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { Conflict, NotFound } from '../infra/http/errors.js'
import { optionalTextField, versionField } from '../infra/http/fields.js'
import { claimForm, errorsFromFindings, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import { listMilestones } from '../timetable/queries.js'
import { columnTitle } from './finding-titles.js'
import { outcomeText, type RowOutcome } from './import-outcome.js'
import { getImport, moveImport } from './import-queries.js'
import { judgeAgain } from './judge-again.js'
import { type RegisterColumns, type RegisterField, registerFields } from './register/checked-register.js'
import { importIdOf, narrowedBy } from './review-import.js'
import { placeOf } from './review-row.js'
import { getRegisterRow, type WholeRow } from './row-fix-queries.js'
import type { StagedReport } from './stage-register.js'
import type { StagedPerson } from './staged-row.js'

/** Offered for every row, whatever columns the file has. */
const usualFields: readonly RegisterField[] = [
  'name',
  'identityNumber',
  'sex',
  'birth',
  'residentsGroup',
  'householdNumber',
  'relation',
  'address',
  'phone',
  'remark',
]
const fixFields = registerFields.filter((field) => field !== 'age' && field !== 'sequence')
const fixForm = z.object({
  version: versionField,
  ...(Object.fromEntries(fixFields.map((field) => [field, optionalTextField(200)])) as Record<
    string,
    ReturnType<typeof optionalTextField>
  >),
})

function rowIdOf(request: FastifyRequest): number {
  const { rowId } = request.params as { rowId: string }
  if (!/^[1-9]\d{0,9}$/.test(rowId)) throw new NotFound()
  return Number(rowId)
}

/** One row of a register that waits for review, to be put right without the file. */
export async function showFixRow(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await fixPage(this, request, reply)
}

async function fixPage(
  { db, sealer }: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  errors?: FormErrors,
) {
  const { election } = request
  const register = await getImport(db, election.id, importIdOf(request))
  if (register.state !== 'staged') throw new NotFound('这份名册已经导入或放弃，不能再改。')
  const row = await getRegisterRow(db, register.id, rowIdOf(request))
  // Whole numbers and telephones: they are in the file. Every showing is a look.
  const look = { type: 'registerRowSeen', importId: register.id, row: placeOf(row) } as const
  await inTransaction(db, async (trx) => ok(await recordEvent(trx, request.actor, look, election.id)))
  const staged = JSON.parse(sealer.unsealText(row.sealedPerson)) as StagedPerson
  const href = `/elections/${election.id}/roll/imports/${register.id}`
  const typed = errors ? (request.body as Readonly<Record<string, string | undefined>>) : undefined
  return await reply.code(errors === overtaken ? 409 : errors ? 422 : 200).page('roll/fix-row.hbs', {
    title: `修改第 ${placeOf(row)} 行：${register.fileName}`,
    register: { fileName: register.fileName, href },
    row: {
      place: placeOf(row),
      version: row.version,
      outcomeText: outcomeText[row.outcome as RowOutcome],
      isChanged: row.changedAt !== null,
      changedAt: row.changedAt ?? '',
      changedByName: row.changedByName ?? '',
      href: `${href}/rows/${row.id}`,
    },
    findings: JSON.parse(row.findings) as Finding[],
    fields: fieldsOf(JSON.parse(register.columns) as RegisterColumns, staged, typed),
    ...backTo(request, href),
    errors,
  })
}

function fieldsOf(
  columns: RegisterColumns,
  { read, original }: StagedPerson,
  typed?: Readonly<Record<string, string | undefined>>,
) {
  const shown = fixFields.filter((field) => usualFields.includes(field) || columns[field] !== undefined || read[field])
  return shown.map((field) => {
    const now = read[field] ?? ''
    const value = typed?.[field] ?? now
    const was = original[field]
    const hints = [
      was === undefined ? '' : `名册原文：${was === '' ? '（空）' : was}`,
      value === now ? '' : `现在是：${now === '' ? '（空）' : now}`,
    ]
    return { id: field, label: columnTitle[field], value, hint: hints.filter(Boolean).join('　') }
  })
}

/** The page of rows that one came from, as narrowed down as it was. */
function backTo(request: FastifyRequest, href: string) {
  const from = { ...(request.query as object), ...((request.body as object | null) ?? {}) } as Record<string, string>
  const page = /^\d{1,6}$/.test(from['page'] ?? '') ? (from['page'] as string) : '1'
  const narrowed = { ...narrowedBy(from), page }
  const query = new URLSearchParams(narrowed).toString()
  return { narrowed, query, back: `${href}?${query}#rows` }
}

const overtaken = formErrors([{ field: 'name', message: '打开本页以后，这一行已被别人修改。请核对后再保存' }])

/** Saves what a row shall say, and judges it anew together with those that it shared a number with. */
export async function fixRow(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election } = request
  const form = readForm(fixForm, request.body)
  if (!form.ok) return await fixPage(this, request, reply, form.error)
  const href = `/elections/${election.id}/roll/imports/${importIdOf(request)}`
  const saved = await inTransaction(this.db, async (trx) => {
    if (!(await claimForm(trx, request.body, request.now))) return ok(undefined)
    const findings = may('importRegister', await listMilestones(trx, election.id), ruleSetInForce(election))
    if (findings.length > 0) return refused(errorsFromFindings(findings))
    return await saveFix(this, trx, request, form.value)
  })
  if (!saved.ok) return await fixPage(this, request, reply, saved.error)
  const { query, back } = backTo(request, href)
  if (saved.value === undefined) return reply.redirect(back, 303)
  const { place, verdict } = saved.value
  reply.flash(
    verdict === 'error' ? `第 ${place} 行已保存，还有差错，请接着改。` : `第 ${place} 行已保存，重新核对过了。`,
  )
  return reply.redirect(verdict === 'error' ? `${href}/rows/${rowIdOf(request)}?${query}` : back, 303)
}

type Typed = z.output<typeof fixForm>

async function saveFix({ sealer }: FastifyInstance, trx: Trx, request: FastifyRequest, typed: Typed) {
  const { election, actor, account } = request
  const importId = importIdOf(request)
  // Whoever has the page of verdicts open shall not commit what has changed under it.
  if (!(await moveImport(trx, importId, 'staged', { state: 'staged' }))) {
    throw new Conflict('这份名册已经导入或放弃，不能再改。')
  }
  const register = await getImport(trx, election.id, importId)
  const row = await getRegisterRow(trx, importId, rowIdOf(request))
  if (row.version !== typed.version) return refused(overtaken)
  const { fields, ...staged } = changedTexts(row, typed, request.body, (sealed) => sealer.unsealText(sealed))
  if (fields.length === 0) return ok(undefined)
  const report = JSON.parse(register.report) as StagedReport
  const by = { changedBy: account?.id as number, changedAt: actor.at }
  const judged = await judgeAgain(trx, { election, register, sealer }, row, { staged, by }, report)
  if (!judged) return refused(overtaken)
  await moveImport(trx, importId, 'staged', { state: 'staged', report: JSON.stringify(judged.counts) })
  const place = placeOf(row)
  const event = {
    type: 'registerRowChanged',
    importId,
    row: place,
    fields: fields.map((field) => columnTitle[field]),
  } as const
  await recordEvent(trx, actor, event, election.id)
  return ok({ place, verdict: judged.verdict })
}

/** A field of one line loses its line ends in a browser: that is no change. */
const inOneLine = (text: string) => text.replace(/[\r\n]/g, '').trim()

/** What the row says after the change; a cell that was changed is text from then on, and the file's own words are kept. */
function changedTexts(row: WholeRow, typed: Typed, body: unknown, unseal: (sealed: string) => string) {
  const staged = JSON.parse(unseal(row.sealedPerson)) as StagedPerson
  const read = { ...staged.read }
  const shapes = { ...staged.shapes }
  const original = { ...staged.original }
  const fields = fixFields.filter((field) => {
    const text = (typed as Readonly<Record<string, unknown>>)[field] as string
    return field in (body as object) && inOneLine(text) !== inOneLine(read[field] ?? '')
  })
  for (const field of fields) {
    const text = (typed as Readonly<Record<string, unknown>>)[field] as string
    const was = original[field] ?? read[field] ?? ''
    original[field] = was
    if (was === text) delete original[field]
    delete shapes[field]
    if (text === '') delete read[field]
    else read[field] = text
  }
  return { fields, read, shapes, original }
}
