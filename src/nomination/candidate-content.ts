import { canonicalJson } from '../lib/canonical-json.js'
import { sha256 } from '../infra/audit-log/event-hash.js'
import type { Post, Sex } from '../rules/post.js'

/** What a list of candidates says, and its hash is made of. */
export interface ListContent {
  readonly electionId: number
  readonly round: { readonly number: number; readonly kind: string }
  /** By rank, each with its candidates in the order of the ballot. */
  readonly posts: readonly PostWithCandidates[]
}

export interface PostWithCandidates {
  readonly post: Post
  readonly candidates: readonly FrozenCandidate[]
}

export interface FrozenCandidate {
  readonly id: number
  readonly voterId: number | null
  readonly name: string
  readonly sex: Sex | null
  readonly previousVotes: number | null
}

/** A list as one text that is the same whoever writes it; any change of order, name, post or seats changes it. */
export function contentOf({ electionId, round, posts }: ListContent): string {
  return canonicalJson({
    format: 'candidate-list/1',
    electionId,
    round: { number: round.number, kind: round.kind },
    posts: posts.map(({ post, candidates }) => ({
      ...{ id: Number(post.id), title: post.title, seats: post.seats, reservedForWoman: post.reservedForWoman },
      seatsForWomen: post.seatsForWomen ?? 0,
      candidates: candidates.map(({ id, voterId, name, sex, previousVotes }) => {
        return { id, voterId, name, sex, previousVotes }
      }),
    })),
  })
}

export function hashOfContent(content: string): string {
  return sha256(content)
}
