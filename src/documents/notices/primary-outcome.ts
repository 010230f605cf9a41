import type { Primary } from '../../nomination/queries.js'
import type { ElectionForm } from '../../rules/election-form.js'
import { primaryOutcome } from '../../rules/primary.js'
import type { RuleSet } from '../../rules/rule-set.js'

/** A nominee with the votes of a primary and what they led to, by number of votes. */
export interface PrimaryRow {
  readonly name: string
  readonly votes: number
  readonly outcome: string
}

export interface PostOfPrimary {
  readonly post: string
  readonly places: number
  readonly people: readonly PrimaryRow[]
}

/** The last primary that was decided. */
export function decidedPrimary(primaries: readonly Primary[]): Primary | undefined {
  return primaries.filter(({ decision }) => decision !== undefined).at(-1)
}

/** What each nominee's votes led to when the primary was decided, whatever became of them later. */
export function outcomeRows({ kind, posts, decision }: Primary, form: ElectionForm, ruleSet: RuleSet): PostOfPrimary[] {
  const { posts: outcomes } = primaryOutcome(
    {
      form,
      electors: decision?.electors ?? 0,
      ballotsIssued: decision?.ballotsIssued ?? 0,
      ballotsReturned: decision?.ballotsReturned ?? 0,
      posts: posts.map(({ post, places, nominees }) => ({
        post,
        ...(kind === 'again' ? { places } : {}),
        nominees: nominees.map(({ nomineeId, name, votes }) => ({ id: nomineeId, name, votes: votes ?? 0 })),
      })),
    },
    ruleSet,
  )
  const words = new Map(
    outcomes.flatMap(({ candidates, tied, passedOver }) => [
      ...candidates.map(({ id }) => [id, '正式候选人'] as const),
      ...tied.map(({ id }) => [id, '再次投票'] as const),
      ...passedOver.map(({ id }) => [id, '未列入'] as const),
    ]),
  )
  return posts.map(({ post, places, nominees }) => ({
    post: post.title,
    places,
    people: [...nominees]
      .sort((a, b) => (b.votes ?? 0) - (a.votes ?? 0))
      .map(({ nomineeId, name, votes }) => ({ name, votes: votes ?? 0, outcome: words.get(nomineeId) ?? '—' })),
  }))
}

/** Invented posts for the samples of papers about a primary. */
export const samplePrimaryPosts: readonly PostOfPrimary[] = [
  {
    post: '主任',
    places: 2,
    people: [
      { name: '王伟', votes: 1604, outcome: '正式候选人' },
      { name: '欧阳玥', votes: 1321, outcome: '正式候选人' },
      { name: '郑𬱖', votes: 730, outcome: '未列入' },
    ],
  },
]
