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
export async function insertRecord(trx: Trx, roundId: number, record: KeptRecord): Promise<void> {
  await trx
    .insertInto('electionRecord')
    .values({ roundId, ...record })
    .execute()
}

/** The record of a declared round; undefined while it is not declared. */
export async function findRecord(db: Db, roundId: number): Promise<KeptRecord | undefined> {
  return await db
    .selectFrom('electionRecord')
    .select(['content', 'fingerprint'])
    .where('roundId', '=', roundId)
    .executeTakeFirst()
}
