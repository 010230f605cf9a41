import type { Kysely } from 'kysely'

/** 入党时间 of somebody elected, for the table of committees that the township signs; null where it is not stated. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('member_facts').addColumn('party_since', 'text').execute()
}
