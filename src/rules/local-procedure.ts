import { longDate } from '../lib/chinese-text.js'
import type { PlainDate } from '../lib/plain-date.js'
import type { Finding } from './finding.js'
import { figureHeadings, type FigureName, type Figures, figures, figureTitle } from './figures.js'
import type { RuleSet } from './rule-set.js'
import { type Milestone, type MilestoneName, milestoneNames, milestoneText } from './stages.js'

/** Which forms count as direct is settled once for the whole season, not by a community (law.md 8.2). */
const settledBySeason: ReadonlySet<FigureName> = new Set(['directForms'])

/** Why a community's own election procedure (选举办法) may not decide a figure, or undefined when it may (law.md 11). */
export function whoSetsInstead(figure: FigureName, ruleSet: RuleSet): string | undefined {
  if (!ruleSet.provenance[figure].mayBeSetLocally) return '由法律规定'
  if (figures[figure].input.kind === 'fixed') return '由上级规定统一确定'
  return settledBySeason.has(figure) ? '由本届换届统一确定' : undefined
}

export function isSettable(figure: FigureName, ruleSet: RuleSet): boolean {
  return whoSetsInstead(figure, ruleSet) === undefined
}

/**
 * Until what the figures of a heading may be changed: once it has happened, what they govern has begun, and whoever
 * changed them would change the rules of something under way. In the order of the headings.
 */
const headingOpenUntil: Readonly<Record<string, MilestoneName>> = {
  '任期、职数和选举方式': 'candidatesConfirmed',
  居民会议和选举委员会: 'electionCommitteeFormed',
  选民登记和选民名单: 'rollPosted',
  提名和候选人: 'nomineesPosted',
  投票和委托: 'pollOpened',
  选票认定: 'pollOpened',
  选举结果: 'pollOpened',
  移交和任期内变动: 'resultDeclared',
}

/** Figures that govern something else than their heading does; `never` closed: what happens during the term. */
const openUntil: Partial<Record<FigureName, MilestoneName | 'never'>> = {
  allowedForms: 'rollPosted',
  postponementMonths: 'pollOpened',
  householdsPerRepresentative: 'rollPosted',
  electionCommitteeAbsences: 'handedOver',
  announcementDaysBefore: 'rollPosted',
  nominationDaysBefore: 'rollPosted',
  vettingDaysBefore: 'candidatesConfirmed',
  speechRequestDaysBefore: 'candidatesConfirmed',
  primary: 'candidatesConfirmed',
  primaryDaysBefore: 'candidatesConfirmed',
  candidatesDaysBefore: 'candidatesConfirmed',
  candidateOrder: 'candidatesConfirmed',
  surplusMinimum: 'candidatesConfirmed',
  surplusMaximum: 'candidatesConfirmed',
  withdrawalDaysBefore: 'candidatesConfirmed',
  withdrawalRefill: 'candidatesConfirmed',
  womanSeat: 'candidatesConfirmed',
  ballotMarks: 'candidatesConfirmed',
  ballotsKeptYears: 'never',
  recallVoteWithin: 'never',
  recallRepeatMonths: 'never',
  resignationMeetingDays: 'never',
  absenceMonths: 'never',
  unfitAppraisals: 'never',
  changeNoticeDays: 'never',
  byElectionMonths: 'never',
}

/** What closes a figure to change, or undefined for what may be settled at any time. */
export function settingOpenUntil(figure: FigureName): MilestoneName | undefined {
  const until = openUntil[figure] ?? headingOpenUntil[headingOf(figure)]
  return until === 'never' ? undefined : until
}

function headingOf(figure: FigureName): string {
  return figureHeadings
    .filter(({ names }) => names.includes(figure))
    .map(({ title }) => title)
    .join('')
}

/** Whether a figure may still be changed in an election. A later milestone without the one itself closes it as well. */
export function checkSettingOpen(figure: FigureName, milestones: readonly Milestone[]): Finding[] {
  const until = settingOpenUntil(figure)
  if (until === undefined) return []
  const closing = milestoneNames
    .slice(milestoneNames.indexOf(until))
    .flatMap((name) => milestones.filter((milestone) => milestone.name === name))[0]
  if (closing === undefined) return []
  const { what, verb } = milestoneText[closing.name]
  const message = `${what}已于${longDate(closing.on)}${verb}，不能再改“${figureTitle(figure)}”。`
  return [{ code: 'setting-closed', severity: 'error', fields: [figure], message }]
}

/**
 * Whether a value may be set only where the adopted procedure says so in writing, and its name must be given:
 * carrying votes down to a lower post departs from every rule that binds here (law.md 5.4).
 */
export function needsDocument<K extends FigureName>(figure: K, value: Figures[K]): boolean {
  return figure === 'multiPost' && value === 'carryDown'
}

/** The values of a figure that need a document, in words, so that a page can say so before one is chosen. */
export function textsNeedingDocument(figure: FigureName): string[] {
  const { input } = figures[figure]
  if (input.kind !== 'choice') return []
  return Object.entries(input.options).flatMap(([value, text]) =>
    needsDocument(figure, value as Figures[FigureName]) ? [text] : [],
  )
}

/** The document in which a procedure was adopted; all of it null when none was named. */
export interface ProcedureDocument {
  readonly documentName: string | null
  readonly documentDate: PlainDate | null
  readonly documentNumber: string | null
}

/** 《奉中社区选举办法》（2027年4月3日通过，奉中居〔2027〕3号）, or nothing. */
export function documentText({ documentName, documentDate, documentNumber }: ProcedureDocument): string {
  if (documentName === null) return ''
  const name = /^《.*》$/.test(documentName) ? documentName : `《${documentName}》`
  const details = [
    ...(documentDate === null ? [] : [`${longDate(documentDate)}通过`]),
    ...(documentNumber ? [documentNumber] : []),
  ]
  return details.length === 0 ? name : `${name}（${details.join('，')}）`
}
