import { confirmable } from '../rules/candidate-vetting.js'
import type { Post } from '../rules/post.js'
import { choiceOfPrimary, compareByPrimary, primaryNeeded, type PrimaryVotes } from '../rules/primary.js'
import type { RuleSet } from '../rules/rule-set.js'
import type { Primary } from './primary-queries.js'
import type { NomineeRow } from './queries.js'

/** A primary that has to be held for a post before its candidates can be told. */
export interface PrimaryDue {
  readonly kind: Primary['kind']
  readonly post: Post
  readonly places: number
  readonly nominees: readonly NomineeRow[]
  /** Why, with the sum and the article. */
  readonly sentence: string
}

/** What became of the nominees of one post, primaries held included. */
export interface PostChoice {
  readonly post: Post
  /** Who becomes a candidate if the list is confirmed now; while a primary is due, everybody who may. */
  readonly chosen: readonly NomineeRow[]
  /** By votes, those whom the primary left out: from them a withdrawal is refilled. */
  readonly passedOver: readonly NomineeRow[]
  /** By nominee; absent where no primary decided. */
  readonly votes?: ReadonlyMap<number, PrimaryVotes>
  readonly due?: PrimaryDue
  /** What a tie brought about, where all of equal votes go on. */
  readonly sentences: readonly string[]
}

interface Field {
  readonly ruleSet: RuleSet
  readonly posts: readonly Post[]
  readonly nominees: readonly NomineeRow[]
  readonly primaries: readonly Primary[]
  /** Voters who stood on a list and dropped out. */
  readonly dropped: ReadonlySet<number>
}

/** The nominees who may stand: passed, willing, and not dropped out since. */
export function readyNominees({ nominees, dropped }: Pick<Field, 'nominees' | 'dropped'>): NomineeRow[] {
  return confirmable(nominees.map((nominee) => ({ ...nominee, hasConsented: nominee.consentedOn !== null, nominee })))
    .map(({ nominee }) => nominee)
    .filter(({ voterId }) => !dropped.has(voterId))
}

/** Post by post who stands, as the primaries held so far decide. */
export function choicesOf(field: Field): PostChoice[] {
  const ready = readyNominees(field)
  return field.posts.map((post) =>
    choiceFor(
      post,
      ready.filter(({ postId }) => String(postId) === post.id),
      field,
    ),
  )
}

function choiceFor(post: Post, ready: readonly NomineeRow[], { ruleSet, primaries }: Field): PostChoice {
  const votes = votesFor(post, primaries)
  if (!votes || ready.some(({ id }) => !votes.has(id))) {
    const [contest] = primaryNeeded(
      ready.map((nominee) => ({ postId: post.id, nominee })),
      [post],
      ruleSet,
    )
    const open = { post, chosen: ready, passedOver: [], sentences: [] }
    if (!contest) return open
    return {
      ...open,
      due: { kind: 'regular', post, places: contest.places, nominees: ready, sentence: contest.sentence },
    }
  }
  const standing = ready.flatMap((nominee) => {
    const counted = votes.get(nominee.id)
    return counted ? [{ ...counted, nominee }] : []
  })
  const outcome = choiceOfPrimary({ post, nominees: standing }, ruleSet)
  const people = (some: readonly (typeof standing)[number][]) => some.map(({ nominee }) => nominee)
  const decided = {
    post,
    chosen: people([...outcome.candidates, ...outcome.tied]),
    passedOver: people(outcome.passedOver),
    votes,
    sentences: outcome.sentences,
  }
  if (outcome.tied.length === 0) return decided
  const names = outcome.tied.map(({ name }) => name).join('、')
  const sentence = `${post.title}正式候选人只余${outcome.placesForTied}名，${names}预选得票相等，须在其中再次投票（${ruleSet.provenance.primaryTie.source}）。`
  const due = { kind: 'again', post, places: outcome.placesForTied, nominees: people(outcome.tied), sentence } as const
  return { ...decided, due }
}

/** The votes of the last valid primary for a post, with those of the votes held again after it. */
function votesFor(post: Post, primaries: readonly Primary[]): Map<number, PrimaryVotes> | undefined {
  const held = primaries.flatMap(({ kind, decision, posts }) => {
    const own = decision?.isValid ? posts.find((one) => one.post.id === post.id) : undefined
    return own ? [{ kind, nominees: own.nominees }] : []
  })
  const last = held.map(({ kind }) => kind).lastIndexOf('regular')
  if (last < 0) return undefined
  const again = held.slice(last + 1)
  return new Map(
    (held[last]?.nominees ?? []).map(({ nomineeId, name, votes }) => {
      const votesAgain = again.flatMap(({ nominees }) =>
        nominees.filter((one) => one.nomineeId === nomineeId).map((one) => one.votes ?? 0),
      )
      return [nomineeId, { id: nomineeId, name, votes: votes ?? 0, votesAgain }] as const
    }),
  )
}

/** Where votes put a nominee among the others, as a number that is higher for more votes and equal for equal ones. */
export function standingByVotes(votes: ReadonlyMap<number, PrimaryVotes>): (nominee: NomineeRow) => number {
  const all = [...votes.values()]
  return ({ id }) => {
    const own = votes.get(id)
    return own ? all.filter((other) => compareByPrimary(own, other) < 0).length : -1
  }
}
