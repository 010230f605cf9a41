import { sql } from 'kysely'
import { pagesOf } from '../../src/infra/audit-log/check-rows.js'
import { hashOfEvent } from '../../src/infra/audit-log/event-hash.js'
import { addSeal, hashOfSeals } from '../../src/infra/audit-log/seal-rows.js'
import type { Db } from '../../src/infra/db/database.js'
import { hashOfRow } from '../../src/infra/db/row-content.js'
import { listRowSeals, listUsedTables } from '../../src/infra/db/row-seals.js'
import { dropSealTriggers, listColumns } from '../../src/infra/db/seal-triggers.js'

/**
 * What somebody can do who has the file and the program, and not the data key: changes what they like, then makes every seal and
 * every event anew, so that the log holds again from end to end.
 */
export async function rewriteLog(db: Db, ...changes: readonly string[]): Promise<void> {
  await takeGuardsAway(db)
  for (const change of changes) await sql.raw(change).execute(db)
  await sealAnew(db)
  await chainAnew(db)
}

/** Triggers are no hindrance to whoever has the file. */
export async function takeGuardsAway(db: Db): Promise<void> {
  await dropSealTriggers(db)
  for (const table of ['audit_event', 'row_seal', 'log_checkpoint']) {
    for (const verb of ['update', 'delete']) await sql.raw(`drop trigger if exists ${table}_no_${verb}`).execute(db)
  }
}

async function sealAnew(db: Db): Promise<void> {
  for (const table of await listUsedTables(db, new Set((await listColumns(db)).keys()))) {
    for await (const rows of pagesOf(db, table)) {
      for (const row of rows) {
        const key = String(row['sealed_row_key'])
        const last = sql`(select max(sequence) from row_seal where table_name = ${table.name} and row_key = ${key})`
        await sql`update row_seal set hash = ${hashOfRow(table, row)}
          where table_name = ${table.name} and row_key = ${key} and sequence = ${last}`.execute(db)
      }
    }
  }
}

async function chainAnew(db: Db): Promise<void> {
  const seals = await listRowSeals(db, 0, 1_000_000)
  let previousHash = '0'.repeat(64)
  const lastOf = new Map<number, string>()
  for (const event of await db.selectFrom('auditEvent').selectAll().orderBy('sequence').execute()) {
    const { sequence, electionId } = event
    const own = seals.filter((seal) => seal.sequence === sequence)
    const [first] = own
    const all = hashOfSeals({ first: first?.firstSequence ?? 0, last: sequence })
    for (const seal of own) addSeal(all, seal)
    const previousInElection = electionId === null ? null : (lastOf.get(electionId) ?? null)
    const links = { previousHash, previousInElection, sealed: first ? all.digest('hex') : '' }
    const hash = hashOfEvent({ ...event, ...links })
    await db
      .updateTable('auditEvent')
      .set({ ...links, hash })
      .where('sequence', '=', sequence)
      .execute()
    previousHash = hash
    if (electionId !== null) lastOf.set(electionId, hash)
  }
  await db.updateTable('auditHead').set({ hash: previousHash }).where('id', '=', 1).execute()
}
