import { type Standing, type Standings, standingsFor } from './count.js'
import type { ElectionForm } from './election-form.js'
import { barredPeople, type Ineligible } from './eligibility.js'
import { type Finding, hasErrors } from './finding.js'
import { heldAgain } from './held-again.js'
import type { Kinship } from './kinship.js'
import { hasEnough } from './majority.js'
import { explain } from './outcome-wording.js'
import { type Contest, isHigher, type Post } from './post.js'
import { relativesOf } from './relatives.js'
import type { RuleSet } from './rule-set.js'
import { runoffPosts } from './runoff.js'
import { type BarFacts, barFromPost, type MemberBefore, type WayGiven, waysGiven } from './seat-bars.js'
import { type Filling, fillPosts, placed, type SeatRules } from './seats.js'
import type { Barred } from './take-seats.js'
import { checkTurnout } from './turnout.js'
import { type WomansSeat, womansSeat } from './womans-seat.js'

/** A re-run is counted as a first vote: nothing of the void one stands. */
export type Round = 'first' | 'runoff' | 'tieBreak'

/** The facts of one vote beside its ballots. */
export interface Vote {
  readonly form: ElectionForm
  readonly round: Round
  /** Registered voters, household representatives or residents' representatives, by form. */
  readonly registered: number
  readonly ballotsIssued?: number | undefined
  /** People who were handed a ballot, proxies counted by principal, where it was recorded. */
  readonly votersWhoVoted?: number | undefined
  readonly contests: readonly Contest[]
  /** Members already elected in earlier rounds, and in a by-election those in office; absent when unknown. */
  readonly electedBefore?: number | undefined
  /** Who they are, so that relatives of theirs and they themselves are known. */
  readonly membersBefore?: readonly MemberBefore[] | undefined
  /** People who cannot be elected, write-ins above all, as the election committee found. */
  readonly ineligible?: readonly Ineligible[] | undefined
  /** Declared close relations among those voted for and those elected before, by personId. */
  readonly relatives?: readonly Kinship[] | undefined
}

/** People of equal votes for fewer seats: they are voted on again, alone (law.md 6.2). */
export interface Tie {
  readonly seats: number
  readonly tied: readonly Standing[]
  /** Not for want of seats: relatives, of whom no more than these can sit together. */
  readonly areRelatives?: boolean
}

/** What a vote decided for one post. */
export interface PostOutcome {
  readonly post: Post
  /** In order of votes. */
  readonly standings: readonly Standing[]
  readonly elected: readonly Standing[]
  readonly ties: readonly Tie[]
  /** Enough votes for this post, but elected to a higher one. */
  readonly electedHigher: readonly Standing[]
  /** Enough votes and a place by votes, but not eligible or a close relative of somebody who keeps a seat. */
  readonly barred: readonly Barred[]
  /** Seats not filled yet, those under a tie included. */
  readonly seatsLeft: number
  /** Of the seats left, those that only a woman can take. */
  readonly seatsForWoman: number
}

/** What has to be voted on next. */
export type FollowUp =
  | { readonly kind: 'none' }
  | { readonly kind: 'rerun' }
  | { readonly kind: 'tieBreak'; readonly posts: readonly TieBreakPost[] }
  | { readonly kind: 'runoff'; readonly posts: readonly RunoffPost[] }

export interface TieBreakPost extends Tie {
  readonly post: Post
}

export interface RunoffPost {
  readonly post: Post
  readonly seats: number
  readonly womenOnly: boolean
  /** Persons not elected, by votes for this post. */
  readonly candidates: readonly Standing[]
}

export interface Outcome {
  readonly isValid: boolean
  /** Errors are why a vote is void; warnings are for the committee to weigh. */
  readonly findings: readonly Finding[]
  readonly registered: number
  readonly ballots: Standings['ballots']
  /** In the order of the vote's contests. */
  readonly posts: readonly PostOutcome[]
  readonly womansSeat: WomansSeat
  /** Members elected before who give up their seat to somebody elected now. */
  readonly waysGiven: readonly WayGiven[]
  readonly followUp: FollowUp
  /** One Chinese sentence a decision, with article and arithmetic. */
  readonly explanation: readonly string[]
}

/**
 * Decides a vote from what was counted, in the order of law.md 6.2: is the vote valid; who has enough votes;
 * ranking and ties; one person on two posts; who is not eligible; close relatives; the woman's seat; seats left and
 * what follows. Who is eligible and who is related is told to the count, which cannot know it.
 */
export function decideOutcome(vote: Vote, standings: Standings, ruleSet: RuleSet): Outcome {
  const { ballots } = standings
  const findings = checkTurnout(vote, ballots.returned, ruleSet)
  const decided = hasErrors(findings) ? voidVote(vote, standings, ruleSet) : validVote(vote, standings, ruleSet)
  const outcome = { isValid: !hasErrors(findings), findings, registered: vote.registered, ballots, ...decided }
  return { ...outcome, explanation: explain(vote, outcome, ruleSet) }
}

type Decided = Pick<Outcome, 'posts' | 'womansSeat' | 'waysGiven' | 'followUp'>

/** Nobody is elected: every seat of the vote is voted on again. */
function voidVote(vote: Vote, standings: Standings, ruleSet: RuleSet): Decided {
  const posts = vote.contests.map((contest) => ({
    post: postOf(contest),
    standings: standingsFor(standings, contest.id),
    elected: [],
    ties: [],
    electedHigher: [],
    barred: [],
    seatsLeft: contest.seats,
    seatsForWoman: contest.reservedForWoman ? contest.seats : (contest.seatsForWomen ?? 0),
  }))
  const { ineligible } = barFacts(vote, ruleSet)
  return { posts, womansSeat: { kind: 'settled' }, waysGiven: [], followUp: heldAgain(vote, posts, ineligible) }
}

function validVote(vote: Vote, standings: Standings, ruleSet: RuleSet): Decided {
  const isEnough = (standing: Standing): boolean => hasEnough(standing, vote.round, standings.ballots.returned, ruleSet)
  const facts = barFacts(vote, ruleSet)
  const rules: SeatRules = { ...facts, round: vote.round, isEnough, carriesDown: ruleSet.multiPost === 'carryDown' }
  const byVotesAlone = fillPosts(vote.contests, standings, rules)
  const mayBeElected = (person: Standing, contest: Contest): boolean => {
    const higher = byVotesAlone.filter((filling) => isHigher(filling.contest, contest))
    return isEnough(person) && barFromPost(person, contest, placed(higher), rules) === undefined
  }
  // A run-off knows the seats kept for women by its posts, so only a first vote asks the question.
  const inOffice = facts.membersBefore.filter(({ isInOffice }) => isInOffice)
  const forWoman: WomansSeat =
    vote.round === 'first' ? womansSeat(byVotesAlone, mayBeElected, ruleSet, inOffice) : { kind: 'settled' }
  const fillings =
    forWoman.kind === 'womanFirst'
      ? fillPosts(vote.contests, standings, { ...rules, womenFirstIn: forWoman })
      : byVotesAlone
  const posts = fillings.map(toPostOutcome)
  const seated = posts.flatMap(({ post, elected }) => elected.map((person) => ({ person, post })))
  const given = waysGiven(seated, facts)
  return { posts, womansSeat: forWoman, waysGiven: given, followUp: followUp(vote, posts, given.length, ruleSet) }
}

function toPostOutcome({ contest, standings, seatsForWoman, ...taken }: Filling): PostOutcome {
  const { elected, ties, electedHigher, barred } = taken
  const seatsLeft = contest.seats - elected.length
  return { post: postOf(contest), standings, elected, ties, electedHigher, barred, seatsLeft, seatsForWoman }
}

function postOf({ id, title, position, seats, reservedForWoman, seatsForWomen }: Contest): Post {
  const post = { id, title, position, seats, reservedForWoman }
  return seatsForWomen === undefined ? post : { ...post, seatsForWomen }
}

/** What the vote was told about who cannot be elected, and who not together. */
export type ToldFacts = Pick<Vote, 'relatives' | 'ineligible' | 'membersBefore'>

/** The same, ready to be asked under these rules. */
export function barFacts({ relatives = [], ineligible = [], membersBefore = [] }: ToldFacts, ruleSet: RuleSet) {
  return {
    relatives: relativesOf(relatives, ruleSet),
    ineligible: barredPeople(ineligible, ruleSet),
    membersBefore,
  } satisfies Omit<BarFacts, 'round'>
}

/**
 * A tie is voted on before any run-off, because the tied may still be elected and the others follow them.
 * After a run-off seats may stay empty once enough members are elected (law.md 6.3), but not a woman's seat.
 * `gaveWay`: members elected before who give up their seat to somebody elected now.
 */
export function followUp(
  vote: Pick<Vote, 'round' | 'electedBefore'> & ToldFacts,
  posts: readonly PostOutcome[],
  gaveWay: number,
  ruleSet: RuleSet,
): FollowUp {
  const ties = posts.flatMap(({ post, ties }) => ties.map((tie) => ({ post, ...tie })))
  if (ties.length > 0) return { kind: 'tieBreak', posts: ties }
  const left = runoffPosts(posts, ruleSet, barFacts(vote, ruleSet))
  if (left.length === 0) return { kind: 'none' }
  const before = (vote.electedBefore ?? vote.membersBefore?.length ?? Number.NEGATIVE_INFINITY) - gaveWay
  const members = before + posts.flatMap(({ elected }) => elected).length
  const isEnough = members >= ruleSet.seatsMayStayEmptyFrom && !left.some(({ womenOnly }) => womenOnly)
  return vote.round !== 'first' && isEnough ? { kind: 'none' } : { kind: 'runoff', posts: left }
}
