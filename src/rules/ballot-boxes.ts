import type { Figures } from './figures.js'

/** A ballot box as opened: how many ballots it held, and how many people are recorded as having voted at it. */
export interface BallotBox {
  /** As papers name it: 流动票箱1. */
  readonly name: string
  /** Its listed users, for a mobile box; otherwise those handed a ballot there. */
  readonly voters: number
  /** Without forged ballots, which are set apart. */
  readonly ballots: number
}

/**
 * The boxes that held more ballots than people voted at them: none of their ballots can be trusted, and the other
 * boxes stand (Hainan villages, art. 29, for mobile boxes; law.md 5.1).
 */
export function overfullBoxes<B extends BallotBox>(
  boxes: readonly B[],
  { overfullBox }: Pick<Figures, 'overfullBox'>,
): B[] {
  return overfullBox === 'ballotsVoid' ? boxes.filter(({ ballots, voters }) => ballots > voters) : []
}

/**
 * What the ballots of void boxes come to: one for each who voted there, all invalid, stays among the ballots cast;
 * those beyond cannot be anybody's vote and are set apart like forged ones.
 */
export function voidBallots(boxes: readonly BallotBox[]): { readonly invalid: number; readonly setApart: number } {
  const invalid = boxes.reduce((sum, { voters }) => sum + voters, 0)
  const setApart = boxes.reduce((sum, { ballots, voters }) => sum + ballots - voters, 0)
  return { invalid, setApart }
}
