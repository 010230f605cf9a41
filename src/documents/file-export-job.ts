import { createHash } from 'node:crypto'
import { longDate, termText } from '../lib/chinese-text.js'
import type { PlainDate } from '../lib/plain-date.js'
import { ok } from '../lib/result.js'
import { type Actor, recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { findElection } from '../infra/db/scope-queries.js'
import { keepStoredFile, storeFile } from '../infra/db/stored-files.js'
import { JobRefused, type JobKind, type JobWork } from '../infra/jobs/run-job.js'
import type { ElectionInScope } from '../infra/http/context.js'
import { electionFile } from './election-file.js'
import { indexCsv, indexHtml, indexJson, type PackedFile } from './file-index.js'
import { listElectionRecords, listPhotosOfPostings, setExportedFile } from './file-queries.js'
import { listRounds } from '../timetable/queries.js'
import { contextFor } from './paper-in-view.js'
import { numberText } from './paper-number.js'
import { printSheetOf } from './print-items.js'
import { keptDays } from './print-run-job.js'
import { getIssuedPaper, listIssuedPapers } from './queries.js'
import { findSheet } from './sheet-catalogue.js'
import { zipOf, type ZippedFile } from './zip-files.js'

/** What the worker is told: whose file, and who asked for it on which day. */
export interface FileOrder {
  readonly exportId: number
  readonly electionId: number
  readonly today: PlainDate
  readonly bureau: string
  readonly isSample: boolean
  readonly actor: Actor
}

/** Lists and forms of the file, set from what the system holds. */
const sheetsOfFile = [
  ...['file-cover', 'file-index', 'file-notes', 'roll-statistics', 'nominee-overview'],
  ...['station-report', 'doubtful-ballots', 'ballot-seals'],
  ...['elected-roster', 'elected-form', 'certificates', 'handover-list'],
]

/** Of them, those that tell of one vote: there is one for each. */
const sheetsOfVote: ReadonlySet<string> = new Set(['station-report', 'doubtful-ballots'])

/** Packs an election file: every notice as issued, the lists, the records, the photographs, and an index of it all. */
export const fileExportJob: JobKind = {
  run: async (work) => {
    const order = work.input as FileOrder
    const election = await findElection(work.db, order.electionId)
    if (!election) throw new JobRefused('no-election', '没有这场选举。')
    const packed: PackedFile[] = []
    const files = zipOf(filesOf(work, order, election, packed), new Date(`${order.today}T04:00:00Z`))
    const at = new Date().toISOString()
    const stored = await storeFile(work.db, work.sealer, files, at)
    const until = new Date(Date.parse(at) + keptDays * 86_400_000).toISOString()
    await inTransaction(work.db, async (trx) => {
      await keepStoredFile(trx, stored.id, until)
      await setExportedFile(trx, order.exportId, stored)
      const event = { type: 'electionFileMade', files: packed.length, sha256: stored.sha256 } as const
      await recordEvent(trx, order.actor, event, election.id)
      await work.finish(trx, { files: packed.length })
      return ok(undefined)
    })
  },
  // What was stored of one that ended is taken up by nobody, and swept away.
  giveUp: () => Promise.resolve(),
}

async function* filesOf(
  work: JobWork,
  order: FileOrder,
  election: ElectionInScope,
  packed: PackedFile[],
): AsyncGenerator<ZippedFile> {
  for await (const { path, bytes } of contentsOf(work, order, election)) {
    packed.push({ path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') })
    work.progress('正在打包', packed.length)
    yield { path, bytes }
  }
  const facts = {
    title: `${election.communityName}${termText(election.termNumber)}居民委员会换届选举档案`,
    madeOn: longDate(order.today),
    file: await electionFile(work.db, election),
    packed: [...packed],
  }
  yield { path: '目录.html', bytes: Buffer.from(indexHtml(facts)) }
  yield { path: '目录.csv', bytes: Buffer.from(indexCsv(facts)) }
  yield { path: '目录.json', bytes: Buffer.from(indexJson(facts)) }
}

async function* contentsOf(work: JobWork, order: FileOrder, election: ElectionInScope): AsyncGenerator<ZippedFile> {
  yield* sheetFiles(work, order, election)
  yield* noticeFiles(work, election)
  for (const { round, recount, content } of await listElectionRecords(work.db, election.id)) {
    const name = `第${round}轮${recount > 0 ? `-复核${recount}` : ''}`
    yield { path: `选举记录/${name}.json`, bytes: Buffer.from(content) }
  }
  for (const [n, photo] of (await listPhotosOfPostings(work.db, election.id)).entries()) {
    const ending = photo.mediaType === 'image/png' ? 'png' : 'jpg'
    const name = fileName(`${three(n + 1)} ${photo.postedOn} ${photo.title} ${photo.place}`)
    yield { path: `张贴照片/${name}.${ending}`, bytes: work.sealer.unseal(Buffer.from(photo.sealedContent)) }
  }
}

async function* sheetFiles(work: JobWork, order: FileOrder, election: ElectionInScope): AsyncGenerator<ZippedFile> {
  const context = await contextFor(work.db, election, order.bureau, order.today)
  const rounds = await listRounds(work.db, election.id)
  for (const [n, key] of sheetsOfFile.entries()) {
    const title = findSheet(key)?.title ?? key
    const item = { kind: 'sheet', key, title, why: '', issued: [] } as const
    for (const round of sheetsOfVote.has(key) ? rounds : [context.round]) {
      const choice = { group: undefined, isSample: order.isSample }
      const made = await printSheetOf(work, { ...context, round }, item, choice)
      if (typeof made === 'string') continue
      const vote = sheetsOfVote.has(key) && rounds.length > 1 ? `（第${round.number}轮）` : ''
      yield { path: `表册/${three(n + 1)} ${made.name}${vote}.pdf`, bytes: made.bytes }
    }
  }
}

/** The notices in force, byte for byte as issued. */
async function* noticeFiles({ db }: JobWork, { id, communityName }: ElectionInScope): AsyncGenerator<ZippedFile> {
  const issued = (await listIssuedPapers(db, id)).filter((paper) => paper.replacedBy === null && !paper.withdrawnOn)
  for (const [n, { id: paperId }] of issued.entries()) {
    const paper = await getIssuedPaper(db, id, paperId)
    const title = paper.title.replace(communityName, '').replace(/（第.*$/u, '')
    const name = fileName(`${three(n + 1)} ${numberText(paper)}${title}`)
    yield { path: `文书/${name}.pdf`, bytes: Buffer.from(paper.content) }
  }
}

const three = (number: number) => String(number).padStart(3, '0')

/** Without what file systems do not take. */
function fileName(text: string): string {
  return text.replace(/[\\/:*?"<>|\r\n]+/g, '，').slice(0, 80)
}
