import type { PlainDate } from '../lib/plain-date.js'
import type { EntryState } from '../rules/double-entry.js'
import type { Post, Sex } from '../rules/post.js'
import type { Db, Trx } from '../infra/db/database.js'
import type { ElectedMemberTable } from '../infra/db/tables/tally.js'
import { NotFound } from '../infra/http/errors.js'
import type { CountedVote, WriteInDecision } from './counted-vote.js'

/** How a sheet is typed: its figures from the paper, or its ballots one by one. */
export type SheetMode = 'totals' | 'ballots'

/** A tally sheet with its station and how far its double entry is. */
export interface SheetRow {
  readonly id: number
  readonly roundId: number
  readonly stationId: number
  readonly stationNumber: number
  readonly stationName: string
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
    .select(['tallySheet.mode', 'tallySheet.entry', 'tallySheet.version'])
}

function toSheet<R extends { readonly entry: string }>(row: R): Omit<R, 'entry'> & { readonly entry: EntryState } {
  return { ...row, entry: JSON.parse(row.entry) as EntryState }
}

/** The tally sheets of a round in the order of stations and bundles. */
export async function listSheets(db: Db, roundId: number): Promise<SheetRow[]> {
  const rows = await selectSheets(db)
    .where('tallySheet.roundId', '=', roundId)
    .orderBy('pollingStation.number')
    .orderBy('tallySheet.number')
    .execute()
  return rows.map(toSheet)
}

/** A sheet of one round; of any other it is not found. */
export async function getSheet(db: Db, roundId: number, sheetId: number): Promise<SheetRow> {
  const row = await selectSheets(db)
    .where('tallySheet.roundId', '=', roundId)
    .where('tallySheet.id', '=', sheetId)
    .executeTakeFirst()
  if (!row) throw new NotFound('没有这张计票单，或者它不属于正在进行的这一轮投票。')
  return toSheet(row)
}

/** Adds the next sheet of a station. Two at once: one of them is a unique violation. */
export async function insertSheet(trx: Trx, roundId: number, stationId: number, mode: SheetMode) {
  const { last } = await trx
    .selectFrom('tallySheet')
    .select((eb) => eb.fn.max('number').as('last'))
    .where('roundId', '=', roundId)
    .where('stationId', '=', stationId)
    .executeTakeFirstOrThrow()
  const number = (last ?? 0) + 1
  const empty: EntryState = { status: 'empty' }
  const { id } = await trx
    .insertInto('tallySheet')
    .values({ roundId, stationId, number, mode, state: empty.status, entry: JSON.stringify(empty) })
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
    .set((eb) => ({ state: entry.status, entry: JSON.stringify(entry), version: eb('version', '+', 1) }))
    .where('id', '=', sheetId)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()
  return updated !== undefined
}

/**
 * Keeps what is typed so far. The version stays: it counts the steps of the sheet, and the page being typed on
 * must still fit after a draft was saved behind it.
 */
export async function updateDraft(trx: Trx, sheetId: number, version: number, entry: EntryState): Promise<boolean> {
  const updated = await trx
    .updateTable('tallySheet')
    .set({ entry: JSON.stringify(entry) })
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

/** The result of a round: proposed, or declared once `declaredOn` is set. */
export interface ResultRow {
  readonly id: number
  readonly roundId: number
  readonly roundNumber: number
  readonly roundKind: 'first' | 'runoff' | 'tieBreak' | 'rerun'
  readonly votingDay: PlainDate
  readonly counted: CountedVote
  /** SHA-256 of the counted vote as stored. */
  readonly hash: string
  readonly proposedBy: number
  readonly proposedByName: string
  readonly proposedAt: string
  readonly declaredBy: number | null
  readonly declaredByName: string | null
  readonly declaredAt: string | null
  readonly declaredOn: PlainDate | null
  readonly version: number
}

function selectResults(db: Db) {
  return db
    .selectFrom('result')
    .innerJoin('votingRound', 'votingRound.id', 'result.roundId')
    .innerJoin('account as proposer', 'proposer.id', 'result.proposedBy')
    .leftJoin('account as declarer', 'declarer.id', 'result.declaredBy')
    .select(['result.id', 'result.roundId', 'result.outcome', 'result.hash', 'result.version'])
    .select(['votingRound.number as roundNumber', 'votingRound.kind as roundKind', 'votingRound.votingDay'])
    .select(['result.proposedBy', 'proposer.displayName as proposedByName', 'result.proposedAt'])
    .select(['result.declaredBy', 'declarer.displayName as declaredByName', 'result.declaredAt', 'result.declaredOn'])
}

function toResult<R extends { readonly outcome: string }>({ outcome, ...row }: R) {
  return { ...row, counted: JSON.parse(outcome) as CountedVote }
}

/** The result of a round, proposed or declared. */
export async function findResult(db: Db, roundId: number): Promise<ResultRow | undefined> {
  const row = await selectResults(db).where('result.roundId', '=', roundId).executeTakeFirst()
  return row && toResult(row)
}

/** The declared results of an election, first vote to last. */
export async function listResults(db: Db, electionId: number): Promise<ResultRow[]> {
  const rows = await selectResults(db)
    .where('votingRound.electionId', '=', electionId)
    .where('result.declaredOn', 'is not', null)
    .orderBy('votingRound.number')
    .execute()
  return rows.map(toResult)
}

/** The fingerprint of the election record of a declared round, for pages and papers; undefined before. */
export async function findRecordFingerprint(db: Db, roundId: number): Promise<string | undefined> {
  const row = await db
    .selectFrom('electionRecord')
    .select('fingerprint')
    .where('roundId', '=', roundId)
    .executeTakeFirst()
  return row?.fingerprint
}

export interface NewResult {
  readonly roundId: number
  /** JSON of the counted vote, byte for byte what `hash` is of. */
  readonly outcome: string
  readonly hash: string
  readonly proposedBy: number
  readonly proposedAt: string
}

/** Proposes a result. A round has one; a second is a unique violation. */
export async function insertResult(trx: Trx, result: NewResult): Promise<void> {
  await trx.insertInto('result').values(result).execute()
}

/** Takes a proposal back; false when it is declared or gone. */
export async function deleteProposal(trx: Trx, resultId: number, version: number): Promise<boolean> {
  const deleted = await trx
    .deleteFrom('result')
    .where('id', '=', resultId)
    .where('version', '=', version)
    .where('declaredOn', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return deleted !== undefined
}

/** Declares a proposed result; false when it is declared or gone. */
export async function declareProposal(
  trx: Trx,
  resultId: number,
  version: number,
  declared: { readonly declaredBy: number; readonly declaredAt: string; readonly declaredOn: PlainDate },
): Promise<boolean> {
  const updated = await trx
    .updateTable('result')
    .set((eb) => ({ ...declared, version: eb('version', '+', 1) }))
    .where('id', '=', resultId)
    .where('version', '=', version)
    .where('declaredOn', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return updated !== undefined
}

export type NewElectedMember = Omit<ElectedMemberTable, 'id'>

export async function insertElectedMembers(trx: Trx, members: readonly NewElectedMember[]): Promise<void> {
  if (members.length > 0) await trx.insertInto('electedMember').values(members).execute()
}

/** A member of the new residents' committee, with what the roll knows of the person. */
export interface ElectedMemberRow {
  readonly id: number
  readonly roundNumber: number
  readonly postId: number
  readonly postTitle: string
  readonly position: Post['position']
  readonly voterId: number | null
  readonly name: string
  readonly sex: Sex | null
  readonly birthDate: PlainDate | null
  readonly residentsGroup: number | null
  readonly votes: number
}

/** Everybody elected so far, by rank of the post and votes. */
export async function listElectedMembers(db: Db, electionId: number): Promise<ElectedMemberRow[]> {
  return await db
    .selectFrom('electedMember')
    .innerJoin('post', 'post.id', 'electedMember.postId')
    .innerJoin('votingRound', 'votingRound.id', 'electedMember.roundId')
    .leftJoin('voter', 'voter.id', 'electedMember.voterId')
    .select(['electedMember.id', 'votingRound.number as roundNumber', 'electedMember.postId'])
    .select(['post.title as postTitle', 'post.position', 'electedMember.voterId', 'electedMember.name'])
    .select(['voter.sex', 'voter.birthDate', 'voter.residentsGroup', 'electedMember.votes'])
    .where('electedMember.electionId', '=', electionId)
    .orderBy('post.rank')
    .orderBy('electedMember.votes', 'desc')
    .orderBy('electedMember.id')
    .execute()
}
