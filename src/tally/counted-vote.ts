import type { EntryState } from '../rules/double-entry.js'
import type { ElectionForm } from '../rules/election-form.js'
import type { Ineligible } from '../rules/eligibility.js'
import type { CloseRelation } from '../rules/kinship.js'
import type { Outcome, Round } from '../rules/outcome.js'
import type { Sex } from '../rules/post.js'
import type { MemberBefore } from '../rules/seat-bars.js'

export { personIdOf, voterIdOf } from '../rules/person-id.js'

/**
 * A vote as counted from its definitive sheets, complete for the paper and for counting it again. Ids of posts
 * are the posts' own as text. A person's `personId` is the voter's id as text, in every round the same, or
 * `resident-` and the name for somebody not on the roll; a write-in nobody has decided about keeps `writeIn:`
 * and the name.
 */
export interface CountedVote {
  readonly form: ElectionForm
  readonly round: Round
  readonly registered: number
  readonly ballotsIssued: number
  readonly votersWhoVoted: number
  /** Members elected in earlier rounds, and in a by-election those in office. */
  readonly electedBefore: number
  readonly ruleSetId: string
  readonly ruleSetVersion: number
  readonly outcome: Outcome
  readonly stations: readonly CountedStation[]
  readonly writeIns: readonly WriteInDecision[]
  /** Spellings counted as one name; absent where there are none. */
  readonly spellings?: readonly JoinedSpelling[]
  /** Close relations declared before the result was. */
  readonly relatives: readonly DeclaredKinship[]
  /** Would-be winners found not eligible. */
  readonly ineligible: readonly Ineligible[]
  /** In a by-election the members in office, whose relatives take no seat beside them; absent otherwise. */
  readonly inOffice?: readonly MemberBefore[]
  /** What typists wrote about unusual figures. */
  readonly explained: readonly ExplainedWarning[]
}

/** Two close relatives, by personId. */
export interface DeclaredKinship {
  readonly between: readonly [string, string]
  readonly relation: CloseRelation
}

/** Who a person written in is: a voter of the roll, another resident, or somebody who cannot be elected. */
export interface WriteInDecision {
  /** As compared: without spaces inside a Han name. */
  readonly name: string
  readonly verdict: 'voter' | 'resident' | 'ineligible'
  readonly voterId: number | null
  readonly sex: Sex | null
  readonly reason: string | null
}

/** A way in which a person's name was written, and the name that its votes are counted under. */
export interface JoinedSpelling {
  readonly spelling: string
  readonly name: string
}

export interface CountedStation {
  readonly stationId: number
  readonly name: string
  readonly issued: number
  readonly returned: number
  readonly valid: number
  readonly invalid: number
  readonly blank: number
}

export interface ExplainedWarning {
  readonly sheet: string
  readonly code: string
  readonly explanation: string
}

/** What is typed on a sheet that both entries agree on. */
export function definitiveEntry(entry: EntryState) {
  return entry.status === 'definitive' ? entry.first : undefined
}
