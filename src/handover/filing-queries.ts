import type { PlainDate } from '../lib/plain-date.js'
import type { FilingPaper } from '../rules/filing.js'
import type { Db, Trx } from '../infra/db/database.js'
import type { FilingTable } from '../infra/db/tables/handover.js'
import { findRecordFingerprint, listResults } from '../tally/queries.js'

/** A result as sent to the township, with what it said. */
export interface Filing extends Omit<FilingTable, 'id' | 'sent' | 'version'> {
  readonly id: number
  readonly sent: readonly FilingPaper[]
  readonly submittedByName: string
  readonly decidedByName: string | null
  readonly version: number
}

/** Of the election record of the last declaration: which result it is that goes up; blank while there is none. */
export async function fingerprintOfResult(db: Db, electionId: number): Promise<string> {
  const last = (await listResults(db, electionId)).at(-1)
  return last ? ((await findRecordFingerprint(db, last.roundId)) ?? '') : ''
}

/** Every time the result was sent, the last one last. What was accepted of a result that a recount changed no longer holds. */
export async function listFilings(db: Db, electionId: number): Promise<Filing[]> {
  const rows = await db
    .selectFrom('filing')
    .innerJoin('account as sender', 'sender.id', 'filing.submittedBy')
    .leftJoin('account as decider', 'decider.id', 'filing.decidedBy')
    .selectAll('filing')
    .select(['sender.displayName as submittedByName', 'decider.displayName as decidedByName'])
    .where('filing.electionId', '=', electionId)
    .orderBy('filing.number')
    .execute()
  const current = await fingerprintOfResult(db, electionId)
  return rows.map(({ sent, state, ...row }) => ({
    ...row,
    state: state === 'accepted' && row.recordFingerprint !== current ? 'superseded' : state,
    sent: JSON.parse(sent) as FilingPaper[],
  }))
}

/** The filing that was accepted and still holds. */
export async function findAcceptedFiling(db: Db, electionId: number): Promise<Filing | undefined> {
  return (await listFilings(db, electionId)).find(({ state }) => state === 'accepted')
}

export interface NewFiling {
  readonly electionId: number
  readonly sent: readonly FilingPaper[]
  readonly note: string
  readonly recordFingerprint: string
  readonly paperGroups: string | null
  readonly submittedOn: PlainDate
  readonly submittedBy: number
  readonly submittedAt: string
}

/**
 * Sends the result under the next number. What was accepted of an earlier result is over with that; a second one while
 * one is open or accepted is a unique violation.
 */
export async function insertFiling(trx: Trx, { sent, ...filing }: NewFiling): Promise<number> {
  await supersedeFilings(trx, filing.electionId, filing.recordFingerprint)
  const number = (await listFilings(trx, filing.electionId)).length + 1
  await trx
    .insertInto('filing')
    .values({ ...filing, sent: JSON.stringify(sent), number, state: 'submitted' })
    .execute()
  return number
}

export interface FilingDecision {
  readonly state: 'accepted' | 'returned'
  readonly filingNumber: string | null
  readonly reason: string | null
  readonly decidedOn: PlainDate
  readonly decidedBy: number
  readonly decidedAt: string
}

/** Accepts it or sends it back; false when that was done already. */
export async function decideFiling(
  trx: Trx,
  filing: { readonly id: number; readonly version: number },
  decision: FilingDecision,
): Promise<boolean> {
  const updated = await trx
    .updateTable('filing')
    .set((eb) => ({ ...decision, version: eb('version', '+', 1) }))
    .where('id', '=', filing.id)
    .where('version', '=', filing.version)
    .where('state', '=', 'submitted')
    .returning('id')
    .executeTakeFirst()
  return updated !== undefined
}

/** An accepted filing of another result than this one no longer holds. */
async function supersedeFilings(trx: Trx, electionId: number, fingerprint: string): Promise<void> {
  await trx
    .updateTable('filing')
    .set((eb) => ({ state: 'superseded' as const, version: eb('version', '+', 1) }))
    .where('electionId', '=', electionId)
    .where('state', '=', 'accepted')
    .where('recordFingerprint', '<>', fingerprint)
    .execute()
}
