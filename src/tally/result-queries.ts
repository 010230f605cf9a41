import type { PlainDate } from '../lib/plain-date.js'
import type { Post, Sex } from '../rules/post.js'
import type { Db, Trx } from '../infra/db/database.js'
import type { CountedVote } from './counted-vote.js'
import { countInHand } from './recount-queries.js'

/** The result of a round: proposed, or declared once `declaredOn` is set. */
export interface ResultRow {
  readonly id: number
  readonly roundId: number
  /** The count that it is the result of: 0, or the number of a recount. */
  readonly recount: number
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
    .select(['result.id', 'result.roundId', 'result.recount', 'result.outcome', 'result.hash', 'result.version'])
    .select(['votingRound.number as roundNumber', 'votingRound.kind as roundKind', 'votingRound.votingDay'])
    .select(['result.proposedBy', 'proposer.displayName as proposedByName', 'result.proposedAt'])
    .select(['result.declaredBy', 'declarer.displayName as declaredByName', 'result.declaredAt', 'result.declaredOn'])
}

function toResult<R extends { readonly outcome: string }>({ outcome, ...row }: R) {
  return { ...row, counted: JSON.parse(outcome) as CountedVote }
}

/** The result of the count in hand of a round, proposed or declared. */
export async function findResult(db: Db, roundId: number): Promise<ResultRow | undefined> {
  return await findResultOf(db, roundId, await countInHand(db, roundId))
}

/** The result of one count of a round: 0, or the number of a recount. */
export async function findResultOf(db: Db, roundId: number, recount: number): Promise<ResultRow | undefined> {
  const row = await selectResults(db)
    .where('result.roundId', '=', roundId)
    .where('result.recount', '=', recount)
    .executeTakeFirst()
  return row && toResult(row)
}

/** The declared results of a round, count and recounts; the last one is in force. */
export async function listCounts(db: Db, roundId: number): Promise<ResultRow[]> {
  const rows = await selectResults(db)
    .where('result.roundId', '=', roundId)
    .where('result.declaredOn', 'is not', null)
    .orderBy('result.recount')
    .execute()
  return rows.map(toResult)
}

/** The result in force of a round: the last one declared. A recount under way changes nothing of it. */
export async function findDeclaredResult(db: Db, roundId: number): Promise<ResultRow | undefined> {
  return (await listCounts(db, roundId)).at(-1)
}

/** The results in force of an election, first vote to last. */
export async function listResults(db: Db, electionId: number): Promise<ResultRow[]> {
  const rows = await selectResults(db)
    .where('votingRound.electionId', '=', electionId)
    .where('result.declaredOn', 'is not', null)
    .orderBy('votingRound.number')
    .orderBy('result.recount')
    .execute()
  return [...new Map(rows.map((row) => [row.roundId, row])).values()].map(toResult)
}

/**
 * Whether figures of a vote must still be marked 未公布: it is being counted, and nobody has declared its result. Every
 * page and paper that shows figures of the count asks here; test/tally/unpublished.test.ts walks all of them.
 */
export async function isUnpublished(db: Db, roundId: number): Promise<boolean> {
  const recount = await countInHand(db, roundId)
  const result = await findResultOf(db, roundId, recount)
  if (result) return result.declaredOn === null
  const sheet = await db
    .selectFrom('tallySheet')
    .select('id')
    .where('roundId', '=', roundId)
    .where('recount', '=', recount)
    .executeTakeFirst()
  return sheet !== undefined
}

/** The fingerprint of the newest election record of a declared round, for pages and papers; undefined before. */
export async function findRecordFingerprint(db: Db, roundId: number): Promise<string | undefined> {
  const row = await db
    .selectFrom('electionRecord')
    .select('fingerprint')
    .where('roundId', '=', roundId)
    .orderBy('recount', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.fingerprint
}

export interface NewResult {
  readonly roundId: number
  readonly recount: number
  /** JSON of the counted vote, byte for byte what `hash` is of. */
  readonly outcome: string
  readonly hash: string
  readonly proposedBy: number
  readonly proposedAt: string
}

/** Proposes a result. A count has one; a second is a unique violation. */
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
