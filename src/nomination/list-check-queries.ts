import type { Db } from '../infra/db/database.js'
import { contentOf, hashOfContent, type ListContent } from './candidate-content.js'
import { readFrame } from './candidate-queries.js'

/** A list of candidates that no longer says what was frozen. */
export interface ChangedList {
  readonly electionId: number
  readonly round: number
  readonly version: number
}

/**
 * The lists that were changed after they were frozen: what the tables say now is not what was kept, the hash is not
 * its hash, or the audit log holds no such list. Of one round, or of all.
 */
export async function listChangedLists(db: Db, roundId?: number): Promise<ChangedList[]> {
  const lists = await db
    .selectFrom('candidateList')
    .select(['id', 'roundId', 'version', 'hash', 'content', 'madeBy'])
    .$if(roundId !== undefined, (query) => query.where('roundId', '=', roundId as number))
    .orderBy('id')
    .execute()
  const changed: ChangedList[] = []
  for (const list of lists) {
    const frame = await readFrame(db, list.roundId)
    const now = contentOf({ ...frame, posts: await frozenPosts(db, list.id, frame) })
    const isAsKept = list.content === now && list.hash === hashOfContent(now)
    if (isAsKept && (isOlderThanLog(list) || (await isInLog(db, frame.electionId, list)))) continue
    changed.push({ electionId: frame.electionId, round: frame.round.number, version: list.version })
  }
  return changed
}

/** Lists of elections before lists were frozen: the log has the names of these, but no hash. */
function isOlderThanLog({ version, madeBy }: { readonly version: number; readonly madeBy: number | null }): boolean {
  return version === 1 && madeBy === null
}

interface LoggedList {
  readonly roundId?: number
  readonly list?: { readonly version: number; readonly hash: string }
}

async function isInLog(
  db: Db,
  electionId: number,
  { roundId, version, hash }: { readonly roundId: number; readonly version: number; readonly hash: string },
): Promise<boolean> {
  const rows = await db
    .selectFrom('auditEvent')
    .select('content')
    .where('electionId', '=', electionId)
    .where('type', 'in', ['candidatesConfirmed', 'roundOpened', 'candidateDroppedOut'])
    .execute()
  return rows
    .map(({ content }) => JSON.parse(content) as LoggedList)
    .some(({ roundId: round, list }) => round === roundId && list?.version === version && list.hash === hash)
}

async function frozenPosts(db: Db, listId: number, frame: ListContent): Promise<ListContent['posts']> {
  const rows = await db
    .selectFrom('candidateListPlace')
    .innerJoin('candidate', 'candidate.id', 'candidateListPlace.candidateId')
    .select(['candidate.id', 'candidateListPlace.postId', 'candidate.voterId', 'candidate.name', 'candidate.sex'])
    .select('candidate.previousVotes')
    .where('listId', '=', listId)
    .orderBy('ballotOrder')
    .execute()
  return frame.posts.map(({ post }) => ({
    post,
    candidates: rows.filter(({ postId }) => String(postId) === post.id),
  }))
}
