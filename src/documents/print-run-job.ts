import { ok } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { findElection } from '../infra/db/scope-queries.js'
import { deleteStoredFile, keepStoredFile, storeFile } from '../infra/db/stored-files.js'
import { JobRefused, type JobKind, type JobWork } from '../infra/jobs/run-job.js'
import type { ElectionInScope } from '../infra/http/context.js'
import { gluePdfs } from './layout/glue-pdf.js'
import { contextFor } from './paper-in-view.js'
import { itemsOf, type PrintedDocument, printPapers, printSheetOf } from './print-items.js'
import type { LeftOut, PrintOrder } from './print-choice.js'
import { setPrintedFile } from './print-run-queries.js'
import { zipOf } from './zip-files.js'
import { placeName } from './words.js'

/** A finished print can be fetched for so long. */
export const keptDays = 7

interface Printed {
  documents: number
  pages: number
  readonly leftOut: LeftOut[]
  readonly sheets: {
    readonly electionId: number
    readonly pages: number
    readonly sheet: NonNullable<PrintedDocument['sheet']>
  }[]
}

interface CommunityDocument extends PrintedDocument {
  readonly community: string
}

/** Prints papers and sheets of many communities into one file; one document at a time is in memory. */
export const printRunJob: JobKind = {
  run: async (work) => {
    const order = work.input as PrintOrder
    const printed: Printed = { documents: 0, pages: 0, leftOut: [], sheets: [] }
    const at = new Date().toISOString()
    const stored = await storeFile(work.db, work.sealer, fileOf(order, printDocuments(work, order, printed)), at)
    if (printed.documents === 0) {
      await deleteStoredFile(work.db, stored.id)
      throw new JobRefused('nothing-to-print', '所选的文书都还不能打印，没有印出任何一份。')
    }
    const { documents, pages, leftOut } = printed
    const until = new Date(Date.parse(at) + keptDays * 86_400_000).toISOString()
    await inTransaction(work.db, async (trx) => {
      await keepStoredFile(trx, stored.id, until)
      await setPrintedFile(trx, order.runId, stored.id)
      for (const { electionId, pages: own, sheet } of printed.sheets) {
        const event = { type: 'sheetPrinted', ...sheet, picked: { ...sheet.picked }, pages: own, reason: '' } as const
        await recordEvent(trx, order.actor, event, electionId)
      }
      await recordEvent(trx, order.actor, { type: 'papersPrinted', runId: order.runId, documents, pages }, null)
      await work.finish(trx, { documents, pages, leftOut })
      return ok(undefined)
    })
  },
  // What was stored of a run that ended is taken up by nobody, and swept away.
  giveUp: () => Promise.resolve(),
}

function fileOf({ choice, today }: PrintOrder, documents: AsyncIterable<CommunityDocument>): AsyncIterable<Buffer> {
  const { format, isDuplex, copies } = choice
  if (format === 'pdf') return gluePdfs(titled(documents), { isDuplex, copies })
  return zipOf(filed(documents), new Date(`${today}T04:00:00Z`))
}

async function* titled(documents: AsyncIterable<CommunityDocument>) {
  for await (const { community, name, bytes } of documents) yield { title: `${community}　${name}`, bytes }
}

async function* filed(documents: AsyncIterable<CommunityDocument>) {
  let number = 0
  for await (const { community, name, bytes } of documents) {
    number += 1
    yield { path: `${community}/${String(number).padStart(3, '0')} ${name}.pdf`, bytes }
  }
}

async function* printDocuments(work: JobWork, order: PrintOrder, printed: Printed): AsyncGenerator<CommunityDocument> {
  const { electionIds } = order.choice
  for (const [done, electionId] of electionIds.entries()) {
    const election = await findElection(work.db, electionId)
    if (!election) continue
    work.progress(`正在排印：${placeName(election)}`, done, electionIds.length)
    for await (const document of documentsOf(work, order, election, printed)) {
      work.progress(`正在排印：${placeName(election)}`, done, electionIds.length)
      printed.documents += 1
      printed.pages += document.pages
      if (document.sheet) printed.sheets.push({ electionId, pages: document.pages, sheet: document.sheet })
      yield { ...document, community: placeName(election) }
    }
  }
  work.progress('正在存盘', electionIds.length, electionIds.length)
}

async function* documentsOf(
  work: JobWork,
  { choice, bureau, today, isSample }: PrintOrder,
  election: ElectionInScope,
  { leftOut }: Printed,
): AsyncGenerator<PrintedDocument> {
  const context = await contextFor(work.db, election, bureau, today)
  const leave = (title: string, why: string) => leftOut.push({ community: placeName(election), title, why })
  for (const item of await itemsOf(work.db, context, choice)) {
    if (item.why !== '') leave(item.title, item.why)
    else if (item.kind === 'paper') yield* printPapers(work.db, election, item)
    else {
      const made = await printSheetOf(work, context, item, { group: choice.group, isSample })
      if (typeof made === 'string') leave(item.title, made)
      else yield made
    }
  }
}
