import type { Kysely } from 'kysely'
import { bytesType, createTable } from '../src/infra/db/dialect.js'

/** Scans and photographs that prove what a registration states. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'evidence')
    .addColumn('election_id', 'integer', (c) => c.notNull().references('election.id'))
    .addColumn('voter_id', 'integer', (c) => c.notNull().references('voter.id'))
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('media_type', 'text', (c) => c.notNull())
    .addColumn('size', 'integer', (c) => c.notNull())
    .addColumn('sha256', 'text', (c) => c.notNull())
    .addColumn('sealed_content', bytesType(db), (c) => c.notNull())
    .addColumn('added_by', 'integer', (c) => c.notNull().references('account.id'))
    .addColumn('added_at', 'text', (c) => c.notNull())
    .addUniqueConstraint('evidence_once', ['voter_id', 'sha256'])
    .execute()
}
