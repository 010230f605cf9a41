import type { PlainDate } from '../lib/plain-date.js'
import type { Actor } from '../infra/audit-log/record-event.js'
import type { Db, Trx } from '../infra/db/database.js'
import type { Post, Sex } from '../rules/post.js'
import { listRoundPosts } from '../timetable/queries.js'
import { contentOf, hashOfContent, type ListContent } from './candidate-content.js'

/** A name on the ballot of a round; personal facts are those given at nomination, null where nobody gave them. */
export interface CandidateRow {
  readonly id: number
  readonly postId: number
  readonly ballotOrder: number
  /** Null for somebody written in before who is not on the roll. */
  readonly voterId: number | null
  readonly name: string
  readonly sex: Sex | null
  readonly previousVotes: number | null
  readonly birthDate: PlainDate | null
  readonly politicalStatus: string | null
  readonly education: string | null
  readonly occupation: string | null
}

/** The candidates of a round by the list in force, in the order of the ballot: by rank of the post, then by place. */
export async function listCandidates(db: Db, roundId: number): Promise<CandidateRow[]> {
  const list = await findList(db, roundId)
  return list ? await listCandidatesOn(db, list.id) : []
}

async function listCandidatesOn(db: Db, listId: number): Promise<CandidateRow[]> {
  const rows = await db
    .selectFrom('candidateListPlace')
    .innerJoin('candidate', 'candidate.id', 'candidateListPlace.candidateId')
    .innerJoin('post', 'post.id', 'candidateListPlace.postId')
    .leftJoin('voter', 'voter.id', 'candidate.voterId')
    .leftJoin('nominee', (join) =>
      join.onRef('nominee.voterId', '=', 'candidate.voterId').onRef('nominee.electionId', '=', 'post.electionId'),
    )
    .select(['candidate.id', 'candidateListPlace.postId', 'candidateListPlace.ballotOrder', 'candidate.voterId'])
    .select(['candidate.name', 'candidate.sex', 'candidate.previousVotes', 'voter.birthDate', 'nominee.occupation'])
    .select(['nominee.politicalStatus', 'voter.politicalStatus as politicalStatusOnRoll'])
    .select(['nominee.education', 'voter.education as educationOnRoll'])
    .where('candidateListPlace.listId', '=', listId)
    .orderBy('post.rank')
    .orderBy('candidateListPlace.ballotOrder')
    .execute()
  return rows.map(({ politicalStatusOnRoll, educationOnRoll, ...row }) => ({
    ...row,
    politicalStatus: row.politicalStatus ?? (politicalStatusOnRoll || null),
    education: row.education ?? (educationOnRoll || null),
  }))
}

/** A list of candidates as it was frozen. */
export interface CandidateList {
  readonly id: number
  readonly version: number
  /** SHA-256 of round, posts, seats, and candidates in order. */
  readonly hash: string
  readonly madeAt: string
  readonly posts: readonly { readonly post: Post; readonly candidates: readonly CandidateRow[] }[]
}

async function findList(db: Db, roundId: number, version?: number) {
  return await db
    .selectFrom('candidateList')
    .select(['id', 'version', 'hash', 'content', 'madeAt'])
    .where('roundId', '=', roundId)
    .$if(version !== undefined, (query) => query.where('version', '=', version as number))
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** The list of a round that is in force, or the one of a version; undefined where there is none. */
export async function getCandidateList(db: Db, roundId: number, version?: number): Promise<CandidateList | undefined> {
  const list = await findList(db, roundId, version)
  if (!list) return undefined
  const { id, hash, madeAt } = list
  const posts = await listRoundPosts(db, roundId)
  const candidates = await listCandidatesOn(db, list.id)
  const under = (post: Post) => candidates.filter(({ postId }) => String(postId) === post.id)
  return { id, version: list.version, hash, madeAt, posts: posts.map((post) => ({ post, candidates: under(post) })) }
}

/** Every list of a round, first to last, with who made it. */
export async function listCandidateLists(db: Db, roundId: number) {
  return await db
    .selectFrom('candidateList')
    .leftJoin('account', 'account.id', 'candidateList.madeBy')
    .select(['candidateList.id', 'candidateList.version', 'hash', 'madeAt', 'account.displayName as madeByName'])
    .where('roundId', '=', roundId)
    .orderBy('candidateList.version')
    .execute()
}

export interface NewCandidate {
  readonly postId: number
  readonly ballotOrder: number
  readonly voterId: number | null
  readonly name: string
  readonly sex: Sex | null
  /** Votes in the round before, where this one follows from it. */
  readonly previousVotes: number | null
}

/**
 * Freezes who stands in a round as its next list. Somebody who stood on an earlier one stays the same candidate. A
 * place or a voter taken twice is a unique violation.
 */
export async function insertCandidates(
  trx: Trx,
  roundId: number,
  candidates: readonly NewCandidate[],
  actor: Pick<Actor, 'accountId' | 'at'>,
): Promise<Pick<CandidateList, 'id' | 'version' | 'hash'>> {
  const known = await trx.selectFrom('candidate').select(['id', 'voterId']).where('roundId', '=', roundId).execute()
  const idOf = new Map(known.flatMap(({ id, voterId }) => (voterId === null ? [] : [[voterId, id] as const])))
  const listed: (NewCandidate & { readonly id: number })[] = []
  for (const one of candidates) {
    const id = one.voterId === null ? undefined : idOf.get(one.voterId)
    listed.push({ ...one, id: id ?? (await insertPerson(trx, roundId, one)) })
  }
  const frame = await readFrame(trx, roundId)
  const posts = frame.posts.map(({ post }) => ({
    post,
    candidates: listed.filter(({ postId }) => String(postId) === post.id).sort((a, b) => a.ballotOrder - b.ballotOrder),
  }))
  const content = contentOf({ ...frame, posts })
  const version = ((await findList(trx, roundId))?.version ?? 0) + 1
  const hash = hashOfContent(content)
  const made = { version, hash, content, madeBy: actor.accountId, madeAt: actor.at }
  const { id } = await trx
    .insertInto('candidateList')
    .values({ ...made, roundId })
    .returning('id')
    .executeTakeFirstOrThrow()
  const places = listed.map((one) => ({
    listId: id,
    postId: one.postId,
    ballotOrder: one.ballotOrder,
    candidateId: one.id,
  }))
  if (places.length > 0) await trx.insertInto('candidateListPlace').values(places).execute()
  return { id, version, hash }
}

async function insertPerson(trx: Trx, roundId: number, person: NewCandidate): Promise<number> {
  const { postId, voterId, name, sex, previousVotes } = person
  const { id } = await trx
    .insertInto('candidate')
    .values({ roundId, postId, voterId, name, sex, previousVotes })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** What a list of a round says beside its candidates. */
export async function readFrame(db: Db, roundId: number): Promise<ListContent> {
  const { electionId, number, kind } = await db
    .selectFrom('votingRound')
    .select(['electionId', 'number', 'kind'])
    .where('id', '=', roundId)
    .executeTakeFirstOrThrow()
  const posts = await listRoundPosts(db, roundId)
  return { electionId, round: { number, kind }, posts: posts.map((post) => ({ post, candidates: [] })) }
}
