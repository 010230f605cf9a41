import { type Kysely, sql } from 'kysely'
import { createTable, makeAppendOnly } from '../src/infra/db/dialect.js'

const tableOf = (db: Kysely<unknown>, name: string) =>
  createTable(db, name).addColumn('election_id', 'integer', (c) => c.notNull().references('election.id'))

/** What follows a declared result: the register of those elected, their certificates, the filing with the township. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await memberFacts(db)
  await certificates(db)
  await filings(db)
}

async function memberFacts(db: Kysely<unknown>): Promise<void> {
  await tableOf(db, 'member_facts')
    // As the count knows the person: a recount may take the seat away and give it back.
    .addColumn('person_id', 'text', (c) => c.notNull())
    .addColumn('sex', 'text', (c) => c.check(sql`sex in ('male', 'female')`))
    .addColumn('birth_date', 'text')
    .addColumn('nationality', 'text', (c) => c.notNull())
    .addColumn('political_status', 'text', (c) => c.notNull())
    .addColumn('education', 'text', (c) => c.notNull())
    .addColumn('occupation', 'text', (c) => c.notNull())
    .addColumn('origin', 'text')
    .addColumn('service', 'text', (c) => c.check(sql`service in ('first', 'consecutive', 'again')`))
    .addColumn('is_full_time', 'integer', (c) => c.check(sql`is_full_time in (0, 1)`))
    .addColumn('party_office', 'text', (c) =>
      c.check(sql`party_office in ('none', 'member', 'deputySecretary', 'secretary')`),
    )
    .addColumn('sealed_telephone', 'text')
    .addColumn('recorded_by', 'integer', (c) => c.notNull().references('account.id'))
    .addColumn('recorded_at', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .addUniqueConstraint('member_facts_once', ['election_id', 'person_id'])
    .execute()
}

/** Numbered without gaps in an election; what happens to one later is a row of its own. */
async function certificates(db: Kysely<unknown>): Promise<void> {
  await tableOf(db, 'certificate')
    .addColumn('number', 'integer', (c) => c.notNull().check(sql`number > 0`))
    .addColumn('person_id', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('post_id', 'integer', (c) => c.notNull().references('post.id'))
    .addColumn('post_title', 'text', (c) => c.notNull())
    .addColumn('term_from', 'text', (c) => c.notNull())
    .addColumn('term_until', 'text', (c) => c.notNull())
    .addColumn('issuer', 'text', (c) => c.notNull().check(sql`issuer in ('township', 'electionCommittee')`))
    .addColumn('issuer_name', 'text', (c) => c.notNull())
    .addColumn('issued_on', 'text', (c) => c.notNull())
    .addColumn('issued_by', 'integer', (c) => c.notNull().references('account.id'))
    .addColumn('issued_at', 'text', (c) => c.notNull())
    .addUniqueConstraint('certificate_number', ['election_id', 'number'])
    .addCheckConstraint('certificate_term', sql`term_until > term_from`)
    .execute()
  await makeAppendOnly(db, 'certificate')

  await createTable(db, 'certificate_act')
    .addColumn('certificate_id', 'integer', (c) => c.notNull().references('certificate.id'))
    .addColumn('kind', 'text', (c) => c.notNull().check(sql`kind in ('printed', 'reprinted', 'withdrawn')`))
    .addColumn('ground', 'text', (c) => c.check(sql`ground in ('recount', 'resigned', 'ended', 'recalled', 'error')`))
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('on_day', 'text', (c) => c.notNull())
    .addColumn('recorded_by', 'integer', (c) => c.notNull().references('account.id'))
    .addColumn('recorded_at', 'text', (c) => c.notNull())
    .addCheckConstraint('certificate_act_ground', sql`(kind = 'withdrawn') = (ground is not null)`)
    .addCheckConstraint('certificate_act_reason', sql`kind = 'printed' or reason <> ''`)
    .execute()
  await db.schema
    .createIndex('certificate_withdrawn_once')
    .unique()
    .on('certificate_act')
    .column('certificate_id')
    .where(sql.ref('kind'), '=', sql.lit('withdrawn'))
    .execute()
  await makeAppendOnly(db, 'certificate_act')
}

/** What was sent to the township, and what it said; sent back, it is sent again under the next number. */
async function filings(db: Kysely<unknown>): Promise<void> {
  await tableOf(db, 'filing')
    .addColumn('number', 'integer', (c) => c.notNull().check(sql`number > 0`))
    .addColumn('state', 'text', (c) =>
      c.notNull().check(sql`state in ('submitted', 'accepted', 'returned', 'superseded')`),
    )
    .addColumn('sent', 'text', (c) => c.notNull())
    .addColumn('note', 'text', (c) => c.notNull())
    .addColumn('record_fingerprint', 'text', (c) => c.notNull())
    .addColumn('submitted_on', 'text', (c) => c.notNull())
    .addColumn('submitted_by', 'integer', (c) => c.notNull().references('account.id'))
    .addColumn('submitted_at', 'text', (c) => c.notNull())
    .addColumn('filing_number', 'text')
    .addColumn('reason', 'text')
    .addColumn('decided_on', 'text')
    .addColumn('decided_by', 'integer', (c) => c.references('account.id'))
    .addColumn('decided_at', 'text')
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .addUniqueConstraint('filing_number_once', ['election_id', 'number'])
    .addCheckConstraint('filing_decided', sql`(state = 'submitted') = (decided_on is null)`)
    .addCheckConstraint('filing_by_whom', sql`(decided_on is null) = (decided_by is null)`)
    .addCheckConstraint('filing_two_people', sql`decided_by is null or decided_by <> submitted_by`)
    .addCheckConstraint('filing_returned', sql`state <> 'returned' or reason <> ''`)
    .addCheckConstraint('filing_accepted', sql`state <> 'accepted' or filing_number <> ''`)
    .execute()
  await db.schema
    .createIndex('filing_one_in_force')
    .unique()
    .on('filing')
    .column('election_id')
    .where(sql<boolean>`state in ('submitted', 'accepted')`)
    .execute()
}
