import type { Insertable } from 'kysely'
import type { Db, Trx } from '../infra/db/database.js'
import type { IssuedPaperTable } from '../infra/db/tables/documents.js'
import { NotFound } from '../infra/http/errors.js'

/** A paper as issued, without its bytes. */
export type IssuedPaper = Awaited<ReturnType<typeof listIssuedPapers>>[number]

function selectIssuedPapers(db: Db, electionId: number) {
  return db
    .selectFrom('issuedPaper')
    .innerJoin('account', 'account.id', 'issuedPaper.issuedBy')
    .select(['issuedPaper.id', 'issuedPaper.roundId', 'issuedPaper.key', 'issuedPaper.noticeNumber'])
    .select(['issuedPaper.title', 'issuedPaper.sha256', 'issuedPaper.pages', 'issuedPaper.issuedOn'])
    .select(['issuedPaper.issuedAt', 'issuedPaper.replaces', 'account.displayName as issuedByName'])
    .where('issuedPaper.electionId', '=', electionId)
}

/** Every paper issued in an election, first to last; one that a later paper replaces is no longer in force. */
export async function listIssuedPapers(db: Db, electionId: number) {
  const rows = await selectIssuedPapers(db, electionId).orderBy('issuedPaper.id').execute()
  const replacedBy = new Map(rows.map((row) => [row.replaces, row.id]))
  return rows.map((row) => ({ ...row, replacedBy: replacedBy.get(row.id) ?? null }))
}

/** A paper of this election with the bytes it was issued as. Throws NotFound. */
export async function getIssuedPaper(db: Db, electionId: number, paperId: number) {
  const row = await selectIssuedPapers(db, electionId)
    .select('issuedPaper.content')
    .where('issuedPaper.id', '=', paperId)
    .executeTakeFirst()
  if (!row) throw new NotFound('没有这份文书。')
  return row
}

/** The last paper of a key that was issued for a round, or for the whole election; with facts and wording. */
export async function findLastIssued(db: Db, electionId: number, key: string, roundId: number | null) {
  const query = db
    .selectFrom('issuedPaper')
    .select(['id', 'noticeNumber', 'issuedOn', 'facts', 'wording'])
    .where('electionId', '=', electionId)
    .where('key', '=', key)
  return await (roundId === null ? query.where('roundId', 'is', null) : query.where('roundId', '=', roundId))
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
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
