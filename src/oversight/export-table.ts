import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { termText } from '../lib/chinese-text.js'
import { csvText } from '../lib/csv-text.js'
import { ok } from '../lib/result.js'
import { type Block, renderPdf, sendPdf } from '../documents/queries.js'
import type { StatisticsEvent } from '../infra/audit-log/events/statistics.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { Conflict, Forbidden, NotFound } from '../infra/http/errors.js'
import { textField } from '../infra/http/fields.js'
import { readForm } from '../infra/http/forms.js'
import { type Sheet, sendFile, workbookOf } from '../infra/http/workbook.js'
import { namesPeople, tablePage } from './show-statistics-table.js'
import { peoplePage } from './show-statistics-people.js'
import { peopleInView, peopleRows } from './people-in-view.js'
import { objectionRows, objectionsInView, objectionsPage } from './show-objections.js'
import { blocksOf, csvOf, sheetOf, sheetOfWords, type TableToPrint } from './table-files.js'
import { type TableInView, tableInView } from './table-in-view.js'

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
export const csvType = 'text/csv; charset=utf-8'

const formats = ['xlsx', 'csv', 'pdf'] as const
type Format = (typeof formats)[number]

/** Hands out a table of figures. One that names people is handed out only for a reason. */
export async function fetchTable(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const view = await tableInView(this, request)
  const format = formatOf((request.params as { format: string }).format)
  if (namesPeople(view)) throw new Forbidden('这张表有姓名，请在表的页面上写明用途后导出。')
  const event = { type: 'statisticsExported', table: view.table.key, format, rows: view.lines.length } as const
  await record(this, request, event, null)
  return await sendTable(request, reply, view, format)
}

function formatOf(text: string): Format {
  const format = formats.find((one) => one === text)
  if (!format) throw new NotFound('没有这种格式。')
  return format
}

const reasonForm = z.object({
  format: z.enum(formats, '请选择格式'),
  reason: textField(200, '请写明导出的用途和依据').refine(
    (text) => [...text].length >= 4,
    '请把用途写清楚，至少四个字',
  ),
})

/** Hands out a table that names people: what it is for is asked and recorded (Personal Information Protection Law, art. 6). */
export async function exportPersonalTable(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const view = await tableInView(this, request)
  if (!namesPeople(view)) throw new NotFound('这张表没有姓名，可以直接导出。')
  const form = readForm(reasonForm, request.body)
  if (!form.ok) return await tablePage(request, reply, view, form.error)
  const { format, reason } = form.value
  const event = { type: 'membersExported', table: view.table.key, format, rows: view.lines.length, reason } as const
  await record(this, request, event, null)
  return await sendTable(request, reply, view, format)
}

/** Hands out the people whom a table counts in one community, for a reason. */
export async function exportPeople(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const view = await peopleInView(this, request)
  const form = readForm(reasonForm, request.body)
  if (!form.ok) return await peoplePage(request, reply, view, form.error)
  const { format, reason } = form.value
  const { table, community, people } = view
  const event = { type: 'membersExported', table: table.key, format, rows: people.length, reason } as const
  await record(this, request, event, community.electionId)
  return await sendRows(request, reply, format, `${community.name}${table.title}人员`, peopleRows(view))
}

/** Hands out the register of objections, which names who objected and whom it is about, for a reason. */
export async function exportObjections(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const view = await objectionsInView(this, request)
  const form = readForm(reasonForm, request.body)
  if (!form.ok) return await objectionsPage(request, reply, view, form.error)
  const { format, reason } = form.value
  const event = { type: 'membersExported', table: 'objections', format, rows: view.rows.length, reason } as const
  await record(this, request, event, null)
  const title = `${view.place}${termText(view.season.termNumber)}信访、异议台账`
  return await sendRows(request, reply, format, title, objectionRows(view))
}

/** Lines of words under their heads, in one of the formats. */
async function sendRows(
  request: FastifyRequest,
  reply: FastifyReply,
  format: Format,
  title: string,
  rows: readonly (readonly string[])[],
) {
  const name = `${title}（${request.today}）`
  if (format === 'csv') return sendFile(reply, csvText(rows), csvType, `${name}.csv`)
  if (format === 'xlsx') return sendFile(reply, await workbookOf([sheetOfWords(title, rows)]), xlsxType, `${name}.xlsx`)
  const [heads = [], ...lines] = rows
  const listed: Block = {
    kind: 'table',
    size: 10.5,
    columns: heads.map((head) => ({ title: head, align: 'center' })),
    rows: lines,
  }
  return await sendBlocks(request, reply, name, [{ kind: 'title', lines: [title] }, listed])
}

async function record(
  app: FastifyInstance,
  { actor }: FastifyRequest,
  event: StatisticsEvent,
  electionId: number | null,
) {
  await inTransaction(app.db, async (trx) => ok(await recordEvent(trx, actor, event, electionId)))
}

async function sendTable(request: FastifyRequest, reply: FastifyReply, view: TableInView, format: Format) {
  const toPrint = tableToPrint(view, request.today)
  const name = `${toPrint.title}（${request.today}）`
  if (format === 'csv') return sendFile(reply, csvOf(toPrint), csvType, `${name}.csv`)
  if (format === 'pdf') return await sendBlocks(request, reply, name, blocksOf(toPrint))
  const sheets: Sheet[] = [sheetOf(toPrint)]
  return sendFile(reply, await workbookOf(sheets), xlsxType, `${name}.xlsx`)
}

/** A table under its full title. */
export function tableToPrint(view: TableInView, day: FastifyRequest['today']): TableToPrint {
  const { table, level, lines, total, place, season } = view
  return { table, level, lines, total, place, day, title: `${place}${termText(season.termNumber)}${table.title}` }
}

async function sendBlocks(request: FastifyRequest, reply: FastifyReply, title: string, blocks: readonly Block[]) {
  const set = await renderPdf({
    ...{ title, blocks, createdOn: request.today, author: request.season?.bureauName ?? '' },
    ...{ paper: 'A3', orientation: 'landscape', margins: 'wide' },
    sample: request.season?.kind === 'drill',
  })
  if (!set.ok) throw new Conflict('字体中缺少字，不能打印，请系统管理员安装字体。')
  return sendPdf(reply, set.value.bytes, title, 'statistics')
}
