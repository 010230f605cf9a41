import { type Kysely, sql } from 'kysely'
import { bytesType, createTable, makeAppendOnly } from '../src/infra/db/dialect.js'

/**
 * Reports in which the rate of a day is frozen, answers to the questions that a comparison of the communities raises, and
 * inspections drawn by lot with what they found. All of it only grows.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createReports(db)
  await createAnswers(db)
  await createInspections(db)
}

async function createReports(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'rate_report')
    .addColumn('season_id', 'integer', (c) => c.notNull().references('season.id'))
    .addColumn('number', 'integer', (c) => c.notNull().check(sql`number > 0`))
    .addColumn('day', 'text', (c) => c.notNull())
    .addColumn('purpose', 'text', (c) => c.notNull().check(sql`purpose <> ''`))
    .addColumn('content', 'text', (c) => c.notNull())
    .addColumn('fingerprint', 'text', (c) => c.notNull().check(sql`length(fingerprint) = 64`))
    .addColumn('frozen_on', 'text', (c) => c.notNull())
    .addUniqueConstraint('rate_report_number', ['season_id', 'number'])
    .addCheckConstraint('rate_report_day', sql`day <= frozen_on`)
    .execute()
  await makeAppendOnly(db, 'rate_report')

  // Place 1 froze it; place 2 agreed or did not, and is somebody else.
  await createTable(db, 'rate_report_signature')
    .addColumn('report_id', 'integer', (c) => c.notNull().references('rate_report.id'))
    .addColumn('place', 'integer', (c) => c.notNull().check(sql`place in (1, 2)`))
    .addColumn('account_id', 'integer', (c) => c.notNull().references('account.id'))
    .addColumn('agrees', 'integer', (c) => c.notNull().check(sql`agrees in (0, 1)`))
    .addColumn('note', 'text', (c) => c.notNull())
    .addColumn('signed_at', 'text', (c) => c.notNull())
    .addUniqueConstraint('rate_report_signature_place', ['report_id', 'place'])
    .addUniqueConstraint('rate_report_signature_person', ['report_id', 'account_id'])
    .addCheckConstraint('rate_report_signature_note', sql`agrees = 1 or (place = 2 and note <> '')`)
    .execute()
  await makeAppendOnly(db, 'rate_report_signature')

  await createTable(db, 'rate_report_paper')
    .addColumn('report_id', 'integer', (c) => c.notNull().unique().references('rate_report.id'))
    .addColumn('content', bytesType(db), (c) => c.notNull())
    .addColumn('sha256', 'text', (c) => c.notNull().check(sql`length(sha256) = 64`))
    .addColumn('pages', 'integer', (c) => c.notNull().check(sql`pages > 0`))
    .execute()
  await makeAppendOnly(db, 'rate_report_paper')
}

async function createAnswers(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'rate_question_answer')
    .addColumn('season_id', 'integer', (c) => c.notNull().references('season.id'))
    .addColumn('community_id', 'integer', (c) => c.notNull().references('community.id'))
    .addColumn('question', 'text', (c) => c.notNull().check(sql`question <> ''`))
    .addColumn('number', 'integer', (c) => c.notNull().check(sql`number > 0`))
    .addColumn('figures', 'text', (c) => c.notNull())
    .addColumn('answer', 'text', (c) => c.notNull().check(sql`answer <> ''`))
    .addColumn('answered_on', 'text', (c) => c.notNull())
    .addColumn('answered_by', 'integer', (c) => c.notNull().references('account.id'))
    .addColumn('answered_at', 'text', (c) => c.notNull())
    .addUniqueConstraint('rate_question_answer_number', ['season_id', 'community_id', 'question', 'number'])
    .execute()
  await makeAppendOnly(db, 'rate_question_answer')
}

async function createInspections(db: Kysely<unknown>): Promise<void> {
  // What is drawn from is written down before the seed is known.
  await createTable(db, 'inspection')
    .addColumn('season_id', 'integer', (c) => c.notNull().references('season.id'))
    .addColumn('number', 'integer', (c) => c.notNull().check(sql`number > 0`))
    .addColumn('subject', 'text', (c) => c.notNull().check(sql`subject in ('community', 'station', 'sheet')`))
    .addColumn('items', 'text', (c) => c.notNull())
    .addColumn('items_hash', 'text', (c) => c.notNull().check(sql`length(items_hash) = 64`))
    .addColumn('sample', 'integer', (c) => c.notNull().check(sql`sample > 0`))
    .addColumn('by_township', 'integer', (c) => c.notNull().check(sql`by_township in (0, 1)`))
    .addColumn('seed_source', 'text', (c) => c.notNull().check(sql`seed_source <> ''`))
    .addColumn('fixed_on', 'text', (c) => c.notNull())
    .addColumn('fixed_by', 'integer', (c) => c.notNull().references('account.id'))
    .addColumn('fixed_at', 'text', (c) => c.notNull())
    .addUniqueConstraint('inspection_number', ['season_id', 'number'])
    .execute()
  await makeAppendOnly(db, 'inspection')

  await createTable(db, 'inspection_draw')
    .addColumn('inspection_id', 'integer', (c) => c.notNull().unique().references('inspection.id'))
    .addColumn('seed', 'text', (c) => c.notNull().check(sql`seed <> ''`))
    .addColumn('drawn', 'text', (c) => c.notNull())
    .addColumn('drawn_on', 'text', (c) => c.notNull())
    .addColumn('drawn_by', 'integer', (c) => c.notNull().references('account.id'))
    .addColumn('drawn_at', 'text', (c) => c.notNull())
    .execute()
  await makeAppendOnly(db, 'inspection_draw')

  await createTable(db, 'inspection_finding')
    .addColumn('inspection_id', 'integer', (c) => c.notNull().references('inspection.id'))
    .addColumn('place', 'integer', (c) => c.notNull().check(sql`place > 0`))
    .addColumn('number', 'integer', (c) => c.notNull().check(sql`number > 0`))
    .addColumn('outcome', 'text', (c) => c.notNull().check(sql`outcome in ('agrees', 'differs')`))
    .addColumn('finding', 'text', (c) => c.notNull().check(sql`finding <> ''`))
    .addColumn('found_on', 'text', (c) => c.notNull())
    .addColumn('found_by', 'integer', (c) => c.notNull().references('account.id'))
    .addColumn('found_at', 'text', (c) => c.notNull())
    .addUniqueConstraint('inspection_finding_number', ['inspection_id', 'place', 'number'])
    .execute()
  await makeAppendOnly(db, 'inspection_finding')
}
