import type { PlainDate } from '../lib/plain-date.js'
import { findMilestone, hasOpenLaterVote, isLaterVoteDue, isRecountOpen, type Milestone } from '../rules/stages.js'

/** How far the voting is, for everything that waits for the new committee to be whole. */
export interface ResultState {
  readonly isDeclared: boolean
  /** Something is left to be voted on. */
  readonly isLaterVoteOpen: boolean
  /** The declared result is being counted again. */
  readonly isRecounting: boolean
  /** The day of the last declaration. */
  readonly foundedOn: PlainDate | undefined
}

export function resultState(milestones: readonly Milestone[]): ResultState {
  const declared = milestones.filter(({ name }) => name === 'resultDeclared').map(({ on }) => on)
  return {
    isDeclared: findMilestone(milestones, 'resultDeclared', 1) !== undefined,
    isLaterVoteOpen: hasOpenLaterVote(milestones) || isLaterVoteDue(milestones),
    isRecounting: isRecountOpen(milestones),
    foundedOn: declared.sort().at(-1),
  }
}
