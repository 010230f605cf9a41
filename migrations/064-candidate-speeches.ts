import { type Kysely, sql } from 'kysely'

/** Whether candidates spoke to the voters where they met them (竞职演讲); null where nobody has said so. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('recorded_step')
    .addColumn('with_speeches', 'integer', (c) => c.check(sql`with_speeches in (0, 1)`))
    .execute()
}
