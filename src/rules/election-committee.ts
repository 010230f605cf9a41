import { articleIn } from './citation.js'
import type { Finding } from './finding.js'
import type { PersonId } from './kinship.js'
import type { Position } from './post.js'
import { type RuleSet, severityOf } from './rule-set.js'

/** A member of the residents' election committee, in the order of the selection's ranking. */
export interface CommitteeMember {
  readonly id: PersonId
  readonly name: string
  readonly position: Position
}

/**
 * Whether an election committee is rightly made up (Urban Residents' Committees Law 2025, art. 15: a chair,
 * vice-chairs and members). The law gives no number; where the rule set's is a default it only warns.
 */
export function checkElectionCommittee(members: readonly CommitteeMember[], ruleSet: RuleSet): Finding[] {
  const { min, max } = ruleSet.electionCommitteeSize
  const fields = ['members']
  const findings = duplicateFindings(members)
  if (members.length < min || members.length > max) {
    const severity = severityOf(ruleSet, 'electionCommitteeSize')
    const article = ruleSet.provenance.electionCommitteeSize.source
    const message = `居民选举委员会一般由${min}至${max}人组成：现有${members.length}人。`
    findings.push({ code: 'election-committee-size', severity, fields, message, article })
  }
  if (ruleSet.electionCommitteeOdd && members.length % 2 === 0) {
    const article = ruleSet.provenance.electionCommitteeOdd.source
    const message = `居民选举委员会人数宜为单数，便于表决：现有${members.length}人。`
    findings.push({ code: 'election-committee-even', severity: 'warning', fields, message, article })
  }
  const chairs = members.filter(({ position }) => position === 'chair').length
  if (chairs !== 1) {
    const article = articleIn(ruleSet, 15)
    const message = `居民选举委员会设主任1名：现有${chairs}名。`
    findings.push({ code: 'election-committee-chair', severity: 'error', fields, message, article })
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

/** How a member kept the committee's meetings, in their order. */
export interface MeetingRecord {
  readonly id: PersonId
  readonly name: string
  readonly meetings: readonly ('present' | 'excused' | 'absent')[]
}

/**
 * Members who missed so many meetings in a row without a reason that they count as having left (the village
 * method art. 9: two, and it *may* be treated so; Sichuan art. 14: three end the membership). An excused
 * absence neither counts nor breaks the row: a member who was ill between two absences was still never there.
 */
export function checkAbsences(records: readonly MeetingRecord[], ruleSet: RuleSet): Finding[] {
  const limit = ruleSet.electionCommitteeAbsences
  return records
    .map((record) => ({ ...record, missed: longestAbsence(record.meetings) }))
    .filter(({ missed }) => missed >= limit)
    .map(({ id, name, missed }) => ({
      code: 'election-committee-member-absent',
      severity: severityOf(ruleSet, 'electionCommitteeAbsences'),
      fields: [String(id)],
      message: `${name}无正当理由连续${missed}次没有参加居民选举委员会会议，达到${limit}次，视为退出。`,
      article: ruleSet.provenance.electionCommitteeAbsences.source,
    }))
}

function longestAbsence(meetings: MeetingRecord['meetings']): number {
  let longest = 0
  let running = 0
  for (const meeting of meetings) {
    if (meeting === 'present') running = 0
    if (meeting === 'absent') running += 1
    longest = Math.max(longest, running)
  }
  return longest
}
