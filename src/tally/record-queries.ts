import type { Db, Trx } from '../infra/db/database.js'

/** The events of an election in their order, up to the newest. */
export async function listElectionEvents(db: Db, electionId: number) {
  return await db
    .selectFrom('auditEvent')
    .selectAll()
    .where('electionId', '=', electionId)
    .orderBy('sequence')
    .execute()
}

export interface KeptRecord {
  /** JSON, byte for byte as it is handed out. */
  readonly content: string
  readonly fingerprint: string
}

/** Keeps the record of a round as declared. The database refuses to change it ever after. */
export async function insertRecord(
  trx: Trx,
  { roundId, recount }: { readonly roundId: number; readonly recount: number },
  record: KeptRecord,
): Promise<void> {
  await trx
    .insertInto('electionRecord')
    .values({ roundId, recount, ...record })
    .execute()
}

/** The record of a declared count of a round, the newest if none is named; undefined while it is not declared. */
export async function findRecord(db: Db, roundId: number, recount?: number): Promise<KeptRecord | undefined> {
  return await db
    .selectFrom('electionRecord')
    .select(['content', 'fingerprint'])
    .where('roundId', '=', roundId)
    .$if(recount !== undefined, (query) => query.where('recount', '=', recount as number))
    .orderBy('recount', 'desc')
    .limit(1)
    .executeTakeFirst()
}
