import { type Kysely, sql } from 'kysely'
import { numberInJson } from '../src/infra/db/dialect.js'

/**
 * Browsing a log of millions: what each way of looking at it goes by, newest first. Each of these is written with every
 * event, at the desk too, so there are no more than the pages need (`src/oversight/log-queries.ts`).
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const index = (name: string) => db.schema.createIndex(`audit_event_${name}`).on('audit_event')
  await index('kind').columns(['type', 'sequence']).execute()
  await index('election_kind').columns(['election_id', 'type', 'sequence']).execute()
  await index('account').columns(['account_id', 'sequence']).execute()
  // The hour, so that the first and the last event of any stretch of time are found hour by hour.
  await index('hour').expression(sql`substr(at, 1, 13), sequence`).execute()
  for (const fact of ['voterId', 'proxyId'] as const) {
    const named = sql.raw(numberInJson(db, 'content', fact))
    const name = fact === 'voterId' ? 'voter' : 'proxy'
    await sql`create index ${sql.ref(`audit_event_${name}`)} on audit_event (${named}, sequence) where ${named} is not null`.execute(
      db,
    )
  }
}
