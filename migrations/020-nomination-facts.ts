import { type Kysely, sql } from 'kysely'
import { bareTable, bytesType, createTable, idsGoOnFrom } from '../src/infra/db/dialect.js'

/** Self-nomination as a third kind of paper, what papers tell of a nominee, and the photograph. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await admitSelfNomination(db)
  for (const column of ['resume', 'pledge']) {
    const nothing = column === 'resume' ? '[]' : ''
    await db.schema
      .alterTable('nominee')
      .addColumn(column, 'text', (c) => c.notNull().defaultTo(nothing))
      .execute()
  }
  await db.schema
    .alterTable('nominee')
    .addColumn('accepts_conditions', 'integer', (c) => c.check(sql`accepts_conditions in (0, 1)`))
    .execute()

  await createTable(db, 'nominee_photo')
    .addColumn('nominee_id', 'integer', (c) => c.notNull().references('nominee.id'))
    .addColumn('media_type', 'text', (c) => c.notNull().check(sql`media_type in ('image/jpeg', 'image/png')`))
    .addColumn('size', 'integer', (c) => c.notNull())
    .addColumn('sha256', 'text', (c) => c.notNull())
    .addColumn('sealed_content', bytesType(db), (c) => c.notNull())
    .addColumn('added_by', 'integer', (c) => c.notNull().references('account.id'))
    .addColumn('added_at', 'text', (c) => c.notNull())
    .addUniqueConstraint('nominee_photo_one', ['nominee_id'])
    .execute()
}

/** The papers anew under a wider check, with the signatures that hang on them; every id stays. */
async function admitSelfNomination(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'next_paper')
    .addColumn('election_id', 'integer', (c) => c.notNull().references('election.id'))
    .addColumn('nominee_id', 'integer', (c) => c.notNull().references('nominee.id'))
    .addColumn('post_id', 'integer', (c) => c.notNull().references('post.id'))
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull().check(sql`kind in ('joint', 'party', 'self')`))
    .addColumn('party_organisation', 'text')
    .addColumn('received_on', 'text', (c) => c.notNull())
    .addColumn('nominators', 'integer', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull().defaultTo(''))
    .addUniqueConstraint('nomination_paper_once', ['election_id', 'number'])
    .addCheckConstraint('nomination_paper_by', sql`(kind = 'party') = (party_organisation is not null)`)
    .addCheckConstraint('nomination_paper_signed', sql`kind = 'joint' or nominators = 0`)
    .execute()
  const kept = sql.raw(
    'id, election_id, nominee_id, post_id, number, kind, party_organisation, received_on, nominators',
  )
  await sql`insert into next_paper (${kept}) select ${kept} from nomination_paper`.execute(db)
  await bareTable(db, 'next_nominator')
    .addColumn('paper_id', 'integer', (c) => c.notNull().references('next_paper.id'))
    .addColumn('voter_id', 'integer', (c) => c.notNull().references('voter.id'))
    .addPrimaryKeyConstraint('nominator_key', ['paper_id', 'voter_id'])
    .execute()
  await sql`insert into next_nominator (paper_id, voter_id) select paper_id, voter_id from nominator`.execute(db)
  await db.schema.dropTable('nominator').execute()
  await db.schema.dropTable('nomination_paper').execute()
  await db.schema.alterTable('next_paper').renameTo('nomination_paper').execute()
  await db.schema.alterTable('next_nominator').renameTo('nominator').execute()
  await idsGoOnFrom(db, 'nomination_paper')
  await db.schema.createIndex('nomination_paper_nominee').on('nomination_paper').column('nominee_id').execute()
  await db.schema.createIndex('nominator_voter').on('nominator').column('voter_id').execute()
}
