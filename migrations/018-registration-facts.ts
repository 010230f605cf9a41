import { type Kysely, sql } from 'kysely'

/** How somebody came to be on the roll (art. 16, 选民登记表): since when here, how they declared, who decided and when. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of ['voter', 'pending_voter']) {
    for (const column of ['residing_since', 'working_since', 'declared_on', 'undertaken_on', 'registered_on']) {
      await db.schema.alterTable(table).addColumn(column, 'text').execute()
    }
    await db.schema
      .alterTable(table)
      .addColumn('declaration_way', 'text', (c) =>
        c.check(sql`declaration_way in ('inPerson', 'atHome', 'onBehalf', 'replySlip')`),
      )
      .execute()
  }
  await db.schema
    .alterTable('voter')
    .addColumn('registered_by', 'integer', (c) => c.references('account.id'))
    .execute()
  await db.schema.alterTable('pending_voter').addColumn('registered_by', 'integer').execute()
  // Whether a voter's page names an undertaking that was given when a double registration was settled.
  await db.schema.createIndex('clash_identity').on('registration_clash').column('identity_hash').execute()
  await db.schema.alterTable('merged_voter').addColumn('residing_since', 'text').execute()
}
