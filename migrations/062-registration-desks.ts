import { type Kysely, sql } from 'kysely'
import { createTable } from '../src/infra/db/dialect.js'

/** 登记站: where residents register, when and with whom, as the notice of registration lists them (art. 16). */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'registration_desk')
    .addColumn('election_id', 'integer', (c) => c.notNull().references('election.id'))
    .addColumn('name', 'text', (c) => c.notNull().check(sql`name <> ''`))
    .addColumn('place', 'text', (c) => c.notNull().check(sql`place <> ''`))
    .addColumn('serves', 'text', (c) => c.notNull())
    .addColumn('hours', 'text', (c) => c.notNull().check(sql`hours <> ''`))
    .addColumn('clerks', 'text', (c) => c.notNull().check(sql`clerks <> ''`))
    .addColumn('telephone', 'text', (c) => c.notNull())
    .addUniqueConstraint('registration_desk_name', ['election_id', 'name'])
    .execute()
}
