import { ok } from '../lib/result.js'
import { brokenLinks, type BrokenLink } from '../infra/audit-log/check-chain.js'
import { type BrokenRow, brokenRows } from '../infra/audit-log/check-rows.js'
import { type Actor, recordEvent } from '../infra/audit-log/record-event.js'
import { type Db, inTransaction } from '../infra/db/database.js'
import type { JobKind, JobWork } from '../infra/jobs/run-job.js'
import { listChangedLists } from '../nomination/queries.js'
import { listCheckpoints } from './checkpoint-queries.js'
import { type CheckpointFault, faultOfCheckpoint } from './kept-checkpoint.js'
import { getChainHead } from './queries.js'

export interface VerifyWork {
  readonly actor: Actor
  readonly isAtStart: boolean
}

interface BrokenCheckpoint {
  readonly sequence: number
  readonly what: CheckpointFault
}

/** What was found when everything was gone through. Of each kind of fault no more than so many are named. */
export interface VerifyOutcome {
  readonly by: string
  /** When it was asked for: an instant of the house's own calendar, which a drill has its own of. */
  readonly at: string
  readonly isAtStart: boolean
  readonly events: number
  readonly rows: number
  readonly links: readonly BrokenLink[]
  readonly brokenRows: readonly BrokenRow[]
  readonly lists: readonly { readonly electionId: number; readonly round: number; readonly version: number }[]
  /** Checkpoints kept in the house that do not hold; none in what was found before there were any. */
  readonly checkpoints?: readonly BrokenCheckpoint[]
  readonly isCutOff: boolean
}

export const verifySubject = 'audit-log'

/** Named of each kind: more says no more. */
const most = 200

/** Goes through the log link by link, through every covered row, the frozen lists of candidates and the checkpoints. */
export const verifyLogJob: JobKind = { run: verifyLog, giveUp: async () => await Promise.resolve() }

async function verifyLog(work: JobWork): Promise<void> {
  const { actor, isAtStart } = work.input as VerifyWork
  const found = await goThrough(work)
  const { links, brokenRows, lists, checkpoints } = found
  const faults = [links, brokenRows, lists, checkpoints].flat().length
  if (faults > 0) console.error(`操作日志或资料与封存时不符，至少 ${faults} 处，请到“核对日志”查看。`)
  await inTransaction(work.db, async (trx) => {
    const { events, rows } = found
    await recordEvent(trx, actor, { type: 'logVerified', events, rows, faults }, null)
    const outcome: VerifyOutcome = { by: actor.name, at: actor.at, isAtStart, ...found }
    return ok(await work.finish(trx, outcome))
  })
}

async function goThrough(work: JobWork): Promise<Required<Omit<VerifyOutcome, 'by' | 'at' | 'isAtStart'>>> {
  const { db } = work
  const { sequence: last } = await getChainHead(db)
  let events = 0
  let rows = 0
  const links = await firstOf(
    brokenLinks(db, (done) => {
      events = done
      work.progress('逐条核对日志', done, last)
    }),
  )
  const broken = await firstOf(
    brokenRows(db, (done) => {
      rows = done
      work.progress('逐行核对资料', done)
    }),
  )
  const lists = await changedLists(db)
  const checkpoints = await brokenCheckpoints(work)
  const isCutOff = links.length > most || broken.length > most
  return {
    ...{ events, rows, links: links.slice(0, most), brokenRows: broken.slice(0, most) },
    ...{ lists, checkpoints, isCutOff },
  }
}

/** One more than are named, so that it is known whether there are more. */
async function firstOf<T>(found: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const one of found) {
    list.push(one)
    if (list.length > most) break
  }
  return list
}

async function changedLists(db: Db): Promise<VerifyOutcome['lists']> {
  return (await listChangedLists(db)).map(({ electionId, round, version }) => ({ electionId, round, version }))
}

async function brokenCheckpoints({ db, sealer }: JobWork): Promise<BrokenCheckpoint[]> {
  const broken: BrokenCheckpoint[] = []
  for (const row of await listCheckpoints(db)) {
    const what = await faultOfCheckpoint(db, row, sealer.signer.publicKey)
    if (what) broken.push({ sequence: row.sequence, what })
  }
  return broken
}
