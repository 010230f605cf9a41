import type { PlainDate } from '../lib/plain-date.js'
import {
  type CommunityElection,
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
  /** The day on which it was set up, where that is on record: it counts in no earlier day. */
  readonly since?: PlainDate | undefined
}

/** Where a community stood at the end of a day. */
export interface CommunityOnDay extends RatedCommunity {
  /** Undefined until its election was opened. */
  readonly form: ElectionForm | undefined
  readonly participation: Participation
  /** The form that two people had confirmed of what was held. */
  readonly confirmed: ElectionForm | null
}

export interface RateOnDay {
  readonly settings: DirectElectionTarget
  readonly claimed: DirectElectionRate
  /** Of what was held only what two people have confirmed counts; the rest is still open. */
  readonly confirmed: DirectElectionRate
  readonly communities: readonly CommunityOnDay[]
}

interface State {
  form: ElectionForm | undefined
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
  const there = communities.filter(({ since }) => since === undefined || since <= day)
  const states = new Map(there.map(({ communityId }) => [communityId, stateAtFirst()]))
  let inForce = settings
  for (const change of changes) {
    if (change.on > day) continue
    if (change.kind === 'settings') inForce = change.settings
    else carryOut(states.get(change.communityId), change)
  }
  const onDay = there.map((community): CommunityOnDay => {
    const state = states.get(community.communityId) as State
    const confirmed = state.isHeld ? state.confirmed : null
    return { ...community, form: state.form, participation: participationOf(state), confirmed }
  })
  return {
    settings: inForce,
    claimed: directElectionRate(onDay.map(asClaimed), inForce),
    confirmed: directElectionRate(onDay.map(asConfirmed), inForce),
    communities: onDay,
  }
}

function asClaimed({ communityId, communityName, townshipId, form, participation }: CommunityOnDay): CommunityElection {
  return { communityId, communityName, townshipId, form: form ?? 'allVoters', participation }
}

/** What was held and is not confirmed counts like what is still to come. */
function asConfirmed(community: CommunityOnDay): CommunityElection {
  const claimed = asClaimed(community)
  if (claimed.participation !== 'held') return claimed
  const { confirmed } = community
  return confirmed === null ? { ...claimed, participation: 'pending' } : { ...claimed, form: confirmed }
}

function stateAtFirst(): State {
  return { form: undefined, participation: 'takingPart', isHeld: false, confirmed: null }
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
