import type { Db } from '../infra/db/database.js'

/** Every version of the posted rolls of a season, in numbers. */
export async function listRollVersionsOfSeason(db: Db, seasonId: number) {
  return await db
    .selectFrom('rollVersion')
    .innerJoin('election', 'election.id', 'rollVersion.electionId')
    .select(['rollVersion.electionId', 'rollVersion.number', 'rollVersion.kind', 'rollVersion.madeOn'])
    .select(['rollVersion.voters', 'rollVersion.electors', 'rollVersion.hash'])
    .where('election.seasonId', '=', seasonId)
    .where('election.kind', '=', 'regular')
    .orderBy('rollVersion.number')
    .execute()
}

/** Every notice that was issued: what hangs, or hung, for everybody to read. Papers without a number are not among them. */
export async function listNoticesOfSeason(db: Db, seasonId: number) {
  return await db
    .selectFrom('issuedPaper')
    .innerJoin('election', 'election.id', 'issuedPaper.electionId')
    .leftJoin('issuedPaper as later', 'later.replaces', 'issuedPaper.id')
    .leftJoin('issuedPaper as main', 'main.id', 'issuedPaper.supplements')
    .leftJoin('paperWithdrawal', 'paperWithdrawal.paperId', 'issuedPaper.id')
    .select(['issuedPaper.electionId', 'issuedPaper.noticeNumber', 'issuedPaper.supplementNumber'])
    .select(['main.noticeNumber as mainNumber', 'issuedPaper.title', 'issuedPaper.issuedOn', 'issuedPaper.sha256'])
    .select(['later.id as laterId', 'paperWithdrawal.id as withdrawalId'])
    .where('election.seasonId', '=', seasonId)
    .where('election.kind', '=', 'regular')
    .where((eb) =>
      eb.or([eb('issuedPaper.noticeNumber', 'is not', null), eb('issuedPaper.supplementNumber', 'is not', null)]),
    )
    .orderBy('issuedPaper.id')
    .execute()
}

/** The declared results of a season, and the fingerprints of their records; of a vote that was counted again the last. */
export async function listResultsOfSeason(db: Db, seasonId: number) {
  return await db
    .selectFrom('result')
    .innerJoin('votingRound', 'votingRound.id', 'result.roundId')
    .innerJoin('election', 'election.id', 'votingRound.electionId')
    .leftJoin('electionRecord', (join) =>
      join
        .onRef('electionRecord.roundId', '=', 'result.roundId')
        .onRef('electionRecord.recount', '=', 'result.recount'),
    )
    .select(['votingRound.electionId', 'votingRound.number', 'votingRound.kind', 'votingRound.votingDay'])
    .select(['result.recount', 'result.outcome', 'result.declaredOn', 'electionRecord.fingerprint'])
    .where('election.seasonId', '=', seasonId)
    .where('election.kind', '=', 'regular')
    .where('result.declaredOn', 'is not', null)
    .orderBy('votingRound.number')
    .orderBy('result.recount')
    .execute()
}

/** The posts of a season with their seats. */
export async function listPostsOfSeason(db: Db, seasonId: number) {
  return await db
    .selectFrom('post')
    .innerJoin('election', 'election.id', 'post.electionId')
    .select(['post.electionId', 'post.title', 'post.seats'])
    .where('election.seasonId', '=', seasonId)
    .where('election.kind', '=', 'regular')
    .orderBy('post.rank')
    .execute()
}
