import { type Kysely, sql } from 'kysely'

/** Who took a ballot where it was not the voter, and the grant on which it was taken or which it ended. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const checkIn = () => db.schema.alterTable('check_in')
  await checkIn()
    .addColumn('proxy_id', 'integer', (c) => c.references('voter.id').check(sql`proxy_id <> voter_id`))
    .execute()
  await checkIn()
    .addColumn('grant_id', 'integer', (c) =>
      c.references('proxy_grant.id').check(sql`proxy_id is null or grant_id is not null`),
    )
    .execute()
  await checkIn()
    .addColumn('source', 'text', (c) => c.notNull().defaultTo('desk').check(sql`source in ('desk', 'paper')`))
    .execute()
  // The figures of a round, hour by hour, are counted from this alone.
  await db.schema
    .createIndex('check_in_by_hour')
    .on('check_in')
    .columns(['round_id', 'undone_at', 'at', 'station_id', 'proxy_id', 'source'])
    .execute()
}
