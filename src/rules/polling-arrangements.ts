import { articleIn } from './citation.js'
import type { Finding } from './finding.js'
import { closeKinships, closeRelationText, type Kinship, kinshipOf, type PersonId } from './kinship.js'
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
export function checkBallotAccount(account: BallotAccount, ruleSet: RuleSet): Finding[] {
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
      article: articleIn(ruleSet, 19),
    })
  }
  if (issued < checkedIn) {
    const message = `${station}发出选票${issued}张，验证领票${checkedIn}张，有${checkedIn - issued}张没有领走，请核对。`
    findings.push({ code: 'fewer-issued-than-checked-in', severity: 'warning', fields: ['issued'], message })
  }
  return findings
}

/** Somebody working at a station. */
export interface StationWorker {
  readonly id: PersonId
  readonly name: string
  readonly isScrutineer: boolean
  /** Watches, calls or counts the votes (监票、唱票、计票人), from which relatives of candidates are barred. */
  readonly isTeller?: boolean
}

/** What a station needs before the poll opens. */
export interface StationSetup {
  readonly station: string
  readonly staff: readonly StationWorker[]
  /** A place for writing in secret (秘密写票处). */
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
  if (ruleSet.votingBooth && !hasVotingBooth) {
    findings.push({
      code: 'no-voting-booth',
      severity: severityOf(ruleSet, 'votingBooth'),
      fields: ['hasVotingBooth'],
      message: `${station}没有设秘密写票处。`,
      article: ruleSet.provenance.votingBooth.source,
    })
  }
  const close = closeKinships(kinships, ruleSet)
  return [...findings, ...staff.flatMap((worker) => barFindings(station, worker, candidates, close, ruleSet))]
}

/**
 * No candidate works at a station under any rule set, for nobody oversees the own election. A candidate's close
 * relative must not be a teller (ZJ villages art. 22, Sichuan art. 26); at another task it only draws a warning.
 */
function barFindings(
  station: string,
  worker: StationWorker,
  candidates: readonly { readonly id: PersonId; readonly name: string }[],
  close: readonly Kinship[],
  ruleSet: RuleSet,
): Finding[] {
  const article = ruleSet.provenance.staffRelativesBarred.source
  const fields = ['staff']
  return candidates.flatMap((candidate): Finding[] => {
    if (worker.id === candidate.id) {
      const message = `${worker.name}是候选人，不能担任${station}的工作人员。`
      return [{ code: 'candidate-among-staff', severity: 'error', fields, message, article }]
    }
    const kinship = kinshipOf(close, worker.id, candidate.id)
    if (!ruleSet.staffRelativesBarred || !kinship) return []
    const who = `${worker.name}是候选人${candidate.name}的近亲属（${closeRelationText[kinship.relation]}）`
    if (worker.isScrutineer || worker.isTeller) {
      const message = `${who}，不能担任${station}的监票、唱票、计票人。`
      const severity = severityOf(ruleSet, 'staffRelativesBarred')
      return [{ code: 'candidates-relative-among-tellers', severity, fields, message, article }]
    }
    const message = `${who}，不宜担任${station}的工作人员。`
    return [{ code: 'candidates-relative-among-staff', severity: 'warning', fields, message, article }]
  })
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
