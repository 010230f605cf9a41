import { longDate } from '../lib/chinese-text.js'
import { addDays, daysBetween, type PlainDate } from '../lib/plain-date.js'
import type { Finding } from './finding.js'
import type { PersonId } from './kinship.js'
import { type RuleSet, severityOf } from './rule-set.js'

/** How somebody came to be nominated (Urban Residents' Committees Law 2025, art. 18). */
export const nominationKinds = ['joint', 'party', 'self'] as const

export type NominationKind = (typeof nominationKinds)[number]

export const nominationKindText: Readonly<Record<NominationKind, string>> = {
  joint: '选民联名提名',
  party: '社区党组织提名',
  self: '自荐',
}

/** A nomination paper as handed in; nominators as signed, repetitions included. */
export interface NominationPaper {
  readonly kind: NominationKind
  readonly nominee: { readonly id: PersonId; readonly name: string }
  readonly nominators: readonly PersonId[]
}

/** The signatures that count: voters of the roll, each once. */
export function countNominators(nominators: readonly PersonId[], isOnRoll: (id: PersonId) => boolean): number {
  return new Set(nominators.filter(isOnRoll)).size
}

/**
 * Whether a paper nominates (art. 18): the community's Party organisation, or ten voters or more who all stand
 * on the roll; somebody himself only where the rule set provides for it. To be checked again whenever the roll
 * changes (law.md 4). `isOnRoll` says who is a voter now.
 */
export function checkNomination(
  paper: NominationPaper,
  isOnRoll: (id: PersonId) => boolean,
  ruleSet: RuleSet,
): Finding[] {
  const findings = paper.kind === 'joint' ? jointFindings(paper, isOnRoll, ruleSet) : kindFindings(paper.kind, ruleSet)
  if (!isOnRoll(paper.nominee.id)) {
    const message = `被提名人${paper.nominee.name}不在选民名单上。`
    findings.push({ code: 'nominee-not-on-roll', severity: 'error', fields: ['nominee'], message })
  }
  return findings
}

function kindFindings(kind: 'party' | 'self', ruleSet: RuleSet): Finding[] {
  const figure = kind === 'party' ? 'partyNomination' : 'selfNomination'
  if (ruleSet[figure]) return []
  return [
    {
      code: `${kind}-nomination-not-provided`,
      severity: 'error',
      fields: ['kind'],
      message: `本次选举不接受${nominationKindText[kind]}。`,
      article: ruleSet.provenance[figure].source,
    },
  ]
}

function jointFindings(
  { nominee, nominators }: NominationPaper,
  isOnRoll: (id: PersonId) => boolean,
  ruleSet: RuleSet,
): Finding[] {
  const { nominatorsMinimum } = ruleSet
  const article = ruleSet.provenance.nominatorsMinimum.source
  const fields = ['nominators']
  const distinct = new Set(nominators)
  const counted = countNominators(nominators, isOnRoll)
  const findings: Finding[] = []
  if (counted < nominatorsMinimum) {
    const message = `联名提名须有${nominatorsMinimum}名以上选民：签名${nominators.length}个，去掉重复的和不在选民名单上的，计${counted}名，差${nominatorsMinimum - counted}名。`
    findings.push({ code: 'too-few-nominators', severity: 'error', fields, message, article })
  }
  if (distinct.size < nominators.length) {
    const message = `有${nominators.length - distinct.size}个签名是重复的，每人只计一次。`
    findings.push({ code: 'nominator-repeated', severity: 'warning', fields, message, article })
  }
  if (counted < distinct.size) {
    const message = `有${distinct.size - counted}名签名人不在选民名单上，不计。`
    findings.push({ code: 'nominator-not-on-roll', severity: 'warning', fields, message, article })
  }
  if (distinct.has(nominee.id)) {
    const message = `被提名人${nominee.name}也在联名人之中，请核实。`
    findings.push({ code: 'nominee-signs-own-paper', severity: 'warning', fields, message, article })
  }
  return findings
}

/** The last day for a nomination of this kind; who nominates himself has a day of his own (ZJ villages art. 20). */
export function lastNominationDay(kind: NominationKind, electionDay: PlainDate, ruleSet: RuleSet): PlainDate {
  return addDays(electionDay, -ruleSet[dayFigure(kind)])
}

function dayFigure(kind: NominationKind): 'selfNominationDaysBefore' | 'nominationDaysBefore' {
  return kind === 'self' ? 'selfNominationDaysBefore' : 'nominationDaysBefore'
}

/**
 * Whether a paper came in within the days for nominations: from the posting of the roll, because only then it is
 * known who may sign, to the last day. A late one weighs as much as the figure it breaks.
 */
export function checkNominationDay(
  { kind, receivedOn }: { readonly kind: NominationKind; readonly receivedOn: PlainDate },
  { electionDay, rollPostedOn }: { readonly electionDay: PlainDate; readonly rollPostedOn: PlainDate | undefined },
  ruleSet: RuleSet,
): Finding[] {
  const figure = dayFigure(kind)
  const article = ruleSet.provenance[figure].source
  const fields = ['receivedOn']
  if (rollPostedOn === undefined || receivedOn < rollPostedOn) {
    const posted = rollPostedOn === undefined ? '还没有公布' : `${longDate(rollPostedOn)}公布`
    const message = `选民名单${posted}，提名从公布之日起。`
    return [{ code: 'nomination-before-roll', severity: 'error', fields, message, article }]
  }
  const last = lastNominationDay(kind, electionDay, ruleSet)
  if (receivedOn <= last) return []
  const message = `${nominationKindText[kind]}在选举日${ruleSet[figure]}日前截止：选举日${longDate(electionDay)}，最迟${longDate(last)}；于${longDate(receivedOn)}收到，迟${daysBetween(last, receivedOn)}日。`
  return [{ code: 'nomination-late', severity: severityOf(ruleSet, figure), fields, message, article }]
}
