import type { Finding } from '../rules/finding.js'
import type { Kinship } from '../rules/kinship.js'
import { personIdOf } from '../rules/person-id.js'
import { checkStation } from '../rules/polling-arrangements.js'
import type { RuleSet } from '../rules/rule-set.js'
import { checkDuties, isScrutineer, isTeller } from '../rules/station-functions.js'
import { checkStationPlan } from '../rules/station-plan.js'
import type { NewStaffMember, Station } from './queries.js'

interface Standing {
  readonly name: string
  readonly voterId?: number | null
}

const idOf = ({ voterId = null, name }: Standing) => personIdOf(voterId, name)

/**
 * A person counts once, whatever they do here. Of staff who were not found in the roll only the name is known, and
 * a namesake of a candidate is nobody's fault, so that finding asks and does not block.
 */
export function checkStationSetup(
  station: Pick<Station, 'name' | 'hasVotingBooth'>,
  staff: readonly NewStaffMember[],
  candidates: readonly Standing[],
  ruleSet: RuleSet,
  kinships: readonly Kinship[] = [],
): Finding[] {
  const ids = [...new Set(staff.map(idOf))]
  const people = ids.map((id) => {
    const own = staff.filter((member) => idOf(member) === id)
    const name = own[0]?.name ?? ''
    const functions = own.map((member) => member.function)
    return { id, name, isScrutineer: functions.some(isScrutineer), isTeller: functions.some(isTeller) }
  })
  const onRoll = candidates.filter(({ voterId }) => voterId !== null && voterId !== undefined)
  const standing = onRoll.map((candidate) => ({ id: idOf(candidate), name: candidate.name }))
  const setup = { station: station.name, staff: people, hasVotingBooth: station.hasVotingBooth }
  return [
    ...checkStation(setup, standing, kinships, ruleSet),
    ...namesakeFindings(station.name, staff, candidates, ruleSet),
  ]
}

function namesakeFindings(
  station: string,
  staff: readonly NewStaffMember[],
  candidates: readonly Standing[],
  ruleSet: RuleSet,
): Finding[] {
  const unknown = new Set(staff.filter(({ voterId = null }) => voterId === null).map(({ name }) => name))
  const article = ruleSet.provenance.staffRelativesBarred.source
  return candidates
    .filter(({ name }) => unknown.has(name))
    .map(({ name }) => ({
      code: 'candidate-among-staff',
      severity: 'warning',
      fields: ['staff'],
      message: `工作人员与候选人同名，如是同一人：${name}是候选人，不能担任${station}的工作人员。`,
      article,
    }))
}

const aboutPersons: ReadonlySet<string> = new Set([
  'candidate-among-staff',
  'candidates-relative-among-tellers',
  'candidates-relative-among-staff',
])

/** What the staff of the stations together are not to be, and what is only remarked: about persons, not numbers. */
export function checkPersons(
  stations: readonly {
    readonly station: Pick<Station, 'name' | 'hasVotingBooth'>
    readonly staff: readonly NewStaffMember[]
  }[],
  candidates: readonly Standing[],
  ruleSet: RuleSet,
  kinships: readonly Kinship[],
): Finding[] {
  const duties = stations.flatMap(({ station, staff }) =>
    staff.map((member) => ({
      station: station.name,
      function: member.function,
      id: idOf(member),
      name: member.name,
    })),
  )
  const bars = stations
    .flatMap(({ station, staff }) => checkStationSetup(station, staff, candidates, ruleSet, kinships))
    .filter(({ code }) => aboutPersons.has(code))
  return [...bars, ...checkDuties(duties)]
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
