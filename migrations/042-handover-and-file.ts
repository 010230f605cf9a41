import { type Kysely, sql } from 'kysely'
import { createTable } from '../src/infra/db/dialect.js'

const tableOf = (db: Kysely<unknown>, name: string) =>
  createTable(db, name).addColumn('election_id', 'integer', (c) => c.notNull().references('election.id'))

/** The list of what is handed over, the supervision committee, and the election file. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await handovers(db)
  await supervision(db)
  await electionFiles(db)
}

async function handovers(db: Kysely<unknown>): Promise<void> {
  await tableOf(db, 'handover_item')
    .addColumn('category', 'text', (c) => c.notNull())
    // A category of which there is nothing says so, instead of being forgotten.
    .addColumn('is_none', 'integer', (c) => c.notNull().check(sql`is_none in (0, 1)`))
    .addColumn('name', 'text', (c) => c.notNull().check(sql`name <> ''`))
    .addColumn('specification', 'text', (c) => c.notNull())
    .addColumn('quantity', 'integer', (c) => c.check(sql`quantity > 0`))
    .addColumn('unit', 'text', (c) => c.notNull())
    // In fen, so that sums are exact.
    .addColumn('amount_fen', 'integer')
    .addColumn('condition', 'text', (c) => c.notNull())
    .addColumn('remark', 'text', (c) => c.notNull())
    .addColumn('added_by', 'integer', (c) => c.notNull().references('account.id'))
    .addColumn('added_at', 'text', (c) => c.notNull())
    .addCheckConstraint('handover_item_quantity', sql`(is_none = 1) = (quantity is null)`)
    .execute()

  await tableOf(db, 'handover')
    .addColumn('handed_on', 'text', (c) => c.notNull())
    .addColumn('place', 'text', (c) => c.notNull())
    .addColumn('handed_over_by', 'text', (c) => c.notNull())
    .addColumn('received_by', 'text', (c) => c.notNull())
    .addColumn('chaired_by', 'text', (c) => c.notNull())
    .addColumn('supervised_by', 'text', (c) => c.notNull())
    .addColumn('recorded_by', 'integer', (c) => c.notNull().references('account.id'))
    .addColumn('recorded_at', 'text', (c) => c.notNull())
    .addUniqueConstraint('handover_once', ['election_id'])
    .execute()
}

async function supervision(db: Kysely<unknown>): Promise<void> {
  await tableOf(db, 'supervision_committee')
    .addColumn('chosen_by', 'text', (c) =>
      c.notNull().check(sql`chosen_by in ('residentsAssembly', 'representativesAssembly')`),
    )
    .addColumn('chosen_on', 'text', (c) => c.notNull())
    .addColumn('entitled', 'integer', (c) => c.notNull())
    .addColumn('present', 'integer', (c) => c.notNull())
    .addColumn('recorded_by', 'integer', (c) => c.notNull().references('account.id'))
    .addColumn('recorded_at', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .addUniqueConstraint('supervision_committee_once', ['election_id'])
    .addCheckConstraint('supervision_committee_present', sql`present <= entitled`)
    .execute()

  await tableOf(db, 'supervision_member')
    .addColumn('voter_id', 'integer', (c) => c.notNull().references('voter.id'))
    .addColumn('position', 'text', (c) => c.notNull().check(sql`position in ('chair', 'member')`))
    .addColumn('votes', 'integer', (c) => c.notNull())
    .addUniqueConstraint('supervision_member_once', ['election_id', 'voter_id'])
    .execute()
}

async function electionFiles(db: Kysely<unknown>): Promise<void> {
  await tableOf(db, 'file_paper')
    .addColumn('item', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull().check(sql`state in ('present', 'notNeeded')`))
    .addColumn('pages', 'integer', (c) => c.check(sql`pages > 0`))
    .addColumn('paper_date', 'text')
    .addColumn('note', 'text', (c) => c.notNull())
    .addColumn('recorded_by', 'integer', (c) => c.notNull().references('account.id'))
    .addColumn('recorded_at', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .addUniqueConstraint('file_paper_once', ['election_id', 'item'])
    .addCheckConstraint('file_paper_present', sql`state <> 'present' or pages is not null`)
    .addCheckConstraint('file_paper_not_needed', sql`state <> 'notNeeded' or note <> ''`)
    .execute()

  await tableOf(db, 'file_export')
    .addColumn('file_name', 'text', (c) => c.notNull())
    // No reference: the file is deleted when its days are over, that it was made stays.
    .addColumn('file_id', 'integer')
    .addColumn('sha256', 'text')
    .addColumn('requested_by', 'integer', (c) => c.notNull().references('account.id'))
    .addColumn('requested_at', 'text', (c) => c.notNull())
    .execute()
}
