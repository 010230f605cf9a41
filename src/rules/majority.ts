import { isMoreThan } from '../lib/fraction.js'
import type { Standing } from './count.js'
import type { Round } from './outcome.js'
import type { Figures } from './figures.js'
import { isEnoughInRunoff, isEnoughInTieBreak } from './runoff.js'

/** More than half of the ballots cast elect in a first vote, invalid and blank ones counted (2025 law, art. 19). */
export function isEnoughInFirstVote(
  votes: number,
  ballotsCast: number,
  { winningShare }: Pick<Figures, 'winningShare'>,
): boolean {
  return isMoreThan(votes, ballotsCast, winningShare)
}

/** Whether the votes are enough to be elected in this round, seats permitting. */
export function hasEnough(
  standing: Standing,
  round: Round,
  ballotsCast: number,
  figures: Pick<Figures, 'winningShare' | 'runoffMinimum'>,
): boolean {
  if (round === 'first') return isEnoughInFirstVote(standing.for, ballotsCast, figures)
  if (round === 'runoff') return isEnoughInRunoff(standing.for, ballotsCast, figures)
  return isEnoughInTieBreak(standing)
}
