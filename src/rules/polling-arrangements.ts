import { lawArticle } from './citation.js'
import type { Finding } from './finding.js'
import { closeRelationText, type Kinship, kinshipOf, type PersonId } from './kinship.js'
import { type RuleSet, severityOf } from './rule-set.js'

/** What became of a polling station's ballots. */
export interface BallotAccount {
  readonly station: string
  readonly received: number
  /** Handed out and kept by the voter, whether or not put into the box. */
  readonly issued: number
  /** Handed back damaged and replaced; not among the issued. */
  readonly spoiled: number
  /** Left over when the poll closed. */
  readonly unused: number
  /** Ballots that the check-in stands for: voters who came, and those they are proxies for. */
  readonly checkedIn: number
}

/**
 * Whether a station's ballots are all accounted for (law.md 5.1): received = issued + spoiled + unused, and no
 * more issued than were checked in. More ballots about than voters could make the whole vote void.
 */
export function checkBallotAccount(account: BallotAccount): Finding[] {
  const { station, received, issued, spoiled, unused, checkedIn } = account
  const difference = received - issued - spoiled - unused
  const findings: Finding[] = []
  if (difference !== 0) {
    const sum = `发出${issued}张＋污损换发${spoiled}张＋剩余${unused}张＝${issued + spoiled + unused}张`
    findings.push({
      code: difference > 0 ? 'ballots-missing' : 'ballots-in-excess',
      severity: 'error',
      fields: ['received', 'issued', 'spoiled', 'unused'],
      message: `${station}领取选票${received}张，${sum}，${difference > 0 ? '少' : '多'}${Math.abs(difference)}张。`,
    })
  }
  if (issued > checkedIn) {
    const message = `${station}发出选票${issued}张，验证领票${checkedIn}张，多发${issued - checkedIn}张。`
    findings.push({
      code: 'more-issued-than-checked-in',
      severity: 'error',
      fields: ['issued'],
      message,
      article: lawArticle(19),
    })
  }
  if (issued < checkedIn) {
    const message = `${station}发出选票${issued}张，验证领票${checkedIn}张，有${checkedIn - issued}张没有领走，请核对。`
    findings.push({ code: 'fewer-issued-than-checked-in', severity: 'warning', fields: ['issued'], message })
  }
  return findings
}

/** What a station needs before the poll opens. */
export interface StationSetup {
  readonly station: string
  readonly staff: readonly { readonly id: PersonId; readonly name: string; readonly isScrutineer: boolean }[]
  /** A place for writing in secret (秘密写票处), which the law demands. */
  readonly hasVotingBooth: boolean
}

/**
 * Whether a station is manned and fitted out: staff and scrutineers by number, a voting booth (Urban Residents'
 * Committees Law 2025, art. 19), and nobody among the staff who is a candidate or a candidate's close relative.
 */
export function checkStation(
  { station, staff, hasVotingBooth }: StationSetup,
  candidates: readonly { readonly id: PersonId; readonly name: string }[],
  kinships: readonly Kinship[],
  ruleSet: RuleSet,
): Finding[] {
  const findings = staffFindings(station, staff, ruleSet)
  if (!hasVotingBooth) {
    findings.push({
      code: 'no-voting-booth',
      severity: 'error',
      fields: ['hasVotingBooth'],
      message: `${station}没有设秘密写票处。`,
      article: lawArticle(19),
    })
  }
  for (const member of staff) {
    for (const candidate of candidates) {
      const kinship = kinshipOf(kinships, member.id, candidate.id)
      if (member.id !== candidate.id && kinship === undefined) continue
      findings.push({
        code: kinship === undefined ? 'candidate-among-staff' : 'candidates-relative-among-staff',
        severity: kinship === undefined ? 'error' : severityOf(ruleSet, 'stationStaff'),
        fields: ['staff'],
        message:
          kinship === undefined
            ? `${member.name}是候选人，不能担任${station}的工作人员。`
            : `${member.name}是候选人${candidate.name}的近亲属（${closeRelationText[kinship.relation]}），不能担任${station}的工作人员。`,
        article: ruleSet.provenance.stationStaff.source,
      })
    }
  }
  return findings
}

function staffFindings(station: string, staff: StationSetup['staff'], ruleSet: RuleSet): Finding[] {
  const { min, scrutineersMin } = ruleSet.stationStaff
  const scrutineers = staff.filter(({ isScrutineer }) => isScrutineer).length
  const severity = severityOf(ruleSet, 'stationStaff')
  const article = ruleSet.provenance.stationStaff.source
  const findings: Finding[] = []
  if (staff.length < min) {
    const message = `${station}工作人员应不少于${min}人：现有${staff.length}人。`
    findings.push({ code: 'too-few-staff', severity, fields: ['staff'], message, article })
  }
  if (scrutineers < scrutineersMin) {
    const message = `${station}监票人应不少于${scrutineersMin}人：现有${scrutineers}人。`
    findings.push({ code: 'too-few-scrutineers', severity, fields: ['staff'], message, article })
  }
  return findings
}
