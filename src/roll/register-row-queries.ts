import { type ExpressionBuilder, type Insertable, sql } from 'kysely'
import type { Db, Trx } from '../infra/db/database.js'
import type { Tables } from '../infra/db/tables.js'
import type { RegisterRowTable } from '../infra/db/tables/registers.js'
import type { RowOutcome } from './import-outcome.js'
import { rollOf, type RollPlace } from './roll-of-queries.js'

/** A row of a register as it is staged. */
export type NewRegisterRow = Omit<Insertable<RegisterRowTable>, 'importId' | 'decision' | 'outcome'> & {
  readonly outcome: RowOutcome
}

/** Rows a statement: ten values each, and few enough that nobody else's change waits for long. */
const rowsAtOnce = 250

/** Writes rows in statements of their own: a large register never holds up what others write. */
export async function insertRegisterRows(db: Db, importId: number, rows: readonly NewRegisterRow[]): Promise<void> {
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    const some = rows.slice(from, from + rowsAtOnce).map((row) => ({ ...row, decision: null, importId }))
    await db.insertInto('registerRow').values(some).execute()
  }
}

/** Deletes some of an import's rows; false when none is left. In pieces, like everything that may be large. */
export async function deleteSomeRows(db: Db | Trx, importId: number): Promise<boolean> {
  const deleted = await db
    .deleteFrom('registerRow')
    .where('id', 'in', (eb) =>
      eb.selectFrom('registerRow').select('id').where('importId', '=', importId).orderBy('id').limit(1_000),
    )
    .returning('id')
    .execute()
  return deleted.length > 0
}

/** What the rows shown are narrowed down to; blank: not at all. */
export interface RowFilter {
  readonly show: RowOutcome | ''
  /** Code of a finding. */
  readonly code: string
}

function selectRows(db: Db | Trx, importId: number, { show, code }: RowFilter) {
  return db
    .selectFrom('registerRow')
    .where('importId', '=', importId)
    .$if(show !== '', (query) => query.where('outcome', '=', show))
    .$if(code !== '', (query) => query.where(hasFinding(code)))
}

/** Most rows have none: those that have are in an index of their own, which this very condition opens. */
function hasFinding(code: string) {
  return ({ eb, and }: ExpressionBuilder<Tables, 'registerRow'>) =>
    and([eb('findings', '<>', sql.lit('[]')), eb('findings', 'like', `%"code":"${code}"%`)])
}

const shownColumns = [
  'registerRow.id',
  'sheet',
  'rowNumber',
  'verdict',
  'heldBack',
  'decision',
  'outcome',
  'findings',
  'identityHash',
  'sealedPerson',
  'changedAt',
  'match',
  'matchedVoter',
] as const

/** One page of a register's rows, in file order. */
export async function listRegisterRows(
  db: Db,
  importId: number,
  filter: RowFilter,
  { page, perPage }: { readonly page: number; readonly perPage: number },
) {
  // The keys first, out of an index: a page far back would else read every row before it.
  const keys = await selectRows(db, importId, filter)
    .select('id')
    .orderBy('id')
    .limit(perPage)
    .offset((page - 1) * perPage)
    .execute()
  if (keys.length === 0) return []
  const ids = keys.map(({ id }) => id)
  const rows = await db
    .selectFrom('registerRow')
    .leftJoin('account', 'account.id', 'registerRow.changedBy')
    .select(shownColumns)
    .select('account.displayName as changedByName')
    .where('registerRow.id', 'in', ids)
    .orderBy('registerRow.id')
    .execute()
  return rows.map((row) => ({ ...row, outcome: row.outcome as RowOutcome }))
}

export type RegisterRow = Awaited<ReturnType<typeof listRegisterRows>>[number]

export async function countRegisterRows(db: Db, importId: number, filter: RowFilter): Promise<number> {
  const { count } = await selectRows(db, importId, filter)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** How many rows have each outcome. */
export async function countOutcomes(db: Db, importId: number): Promise<ReadonlyMap<RowOutcome, number>> {
  const rows = await db
    .selectFrom('registerRow')
    .select(['outcome', (eb) => eb.fn.countAll<number>().as('count')])
    .where('importId', '=', importId)
    .groupBy('outcome')
    .execute()
  return new Map(rows.map(({ outcome, count }) => [outcome as RowOutcome, count]))
}

/** The rows with one of some outcomes, in file order. */
export async function listKeptOut(db: Db, importId: number, outcomes: readonly RowOutcome[]) {
  return await db
    .selectFrom('registerRow')
    .select(['sheet', 'rowNumber', 'outcome', 'findings', 'sealedPerson'])
    .where('importId', '=', importId)
    .where('outcome', 'in', outcomes)
    .orderBy('id')
    .execute()
}

export type KeptOutRow = Awaited<ReturnType<typeof listKeptOut>>[number]

/** How many rows a person has decided on or changed. */
export async function countHandled(db: Db, importId: number): Promise<number> {
  const { count } = await db
    .selectFrom('registerRow')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('importId', '=', importId)
    .where((eb) => eb.or([eb('decision', 'is not', null), eb('changedBy', 'is not', null)]))
    .executeTakeFirstOrThrow()
  return count
}

/** The next rows after a key, for going through all of them. */
export async function nextRegisterRows(db: Db, importId: number, after: number, limit: number) {
  return await db
    .selectFrom('registerRow')
    .select(['id', 'verdict', 'heldBack', 'decision', 'outcome', 'identityHash', 'sealedPerson'])
    .select(['match', 'matchedVoter', 'matchedVersion'])
    .where('importId', '=', importId)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** The sealed persons of some rows, by key. */
export async function listSealedPersons(db: Db, rowIds: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const rows = await db.selectFrom('registerRow').select(['id', 'sealedPerson']).where('id', 'in', rowIds).execute()
  return new Map(rows.map(({ id, sealedPerson }) => [id, sealedPerson]))
}

export type Decision = 'accept' | 'refuse'

/** What a decision makes of a row: of somebody new, of somebody on the roll, of somebody who may be on it. */
function decided(decision: Decision) {
  const [add, update, same] = decision === 'accept' ? ['add', 'update', 'update'] : ['refused', 'kept', 'add']
  return (eb: ExpressionBuilder<Tables, 'registerRow'>) => ({
    decision,
    outcome: eb.case('match').when('identity').then(update).when('household').then(same).else(add).end(),
  })
}

/** What a person decides of one row; undefined when it is not to be decided, or decided so already. */
export async function decideRow(trx: Trx, importId: number, rowId: number, decision: Decision) {
  return await trx
    .updateTable('registerRow')
    .set(decided(decision))
    .where('id', '=', rowId)
    .where('importId', '=', importId)
    .where((eb) =>
      eb.or([
        eb('match', 'is not', null).and('outcome', 'in', ['changed', 'update', 'kept', 'likely', 'add']),
        eb('verdict', '=', 'warning').and('outcome', 'in', ['undecided', 'refused', 'add']),
      ]),
    )
    .where((eb) => eb.or([eb('decision', 'is', null), eb('decision', '!=', decision)]))
    .returning(['sheet', 'rowNumber'])
    .executeTakeFirst()
}

/**
 * The same decision for every row that waits for it, with a finding (blank: whatever it has). Not for those who are
 * perhaps the same person: that is seen one by one.
 */
export async function decideAllRows(
  trx: Trx,
  importId: number,
  { show, code }: { readonly show: 'undecided' | 'changed'; readonly code: string },
  decision: Decision,
) {
  return await trx
    .updateTable('registerRow')
    .set(decided(decision))
    .where('importId', '=', importId)
    .where('outcome', '=', show)
    .$if(code !== '', (query) => query.where(hasFinding(code)))
    .returning(['sheet', 'rowNumber'])
    .execute()
}

/** Where people are registered this season, by the hash of the identity number: no more of others than the place. */
export async function findRegistrations(db: Db, election: RollPlace, hashes: readonly string[]) {
  if (hashes.length === 0) return new Map<string, { electionId: number; communityName: string }>()
  const rows = await db
    .selectFrom('voter')
    .innerJoin('election', 'election.id', 'voter.electionId')
    .innerJoin('community', 'community.id', 'election.communityId')
    .select(['voter.identityHash', 'voter.electionId', 'community.name as communityName'])
    .where('voter.seasonId', '=', election.seasonId)
    .where('voter.rollOf', '=', rollOf(election.id))
    .where('voter.state', '=', 'registered')
    .where('voter.identityHash', 'in', hashes)
    .execute()
  return new Map(rows.map(({ identityHash, ...place }) => [identityHash, place]))
}

/** Everybody who was taken off an election's roll. */
export async function listRemovedHashes(db: Db, electionId: number): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('voter')
    .select('identityHash')
    .where('electionId', '=', electionId)
    .where('state', '=', 'removed')
    .execute()
  return new Set(rows.map(({ identityHash }) => identityHash))
}
