import type { FigureName } from '../rules/figures.js'
import type { ProcedureDocument } from '../rules/local-procedure.js'
import type { Db, Trx } from '../infra/db/database.js'

/** One decision about one figure. */
export interface SettingDecision extends ProcedureDocument {
  readonly figure: FigureName
  /** JSON; null: back to the rule set. */
  readonly value: string | null
  readonly reason: string
  readonly setBy: number
  readonly setAt: string
}

const decisionColumns = [
  'ruleSetting.id',
  'ruleSetting.electionId',
  'ruleSetting.isForSeason',
  'ruleSetting.figure',
  'ruleSetting.value',
  'ruleSetting.reason',
  'ruleSetting.documentName',
  'ruleSetting.documentDate',
  'ruleSetting.documentNumber',
  'ruleSetting.setBy',
  'ruleSetting.setAt',
  'ruleSetting.supersededAt',
] as const

/** Every decision in force of an election, in the order in which they were made. */
export async function listSettings(db: Db, electionId: number) {
  return await db
    .selectFrom('ruleSetting')
    .select(decisionColumns)
    .where('electionId', '=', electionId)
    .where('supersededAt', 'is', null)
    .orderBy('id')
    .execute()
}

/** What is in force for every election of a season, those opened later too. */
export async function listSeasonSettings(db: Db, seasonId: number) {
  return await db
    .selectFrom('ruleSetting')
    .select(decisionColumns)
    .where('seasonId', '=', seasonId)
    .where('electionId', 'is', null)
    .where('supersededAt', 'is', null)
    .orderBy('id')
    .execute()
}

/** Every decision ever made about a figure, of one election or (null) for the season, the last first. */
export async function listDecisions(db: Db, seasonId: number, electionId: number | null, figure: FigureName) {
  return await db
    .selectFrom('ruleSetting')
    .innerJoin('account', 'account.id', 'ruleSetting.setBy')
    .select(decisionColumns)
    .select('account.displayName')
    .where('seasonId', '=', seasonId)
    .where('electionId', electionId === null ? 'is' : '=', electionId)
    .where('figure', '=', figure)
    .orderBy('ruleSetting.id', 'desc')
    .execute()
}

/** The elections that a decision may reach: one, or all of a season. */
export async function listElectionsToSet(db: Db, seasonId: number, electionId: number | null) {
  let query = db
    .selectFrom('election')
    .innerJoin('community', 'community.id', 'election.communityId')
    .select(['election.id', 'election.version', 'election.form', 'election.electionDay', 'election.settings'])
    .select(['election.ruleSetId', 'election.seasonId', 'community.name as communityName'])
    .where('election.seasonId', '=', seasonId)
    .orderBy('community.code')
  if (electionId !== null) query = query.where('election.id', '=', electionId)
  return await query.execute()
}

/** Records a decision, which takes the place of the one in force. */
export async function insertSetting(
  trx: Trx,
  place: { readonly seasonId: number; readonly electionId: number | null; readonly isForSeason: boolean },
  decision: SettingDecision,
): Promise<void> {
  const { seasonId, electionId, isForSeason } = place
  await trx
    .updateTable('ruleSetting')
    .set({ supersededAt: decision.setAt })
    .where('seasonId', '=', seasonId)
    .where('electionId', electionId === null ? 'is' : '=', electionId)
    .where('figure', '=', decision.figure)
    .where('supersededAt', 'is', null)
    .execute()
  await trx
    .insertInto('ruleSetting')
    .values({ ...decision, seasonId, electionId, isForSeason: isForSeason ? 1 : 0 })
    .execute()
}

/** Writes what an election's own procedure says as a whole; false when the election has changed meanwhile. */
export async function updateSettings(
  trx: Trx,
  electionId: number,
  version: number,
  settings: object,
): Promise<boolean> {
  const updated = await trx
    .updateTable('election')
    .set((eb) => ({ settings: JSON.stringify(settings), version: eb('version', '+', 1) }))
    .where('id', '=', electionId)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()
  return updated !== undefined
}

/** The documents on which an election's own figures rest, each once. */
export async function listProcedureDocuments(db: Db, electionId: number): Promise<ProcedureDocument[]> {
  const rows = await listSettings(db, electionId)
  const documents = rows.filter(({ value, documentName }) => value !== null && documentName !== null)
  const named = documents.map(({ documentName, documentDate, documentNumber }) => ({
    documentName,
    documentDate,
    documentNumber,
  }))
  return [...new Map(named.map((document) => [JSON.stringify(document), document])).values()]
}
