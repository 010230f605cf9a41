import type { Db } from '../../infra/db/database.js'
import { assert } from '../../lib/assert.js'
import { longDate } from '../../lib/chinese-text.js'
import type { Post } from '../../rules/post.js'
import { listCandidates } from '../../nomination/queries.js'
import { findDeclaredResult, type ResultRow } from '../../tally/queries.js'
import { listRoundPosts, listRounds } from '../../timetable/queries.js'
import type { PaperContext } from '../define-notice.js'
import { sexText, voteName } from '../words.js'

/** A post of a later vote with those who stand for it. */
export interface LaterPost {
  readonly post: string
  readonly seats: number
  readonly isForWoman: boolean
  readonly people: readonly { readonly name: string; readonly sex: string; readonly votes: string }[]
}

export async function listLaterPosts(db: Db, roundId: number): Promise<LaterPost[]> {
  const posts: Post[] = await listRoundPosts(db, roundId)
  const people = await listCandidates(db, roundId)
  return posts.map(({ id, title, seats, reservedForWoman }) => ({
    post: title,
    seats,
    isForWoman: reservedForWoman,
    people: people
      .filter(({ postId }) => String(postId) === id)
      .map(({ name, sex, previousVotes }) => ({
        name,
        sex: sex ? sexText[sex] : '—',
        votes: previousVotes === null ? '—' : String(previousVotes),
      })),
  }))
}

/** The vote before, from which a later one follows, and what it is called with its day: 2027年5月20日换届选举. */
export async function previousVote(db: Db, { election, round }: PaperContext) {
  const rounds = await listRounds(db, election.id)
  const before = rounds.find(({ number }) => number === round.number - 1)
  assert(before, 'a later vote follows an earlier one')
  const result: ResultRow | undefined = await findDeclaredResult(db, before.id)
  return { name: `${longDate(before.votingDay)}${voteName(election, before)}`, result }
}
