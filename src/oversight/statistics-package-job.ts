import { createHash } from 'node:crypto'
import { csvText } from '../lib/csv-text.js'
import { termText } from '../lib/chinese-text.js'
import type { PlainDate } from '../lib/plain-date.js'
import { ok } from '../lib/result.js'
import { renderPdf, zipOf, type ZippedFile } from '../documents/queries.js'
import { type Actor, recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { keepStoredFile, storeFile } from '../infra/db/stored-files.js'
import type { Account, SeasonInForce } from '../infra/http/context.js'
import { workbookOf } from '../infra/http/workbook.js'
import type { JobKind, JobWork } from '../infra/jobs/run-job.js'
import { placeOf } from './place-words.js'
import { seasonRecord } from './season-record.js'
import { seasonJsonSchema } from './season-schema.js'
import { statisticsFacts } from './statistics-facts.js'
import { communityLines, statisticsTables, totalLine, townshipLines } from './statistics-tables.js'
import { blocksOf, csvOf, sheetOf, type TableToPrint } from './table-files.js'

/** What the worker is told: of which season, as who sees it, on which day. */
export interface PackageOrder {
  readonly season: SeasonInForce
  readonly account: Account
  readonly today: PlainDate
  readonly actor: Actor
  readonly fileName: string
}

/** What came of it. */
export interface PackageOutcome {
  readonly fileId: number
  readonly fileName: string
  readonly files: number
}

/** A package can be fetched for so long. */
const keptDays = 7

/** Packs every table that names nobody, as workbook, CSV and PDF, and the public record of the season with its schema. */
export const statisticsPackageJob: JobKind = {
  run: async (work) => {
    const order = work.input as PackageOrder
    const packed: { path: string; bytes: number; sha256: string }[] = []
    const files = zipOf(filesOf(work, order, packed), new Date(`${order.today}T04:00:00Z`))
    const at = new Date().toISOString()
    const stored = await storeFile(work.db, work.sealer, files, at)
    const until = new Date(Date.parse(at) + keptDays * 86_400_000).toISOString()
    await inTransaction(work.db, async (trx) => {
      await keepStoredFile(trx, stored.id, until)
      const event = { type: 'statisticsExported', table: 'package', format: 'zip', rows: packed.length } as const
      await recordEvent(trx, order.actor, event, null)
      await work.finish(trx, {
        fileId: stored.id,
        fileName: order.fileName,
        files: packed.length,
      } satisfies PackageOutcome)
      return ok(undefined)
    })
  },
  // What was stored of one that ended is taken up by nobody, and swept away.
  giveUp: () => Promise.resolve(),
}

type Packed = { path: string; bytes: number; sha256: string }[]

async function* filesOf(work: JobWork, order: PackageOrder, packed: Packed): AsyncGenerator<ZippedFile> {
  for await (const file of contentsOf(work, order)) {
    const sha256 = createHash('sha256').update(file.bytes).digest('hex')
    packed.push({ path: file.path, bytes: file.bytes.length, sha256 })
    work.progress('正在打包', packed.length)
    yield file
  }
  const rows = packed.map(({ path, bytes, sha256 }) => [path, bytes, sha256])
  yield { path: '目录.csv', bytes: Buffer.from(csvText([['文件', '字节', 'SHA-256'], ...rows])) }
}

async function* contentsOf({ db }: JobWork, { season, account, today }: PackageOrder): AsyncGenerator<ZippedFile> {
  const facts = await statisticsFacts(db, season.id, account)
  const place = await placeOf(db, account, season)
  const tables = statisticsTables
    .filter((table) => !table.isPersonal)
    .map((table): TableToPrint => {
      const title = `${place}${termText(season.termNumber)}${table.title}`
      const total = totalLine(table, facts)
      return { table, level: 'communities', lines: communityLines(table, facts), total, title, place, day: today }
    })
  yield { path: '统计表（按社区）.xlsx', bytes: await workbookOf(tables.map(sheetOf)) }
  if (account.townshipId === null) {
    const sums = tables.map(
      (one): TableToPrint => ({
        ...one,
        level: 'townships',
        lines: townshipLines(one.table, facts),
      }),
    )
    yield { path: '统计表（按街道、镇）.xlsx', bytes: await workbookOf(sums.map(sheetOf)) }
  }
  for (const one of tables) {
    yield { path: `CSV/${one.table.title}.csv`, bytes: Buffer.from(csvOf(one)) }
    const set = await renderPdf({
      ...{ title: one.title, blocks: blocksOf(one), createdOn: today, author: season.bureauName },
      ...{ paper: 'A3', orientation: 'landscape', margins: 'wide' },
      sample: season.kind === 'drill',
    })
    // A character that no font has is left to the page of the table, which names it.
    if (set.ok) yield { path: `PDF/${one.table.title}.pdf`, bytes: set.value.bytes }
  }
  const record = await seasonRecord(db, season, account, today)
  yield { path: '换届公开数据.json', bytes: Buffer.from(`${JSON.stringify(record, null, 2)}\n`) }
  yield { path: 'season.schema.json', bytes: Buffer.from(`${JSON.stringify(seasonJsonSchema(), null, 2)}\n`) }
}
