import * as papers from '../walk/papers.js'
import * as tally from '../walk/tally.js'
import type { Stage, Work } from './community-steps.js'

/** Why a community of the demo counts again what it has declared. */
const decision = {
  orderedBy: 'electionCommittee',
  document: '关于复核委员得票的决定（选委〔2027〕2号）',
  reason: '候选人对委员得票提出书面异议，经选举委员会讨论同意复核。',
} as const

/** What the ballots say when they are counted again: the last seat for member goes to the next. */
const nextForLastSeat: tally.Support = (post, rank) => {
  if (post.title !== '委员' || rank < post.seats - 1) return tally.clearSupport(post, rank)
  return rank === post.seats ? 58 : 31
}

/** Counts the vote again and makes the return anew; the notice of the result waits for its correction. */
export async function recount(work: Work, { cast, today }: Stage): Promise<void> {
  await tally.recount(cast, work.electionId, { ...decision, decidedOn: today }, nextForLastSeat)
  await papers.issue(cast.officer, work.electionId, ['election-return'])
}
