import { longDate } from '../lib/chinese-text.js'
import { addMonths, type PlainDate } from '../lib/plain-date.js'
import type { Finding } from './finding.js'
import { countTitle, type RecountOrderer, recountOrdererText } from './recount.js'
import type { RuleSet } from './rule-set.js'

/** The ballots that are sealed after the count (选票封存单), as the paper names them; blank ones lie with the invalid. */
export const sealedKindText = {
  valid: '有效票',
  invalid: '无效票、空白票',
  unused: '剩余选票',
  spoiled: '污损选票',
} as const

export type SealedKind = keyof typeof sealedKindText

export type SealedBallots = Readonly<Record<SealedKind, number>>

export const sealedKinds = Object.keys(sealedKindText) as SealedKind[]

export const noBallots: SealedBallots = { valid: 0, invalid: 0, unused: 0, spoiled: 0 }

export function addBallots(all: readonly SealedBallots[]): SealedBallots {
  return all.reduce(
    (sum, each) => ({
      valid: sum.valid + each.valid,
      invalid: sum.invalid + each.invalid,
      unused: sum.unused + each.unused,
      spoiled: sum.spoiled + each.spoiled,
    }),
    noBallots,
  )
}

/** Until when sealed ballots are kept at the least; they are destroyed by nobody's own decision even then (law.md 9.2). */
export function leastKeptUntil(
  votingDay: PlainDate,
  { ballotsKeptYears }: Pick<RuleSet, 'ballotsKeptYears'>,
): PlainDate {
  return addMonths(votingDay, ballotsKeptYears * 12)
}

export interface Sealing {
  readonly ballots: SealedBallots
  /** What the count and the stations' accounts say there is, and what lies in packages that are still closed. */
  readonly due: SealedBallots
  readonly sealedBefore: SealedBallots
  readonly votingDay: PlainDate
  readonly sealedOn: PlainDate
  readonly keptUntil: PlainDate
  readonly today: PlainDate
}

/** Whether a package may be recorded as sealed: of ballots that there are, and kept as long as the procedure asks. */
export function checkSealing(sealing: Sealing, ruleSet: RuleSet): Finding[] {
  const { ballots, due, sealedBefore, votingDay, sealedOn, keptUntil, today } = sealing
  const error = (code: string, field: string, message: string): Finding => {
    return { code, severity: 'error', fields: [field], message }
  }
  const findings: Finding[] = []
  if (sealedKinds.every((kind) => ballots[kind] === 0))
    findings.push(error('nothing-sealed', 'valid', '一张选票也没有，不用封存。'))
  for (const kind of sealedKinds) {
    const left = due[kind] - sealedBefore[kind]
    if (ballots[kind] <= left) continue
    const known = `${sealedKindText[kind]}共${due[kind]}张，已封存${sealedBefore[kind]}张`
    findings.push(error('more-than-there-are', kind, `${known}，这一包最多${Math.max(left, 0)}张。请核对纸上的数。`))
  }
  if (sealedOn > today) findings.push(error('sealing-not-yet', 'sealedOn', '封存日期还没有到，请在封存以后登记。'))
  if (sealedOn < votingDay)
    findings.push(error('sealed-before-vote', 'sealedOn', `封存日期早于投票日${longDate(votingDay)}，请核对。`))
  const least = leastKeptUntil(votingDay, ruleSet)
  if (keptUntil < least) {
    const { source } = ruleSet.provenance.ballotsKeptYears
    const message = `选票至少保管${ruleSet.ballotsKeptYears}年，到${longDate(least)}（${source}）。`
    findings.push(error('kept-too-short', 'keptUntil', message))
  }
  return findings
}

/** Why a seal was opened: for a recount by its number, or for none, on a written decision. */
export interface OpeningReason {
  readonly recount: number
  readonly orderedBy: RecountOrderer | null
  readonly document: string
  readonly decidedOn: PlainDate | null
  readonly reason: string
}

export interface SealOpeningFacts extends OpeningReason {
  readonly sealedOn: PlainDate
  readonly openedOn: PlainDate
  readonly today: PlainDate
}

/**
 * Whether a seal may be opened so: after it was made, and for a recount or on a written decision of those who could
 * order one. Ballots are nobody's to look at without (law.md 9.2).
 */
export function checkOpening(opening: SealOpeningFacts): Finding[] {
  const { recount, orderedBy, document, decidedOn, reason, sealedOn, openedOn, today } = opening
  const error = (code: string, field: string, message: string): Finding => {
    return { code, severity: 'error', fields: [field], message }
  }
  const findings: Finding[] = []
  if (openedOn > today || openedOn < sealedOn) {
    const message = `启封日期应在封存的${longDate(sealedOn)}以后，不晚于今天。`
    findings.push(error('opening-day', 'openedOn', message))
  }
  if (recount > 0) return findings
  if (orderedBy === null)
    findings.push(error('opening-undecided', 'orderedBy', '没有复核，启封要有书面决定：请选择由谁决定。'))
  if (document === '') findings.push(error('opening-document', 'document', '请写明决定的文件名称和文号。'))
  if (reason === '') findings.push(error('opening-reason', 'reason', '请写明启封的原因。'))
  if (decidedOn === null) findings.push(error('opening-decided', 'decidedOn', '请填写作出决定的日期。'))
  else if (decidedOn > openedOn)
    findings.push(error('opening-before-decision', 'decidedOn', '作出决定的日期晚于启封日期，请核对。'))
  return findings
}

/** 第1次复核, or 街道（镇）选举工作指导组2027年5月22日决定（…号）. */
export function openingReasonText({ recount, orderedBy, document, decidedOn }: OpeningReason): string {
  if (orderedBy === null || decidedOn === null) return countTitle(recount)
  return `${recountOrdererText[orderedBy]}${longDate(decidedOn)}决定（${document}）`
}

/** What a vote has to be sealed, and what lies in packages whose seal is whole. */
export interface VoteSealed {
  /** 第一次投票 */
  readonly title: string
  readonly due: SealedBallots
  readonly sealed: SealedBallots
}

/** What of the ballots of a vote is not sealed, in words; undefined where all of it is. */
export function unsealedText({ title, due, sealed }: VoteSealed): string | undefined {
  const left = sealedKinds
    .filter((kind) => due[kind] > sealed[kind])
    .map((kind) => `${sealedKindText[kind]}${due[kind] - sealed[kind]}张`)
  return left.length > 0 ? `${title}：${left.join('、')}还没有封存` : undefined
}
