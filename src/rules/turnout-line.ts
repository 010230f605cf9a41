import type { ElectionForm } from './election-form.js'
import type { Figures } from './figures.js'

/**
 * The fewest who must vote for the turnout to be reached (Urban Residents' Committees Law 2025, art. 19): the
 * first whole number that is more than the share, 51 of 100 and 51 of 101 for more than half.
 */
export function leastTurnout(registered: number, form: ElectionForm, { turnout }: Pick<Figures, 'turnout'>): number {
  const { num, den } = turnout[form]
  return Number((BigInt(registered) * BigInt(num)) / BigInt(den)) + 1
}
