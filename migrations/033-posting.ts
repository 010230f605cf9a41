import { type Kysely, sql } from 'kysely'
import { bytesType, createTable } from '../src/infra/db/dialect.js'

/** Where, when and by whom papers were posted, photographs of the posted sheets, and when they were taken down. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'paper_posting')
    .addColumn('paper_id', 'integer', (c) => c.notNull().references('issued_paper.id'))
    .addColumn('place', 'text', (c) => c.notNull().check(sql`place <> ''`))
    .addColumn('posted_on', 'text', (c) => c.notNull())
    .addColumn('posted_time', 'text', (c) => c.notNull())
    .addColumn('posted_by', 'text', (c) => c.notNull())
    .addColumn('taken_down_on', 'text')
    .addColumn('recorded_by', 'integer', (c) => c.notNull().references('account.id'))
    .addColumn('recorded_at', 'text', (c) => c.notNull())
    .addCheckConstraint('paper_posting_order', sql`taken_down_on is null or taken_down_on >= posted_on`)
    .execute()
  // One sheet at one place; where it was taken down it may be posted again.
  await db.schema
    .createIndex('paper_posting_once')
    .unique()
    .on('paper_posting')
    .columns(['paper_id', 'place'])
    .where(sql.ref('taken_down_on'), 'is', null)
    .execute()

  await createTable(db, 'posting_photo')
    .addColumn('posting_id', 'integer', (c) => c.notNull().references('paper_posting.id'))
    .addColumn('media_type', 'text', (c) => c.notNull().check(sql`media_type in ('image/jpeg', 'image/png')`))
    .addColumn('size', 'integer', (c) => c.notNull())
    .addColumn('sha256', 'text', (c) => c.notNull())
    .addColumn('sealed_content', bytesType(db), (c) => c.notNull())
    .addColumn('added_by', 'integer', (c) => c.notNull().references('account.id'))
    .addColumn('added_at', 'text', (c) => c.notNull())
    .addUniqueConstraint('posting_photo_once', ['posting_id', 'sha256'])
    .execute()
}
