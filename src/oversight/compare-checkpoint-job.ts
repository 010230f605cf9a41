import { ok } from '../lib/result.js'
import { compareLog, findHash, type KeptPoint, type LogComparison } from '../infra/audit-log/compare-log.js'
import { type Actor, recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import type { JobKind, JobWork } from '../infra/jobs/run-job.js'
import type { Checkpoint, SignedBy } from './checkpoint-schema.js'

/** A checkpoint as somebody brought it: as a file, or as far as it was typed from its sheet. */
export interface BroughtCheckpoint extends KeptPoint {
  /** `unknown`: what was typed from paper bears no signature. */
  readonly signedBy: SignedBy | 'unknown'
  /** What the file says of itself; null: typed. */
  readonly file: (Pick<Checkpoint, 'bureau' | 'kind' | 'madeAt' | 'events'> & { readonly publicKey: string }) | null
}

export interface CompareWork extends BroughtCheckpoint {
  readonly actor: Actor
}

export interface CompareOutcome extends BroughtCheckpoint {
  readonly at: string
  readonly comparison: LogComparison
  /** The hash of the event today; null: there is none. */
  readonly hashNow: string | null
}

/** Whoever compares sees their own comparison. */
export function compareSubject(accountId: number): string {
  return `checkpoint ${accountId}`
}

/** Goes through the log up to the event of a checkpoint. */
export const compareCheckpointJob: JobKind = { run: compareCheckpoint, giveUp: async () => await Promise.resolve() }

async function compareCheckpoint(work: JobWork): Promise<void> {
  const { actor, ...brought } = work.input as CompareWork
  const { sequence, hash, signedBy } = brought
  const comparison = await compareLog(work.db, brought, (done) => work.progress('逐条核对日志', done, sequence))
  const hashNow = (await findHash(work.db, sequence)) ?? null
  const event = { type: 'checkpointCompared', lastEvent: sequence, chainHash: hash, signedBy } as const
  await inTransaction(work.db, async (trx) => {
    await recordEvent(trx, actor, { ...event, compared: comparison.is }, null)
    const outcome: CompareOutcome = { ...brought, at: actor.at, comparison, hashNow }
    return ok(await work.finish(trx, outcome))
  })
}
