import type { Insertable } from 'kysely'
import type { Db, Trx } from '../infra/db/database.js'
import type { IssuedPaperTable, PaperWithdrawalTable } from '../infra/db/tables/documents.js'
import { findElection } from '../infra/db/scope-queries.js'
import type { Account, ElectionInScope } from '../infra/http/context.js'
import { NotFound } from '../infra/http/errors.js'

// Tables and reports of later areas are set as papers are: by the same setter, with the same fonts.
export type { Block } from './layout/blocks.js'
export { titleOfKey } from './paper-titles.js'
export { renderPdf } from './layout/render-pdf.js'
export { missingPapers, papersOfEveryElection } from './owed-papers.js'
export { sendPdf } from './send-pdf.js'
export { zipOf, type ZippedFile } from './zip-files.js'

/** A paper as issued, without its bytes. */
export type IssuedPaper = Awaited<ReturnType<typeof listIssuedPapers>>[number]

function selectIssuedPapers(db: Db) {
  return db
    .selectFrom('issuedPaper')
    .innerJoin('account', 'account.id', 'issuedPaper.issuedBy')
    .leftJoin('issuedPaper as main', 'main.id', 'issuedPaper.supplements')
    .leftJoin('issuedPaper as later', 'later.replaces', 'issuedPaper.id')
    .leftJoin('paperWithdrawal', 'paperWithdrawal.paperId', 'issuedPaper.id')
    .select(['issuedPaper.id', 'issuedPaper.electionId', 'issuedPaper.roundId', 'issuedPaper.key'])
    .select(['issuedPaper.noticeNumber', 'issuedPaper.supplements', 'issuedPaper.supplementNumber'])
    .select(['issuedPaper.title', 'issuedPaper.sha256', 'issuedPaper.pages', 'issuedPaper.issuedOn'])
    .select(['issuedPaper.issuedAt', 'issuedPaper.replaces', 'issuedPaper.code', 'issuedPaper.wordingVersion'])
    .select(['account.displayName as issuedByName', 'main.noticeNumber as mainNumber', 'later.id as replacedBy'])
    .select(['paperWithdrawal.withdrawnOn', 'paperWithdrawal.reason as withdrawalReason'])
}

/** Every paper issued in an election, first to last; one replaced or withdrawn is no longer in force. */
export async function listIssuedPapers(db: Db, electionId: number) {
  return await selectIssuedPapers(db)
    .where('issuedPaper.electionId', '=', electionId)
    .orderBy('issuedPaper.id')
    .execute()
}

/** A paper of this election with the bytes, facts and wording it was issued with. Throws NotFound. */
export async function getIssuedPaper(db: Db, electionId: number, paperId: number) {
  const row = await selectIssuedPapers(db)
    .select(['issuedPaper.content', 'issuedPaper.facts', 'issuedPaper.wording'])
    .where('issuedPaper.electionId', '=', electionId)
    .where('issuedPaper.id', '=', paperId)
    .executeTakeFirst()
  if (!row) throw new NotFound('没有这份文书。')
  return row
}

/** The paper that bears a code, in whatever election, without its bytes. */
export async function findPaperByCode(db: Db, code: string) {
  return await selectIssuedPapers(db).where('issuedPaper.code', '=', code).executeTakeFirst()
}

/** A paper by its id alone. */
export async function getPaper(db: Db, paperId: number) {
  return await selectIssuedPapers(db).where('issuedPaper.id', '=', paperId).executeTakeFirstOrThrow()
}

/** The last paper of a key that was issued for a round, or for the whole election, and was not withdrawn. */
export async function findLastIssued(db: Db, electionId: number, key: string, roundId: number | null) {
  const query = db
    .selectFrom('issuedPaper')
    .leftJoin('paperWithdrawal', 'paperWithdrawal.paperId', 'issuedPaper.id')
    .select(['issuedPaper.id', 'noticeNumber', 'issuedOn', 'facts', 'wording'])
    .where('electionId', '=', electionId)
    .where('key', '=', key)
    .where('paperWithdrawal.id', 'is', null)
  return await (roundId === null ? query.where('roundId', 'is', null) : query.where('roundId', '=', roundId))
    .orderBy('issuedPaper.id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Papers of a key issued for a round, or for the whole election, withdrawn ones too. */
export async function countIssuedOf(db: Db, electionId: number, key: string, roundId: number | null): Promise<number> {
  const query = db
    .selectFrom('issuedPaper')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('electionId', '=', electionId)
    .where('key', '=', key)
  const { count } = await (roundId === null
    ? query.where('roundId', 'is', null)
    : query.where('roundId', '=', roundId)
  ).executeTakeFirstOrThrow()
  return count
}

/** Papers that correct another one, with their facts, first to last; withdrawn ones are left out. */
export async function listSupplements(db: Db, paperIds: readonly number[]) {
  if (paperIds.length === 0) return []
  return await db
    .selectFrom('issuedPaper')
    .leftJoin('paperWithdrawal', 'paperWithdrawal.paperId', 'issuedPaper.id')
    .select(['issuedPaper.id', 'supplements', 'supplementNumber', 'issuedOn', 'facts'])
    .where('supplements', 'in', paperIds)
    .where('paperWithdrawal.id', 'is', null)
    .orderBy('issuedPaper.id')
    .execute()
}

/** Supplements of a paper so far, withdrawn ones too: their numbers stay used. */
export async function countSupplements(db: Db, paperId: number): Promise<number> {
  const { count } = await db
    .selectFrom('issuedPaper')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('supplements', '=', paperId)
    .executeTakeFirstOrThrow()
  return count
}

/** Papers in force of these elections, with the facts and wording they were issued with. */
export async function listPapersInForce(db: Db, electionId: number) {
  return await selectIssuedPapers(db)
    .select(['issuedPaper.facts', 'issuedPaper.wording'])
    .where('issuedPaper.electionId', '=', electionId)
    .where('later.id', 'is', null)
    .where('paperWithdrawal.id', 'is', null)
    .orderBy('issuedPaper.id')
    .execute()
}

/** The elections of a season that an account may see, by community. */
export async function listElectionsInScope(
  db: Db,
  seasonId: number,
  { townshipId, communityId }: Pick<Account, 'townshipId' | 'communityId'>,
): Promise<ElectionInScope[]> {
  const rows = await db
    .selectFrom('election')
    .innerJoin('community', 'community.id', 'election.communityId')
    .select('election.id')
    .where('election.seasonId', '=', seasonId)
    .$if(townshipId !== null, (query) => query.where('community.townshipId', '=', townshipId as number))
    .$if(communityId !== null, (query) => query.where('community.id', '=', communityId as number))
    .orderBy('community.code')
    .execute()
  const elections = []
  for (const { id } of rows) elections.push(await findElection(db, id))
  return elections.filter((election) => election !== undefined)
}

/** Notices issued so far: the next one takes the next number. */
export async function countNotices(db: Db, electionId: number): Promise<number> {
  const { noticesIssued } = await db
    .selectFrom('election')
    .select('noticesIssued')
    .where('id', '=', electionId)
    .executeTakeFirstOrThrow()
  return noticesIssued
}

/**
 * Takes the next notice number, or none (`step` 0), and holds the election until the transaction ends, so that
 * papers are issued one after the other. The number comes back only if the transaction does not commit.
 */
export async function takeNumber(trx: Trx, electionId: number, step: 0 | 1) {
  return await trx
    .updateTable('election')
    .set((eb) => ({ noticesIssued: eb('noticesIssued', '+', step) }))
    .where('id', '=', electionId)
    .returning(['noticesIssued', 'version'])
    .executeTakeFirstOrThrow()
}

/** Stores a paper for ever: the table takes neither changes nor deletions. */
export async function insertIssuedPaper(trx: Trx, paper: Insertable<IssuedPaperTable>): Promise<number> {
  const { id } = await trx.insertInto('issuedPaper').values(paper).returning('id').executeTakeFirstOrThrow()
  return id
}

/** Calls a paper back; false when somebody has done so already. */
export async function insertWithdrawal(trx: Trx, withdrawal: Insertable<PaperWithdrawalTable>): Promise<boolean> {
  const row = await trx
    .insertInto('paperWithdrawal')
    .values(withdrawal)
    .onConflict((conflict) => conflict.column('paperId').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** The names of everybody on the roll, with where to find them. */
export async function listVoterNames(db: Db, electionId: number) {
  return await db
    .selectFrom('voter')
    .select(['id', 'voterNumber', 'name'])
    .where('electionId', '=', electionId)
    .where('state', '=', 'registered')
    .orderBy('voterNumber')
    .execute()
}
