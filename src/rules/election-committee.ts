import { lawArticle } from './citation.js'
import type { Finding } from './finding.js'
import { closeRelationText, type Kinship, kinshipOf, type PersonId } from './kinship.js'
import type { Position } from './post.js'
import { type RuleSet, severityOf } from './rule-set.js'

/** A member of the residents' election committee, in the order of the selection's ranking. */
export interface CommitteeMember {
  readonly id: PersonId
  readonly name: string
  readonly position: Position
}

interface Person {
  readonly id: PersonId
  readonly name: string
}

/**
 * Whether an election committee is rightly made up (Urban Residents' Committees Law 2025, art. 15: a chair,
 * vice-chairs and members). The law gives no number; the rule set's is a default, so it warns.
 */
export function checkElectionCommittee(members: readonly CommitteeMember[], ruleSet: RuleSet): Finding[] {
  const { min, max } = ruleSet.electionCommitteeSize
  const article = ruleSet.provenance.electionCommitteeSize.source
  const fields = ['members']
  const findings = duplicateFindings(members)
  if (members.length < min || members.length > max) {
    const severity = severityOf(ruleSet, 'electionCommitteeSize')
    const message = `居民选举委员会一般由${min}至${max}人组成：现有${members.length}人。`
    findings.push({ code: 'election-committee-size', severity, fields, message, article })
  }
  if (members.length % 2 === 0) {
    const message = `居民选举委员会人数宜为单数，便于表决：现有${members.length}人。`
    findings.push({ code: 'election-committee-even', severity: 'warning', fields, message, article })
  }
  const chairs = members.filter(({ position }) => position === 'chair').length
  if (chairs !== 1) {
    const message = `居民选举委员会设主任1名：现有${chairs}名。`
    findings.push({ code: 'election-committee-chair', severity: 'error', fields, message, article: lawArticle(15) })
  }
  return findings
}

function duplicateFindings(members: readonly CommitteeMember[]): Finding[] {
  return members
    .filter((member, index) => members.findIndex(({ id }) => id === member.id) < index)
    .map(({ name }) => ({
      code: 'election-committee-duplicate',
      severity: 'error',
      fields: ['members'],
      message: `${name}在名单中出现两次以上。`,
    }))
}

/** A member who may not stay, and because of whom: the member nominated or a close relative. */
export interface Leaving {
  readonly memberId: PersonId
  readonly because: PersonId
  readonly reason: string
}

/**
 * The members who must leave because they or a close relative are nominated (art. 15); each once, for the
 * first ground found, their own nomination first.
 */
export function membersWhoMustLeave(
  members: readonly CommitteeMember[],
  nominees: readonly Person[],
  kinships: readonly Kinship[],
): Leaving[] {
  return members.flatMap((member) => {
    if (nominees.some(({ id }) => id === member.id)) {
      return [{ memberId: member.id, because: member.id, reason: `${member.name}被提名为候选人` }]
    }
    for (const nominee of nominees) {
      const kinship = kinshipOf(kinships, member.id, nominee.id)
      if (kinship !== undefined) {
        const reason = `${member.name}的近亲属${nominee.name}（${closeRelationText[kinship.relation]}）被提名为候选人`
        return [{ memberId: member.id, because: nominee.id, reason }]
      }
    }
    return []
  })
}

/** The same as findings: an error each, because the committee cannot act with such a member (art. 15). */
export function checkLeaving(
  members: readonly CommitteeMember[],
  nominees: readonly Person[],
  kinships: readonly Kinship[],
): Finding[] {
  return membersWhoMustLeave(members, nominees, kinships).map(({ memberId, reason }) => ({
    code: 'election-committee-member-must-leave',
    severity: 'error',
    fields: [String(memberId)],
    message: `${reason}，应当退出居民选举委员会。`,
    article: lawArticle(15),
  }))
}

/**
 * Who follows those who left: the next of the original ranking who is neither nominated nor a close relative of
 * a nominee (依次递补, art. 15). Fewer than the vacancies when the ranking is used up: then a fresh selection.
 */
export function successors<R extends Person>(
  reserves: readonly R[],
  vacancies: number,
  nominees: readonly Person[],
  kinships: readonly Kinship[],
): R[] {
  const barred = (person: Person) =>
    nominees.some(({ id }) => id === person.id || kinshipOf(kinships, person.id, id) !== undefined)
  return reserves.filter((person) => !barred(person)).slice(0, vacancies)
}
