import { setTimeout as pause } from 'node:timers/promises'
import { ok, type Result, refused } from '../lib/result.js'
import type { Finding } from '../rules/finding.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { type Actor, recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { findElection } from '../infra/db/scope-queries.js'
import { readStoredFile } from '../infra/db/stored-files.js'
import type { ElectionInScope } from '../infra/http/context.js'
import { type JobKind, JobRefused, type JobWork } from '../infra/jobs/run-job.js'
import { outcomeOf } from './import-outcome.js'
import { compareWithRoll } from './compare-with-roll.js'
import { columnsNotFound, sealedTopOf } from './import-top.js'
import { dropImportFile, getImport, keepTop, moveImport, type StoredImport } from './import-queries.js'
import { checkRegisterRows } from './register/check-register.js'
import type { FirstRows, RegisterReport } from './register/checked-register.js'
import { countVoters } from './queries.js'
import { listRememberedColumns } from './remembered-queries.js'
import { stagedRow, type UnplacedRow } from './staged-row.js'
import {
  deleteSomeRows,
  findRegistrations,
  insertRegisterRows,
  listRemovedHashes,
  type NewRegisterRow,
} from './register-row-queries.js'

/** What is kept of the check of the whole file; of one that cannot be read, why. */
export type StagedReport = Omit<RegisterReport, 'rows' | 'columns'> & { readonly hasSheets: boolean }
export interface RefusedReport {
  readonly refusal: { readonly code: string; readonly message: string }
}

/** What work on an import is asked for with. */
export interface ImportWork {
  readonly importId: number
  readonly actor: Actor
  /** Read before already, with other columns. */
  readonly isAgain?: boolean
}

/**
 * Reads an uploaded register and keeps every row with its verdict beside the roll, nothing of it on the roll yet.
 * Until the last moment the import is `reading`: a process that dies leaves rows that the next run throws away.
 */
export const readingJob: JobKind = { run: readRegister, giveUp: giveUpReading }

async function readRegister(work: JobWork): Promise<void> {
  const { db } = work
  const { importId, actor, isAgain } = work.input as ImportWork
  const election = (await findElection(db, work.job.electionId as number)) as ElectionInScope
  const register = await getImport(db, election.id, importId)
  work.progress('打开文件')
  await deleteAllRows(work, importId)
  const staged = await stageRows(work, election, register)
  if (!staged.ok) throw new JobRefused(staged.error.code, staged.error.message)
  const { rows, columns, ...report } = staged.value
  const finished = await inTransaction(db, async (trx) => {
    const change = { state: 'staged', rows, columns: JSON.stringify(columns), report: JSON.stringify(report) } as const
    if (!(await moveImport(trx, importId, 'reading', change))) return refused('given up' as const)
    const { fileName, sha256 } = register
    const event = isAgain
      ? ({ type: 'registerReadAgain', importId, rows } as const)
      : ({ type: 'registerUploaded', importId, fileName, sha256, rows } as const)
    await recordEvent(trx, actor, event, election.id)
    return ok(await work.finish(trx, { rows }))
  })
  if (!finished.ok) throw new JobRefused('given-up', '这份名册已经放弃。')
}

/** Rows taken to the database together, and the pause after them in which others write. */
const rowsAtOnce = 250
const pauseMs = 2

async function deleteAllRows({ db }: JobWork, importId: number): Promise<void> {
  while (await deleteSomeRows(db, importId)) await pause(pauseMs)
}

type Staged = RegisterReport & { readonly hasSheets: boolean }

async function stageRows(
  work: JobWork,
  election: ElectionInScope,
  register: StoredImport,
): Promise<Result<Staged, Finding>> {
  const { db, sealer } = work
  const ruleSet = ruleSetInForce(election)
  const removed = await listRemovedHashes(db, election.id)
  const remembered = await listRememberedColumns(db, election.communityId)
  const sheets = new Set<string>()
  const tops: FirstRows[] = []
  let held: UnplacedRow[] = []
  let written = 0
  let expected: number | undefined
  const write = async () => {
    const rows = held
    held = []
    await insertRegisterRows(db, register.id, await withOutcomes(work, election, removed, rows))
    written += rows.length
    work.progress('读取、核对并写入各行', written, expected === undefined ? undefined : Math.max(expected, written))
    await pause(pauseMs)
  }
  const source = { fileName: register.fileName, bytes: await readStoredFile(db, sealer, register.fileId as number) }
  const checked = await checkRegisterRows(
    source,
    { electionDay: register.electionDay, votingAge: ruleSet.votingAge, remembered },
    {
      onRow: (row) => {
        sheets.add(row.sheet)
        held.push(stagedRow(row, register, ruleSet, sealer))
        return held.length < rowsAtOnce ? undefined : write()
      },
      onExpected: (rows) => {
        expected = rows
      },
      onTop: (top) => void tops.push(top),
    },
  )
  await keepTop(db, register.id, sealedTopOf(tops, sealer))
  if (!checked.ok) return checked
  if (held.length > 0) await write()
  if ((await countVoters(db, election.id)) > 0) await compareAll(work, election, register.id)
  return ok({ ...checked.value, hasSheets: sheets.size > 1 })
}

/** Only a whole register can be compared: who is missing in it shows at its end. */
async function compareAll(work: JobWork, election: ElectionInScope, importId: number): Promise<void> {
  for await (const rows of compareWithRoll(work, election, importId)) if (rows.length === 0) return
}

/** What becomes of rows as far as their numbers alone tell it. */
async function withOutcomes(
  { db }: JobWork,
  election: ElectionInScope,
  removed: ReadonlySet<string>,
  rows: readonly UnplacedRow[],
): Promise<NewRegisterRow[]> {
  const hashes = rows.flatMap(({ identityHash }) => identityHash ?? [])
  const registrations = await findRegistrations(db, election, hashes)
  return rows.map((row) => {
    const hash = row.identityHash ?? ''
    const known = { registeredIn: registrations.get(hash)?.electionId ?? null, wasRemoved: removed.has(hash) }
    return {
      ...row,
      outcome: outcomeOf({ ...row, heldBack: row.heldBack ?? null, decision: null, ...known }, election.id),
    }
  })
}

/**
 * A file that cannot be read is kept by name and hash, with the reason; one that is not wanted, by name and hash. One
 * whose columns are not recognised is kept whole: a person may tell what they mean.
 */
async function giveUpReading(work: JobWork, why: 'cancelled' | 'failed', outcome: object): Promise<void> {
  const { importId } = work.input as ImportWork
  await inTransaction(work.db, async (trx) => {
    const report = JSON.stringify({ refusal: outcome })
    const change = why === 'failed' ? ({ state: 'refused', report } as const) : ({ state: 'discarded' } as const)
    const isKept = why === 'failed' && (outcome as { readonly code?: string }).code === columnsNotFound
    if ((await moveImport(trx, importId, 'reading', change)) && !isKept) await dropImportFile(trx, importId)
    return ok(undefined)
  })
  await deleteAllRows(work, importId)
}
