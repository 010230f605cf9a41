import { assert } from '../lib/assert.js'
import { byVotes, type Standing } from '../rules/count.js'
import { peopleAgain } from '../rules/held-again.js'
import { barFacts, type PostOutcome } from '../rules/outcome.js'
import { highestFirst, type Sex } from '../rules/post.js'
import type { RuleSet } from '../rules/rule-set.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { runoffPosts } from '../rules/runoff.js'
import { withTieBreaks } from '../rules/tie-break.js'
import { plainName } from '../rules/write-in.js'
import type { Db } from '../infra/db/database.js'
import type { ElectionInScope, RoundInScope } from '../infra/http/context.js'
import { listCandidates, listMembersInOffice } from '../nomination/queries.js'
import { listRoundPosts } from '../timetable/queries.js'
import { personIdOf, voterIdOf, type WriteInDecision } from './counted-vote.js'
import { membersBefore } from './decide-vote.js'
import { listResults, listWriteInDecisions, type ResultRow } from './queries.js'
import { loadToldFacts } from './winner-checks.js'
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
  /** Of the seats, those kept for women. */
  readonly seatsForWomen: number
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
  const { followUp, isValid } = after.counted.outcome
  if (followUp.kind === 'none') return undefined
  if (!isValid || followUp.kind === 'rerun') return await repeated(db, after)
  if (followUp.kind === 'tieBreak') {
    const posts = oncePerPost(followUp.posts).map(({ post, seats, tied }) =>
      nextPost({ ...post, seats, seatsForWomen: 0 }, tied),
    )
    return { kind: 'tieBreak', after, posts, undecided: [] }
  }
  return await runoffAfter(db, election, results, after)
}

/** A void vote is held again: the same posts, seats and people (重新选举, or the same later vote once more). */
async function repeated(db: Db, after: ResultRow): Promise<NextVote> {
  const candidates = await listCandidates(db, after.roundId)
  const again = peopleAgain(after.counted.outcome.followUp)
  const posts = (await listRoundPosts(db, after.roundId)).map(({ id, title, seats, seatsForWomen = 0 }) => ({
    postId: Number(id),
    title,
    seats,
    seatsForWomen,
    candidates: candidates
      .filter(({ postId }) => postId === Number(id))
      .map(({ voterId, name, sex, previousVotes }) => ({
        personId: personIdOf(voterId, name),
        voterId,
        name,
        sex,
        votes: previousVotes,
      }))
      .filter(({ personId }) => again?.get(id)?.has(personId) ?? true),
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
  const before = results.map(({ roundKind, counted }) => ({ kind: roundKind, counted }))
  const inOffice = await listMembersInOffice(db, election.id)
  const told = { ...(await loadToldFacts(db, election)), membersBefore: membersBefore(before, inOffice) }
  const ruleSet = ruleSetInForce(election)
  const pools = runoffPools(posts, decisions, { ruleSet, facts: barFacts(told, ruleSet) })
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
 * a higher one makes room in the pool below. Women who stand for a seat kept for women and the others stand for one
 * post, so that a woman with the votes of a man can take either seat.
 */
function runoffPools(
  posts: readonly PostOutcome[],
  decisions: readonly WriteInDecision[],
  { ruleSet, facts }: { readonly ruleSet: RuleSet; readonly facts: ReturnType<typeof barFacts> },
) {
  const out = new Set(posts.flatMap(({ elected }) => elected.map(({ personId }) => personId)))
  const ranked = highestFirst(posts.map((decided) => ({ ...decided.post, decided })))
  const pools = ranked.flatMap(({ decided }) => {
    const standings = decided.standings
      .flatMap((person) => asDecided(person, decisions))
      .filter(({ personId }) => !out.has(personId))
    const others = posts
      .filter((other) => other !== decided)
      .map((other) => ({ ...other, seatsLeft: 0, seatsForWoman: 0 }))
    const lines = runoffPosts([...others, { ...decided, standings }], ruleSet, facts)
    const people = byVotes(lines.flatMap(({ candidates }) => candidates))
    for (const { personId } of people) out.add(personId)
    const seats = lines.reduce((sum, line) => sum + line.seats, 0)
    const isLineOfItsOwn = decided.post.reservedForWoman
    const seatsForWomen = isLineOfItsOwn ? 0 : lines.reduce((sum, line) => sum + (line.womenOnly ? line.seats : 0), 0)
    return seats > 0 ? [{ post: { ...decided.post, seats, seatsForWomen }, people }] : []
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
  post: {
    readonly id: string
    readonly title: string
    readonly seats: number
    readonly seatsForWomen?: number | undefined
  },
  people: readonly Standing[],
) {
  return {
    postId: Number(post.id),
    title: post.title,
    seats: post.seats,
    seatsForWomen: post.seatsForWomen ?? 0,
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
