import { assert } from '../lib/assert.js'
import type { Standing } from '../rules/count.js'
import { barFacts, type PostOutcome } from '../rules/outcome.js'
import { highestFirst, type Sex } from '../rules/post.js'
import type { RuleSet } from '../rules/rule-set.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { runoffPosts } from '../rules/runoff.js'
import { withTieBreaks } from '../rules/tie-break.js'
import { plainName } from '../rules/write-in.js'
import type { Db } from '../infra/db/database.js'
import type { ElectionInScope, RoundInScope } from '../infra/http/context.js'
import { listCandidates } from '../nomination/queries.js'
import { listRoundPosts } from '../timetable/queries.js'
import { personIdOf, voterIdOf, type WriteInDecision } from './counted-vote.js'
import { listResults, listWriteInDecisions, type ResultRow } from './queries.js'
import { undecidedName } from './write-in-winners.js'

/** The vote that follows a declared one, as the rules have it. */
export interface NextVote {
  readonly kind: Exclude<RoundInScope['kind'], 'first'>
  readonly after: ResultRow
  readonly posts: readonly NextPost[]
  /** Persons written in who would stand and whom nobody has looked up. */
  readonly undecided: readonly string[]
}

export interface NextPost {
  readonly postId: number
  readonly title: string
  readonly seats: number
  /** In the order of the ballot. */
  readonly candidates: readonly NextCandidate[]
}

export interface NextCandidate {
  readonly personId: string
  readonly voterId: number | null
  readonly name: string
  readonly sex: Sex | null
  /** Votes for this post in the vote it follows; null in a re-run, of which nothing stands. */
  readonly votes: number | null
}

/** What has to be voted on after the last declared result; undefined when nothing has. */
export async function planNextVote(db: Db, election: ElectionInScope): Promise<NextVote | undefined> {
  const results = await listResults(db, election.id)
  const after = results.at(-1)
  if (!after || after.roundId !== election.round.id) return undefined
  const { followUp } = after.counted.outcome
  if (followUp.kind === 'none') return undefined
  if (followUp.kind === 'rerun') return await repeated(db, after)
  if (followUp.kind === 'tieBreak') {
    const posts = oncePerPost(followUp.posts).map(({ post, seats, tied }) => nextPost({ ...post, seats }, tied))
    return { kind: 'tieBreak', after, posts, undecided: [] }
  }
  return await runoffAfter(db, election, results, after)
}

/** A void vote is held again: the same posts, seats and candidates (重新选举, or the same later vote once more). */
async function repeated(db: Db, after: ResultRow): Promise<NextVote> {
  const candidates = await listCandidates(db, after.roundId)
  const posts = (await listRoundPosts(db, after.roundId)).map(({ id, title, seats }) => ({
    postId: Number(id),
    title,
    seats,
    candidates: candidates
      .filter(({ postId }) => postId === Number(id))
      .map(({ voterId, name, sex, previousVotes }) => ({
        personId: personIdOf(voterId, name),
        voterId,
        name,
        sex,
        votes: previousVotes,
      })),
  }))
  return { kind: after.roundKind === 'first' ? 'rerun' : after.roundKind, after, posts, undecided: [] }
}

async function runoffAfter(
  db: Db,
  election: ElectionInScope,
  results: readonly ResultRow[],
  after: ResultRow,
): Promise<NextVote> {
  const index = results.findLastIndex(({ roundKind, counted }) => roundKind !== 'tieBreak' && counted.outcome.isValid)
  const base = results[index]
  assert(base, 'a run-off follows a valid vote')
  const tieBreaks = results.slice(index + 1).map(({ counted }) => counted.outcome)
  const posts = withTieBreaks(base.counted.outcome.posts, tieBreaks)
  const decisions = await listWriteInDecisions(db, base.roundId)
  const pools = runoffPools(posts, decisions, ruleSetInForce(election))
  const undecided = pools.flatMap(({ people }) => people.flatMap((person) => undecidedName(person) ?? []))
  return {
    kind: 'runoff',
    after,
    posts: pools.map(({ post, people }) => nextPost(post, people)),
    undecided: [...new Set(undecided)],
  }
}

/**
 * Who stands for the seats left, from the highest post down: nobody stands for two posts, so whoever stands for
 * a higher one makes room in the pool below. Of two lines for one post, the woman's is voted on first.
 */
function runoffPools(posts: readonly PostOutcome[], decisions: readonly WriteInDecision[], ruleSet: RuleSet) {
  const out = new Set(posts.flatMap(({ elected }) => elected.map(({ personId }) => personId)))
  const ranked = highestFirst(posts.map((decided) => ({ ...decided.post, decided })))
  const pools = ranked.flatMap(({ decided }) => {
    const standings = decided.standings
      .flatMap((person) => asDecided(person, decisions))
      .filter(({ personId }) => !out.has(personId))
    const [line] = runoffPosts([{ ...decided, standings }], ruleSet, barFacts({}, ruleSet))
    if (!line) return []
    for (const { personId } of line.candidates) out.add(personId)
    return [{ post: { ...line.post, seats: line.seats }, people: line.candidates }]
  })
  return posts.flatMap(({ post }) => pools.filter((pool) => pool.post.id === post.id))
}

/** Decisions may be made after the vote was declared: they bear on who can stand, not on its result. */
function asDecided(person: Standing, decisions: readonly WriteInDecision[]): Standing[] {
  const decision = person.writeIn ? decisions.find(({ name }) => name === plainName(person.name)) : undefined
  if (!decision) return [person]
  if (decision.verdict === 'ineligible') return []
  return [{ ...person, personId: personIdOf(decision.voterId, decision.name), sex: decision.sex ?? undefined }]
}

function nextPost(
  post: { readonly id: string; readonly title: string; readonly seats: number },
  people: readonly Standing[],
) {
  return {
    postId: Number(post.id),
    title: post.title,
    seats: post.seats,
    candidates: people.map(({ personId, name, sex, for: votes }) => ({
      personId,
      voterId: voterIdOf(personId),
      name,
      sex: sex ?? null,
      votes,
    })),
  }
}

/** A post with two ties has them voted on one after the other. */
function oncePerPost<T extends { readonly post: { readonly id: string } }>(ties: readonly T[]): T[] {
  return ties.filter((tie, index) => ties.findIndex(({ post }) => post.id === tie.post.id) === index)
}
