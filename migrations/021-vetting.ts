import { type Kysely, sql } from 'kysely'
import { createTable } from '../src/infra/db/dialect.js'

/** The joint review of nominees, row by row: who is asked, and what they answered; who is the elder of two relatives. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'vetting_department')
    .addColumn('season_id', 'integer', (c) => c.notNull().references('season.id'))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('rank', 'integer', (c) => c.notNull())
    .addUniqueConstraint('vetting_department_once', ['season_id', 'name'])
    .execute()

  await createTable(db, 'vetting_opinion')
    .addColumn('nominee_id', 'integer', (c) => c.notNull().references('nominee.id'))
    .addColumn('body', 'text', (c) =>
      c.notNull().check(sql`body in ('department', 'partyOrganisation', 'township', 'bureau')`),
    )
    .addColumn('department', 'text', (c) => c.notNull())
    .addColumn('opinion', 'text', (c) => c.notNull().check(sql`opinion in ('passed', 'failed', 'remark')`))
    .addColumn('bar', 'text')
    .addColumn('basis', 'text', (c) => c.notNull())
    .addColumn('note', 'text', (c) => c.notNull())
    .addColumn('given_by', 'text', (c) => c.notNull())
    .addColumn('given_on', 'text', (c) => c.notNull())
    .addColumn('document', 'text', (c) => c.notNull())
    .addColumn('recorded_by', 'integer', (c) => c.notNull().references('account.id'))
    .addColumn('recorded_at', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .addUniqueConstraint('vetting_opinion_once', ['nominee_id', 'body', 'department'])
    .addCheckConstraint('vetting_opinion_department', sql`(body = 'department') = (department <> '')`)
    .addCheckConstraint('vetting_opinion_failed', sql`opinion <> 'failed' or (note <> '' and basis <> '')`)
    .addCheckConstraint('vetting_opinion_bar', sql`bar is null or opinion = 'failed'`)
    .addCheckConstraint('vetting_opinion_remark', sql`opinion <> 'remark' or note <> ''`)
    .execute()

  await db.schema
    .alterTable('declared_kinship')
    .addColumn('elder', 'text', (c) => c.check(sql`elder is null or elder in (one_person, other_person)`))
    .execute()
}
