import type { Finding } from '../rules/finding.js'
import { checkStation } from '../rules/polling-arrangements.js'
import type { RuleSet } from '../rules/rule-set.js'
import { isScrutineer, isTeller } from '../rules/station-functions.js'
import { checkStationPlan } from '../rules/station-plan.js'
import type { StaffMember, Station } from './queries.js'

/**
 * A person counts once, whatever they do here. Names are all that is known of the staff, and a namesake of a
 * candidate is nobody's fault, so that finding asks and does not block.
 */
export function checkStationSetup(
  station: Pick<Station, 'name' | 'hasVotingBooth'>,
  staff: readonly StaffMember[],
  candidates: readonly { readonly name: string }[],
  ruleSet: RuleSet,
): Finding[] {
  const scrutineers = new Set(staff.filter((member) => isScrutineer(member.function)).map(({ name }) => name))
  const people = [...new Set(staff.map(({ name }) => name))].map((name) => ({
    id: name,
    name,
    isScrutineer: scrutineers.has(name),
    isTeller: staff.some((member) => member.name === name && isTeller(member.function)),
  }))
  const standing = candidates.map(({ name }) => ({ id: name, name }))
  const setup = { station: station.name, staff: people, hasVotingBooth: station.hasVotingBooth }
  return checkStation(setup, standing, [], ruleSet).map((finding) =>
    finding.code === 'candidate-among-staff'
      ? { ...finding, severity: 'warning', message: `工作人员与候选人同名，如是同一人：${finding.message}` }
      : finding,
  )
}

/** The findings on all polling places of a round together. */
export function checkPlan(
  stations: readonly Station[],
  groups: readonly { readonly number: number }[],
  ruleSet: RuleSet,
): Finding[] {
  // Who is on no list has no vote at a mobile box: it serves no group.
  const places = stations.filter(({ kind }) => kind !== 'mobile')
  return checkStationPlan(
    places.map(({ name, kind, groups: served }) => ({ name, isCentral: kind === 'central', groups: served })),
    groups.map(({ number }) => number),
    ruleSet,
  )
}
