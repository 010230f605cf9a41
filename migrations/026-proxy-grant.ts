import { type Kysely, sql } from 'kysely'
import { bytesType, createTable } from '../src/infra/db/dialect.js'

/** Votes given by proxy (委托投票). */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'proxy_grant')
    .addColumn('election_id', 'integer', (c) => c.notNull().references('election.id'))
    .addColumn('round_id', 'integer', (c) => c.notNull().references('voting_round.id'))
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('principal_id', 'integer', (c) => c.notNull().references('voter.id'))
    .addColumn('proxy_id', 'integer', (c) => c.notNull().references('voter.id'))
    .addColumn('relation', 'text', (c) =>
      c.notNull().check(sql`relation in ('none', 'spouse', 'parentChild', 'sibling', 'grandparentGrandchild')`),
    )
    .addColumn('reason', 'text', (c) => c.notNull().check(sql`reason <> ''`))
    .addColumn('document', 'text', (c) => c.notNull().check(sql`document <> ''`))
    .addColumn('manner', 'text', (c) => c.notNull().check(sql`manner in ('inPerson', 'byProxy', 'post', 'electronic')`))
    .addColumn('applied_on', 'text', (c) => c.notNull())
    .addColumn('explanation', 'text')
    .addColumn('registered_by', 'integer', (c) => c.notNull().references('account.id'))
    .addColumn('registered_at', 'text', (c) => c.notNull())
    .addColumn('posted_on', 'text')
    .addColumn('state', 'text', (c) =>
      c.notNull().defaultTo('registered').check(sql`state in ('registered', 'cancelled', 'lapsed', 'votedInPerson')`),
    )
    .addColumn('ended_reason', 'text')
    .addColumn('ended_article', 'text')
    .addColumn('ended_by', 'integer', (c) => c.references('account.id'))
    .addColumn('ended_at', 'text')
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .addUniqueConstraint('proxy_grant_number', ['election_id', 'number'])
    .addCheckConstraint('proxy_grant_of_another', sql`principal_id <> proxy_id`)
    .addCheckConstraint(
      'proxy_grant_ended',
      sql`(state = 'registered') = (ended_at is null) and (ended_at is null) = (ended_by is null) and (ended_at is null) = (ended_reason is null)`,
    )
    .execute()
  // A vote is given away once: two clerks in the same instant cannot both register the same principal.
  await db.schema
    .createIndex('proxy_grant_once')
    .unique()
    .on('proxy_grant')
    .columns(['round_id', 'principal_id'])
    .where(sql.ref('state'), '=', sql.lit('registered'))
    .execute()
  // The desk asks for those whom somebody stands for, with every voter it shows.
  await db.schema.createIndex('proxy_grant_held').on('proxy_grant').columns(['round_id', 'proxy_id']).execute()

  await createTable(db, 'proxy_scan')
    .addColumn('grant_id', 'integer', (c) => c.notNull().unique().references('proxy_grant.id'))
    .addColumn('media_type', 'text', (c) => c.notNull())
    .addColumn('size', 'integer', (c) => c.notNull())
    .addColumn('sha256', 'text', (c) => c.notNull())
    .addColumn('sealed_content', bytesType(db), (c) => c.notNull())
    .addColumn('added_by', 'integer', (c) => c.notNull().references('account.id'))
    .addColumn('added_at', 'text', (c) => c.notNull())
    .execute()
}
