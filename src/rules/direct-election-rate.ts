import { type Fraction, isAtLeast } from '../lib/fraction.js'
import type { ElectionForm } from './election-form.js'

/** Where a community stands in a season: voted, still to vote, put off, or without an election this time. */
export type Participation = 'held' | 'pending' | 'postponed' | 'notHeld'

export interface CommunityElection {
  readonly communityId: number
  readonly communityName: string
  readonly townshipId: number
  readonly form: ElectionForm
  readonly participation: Participation
}

/**
 * Whether a target is met. `open` while the communities still to vote can decide it either way, and where there
 * is nothing to reckon with at all.
 */
export type Verdict = 'met' | 'notMet' | 'open'

/** Whole numbers only: the rate is `direct` over `held`, and there is none while `held` is 0. */
export interface DirectShare {
  readonly direct: number
  readonly held: number
  readonly pending: number
  readonly byForm: Readonly<Record<ElectionForm, number>>
  readonly verdict: Verdict
}

export interface TownshipShare extends DirectShare {
  readonly townshipId: number
  readonly mustAllBeDirect: boolean
}

export interface DirectElectionRate extends DirectShare {
  /** In the order in which the townships first occur. */
  readonly townships: readonly TownshipShare[]
  /** Postponed or without an election: in neither number, listed so that the rate can be audited. */
  readonly excluded: readonly CommunityElection[]
}

export interface DirectElectionTarget {
  /** E.g. 70/100, met by exactly that share. */
  readonly target: Fraction
  readonly directForms: readonly ElectionForm[]
  /** Townships whose communities must all elect directly. */
  readonly mustAllBeDirect: readonly number[]
}

const all: Fraction = { num: 1, den: 1 }

/**
 * The direct-election rate (直选率): communities that elected in a direct form over communities that held an
 * election (law.md 8.2), in all and for each township. No rule was found that defines it; the forms that count
 * are a setting.
 */
export function directElectionRate(
  communities: readonly CommunityElection[],
  { target, directForms, mustAllBeDirect }: DirectElectionTarget,
): DirectElectionRate {
  const townshipIds = [...new Set(communities.map(({ townshipId }) => townshipId))]
  return {
    ...shareOf(communities, target, directForms),
    townships: townshipIds.map((townshipId) => {
      const isNamed = mustAllBeDirect.includes(townshipId)
      const own = communities.filter((community) => community.townshipId === townshipId)
      return { townshipId, mustAllBeDirect: isNamed, ...shareOf(own, isNamed ? all : target, directForms) }
    }),
    excluded: communities.filter(({ participation }) => participation === 'postponed' || participation === 'notHeld'),
  }
}

function shareOf(
  communities: readonly CommunityElection[],
  target: Fraction,
  directForms: readonly ElectionForm[],
): DirectShare {
  const held = communities.filter(({ participation }) => participation === 'held')
  const pending = communities.filter(({ participation }) => participation === 'pending').length
  const count = (form: ElectionForm) => held.filter((community) => community.form === form).length
  const direct = held.filter(({ form }) => directForms.includes(form)).length
  return {
    direct,
    held: held.length,
    pending,
    byForm: {
      allVoters: count('allVoters'),
      households: count('households'),
      representatives: count('representatives'),
    },
    verdict: verdictOf(direct, held.length, pending, target),
  }
}

/**
 * Met for certain when even no direct election among those still to come would spoil it; missed for certain
 * when even all of them direct would not reach it. Postponing some of them moves neither bound outwards.
 */
function verdictOf(direct: number, held: number, pending: number, target: Fraction): Verdict {
  if (held === 0) return 'open'
  if (isAtLeast(direct, held + pending, target)) return 'met'
  return isAtLeast(direct + pending, held + pending, target) ? 'open' : 'notMet'
}
