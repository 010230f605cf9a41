import { type Kysely, sql } from 'kysely'
import { createTable, makeAppendOnly } from '../src/infra/db/dialect.js'

const forms = sql`('allVoters', 'households', 'representatives')`
const sha256 = sql`length(evidence_hash) = 64`

/**
 * What proves the direct-election rate and what the bureau found of it: the decision on the form of election, the verdicts
 * on each community with the people who put their name to them, and the township's answers. All of it only grows.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'form_decision')
    .addColumn('election_id', 'integer', (c) => c.notNull().references('election.id'))
    .addColumn('number', 'integer', (c) => c.notNull().check(sql`number > 0`))
    .addColumn('form', 'text', (c) => c.notNull().check(sql`form in ${forms}`))
    .addColumn('decided_by', 'text', (c) =>
      c.notNull().check(sql`decided_by in ('residentsAssembly', 'representativesAssembly', 'electionCommittee')`),
    )
    .addColumn('decided_on', 'text', (c) => c.notNull())
    .addColumn('entitled', 'integer', (c) => c.notNull().check(sql`entitled > 0`))
    .addColumn('present', 'integer', (c) => c.notNull().check(sql`present >= 0`))
    .addColumn('in_favour', 'integer', (c) => c.notNull().check(sql`in_favour >= 0`))
    .addColumn('document', 'text', (c) => c.notNull().check(sql`document <> ''`))
    .addColumn('recorded_by', 'integer', (c) => c.notNull().references('account.id'))
    .addColumn('recorded_at', 'text', (c) => c.notNull())
    .addUniqueConstraint('form_decision_number', ['election_id', 'number'])
    .addCheckConstraint('form_decision_votes', sql`in_favour <= present and present <= entitled`)
    .execute()
  await makeAppendOnly(db, 'form_decision')

  await createTable(db, 'rate_verdict')
    .addColumn('election_id', 'integer', (c) => c.notNull().references('election.id'))
    .addColumn('number', 'integer', (c) => c.notNull().check(sql`number > 0`))
    .addColumn('verdict', 'text', (c) => c.notNull().check(sql`verdict in ('confirmed', 'doubtful', 'sentBack')`))
    .addColumn('form', 'text', (c) => c.check(sql`form in ${forms}`))
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('evidence', 'text', (c) => c.notNull())
    .addColumn('evidence_hash', 'text', (c) => c.notNull().check(sha256))
    .addColumn('given_on', 'text', (c) => c.notNull())
    .addUniqueConstraint('rate_verdict_number', ['election_id', 'number'])
    .addCheckConstraint('rate_verdict_form', sql`(verdict = 'confirmed') = (form is not null)`)
    .addCheckConstraint('rate_verdict_reason', sql`verdict = 'confirmed' or reason <> ''`)
    .execute()
  await makeAppendOnly(db, 'rate_verdict')

  // Place 1 gave it; place 2 agreed or refused, and is somebody else.
  await createTable(db, 'rate_signature')
    .addColumn('verdict_id', 'integer', (c) => c.notNull().references('rate_verdict.id'))
    .addColumn('place', 'integer', (c) => c.notNull().check(sql`place in (1, 2)`))
    .addColumn('account_id', 'integer', (c) => c.notNull().references('account.id'))
    .addColumn('agrees', 'integer', (c) => c.notNull().check(sql`agrees in (0, 1)`))
    .addColumn('note', 'text', (c) => c.notNull())
    .addColumn('signed_at', 'text', (c) => c.notNull())
    .addUniqueConstraint('rate_signature_place', ['verdict_id', 'place'])
    .addUniqueConstraint('rate_signature_person', ['verdict_id', 'account_id'])
    .addCheckConstraint('rate_signature_note', sql`agrees = 1 or (place = 2 and note <> '')`)
    .execute()
  await makeAppendOnly(db, 'rate_signature')

  await createTable(db, 'rate_answer')
    .addColumn('verdict_id', 'integer', (c) => c.notNull().unique().references('rate_verdict.id'))
    .addColumn('answer', 'text', (c) => c.notNull().check(sql`answer <> ''`))
    .addColumn('answered_on', 'text', (c) => c.notNull())
    .addColumn('answered_by', 'integer', (c) => c.notNull().references('account.id'))
    .addColumn('answered_at', 'text', (c) => c.notNull())
    .execute()
  await makeAppendOnly(db, 'rate_answer')
}
