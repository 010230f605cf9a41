import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { longDate, termText } from '../lib/chinese-text.js'
import { addDays } from '../lib/plain-date.js'
import { type Block, renderPdf, sendPdf } from '../documents/queries.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import type { Account, SeasonInForce } from '../infra/http/context.js'
import { Conflict, NotFound } from '../infra/http/errors.js'
import { queryText } from '../infra/http/fields.js'
import { sendXlsx } from '../infra/http/spreadsheet.js'
import { ok } from '../lib/result.js'
import { digestPapers, type DigestRow, digestRows } from './digest-rows.js'
import { placeOf } from './place-words.js'

const heads = [
  '社区',
  '街道（镇）',
  '当前阶段',
  ...digestPapers.map(({ title }) => title),
  ...['超期', '登记选民', '候选人', '选举日', '参选率', '结果', '问题'],
]

function cellsOf({ name, townshipName, stage, days, ...row }: DigestRow): string[] {
  const { late, voters, candidates, electionDay, turnout, result, problems } = row
  return [name, townshipName, stage, ...days, late, voters, candidates, electionDay, turnout, result, problems]
}

/** The weekly digest (进度表, forms.md A5.3), to be read before it is printed. */
export async function showDigest(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { season, place, rows } = await digestOf(this, request)
  return await reply.page('oversight/show-digest.hbs', {
    title: '进度周报',
    term: termText(season.termNumber),
    place,
    week: weekText(request),
    papers: digestPapers,
    paperCount: digestPapers.length,
    rows,
    count: rows.length,
  })
}

/** The digest as PDF on A3 or A4, or as a table for further work; it names no voter. */
export async function fetchDigest(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { season, place, rows } = await digestOf(this, request)
  const name = `${place}换届选举进度表（${longDate(request.today)}）`
  const format = (request.params as { format: string }).format
  await inTransaction(this.db, async (trx) => {
    await recordEvent(
      trx,
      request.actor,
      { type: 'statisticsExported', table: 'digest', format, rows: rows.length },
      null,
    )
    return ok(undefined)
  })
  if (format === 'xlsx') {
    const widths = heads.map((head) => (head === '问题' ? 50 : Math.max(10, head.length * 2 + 2)))
    return await sendXlsx(reply, { title: '进度表', headers: heads, rows: rows.map(cellsOf), widths }, name)
  }
  if (format !== 'pdf') throw new NotFound()
  const set = await renderPdf({
    title: name,
    author: season.bureauName,
    blocks: blocksOf(name, place, rows, request),
    createdOn: request.today,
    paper: queryText(request.query, 'paper') === 'A4' ? 'A4' : 'A3',
    orientation: 'landscape',
    margins: 'wide',
    sample: season.kind === 'drill',
  })
  if (!set.ok) throw new Conflict('字体中缺少字，不能打印，请系统管理员安装字体。')
  return sendPdf(reply, set.value.bytes, name, 'weekly-digest')
}

function blocksOf(name: string, place: string, rows: readonly DigestRow[], request: FastifyRequest): Block[] {
  const left = new Set(['社区', '问题', '当前阶段', '街道（镇）'])
  return [
    { kind: 'title', lines: [name] },
    {
      kind: 'table',
      caption: `${weekText(request)}　公告栏为首次印发日（月.日）`,
      size: 10.5,
      columns: heads.map((title) => ({ title, align: left.has(title) ? 'left' : 'center' })),
      rows: rows.map(cellsOf),
    },
    { kind: 'signers', labels: ['填报单位（章）', '负责人', '填表人', '联系电话'], perRow: 2 },
    { kind: 'signature', issuer: place, date: longDate(request.today), seal: false },
  ]
}

async function digestOf(app: FastifyInstance, request: FastifyRequest) {
  const season: SeasonInForce | null = request.season
  if (!season) throw new NotFound('还没有设立换届。')
  const account = request.account as Account
  const place = await placeOf(app.db, account, season)
  return { season, place, rows: await digestRows(app.db, season, account, request.today) }
}

/** 2027年5月14日至2027年5月20日 */
function weekText({ today }: FastifyRequest): string {
  return `${longDate(addDays(today, -6))}至${longDate(today)}`
}
