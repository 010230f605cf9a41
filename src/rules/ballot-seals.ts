import { longDate } from '../lib/chinese-text.js'
import { addMonths, type PlainDate } from '../lib/plain-date.js'
import type { Finding } from './finding.js'
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
