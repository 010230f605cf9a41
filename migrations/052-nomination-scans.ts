import { type Kysely, sql } from 'kysely'
import { bytesType, createTable } from '../src/infra/db/dialect.js'

const owners = ['paper_id', 'nominee_id', 'opinion_id', 'drop_out_id'] as const

/** Scans and photographs of the papers behind a nomination, a consent, an opinion of the review, and a drop-out. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'nomination_scan')
    .addColumn('paper_id', 'integer', (c) => c.references('nomination_paper.id'))
    .addColumn('nominee_id', 'integer', (c) => c.references('nominee.id'))
    .addColumn('opinion_id', 'integer', (c) => c.references('vetting_opinion.id'))
    .addColumn('drop_out_id', 'integer', (c) => c.references('candidate_drop_out.id'))
    .addColumn('title', 'text', (c) => c.notNull().check(sql`title <> ''`))
    .addColumn('media_type', 'text', (c) =>
      c.notNull().check(sql`media_type in ('image/jpeg', 'image/png', 'application/pdf')`),
    )
    .addColumn('size', 'integer', (c) => c.notNull())
    .addColumn('sha256', 'text', (c) => c.notNull())
    .addColumn('sealed_content', bytesType(db), (c) => c.notNull())
    .addColumn('added_by', 'integer', (c) => c.notNull().references('account.id'))
    .addColumn('added_at', 'text', (c) => c.notNull())
    .addCheckConstraint('nomination_scan_of_one', sql`${sql.raw(owners.map(isGiven).join(' + '))} = 1`)
    .execute()
  // The same file twice of one paper is one file.
  for (const owner of owners) {
    await db.schema
      .createIndex(`nomination_scan_once_${owner}`)
      .unique()
      .on('nomination_scan')
      .columns([owner, 'sha256'])
      .execute()
  }
}

function isGiven(column: string): string {
  return `(case when ${column} is null then 0 else 1 end)`
}
