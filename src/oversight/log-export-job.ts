import { csvText } from '../lib/csv-text.js'
import { ok } from '../lib/result.js'
import { contentKeyOf, linkOf } from '../infra/audit-log/event-hash.js'
import { type Actor, recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { keepStoredFile, storeFile } from '../infra/db/stored-files.js'
import { shanghaiTime } from '../infra/http/handlebars.js'
import type { JobKind, JobWork } from '../infra/jobs/run-job.js'
import { isOpenType } from '../tally/queries.js'
import { factsText } from './event-facts.js'
import { headOf } from './log-in-view.js'
import type { LogLine } from './log-line-schema.js'
import { listRecordNames } from './log-name-queries.js'
import { type LogFilter, listEventsBySequence, listSequences } from './log-queries.js'
import { type Naming, namingOf, recordsNamed } from './record-facts.js'

export type LogFormat = 'csv' | 'jsonl'

/** What the worker is told: which events, for what, and whether people are named. */
export interface LogExportOrder {
  readonly filter: LogFilter
  /** The filter in words. */
  readonly range: string
  readonly format: LogFormat
  readonly withNames: boolean
  readonly reason: string
  readonly actor: Actor
  readonly fileName: string
}

export interface LogExportOutcome {
  readonly fileId: number
  readonly fileName: string
  readonly format: LogFormat
  readonly rows: number
  readonly range: string
  readonly withNames: boolean
}

/** An export can be fetched for so long. */
const keptDays = 7
const perPage = 500

/** Writes the events that a page of the log shows into a file, newest first, as they are when it is their turn. */
export const logExportJob: JobKind = {
  run: async (work) => {
    const order = work.input as LogExportOrder
    const counted = { rows: 0 }
    const at = new Date().toISOString()
    const stored = await storeFile(work.db, work.sealer, bytesOf(work, order, counted), at)
    const until = new Date(Date.parse(at) + keptDays * 86_400_000).toISOString()
    await inTransaction(work.db, async (trx) => {
      await keepStoredFile(trx, stored.id, until)
      const { range, format, withNames, reason, fileName } = order
      const { sha256 } = stored
      const event = { type: 'logExported', range, format, withNames, rows: counted.rows, sha256, reason } as const
      await recordEvent(trx, order.actor, event, order.filter.electionId ?? null)
      const { rows } = counted
      const outcome: LogExportOutcome = { fileId: stored.id, fileName, format, rows, range, withNames }
      return ok(await work.finish(trx, outcome))
    })
  },
  // What was stored of one that ended is taken up by nobody, and swept away.
  giveUp: () => Promise.resolve(),
}

async function* bytesOf(work: JobWork, order: LogExportOrder, counted: { rows: number }): AsyncGenerator<Buffer> {
  const isCsv = order.format === 'csv'
  if (isCsv) yield Buffer.from(csvText([headsOf(order)]))
  for (let before: number | undefined; ; ) {
    const sequences = await listSequences(work.db, order.filter, before, perPage)
    const events = await listEventsBySequence(work.db, sequences)
    const naming = order.withNames
      ? namingOf(await listRecordNames(work.db, recordsNamed(events)), () => false)
      : nameless
    const lines = events.map((event) => lineOf(event, naming, order.withNames))
    // Only the first piece of a CSV file begins with the byte order mark.
    const text = isCsv
      ? csvText(lines.map((line) => cellsOf(line, order))).slice(1)
      : lines.map((line) => `${JSON.stringify(line)}\n`).join('')
    if (text !== '') yield Buffer.from(text)
    counted.rows += events.length
    work.progress('正在导出', counted.rows)
    before = sequences.at(-1)
    if (sequences.length < perPage) return
  }
}

const nameless: Naming = () => undefined

type EventRow = Awaited<ReturnType<typeof listEventsBySequence>>[number]

/** Content is opened where it names nobody, or where names are asked for; its hash is there in any case. */
function lineOf(event: EventRow, naming: Naming, withNames: boolean): LogLine {
  const { sequence, at, type, electionId, previousHash, previousInElection, actorHash, contentHash } = linkOf(event)
  const { place, what, roleText } = headOf(event)
  const { accountName: name, accountId, content, salt, hash } = event
  return {
    ...{ sequence, at, type, electionId, place, what, roleText },
    ...{ previousHash, previousInElection, actorHash, contentHash, hash },
    ...(withNames || isOpenType(type)
      ? { opened: { key: contentKeyOf(salt), content }, inWords: factsText(type, content, naming) }
      : {}),
    ...(withNames ? { who: { name, accountId } } : {}),
  }
}

function headsOf({ withNames }: LogExportOrder): string[] {
  const who = withNames ? ['何人'] : []
  return ['序号', '时间', ...who, '岗位', '何处', '事项', '内容', '上一条指纹', '指纹']
}

function cellsOf(line: LogLine, { withNames }: LogExportOrder): (string | number)[] {
  const { sequence, at, who, roleText, place, what, inWords, previousHash, hash } = line
  const time = shanghaiTime(at).replace('T', ' ').slice(0, 19)
  const name = withNames ? [who?.name ?? ''] : []
  return [sequence, time, ...name, roleText, place, what, inWords ?? '（可能有姓名，未导出）', previousHash, hash]
}
