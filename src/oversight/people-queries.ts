import type { Db } from '../infra/db/database.js'

/** Everybody elected in the regular elections of a season, with what roll and nomination say of them. */
export async function listElectedOfSeason(db: Db, seasonId: number) {
  return await db
    .selectFrom('electedMember')
    .innerJoin('election', 'election.id', 'electedMember.electionId')
    .innerJoin('post', 'post.id', 'electedMember.postId')
    .leftJoin('voter', 'voter.id', 'electedMember.voterId')
    .leftJoin('nominee', (join) =>
      join
        .onRef('nominee.electionId', '=', 'electedMember.electionId')
        .onRef('nominee.voterId', '=', 'electedMember.voterId'),
    )
    .select(['electedMember.electionId', 'electedMember.voterId', 'electedMember.name', 'electedMember.votes'])
    .select(['election.electionDay', 'post.title as postTitle', 'post.position'])
    .select(['voter.sex', 'voter.birthDate', 'voter.nationality', 'voter.politicalStatus', 'voter.education'])
    .select(['nominee.politicalStatus as statedStatus', 'nominee.education as statedEducation'])
    .where('election.seasonId', '=', seasonId)
    .where('election.kind', '=', 'regular')
    .orderBy('post.rank')
    .orderBy('electedMember.votes', 'desc')
    .orderBy('electedMember.id')
    .execute()
}

/** 初步候选人 of a season: nominated, and neither failed nor withdrawn. */
export async function listNomineesOfSeason(db: Db, seasonId: number) {
  return await db
    .selectFrom('nominee')
    .innerJoin('election', 'election.id', 'nominee.electionId')
    .innerJoin('post', 'post.id', 'nominee.postId')
    .innerJoin('voter', 'voter.id', 'nominee.voterId')
    .select(['nominee.electionId', 'voter.name', 'election.electionDay', 'post.title as postTitle'])
    .select(['voter.sex', 'voter.birthDate', 'voter.nationality', 'nominee.politicalStatus', 'nominee.education'])
    .where('election.seasonId', '=', seasonId)
    .where('election.kind', '=', 'regular')
    .where('nominee.vetting', 'in', ['open', 'passed'])
    .orderBy('post.rank')
    .orderBy('nominee.id')
    .execute()
}

/** 正式候选人 of a season: those on the list in force of the first vote. */
export async function listCandidatesOfSeason(db: Db, seasonId: number) {
  return await db
    .selectFrom('candidateList')
    .innerJoin('votingRound', 'votingRound.id', 'candidateList.roundId')
    .innerJoin('election', 'election.id', 'votingRound.electionId')
    .innerJoin('candidateListPlace', 'candidateListPlace.listId', 'candidateList.id')
    .innerJoin('candidate', 'candidate.id', 'candidateListPlace.candidateId')
    .innerJoin('post', 'post.id', 'candidateListPlace.postId')
    .leftJoin('candidateList as later', (join) =>
      join.onRef('later.roundId', '=', 'candidateList.roundId').onRef('later.version', '>', 'candidateList.version'),
    )
    .leftJoin('voter', 'voter.id', 'candidate.voterId')
    .leftJoin('nominee', (join) =>
      join
        .onRef('nominee.electionId', '=', 'votingRound.electionId')
        .onRef('nominee.voterId', '=', 'candidate.voterId'),
    )
    .select(['votingRound.electionId', 'candidate.name', 'candidate.sex as statedSex', 'election.electionDay'])
    .select(['post.title as postTitle', 'voter.sex', 'voter.birthDate', 'voter.nationality'])
    .select(['voter.politicalStatus', 'voter.education'])
    .select(['nominee.politicalStatus as statedStatus', 'nominee.education as statedEducation'])
    .where('election.seasonId', '=', seasonId)
    .where('election.kind', '=', 'regular')
    .where('votingRound.number', '=', 1)
    .where('later.id', 'is', null)
    .orderBy('post.rank')
    .orderBy('candidateListPlace.ballotOrder')
    .execute()
}

/** Who sits on the residents' election committees; what the roll knows is known of those found on it. */
export async function listCommitteePeople(db: Db, seasonId: number) {
  return await db
    .selectFrom('electionCommitteeMember')
    .innerJoin('election', 'election.id', 'electionCommitteeMember.electionId')
    .leftJoin('voter', 'voter.id', 'electionCommitteeMember.voterId')
    .select(['electionCommitteeMember.electionId', 'electionCommitteeMember.name', 'electionCommitteeMember.position'])
    .select(['electionCommitteeMember.sex', 'election.electionDay', 'voter.birthDate', 'voter.nationality'])
    .select(['voter.politicalStatus', 'voter.education'])
    .where('election.seasonId', '=', seasonId)
    .where('election.kind', '=', 'regular')
    .where('electionCommitteeMember.leftOn', 'is', null)
    .orderBy('electionCommitteeMember.rank')
    .execute()
}

/** Residents' representatives, and who of them heads a group. */
export async function listRepresentativesOfSeason(db: Db, seasonId: number) {
  return await db
    .selectFrom('representative')
    .innerJoin('election', 'election.id', 'representative.electionId')
    .innerJoin('voter', 'voter.id', 'representative.voterId')
    .select(['representative.electionId', 'representative.leads', 'voter.name', 'election.electionDay'])
    .select(['voter.sex', 'voter.birthDate', 'voter.nationality', 'voter.politicalStatus', 'voter.education'])
    .where('election.seasonId', '=', seasonId)
    .where('election.kind', '=', 'regular')
    .orderBy('voter.residentsGroup')
    .orderBy('representative.id')
    .execute()
}
