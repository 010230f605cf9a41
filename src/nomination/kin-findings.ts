import { checkRelativesInOffice } from '../rules/by-election-nominee.js'
import { checkRelativesStanding } from '../rules/candidate-vetting.js'
import { checkLeaving } from '../rules/election-committee-leaving.js'
import type { Finding } from '../rules/finding.js'
import type { Kinship, PersonId } from '../rules/kinship.js'
import { checkStation } from '../rules/polling-arrangements.js'
import { personIdOf } from '../rules/person-id.js'
import type { RuleSet } from '../rules/rule-set.js'
import type { MemberBefore } from '../rules/seat-bars.js'
import { isScrutineer, isTeller } from '../rules/station-functions.js'
import { asKinship, type DeclaredRelation, type NomineeRow, type StaffOfElection } from './queries.js'

/** Somebody with an office, by name and, where it is known, by the roll. */
interface Named {
  readonly name: string
  readonly voterId: number | null
  /** Known not to be on the roll. */
  readonly isOffRoll?: boolean
}

export interface CommitteeMemberName extends Named {
  readonly position: 'chair' | 'viceChair' | 'member'
}

/** Who there is beside the nominees, and who is whose relative. */
export interface KinFacts {
  readonly relations: readonly DeclaredRelation[]
  readonly committee: readonly CommitteeMemberName[]
  readonly staff: readonly StaffOfElection[]
  /** In a by-election the members in office; nobody otherwise. */
  readonly inOffice: readonly MemberBefore[]
  readonly ruleSet: RuleSet
}

/** Nominees of whom two are close relatives: both may stand, both cannot sit (art. 8). */
export function relativesStanding(nominees: readonly NomineeRow[], { relations, ruleSet }: KinFacts): Finding[] {
  return checkRelativesStanding(nominees.map(asPerson), relations.map(asKinship), ruleSet)
}

/** Nominees of a by-election who are close relatives of a member in office (art. 8). */
export function relativesInOffice(nominees: readonly NomineeRow[], { relations, inOffice, ruleSet }: KinFacts) {
  return nominees.flatMap((nominee) =>
    checkRelativesInOffice(asPerson(nominee), inOffice, relations.map(asKinship), ruleSet),
  )
}

/**
 * What follows from a nomination for others: a member of the election committee who is nominated or a relative of
 * the nominee must leave it (art. 15), and neither may work at a station once the nominee is a candidate. Somebody
 * recorded by name alone may be a namesake, so that asks and does not block.
 */
export function bystanderFindings(nominees: readonly NomineeRow[], facts: KinFacts): Finding[] {
  return nominees.flatMap((nominee) => [...committeeFindings(nominee, facts), ...staffFindings(nominee, facts)])
}

/** Everything that relations bring up about one nominee. */
export function kinFindingsOf(nominee: NomineeRow, standing: readonly NomineeRow[], facts: KinFacts): Finding[] {
  const others = standing.filter(({ id }) => id !== nominee.id)
  return [
    ...others.flatMap((other) => relativesStanding([nominee, other], facts)),
    ...relativesInOffice([nominee], facts),
    ...bystanderFindings([nominee], facts),
  ]
}

function committeeFindings(nominee: NomineeRow, { committee, relations, ruleSet }: KinFacts): Finding[] {
  const standing = { ...asPerson(nominee), consentedOn: nominee.consentedOn }
  const kinships: readonly Kinship[] = relations.map(asKinship)
  return committee.flatMap((member) => {
    const id = personOf(member, nominee)
    const found = checkLeaving([{ id, name: member.name }], [standing], kinships, ruleSet)
    return found.map((finding) => asked(finding, member, '选举委员会成员'))
  })
}

function staffFindings(nominee: NomineeRow, { staff, relations, ruleSet }: KinFacts): Finding[] {
  const kinships: readonly Kinship[] = relations.map(asKinship)
  return staff.flatMap((worker) => {
    const id = personOf(worker, nominee)
    const does = { isScrutineer: isScrutineer(worker.function), isTeller: isTeller(worker.function) }
    const person = { id, name: worker.name, ...does }
    const setup = { station: worker.station, staff: [person], hasVotingBooth: true }
    return checkStation(setup, [asPerson(nominee)], kinships, ruleSet)
      .filter(({ code }) => code === 'candidate-among-staff' || code.startsWith('candidates-relative-'))
      .map((finding) => ({ ...finding, message: `${nominee.name}确定为候选人后，须更换工作人员：${finding.message}` }))
      .map((finding) => asked(finding, worker, '投票站工作人员'))
  })
}

/** It warns; where only the name is known it also says that it may be somebody else. */
function asked(finding: Finding, { voterId, isOffRoll }: Named, role: string): Finding {
  const isCertain = voterId !== null || isOffRoll === true
  const message = isCertain ? finding.message : `${role}与被提名人同名，如是同一人：${finding.message}`
  return { ...finding, severity: 'warning', message }
}

function asPerson({ voterId, name }: NomineeRow) {
  return { id: String(voterId), name }
}

/** The person behind a name: the voter recorded with it, else the nominee who bears it, else nobody known. */
function personOf({ voterId, isOffRoll, name }: Named, nominee: NomineeRow): PersonId {
  if (voterId !== null || isOffRoll === true) return personIdOf(voterId, name)
  return nominee.name === name ? String(nominee.voterId) : `named-${name}`
}
