import { followUp, type Outcome, type PostOutcome, type Tie, type ToldFacts, type Vote } from './outcome.js'
import { explainFollowUp } from './outcome-wording.js'
import type { RuleSet } from './rule-set.js'

/** A vote whose ties were voted on again, with the tie-break votes (再次投票) declared since. */
export interface VoteWithTies {
  /** What is known of eligibility and kinship by now. */
  readonly vote: Pick<Vote, 'round' | 'electedBefore'> & ToldFacts
  readonly outcome: Outcome
  readonly tieBreaks: readonly Outcome[]
}

/**
 * A tie-break vote decides only between the tied, so what follows it depends on the vote it belongs to: other
 * ties of that vote, then its seats left (law.md 6.2, 6.3). The outcome is given that follow-up and its sentences.
 */
export function continueVote(tieBreak: Outcome, before: VoteWithTies, ruleSet: RuleSet): Outcome {
  if (!tieBreak.isValid) return tieBreak
  const tieBreaks = [...before.tieBreaks, tieBreak]
  const posts = withTieBreaks(before.outcome.posts, tieBreaks)
  const gaveWay = [before.outcome, ...tieBreaks].flatMap(({ waysGiven }) => waysGiven)
  const earlier = gaveWay.filter(({ member }) => !isElected(before.outcome.posts, member.personId))
  const next = followUp(before.vote, posts, earlier.length, ruleSet)
  const own = explainFollowUp(tieBreak.followUp, tieBreak, ruleSet)
  const explanation = [
    ...tieBreak.explanation.slice(0, tieBreak.explanation.length - own.length),
    ...explainFollowUp(next, { posts }, ruleSet),
  ]
  return { ...tieBreak, followUp: next, explanation }
}

function isElected(posts: readonly PostOutcome[], personId: string): boolean {
  return posts.some(({ elected }) => elected.some((person) => person.personId === personId))
}

/**
 * The posts of a vote as they stand after its tie-break votes; a void one changes nothing. Who gave way to a relative
 * elected in one of them leaves the seat.
 */
export function withTieBreaks(posts: readonly PostOutcome[], tieBreaks: readonly Outcome[]): PostOutcome[] {
  const valid = tieBreaks.filter(({ isValid }) => isValid)
  const gaveWay = new Set(valid.flatMap(({ waysGiven }) => waysGiven.map(({ member }) => member.personId)))
  return posts.map((decided) => {
    const later = valid.flatMap((outcome) => outcome.posts.filter(({ post }) => post.id === decided.post.id))
    const stayed = decided.elected.filter(({ personId }) => !gaveWay.has(personId))
    const elected = [...stayed, ...later.flatMap((again) => again.elected)]
    const seatsLeft = decided.post.seats - elected.length
    return {
      ...decided,
      elected,
      ties: openTies([decided, ...later]),
      seatsLeft,
      seatsForWoman: decided.post.reservedForWoman ? seatsLeft : Math.min(decided.seatsForWoman, seatsLeft),
    }
  })
}

/** The ties that no later vote on the post was held about. */
function openTies(votes: readonly PostOutcome[]): Tie[] {
  return votes.flatMap(({ ties }, index) =>
    ties.filter((tie) => !votes.slice(index + 1).some((later) => isAbout(later, tie))),
  )
}

function isAbout({ standings }: PostOutcome, { tied }: Tie): boolean {
  const people = new Set(standings.map(({ personId }) => personId))
  return tied.every(({ personId }) => people.has(personId))
}
