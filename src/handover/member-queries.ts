import type { PlainDate } from '../lib/plain-date.js'
import { type MemberFacts, missingFacts, totalVotes } from '../rules/member-facts.js'
import { personIdOf } from '../rules/person-id.js'
import { isHigher, type Post } from '../rules/post.js'
import type { Db, Trx } from '../infra/db/database.js'
import { listNominees } from '../nomination/queries.js'
import { type ElectedMemberRow, listElectedMembers, listResults } from '../tally/queries.js'

/** Somebody elected or seated by votes, with what the roll, the nomination and the register say of the person. */
export interface Member {
  /** In addresses: `12` elected, `s3` followed by votes (递补). */
  readonly key: string
  readonly hasFollowed: boolean
  readonly personId: string
  readonly voterId: number | null
  readonly name: string
  readonly postId: number
  readonly postTitle: string
  readonly position: Post['position']
  readonly electedOn: PlainDate
  readonly votes: number
  readonly totalVotes: number
  readonly nomineeId: number | null
  readonly facts: MemberFacts
  /** What the register lacks of the person. */
  readonly missing: readonly string[]
  /** Sealed; null: none on file. */
  readonly sealedTelephone: string | null
  readonly isOnRoll: boolean
  /** Many registers leave the nationality out; then it is asked for here. */
  readonly rollKnowsNationality: boolean
  /** 0 until somebody has gone over the facts. */
  readonly version: number
}

/**
 * Everybody elected and everybody who followed by votes, by rank of the post and votes; what nobody has recorded is taken
 * from nomination and roll.
 */
export async function listMembers(db: Db, electionId: number): Promise<Member[]> {
  const elected = (await listElectedMembers(db, electionId)).map((row) => ({ ...row, key: String(row.id) }))
  const followed = (await listFollowed(db, electionId)).map((row) => ({ ...row, key: `s${row.id}` }))
  const members = highestFirst([...elected, ...followed])
  const recorded = await listRecordedFacts(db, electionId)
  const nominees = await listNominees(db, electionId)
  const results = await listResults(db, electionId)
  const voters = await listVoterFacts(
    db,
    members.flatMap(({ voterId }) => (voterId === null ? [] : [voterId])),
  )
  return members.map((member) => {
    const personId = personIdOf(member.voterId, member.name)
    const own = recorded.find((facts) => facts.personId === personId)
    const voter = voters.find(({ id }) => id === member.voterId)
    const nominee = nominees.find(({ voterId }) => voterId === member.voterId)
    const result = results.find(({ roundNumber }) => roundNumber === member.roundNumber)
    const sealedTelephone = own ? own.sealedTelephone : (voter?.sealedTelephone ?? null)
    const facts = factsOf(member, own, voter, nominee, sealedTelephone !== null)
    return {
      ...{
        key: member.key,
        hasFollowed: followed.some(({ key }) => key === member.key),
        personId,
        voterId: member.voterId,
        name: member.name,
      },
      ...{ postId: member.postId, postTitle: member.postTitle, position: member.position, votes: member.votes },
      electedOn: result?.votingDay ?? ('' as PlainDate),
      totalVotes: totalVotes(result?.counted.outcome.posts ?? [], personId),
      nomineeId: nominee?.id ?? null,
      facts,
      missing: missingFacts(facts),
      sealedTelephone,
      isOnRoll: voter !== undefined,
      rollKnowsNationality: (voter?.nationality ?? '') !== '',
      version: own?.version ?? 0,
    }
  })
}

/** By position; within one the order of the lists, so that who followed comes after those elected. */
function highestFirst<T extends Pick<ElectedMemberRow, 'position'>>(members: readonly T[]): T[] {
  return [...members].sort((a, b) => (isHigher(a, b) ? -1 : isHigher(b, a) ? 1 : 0))
}

/** Who took a freed seat by votes, in the columns of those elected. */
async function listFollowed(db: Db, electionId: number): Promise<ElectedMemberRow[]> {
  return await db
    .selectFrom('succession')
    .innerJoin('post', 'post.id', 'succession.postId')
    .innerJoin('votingRound', 'votingRound.id', 'succession.roundId')
    .leftJoin('voter', 'voter.id', 'succession.voterId')
    .select(['succession.id', 'votingRound.number as roundNumber', 'succession.postId', 'succession.voterId'])
    .select(['post.title as postTitle', 'post.position', 'succession.name', 'succession.votes'])
    .select(['voter.sex', 'voter.birthDate', 'voter.residentsGroup'])
    .where('succession.electionId', '=', electionId)
    .orderBy('succession.id')
    .execute()
}

type Recorded = Awaited<ReturnType<typeof listRecordedFacts>>[number]
type VoterFacts = Awaited<ReturnType<typeof listVoterFacts>>[number]
type Nominee = Awaited<ReturnType<typeof listNominees>>[number]

/** What is known of somebody elected: the roll's word first, then the register of those elected, then the nomination. */
export function factsOf(
  member: Pick<ElectedMemberRow, 'sex' | 'birthDate'>,
  own: Recorded | undefined,
  voter: Pick<VoterFacts, 'nationality' | 'politicalStatus' | 'education'> | undefined,
  nominee: Pick<Nominee, 'politicalStatus' | 'education' | 'occupation'> | undefined,
  hasTelephone: boolean,
): MemberFacts {
  const stated = own ?? nominee
  return {
    sex: member.sex ?? own?.sex ?? null,
    birthDate: member.birthDate ?? own?.birthDate ?? null,
    nationality: voter?.nationality || own?.nationality || '',
    politicalStatus: stated?.politicalStatus ?? voter?.politicalStatus ?? '',
    education: stated?.education ?? voter?.education ?? '',
    occupation: stated?.occupation ?? '',
    origin: own?.origin ?? null,
    service: own?.service ?? null,
    isFullTime: own ? (own.isFullTime === null ? null : own.isFullTime === 1) : null,
    partyOffice: own?.partyOffice ?? null,
    partySince: own?.partySince ?? null,
    hasTelephone,
  }
}

async function listRecordedFacts(db: Db, electionId: number) {
  return await db.selectFrom('memberFacts').selectAll().where('electionId', '=', electionId).execute()
}

/** The recorded facts of everybody elected in a season. */
export async function listRecordedOfSeason(db: Db, seasonId: number) {
  return await db
    .selectFrom('memberFacts')
    .innerJoin('election', 'election.id', 'memberFacts.electionId')
    .selectAll('memberFacts')
    .where('election.seasonId', '=', seasonId)
    .execute()
}

async function listVoterFacts(db: Db, voterIds: readonly number[]) {
  if (voterIds.length === 0) return []
  return await db
    .selectFrom('voter')
    .select(['id', 'nationality', 'politicalStatus', 'education', 'sealedTelephone'])
    .where('id', 'in', voterIds)
    .execute()
}

/** What is kept of a person; of somebody on the roll sex, birth date and nationality stay the roll's. */
export interface RecordedMember extends Omit<MemberFacts, 'hasTelephone' | 'isFullTime'> {
  readonly electionId: number
  readonly personId: string
  readonly isFullTime: boolean
  readonly sealedTelephone: string | null
  readonly recordedBy: number
  readonly recordedAt: string
}

/** Records a person's facts over `version`, 0 for the first time; false when somebody was faster. */
export async function saveMemberFacts(trx: Trx, member: RecordedMember, version: number): Promise<boolean> {
  const row = { ...member, isFullTime: member.isFullTime ? 1 : 0 }
  if (version === 0) {
    const inserted = await trx
      .insertInto('memberFacts')
      .values(row)
      .onConflict((conflict) => conflict.columns(['electionId', 'personId']).doNothing())
      .returning('id')
      .executeTakeFirst()
    return inserted !== undefined
  }
  const updated = await trx
    .updateTable('memberFacts')
    .set((eb) => ({ ...row, version: eb('version', '+', 1) }))
    .where('electionId', '=', member.electionId)
    .where('personId', '=', member.personId)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()
  return updated !== undefined
}
