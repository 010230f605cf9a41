import { clearSupport, type Support } from '../walk/tally.js'

/** Why a community of the demo counts again what it has declared. */
export const whyRecounted = {
  orderedBy: 'electionCommittee',
  document: '关于复核委员得票的决定（选委〔2027〕2号）',
  reason: '候选人对委员得票提出书面异议，经选举委员会讨论同意复核。',
} as const

/** What the ballots say when they are counted again: the last seat for member goes to the next. */
export const nextForLastSeat: Support = (post, rank) => {
  if (post.title !== '委员' || rank < post.seats - 1) return clearSupport(post, rank)
  return rank === post.seats ? 58 : 31
}
