import type { FollowUp, Outcome, PostOutcome } from '../rules/outcome.js'

/** An outcome as `npm run count` prints it: plain JSON, people by id. */
export function countReport({ isValid, findings, registered, ballots, posts, followUp, explanation }: Outcome): object {
  const { returned, valid, invalid, blank, invalidBy } = ballots
  return {
    valid: isValid,
    reasons: isValid ? [] : findings.filter(({ severity }) => severity === 'error').map(({ code }) => code),
    turnout: { returned, registered },
    ballots: { valid, invalid, blank, invalidBy },
    posts: posts.map(postReport),
    followUp: followUpReport(followUp),
    explanation,
  }
}

function postReport({ post, standings, elected, ties, seatsLeft }: PostOutcome): object {
  return {
    post: post.id,
    seats: post.seats,
    standings: standings.map(({ id, name, for: votes, against, writeIn }) => ({
      id,
      name,
      for: votes,
      against,
      writeIn,
    })),
    elected: elected.map(({ id }) => id),
    tied: ties.flatMap(({ tied }) => tied.map(({ id }) => id)),
    seatsLeft,
  }
}

/** A tie-break lists the tied of each post, a run-off its candidates by votes. */
function followUpReport(followUp: FollowUp): object {
  if (followUp.kind === 'tieBreak') {
    const posts = followUp.posts.map(({ post, seats, tied }) => ({
      post: post.id,
      seatsLeft: seats,
      tied: tied.map(({ id }) => id),
    }))
    return { kind: followUp.kind, posts }
  }
  if (followUp.kind === 'runoff') {
    const posts = followUp.posts.map(({ post, seats, womenOnly, candidates }) => ({
      post: post.id,
      seatsLeft: seats,
      candidates: candidates.map(({ id }) => id),
      ...(womenOnly ? { womenOnly } : {}),
    }))
    return { kind: followUp.kind, posts }
  }
  return { kind: followUp.kind, posts: [] }
}
