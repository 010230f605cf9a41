import type { EntryState, SheetDraft } from '../rules/double-entry.js'
import type { Db, Trx } from '../infra/db/database.js'
import { NotFound } from '../infra/http/errors.js'
import type { WriteInDecision } from './counted-vote.js'
import { countInHand } from './recount-queries.js'

export {
  declareProposal,
  deleteProposal,
  type ElectedMemberRow,
  findDeclaredResult,
  findRecordFingerprint,
  findResult,
  findResultOf,
  insertResult,
  isUnpublished,
  listCounts,
  listElectedMembers,
  listResults,
  type NewResult,
  type ResultRow,
} from './result-queries.js'
export { countInHand, listRecounts, type RecountRow } from './recount-queries.js'

export { ballotKeys, type EntryKey, figureKeys, keyNotes } from './entry-keys.js'
export { codeReference, findingName } from './finding-advice.js'
export { isOpenType } from './record-events.js'
export { listSealedVotes } from './sealed-votes.js'
export { type BallotSeal, listSeals, type SealOpening } from './seal-queries.js'
export { listRuledBallots, type RuledBallot } from './ruled-ballots.js'
export { listStationReports, type StationReport } from './station-report.js'
export { listContests, voteTitle } from './vote-facts.js'

/** How a sheet is typed: its figures from the paper, or its ballots one by one. */
export type SheetMode = 'totals' | 'ballots'

/** A tally sheet with its station and how far its double entry is. */
export interface SheetRow {
  readonly id: number
  readonly roundId: number
  readonly stationId: number
  readonly stationNumber: number
  readonly stationName: string
  /** The count that the sheet belongs to: 0, or the number of a recount. */
  readonly recount: number
  /** 1 and up within the station: one sheet a bundle. */
  readonly number: number
  readonly mode: SheetMode
  readonly entry: EntryState
  readonly version: number
}

function selectSheets(db: Db) {
  return db
    .selectFrom('tallySheet')
    .innerJoin('pollingStation', 'pollingStation.id', 'tallySheet.stationId')
    .select(['tallySheet.id', 'tallySheet.roundId', 'tallySheet.stationId', 'tallySheet.number'])
    .select(['pollingStation.number as stationNumber', 'pollingStation.name as stationName'])
    .select(['tallySheet.recount', 'tallySheet.mode', 'tallySheet.entry', 'tallySheet.draft', 'tallySheet.version'])
}

function toSheet<R extends StoredEntry>({
  entry,
  draft,
  ...row
}: R): Omit<R, 'entry' | 'draft'> & { readonly entry: EntryState } {
  return { ...row, entry: entryOf({ entry, draft }) }
}

interface StoredEntry {
  readonly entry: string
  readonly draft: string | null
}

/** The state of a sheet's double entry as it is stored: what is being typed stands apart from it. */
export function entryOf({ entry, draft }: StoredEntry): EntryState {
  const state = JSON.parse(entry) as EntryState
  if (draft === null || !('running' in state)) return state
  return { ...state, running: { ...state.running, draft: JSON.parse(draft) as SheetDraft } }
}

/** The tally sheets of one count of a round in the order of stations and bundles; of the count in hand if none is named. */
export async function listSheets(db: Db, roundId: number, recount?: number): Promise<SheetRow[]> {
  const rows = await selectSheets(db)
    .where('tallySheet.roundId', '=', roundId)
    .where('tallySheet.recount', '=', recount ?? (await countInHand(db, roundId)))
    .orderBy('pollingStation.number')
    .orderBy('tallySheet.number')
    .execute()
  return rows.map(toSheet)
}

/** A sheet of the count in hand of one round; of any other it is not found. */
export async function getSheet(db: Db, roundId: number, sheetId: number): Promise<SheetRow> {
  const row = await selectSheets(db)
    .where('tallySheet.roundId', '=', roundId)
    .where('tallySheet.recount', '=', await countInHand(db, roundId))
    .where('tallySheet.id', '=', sheetId)
    .executeTakeFirst()
  if (!row) throw new NotFound('没有这张计票单，或者它不属于正在进行的这一轮投票。')
  return toSheet(row)
}

/** Adds the next sheet of a station to the count in hand. Two at once: one of them is a unique violation. */
export async function insertSheet(trx: Trx, roundId: number, stationId: number, mode: SheetMode) {
  const recount = await countInHand(trx, roundId)
  const { last } = await trx
    .selectFrom('tallySheet')
    .select((eb) => eb.fn.max('number').as('last'))
    .where('roundId', '=', roundId)
    .where('recount', '=', recount)
    .where('stationId', '=', stationId)
    .executeTakeFirstOrThrow()
  const number = (last ?? 0) + 1
  const empty: EntryState = { status: 'empty' }
  const { id } = await trx
    .insertInto('tallySheet')
    .values({ roundId, stationId, recount, number, mode, state: empty.status, entry: JSON.stringify(empty) })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { id, number }
}

/** Takes away a sheet that nothing was ever typed into; false when it has changed. */
export async function deleteEmptySheet(trx: Trx, sheetId: number, version: number): Promise<boolean> {
  const deleted = await trx
    .deleteFrom('tallySheet')
    .where('id', '=', sheetId)
    .where('version', '=', version)
    .where('state', '=', 'empty')
    .returning('id')
    .executeTakeFirst()
  return deleted !== undefined
}

/** Takes a sheet a step further; false when somebody was faster. */
export async function updateSheet(trx: Trx, sheetId: number, version: number, entry: EntryState): Promise<boolean> {
  const updated = await trx
    .updateTable('tallySheet')
    .set((eb) => ({ state: entry.status, entry: JSON.stringify(entry), draft: null, version: eb('version', '+', 1) }))
    .where('id', '=', sheetId)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()
  return updated !== undefined
}

/**
 * Keeps what is typed so far, apart from the entry, which the audit log proves. The version stays: it counts the steps of
 * the sheet, and the page being typed on must still fit after a draft was saved behind it.
 */
export async function updateDraft(trx: Trx, sheetId: number, version: number, entry: EntryState): Promise<boolean> {
  const updated = await trx
    .updateTable('tallySheet')
    .set({ draft: 'running' in entry ? JSON.stringify(entry.running.draft) : null })
    .where('id', '=', sheetId)
    .where('version', '=', version)
    .where('state', '=', entry.status)
    .returning('id')
    .executeTakeFirst()
  return updated !== undefined
}

/** What was decided about the persons written in, in a round. */
export async function listWriteInDecisions(db: Db, roundId: number): Promise<WriteInDecision[]> {
  return await db
    .selectFrom('writeInDecision')
    .select(['name', 'verdict', 'voterId', 'sex', 'reason'])
    .where('roundId', '=', roundId)
    .orderBy('name')
    .execute()
}

/** Decides about a person written in, or decides anew. */
export async function saveWriteInDecision(
  trx: Trx,
  decision: WriteInDecision & { readonly roundId: number; readonly decidedBy: number; readonly decidedAt: string },
): Promise<void> {
  await trx
    .insertInto('writeInDecision')
    .values(decision)
    .onConflict((conflict) => conflict.columns(['roundId', 'name']).doUpdateSet(decision))
    .execute()
}
