import type { Finding } from '../rules/finding.js'
import { checkStation } from '../rules/polling-arrangements.js'
import type { RuleSet } from '../rules/rule-set.js'
import { checkStationPlan } from '../rules/station-plan.js'
import type { StaffMember, Station } from './queries.js'

/** A person counts once, whatever they do here; names are all that is known of the staff. */
export function checkStationSetup(
  station: Pick<Station, 'name' | 'hasVotingBooth'>,
  staff: readonly StaffMember[],
  ruleSet: RuleSet,
): Finding[] {
  const scrutineers = new Set(staff.filter((member) => member.function === 'scrutineer').map(({ name }) => name))
  const people = [...new Set(staff.map(({ name }) => name))].map((name) => ({
    id: name,
    name,
    isScrutineer: scrutineers.has(name),
  }))
  return checkStation({ station: station.name, staff: people, hasVotingBooth: station.hasVotingBooth }, [], [], ruleSet)
}

/** The findings on all polling places of a round together. */
export function checkPlan(stations: readonly Station[], groups: readonly { readonly number: number }[]): Finding[] {
  return checkStationPlan(
    stations.map(({ name, kind, groups: served }) => ({ name, isCentral: kind === 'central', groups: served })),
    groups.map(({ number }) => number),
  )
}
