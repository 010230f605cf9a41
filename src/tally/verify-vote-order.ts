import { peopleAgain } from '../rules/held-again.js'
import type { Outcome } from '../rules/outcome.js'
import type { CountedVote } from './counted-vote.js'
import { fault, type RecordFault } from './record-faults.js'
import type { RecordedVote } from './record-schema.js'

interface Before {
  readonly kind: RecordedVote['kind']
  readonly counted: CountedVote
}

/** Whether a vote is the one that the votes before it call for: its number, its kind, its posts, who stands in it. */
export function checkPlace(votes: readonly RecordedVote[], index: number, before: readonly Before[]): RecordFault[] {
  const vote = votes[index]
  const path = `votes[${index}]`
  if (!vote) return []
  const numbered = vote.number === index + 1 ? [] : [fault(`${path}.number`, `应是第${index + 1}轮投票`)]
  const last = before.at(-1)
  if (!last) return [...numbered, ...(vote.kind === 'first' ? [] : [fault(`${path}.kind`, '应是第一次投票')])]
  const { outcome } = last.counted
  const due = dueKind(outcome, last.kind)
  if (due === undefined) return [...numbered, fault(path, '前一轮投票以后不需要再次投票')]
  if (vote.kind !== due) return [...numbered, fault(`${path}.kind`, `前一轮投票以后应是${due}`)]
  const previous = votes[index - 1] as RecordedVote
  return [...numbered, ...checkPosts(vote, seatsDue(outcome, previous), path), ...checkStanding(vote, before, path)]
}

/** A void first vote is held again as a re-run, a later one as what it was. */
function dueKind({ followUp, isValid }: Outcome, last: Before['kind']): RecordedVote['kind'] | undefined {
  if (!isValid) return last === 'first' ? 'rerun' : last
  return followUp.kind === 'none' ? undefined : followUp.kind
}

interface PostDue {
  readonly id: string
  readonly seats: number
  /** Who must stand, where that is settled: the tied, or those of a vote that is held again. */
  readonly people?: readonly string[]
}

function seatsDue({ followUp, isValid }: Outcome, previous: RecordedVote): PostDue[] {
  if (isValid && followUp.kind === 'tieBreak') {
    return followUp.posts.map(({ post, seats, tied }) => ({
      id: post.id,
      seats,
      people: tied.map(({ personId }) => personId),
    }))
  }
  if (isValid && followUp.kind === 'runoff') {
    // The women's line of a post and the other are voted on as one.
    const lines = followUp.posts
    return [...new Set(lines.map(({ post }) => post.id))].map((id) => ({
      id,
      seats: lines.reduce((sum, { post, seats }) => sum + (post.id === id ? seats : 0), 0),
    }))
  }
  const again = peopleAgain(followUp)
  return previous.posts.map(({ id, seats, candidates }) => {
    const printed = candidates.map((one) => one.id)
    return { id, seats, people: printed.filter((person) => again?.get(id)?.has(person) ?? true) }
  })
}

function checkPosts(vote: RecordedVote, due: readonly PostDue[], path: string): RecordFault[] {
  return vote.posts.flatMap(({ id, title, seats, candidates }, index) => {
    const here = `${path}.posts[${index}]`
    const wanted = due.filter((post) => post.id === id)
    if (wanted.length === 0) return [fault(here, `前一轮投票没有留下${title}的名额`)]
    const fits = wanted.find((post) => post.seats === seats)
    if (!fits) return [fault(`${here}.seats`, `应选${wanted[0]?.seats}名，记录为${seats}名`)]
    if (!fits.people) return []
    const standing = new Set(candidates.map((one) => one.id))
    const isSame = standing.size === fits.people.length && fits.people.every((person) => standing.has(person))
    return isSame ? [] : [fault(`${here}.candidates`, '候选人与前一轮投票的结果不符')]
  })
}

/** Nobody stands who is elected already. */
function checkStanding(vote: RecordedVote, before: readonly Before[], path: string): RecordFault[] {
  const outcomes = before.map(({ counted }) => counted.outcome)
  const elected = new Set(outcomes.flatMap(({ posts }) => posts.flatMap((post) => post.elected.map((p) => p.personId))))
  return vote.posts.flatMap(({ candidates }, index) =>
    candidates.flatMap(({ id, name }, place) =>
      elected.has(id) ? [fault(`${path}.posts[${index}].candidates[${place}]`, `${name}已经当选`)] : [],
    ),
  )
}
