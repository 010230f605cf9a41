import { type Kysely, sql } from 'kysely'
import { bareTable, createTable, makeAppendOnly } from '../src/infra/db/dialect.js'

/** The house and its people: townships, communities, accounts, sessions, and the log of what they do. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await bareTable(db, 'installation')
    .addColumn('id', 'integer', (c) => c.primaryKey().check(sql`id = 1`))
    .addColumn('kind', 'text', (c) => c.notNull().unique().check(sql`kind in ('drill', 'real')`))
    .addColumn('bureau_name', 'text', (c) => c.notNull())
    .addColumn('created_at', 'text', (c) => c.notNull())
    .execute()

  await createTable(db, 'township')
    .addColumn('code', 'text', (c) => c.notNull().unique())
    .addColumn('name', 'text', (c) => c.notNull().unique())
    .addColumn('kind', 'text', (c) => c.notNull().check(sql`kind in ('subdistrict', 'township', 'town')`))
    .execute()

  await createTable(db, 'community')
    .addColumn('township_id', 'integer', (c) => c.notNull().references('township.id'))
    .addColumn('code', 'text', (c) => c.notNull().unique())
    .addColumn('name', 'text', (c) => c.notNull())
    .addUniqueConstraint('community_name', ['township_id', 'name'])
    .execute()

  await createTable(db, 'account')
    .addColumn('sign_in_name', 'text', (c) => c.notNull().unique())
    .addColumn('display_name', 'text', (c) => c.notNull())
    .addColumn('password_hash', 'text', (c) => c.notNull())
    .addColumn('role', 'text', (c) => c.notNull())
    .addColumn('township_id', 'integer', (c) => c.references('township.id'))
    .addColumn('community_id', 'integer', (c) => c.references('community.id'))
    .addColumn('is_active', 'integer', (c) => c.notNull().defaultTo(1).check(sql`is_active in (0, 1)`))
    .addColumn('must_change_password', 'integer', (c) =>
      c.notNull().defaultTo(0).check(sql`must_change_password in (0, 1)`),
    )
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .addCheckConstraint(
      'account_scope',
      sql`case role
        when 'administrator' then township_id is null and community_id is null
        when 'bureauAuditor' then township_id is null and community_id is null
        when 'townshipOfficer' then township_id is not null and community_id is null
        when 'observer' then township_id is null or community_id is null
        when 'electionOfficer' then township_id is null and community_id is not null
        when 'rollClerk' then township_id is null and community_id is not null
        when 'checkInClerk' then township_id is null and community_id is not null
        when 'tallyClerk' then township_id is null and community_id is not null
        else 1 = 0 end`,
    )
    .execute()

  await bareTable(db, 'session')
    .addColumn('id_hash', 'text', (c) => c.primaryKey())
    .addColumn('account_id', 'integer', (c) => c.references('account.id'))
    .addColumn('content', 'text', (c) => c.notNull())
    .addColumn('expires_at', 'text', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('session_expires_at').on('session').column('expires_at').execute()
  await db.schema.createIndex('session_account').on('session').column('account_id').execute()

  await bareTable(db, 'sign_in_failure')
    .addColumn('sign_in_name', 'text', (c) => c.primaryKey())
    .addColumn('failures', 'integer', (c) => c.notNull())
    .addColumn('locked_until', 'text')
    .execute()

  await bareTable(db, 'submitted_form')
    .addColumn('form_id', 'text', (c) => c.primaryKey())
    .addColumn('claimed_at', 'text', (c) => c.notNull())
    .execute()

  await createAuditLog(db)
}

async function createAuditLog(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'audit_event')
    .addColumn('sequence', 'integer', (c) => c.notNull().unique())
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('account_id', 'integer')
    .addColumn('account_name', 'text', (c) => c.notNull())
    .addColumn('role', 'text', (c) => c.notNull())
    .addColumn('election_id', 'integer')
    .addColumn('type', 'text', (c) => c.notNull())
    .addColumn('content', 'text', (c) => c.notNull())
    .addColumn('previous_hash', 'text', (c) => c.notNull())
    .addColumn('hash', 'text', (c) => c.notNull().unique())
    .execute()
  await db.schema.createIndex('audit_event_election').on('audit_event').columns(['election_id', 'sequence']).execute()
  await makeAppendOnly(db, 'audit_event')

  await bareTable(db, 'audit_head')
    .addColumn('id', 'integer', (c) => c.primaryKey().check(sql`id = 1`))
    .addColumn('sequence', 'integer', (c) => c.notNull())
    .addColumn('hash', 'text', (c) => c.notNull())
    .execute()
  await sql`insert into audit_head (id, sequence, hash) values (1, 0, ${'0'.repeat(64)})`.execute(db)
}
