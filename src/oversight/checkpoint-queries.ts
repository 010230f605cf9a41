import type { Insertable } from 'kysely'
import type { Db, Trx } from '../infra/db/database.js'
import type { LogCheckpointTable } from '../infra/db/tables/oversight.js'
import { checkpointFormat, type Checkpoint } from './checkpoint-schema.js'

function selectCheckpoints(db: Db) {
  return db
    .selectFrom('logCheckpoint')
    .innerJoin('account', 'account.id', 'logCheckpoint.madeBy')
    .selectAll('logCheckpoint')
    .select('account.displayName as madeByName')
}

export type CheckpointRow = Awaited<ReturnType<typeof listCheckpoints>>[number]

/** Every checkpoint, the newest first. */
export async function listCheckpoints(db: Db) {
  return await selectCheckpoints(db).orderBy('logCheckpoint.sequence', 'desc').execute()
}

export async function findCheckpoint(db: Db, sequence: number): Promise<CheckpointRow | undefined> {
  return await selectCheckpoints(db).where('logCheckpoint.sequence', '=', sequence).executeTakeFirst()
}

/** Keeps a checkpoint for ever. Two at the same event: one of them is a unique violation. */
export async function insertCheckpoint(trx: Trx, checkpoint: Insertable<LogCheckpointTable>): Promise<void> {
  await trx.insertInto('logCheckpoint').values(checkpoint).execute()
}

/** How many events there are up to one, itself with them. */
export async function countEventsUpTo(db: Db, sequence: number): Promise<number> {
  const { count } = await db
    .selectFrom('auditEvent')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('sequence', '<=', sequence)
    .executeTakeFirstOrThrow()
  return count
}

/** In how many elections of a season a result was declared since the log was last signed. */
export async function countResultsSinceCheckpoint(db: Db, seasonId: number): Promise<number> {
  const { last } = await db
    .selectFrom('logCheckpoint')
    .select((eb) => eb.fn.coalesce(eb.fn.max('sequence'), eb.lit(0)).as('last'))
    .executeTakeFirstOrThrow()
  const { count } = await db
    .selectFrom('auditEvent')
    .innerJoin('election', 'election.id', 'auditEvent.electionId')
    .select((eb) => eb.fn.count<number>('auditEvent.electionId').distinct().as('count'))
    .where('auditEvent.type', '=', 'resultDeclared')
    .where('auditEvent.sequence', '>', last)
    .where('election.seasonId', '=', seasonId)
    .executeTakeFirstOrThrow()
  return count
}

/** A kept checkpoint as it is handed out. */
export function checkpointOf(row: Omit<CheckpointRow, 'id' | 'madeBy' | 'madeByName'>): Checkpoint {
  const { bureau, kind, sequence, events, hash, madeOn, madeAt, publicKey, signature } = row
  return {
    ...{ format: checkpointFormat, bureau, kind, sequence, events, hash, madeOn, madeAt },
    signature: { algorithm: 'Ed25519', publicKey, value: signature },
  }
}
