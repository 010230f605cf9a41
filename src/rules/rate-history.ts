import type { PlainDate } from '../lib/plain-date.js'
import {
  type DirectElectionRate,
  type DirectElectionTarget,
  directElectionRate,
  type Participation,
} from './direct-election-rate.js'
import type { ElectionForm } from './election-form.js'

/** Something that changed the rate, or how it is reckoned, on a day. In the order in which it happened. */
export type RateChange = { readonly on: PlainDate } & (
  | { readonly kind: 'settings'; readonly settings: DirectElectionTarget }
  | {
      readonly kind: 'participation'
      readonly communityId: number
      readonly participation: 'takingPart' | 'postponed' | 'notHeld'
    }
  | { readonly kind: 'form'; readonly communityId: number; readonly form: ElectionForm }
  /** The result of a first vote, or of one held again, was declared; a void one elected nobody. */
  | { readonly kind: 'declared'; readonly communityId: number; readonly isValid: boolean }
  /** Two people of the bureau confirmed a form; null: what was confirmed is so no longer. */
  | { readonly kind: 'confirmed'; readonly communityId: number; readonly form: ElectionForm | null }
)

export interface RatedCommunity {
  readonly communityId: number
  readonly communityName: string
  readonly townshipId: number
}

export interface RateOnDay {
  readonly settings: DirectElectionTarget
  readonly claimed: DirectElectionRate
  /** Of what was held only what two people have confirmed counts; the rest is still open. */
  readonly confirmed: DirectElectionRate
}

interface State {
  form: ElectionForm
  participation: 'takingPart' | 'postponed' | 'notHeld'
  isHeld: boolean
  confirmed: ElectionForm | null
}

/**
 * The rate as it stood at the end of a day, from what had happened by then and nothing else. `settings` hold until the
 * first change of them.
 */
export function rateOnDay(
  changes: readonly RateChange[],
  communities: readonly RatedCommunity[],
  settings: DirectElectionTarget,
  day: PlainDate,
): RateOnDay {
  const states = new Map(communities.map(({ communityId }) => [communityId, stateAtFirst()]))
  let inForce = settings
  for (const change of changes) {
    if (change.on > day) continue
    if (change.kind === 'settings') inForce = change.settings
    else carryOut(states.get(change.communityId), change)
  }
  const rate = (participation: (state: State) => Participation, form: (state: State) => ElectionForm) =>
    directElectionRate(
      communities.map((community) => {
        const state = states.get(community.communityId) as State
        return { ...community, form: form(state), participation: participation(state) }
      }),
      inForce,
    )
  return {
    settings: inForce,
    claimed: rate(participationOf, ({ form }) => form),
    confirmed: rate(
      (state) => (state.isHeld && state.confirmed === null ? 'pending' : participationOf(state)),
      ({ form, confirmed }) => confirmed ?? form,
    ),
  }
}

function stateAtFirst(): State {
  return { form: 'allVoters', participation: 'takingPart', isHeld: false, confirmed: null }
}

/** An election once held counts whatever is said of taking part afterwards: nobody leaves the denominator by a word. */
function participationOf({ isHeld, participation }: State): Participation {
  if (isHeld) return 'held'
  return participation === 'takingPart' ? 'pending' : participation
}

function carryOut(state: State | undefined, change: Exclude<RateChange, { readonly kind: 'settings' }>): void {
  if (!state) return
  if (change.kind === 'participation') state.participation = change.participation
  if (change.kind === 'form') state.form = change.form
  if (change.kind === 'declared') state.isHeld = change.isValid
  if (change.kind === 'confirmed') state.confirmed = change.form
}

/** The days on which something changed, first to last, none before the first. */
export function daysOfChange(changes: readonly RateChange[]): PlainDate[] {
  return [...new Set(changes.map(({ on }) => on))].sort()
}
