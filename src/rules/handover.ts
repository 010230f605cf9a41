import { longDate } from '../lib/chinese-text.js'
import { addDays, daysBetween, type PlainDate } from '../lib/plain-date.js'
import { articleIn } from './citation.js'
import type { Finding } from './finding.js'
import type { FigureName } from './figures.js'
import { type RuleSet, severityOf } from './rule-set.js'

/** What the outgoing committee hands over (the list is that of the Sichuan regulation, art. 38). */
export const handoverItems = ['seal', 'premises', 'equipment', 'assets', 'accounts', 'archives', 'other'] as const

export type HandoverItem = (typeof handoverItems)[number]

export const handoverItemText: Readonly<Record<HandoverItem, string>> = {
  seal: '公章',
  premises: '办公场所',
  equipment: '办公用具',
  assets: '集体资产',
  accounts: '财务账目',
  archives: '档案资料',
  other: '其他遗留事务',
}

/** Without these there has been no handover, only part of one. */
const essential: readonly HandoverItem[] = ['seal', 'assets', 'accounts', 'archives']

/** What is to be done after the new committee has come into being, and by when. */
export interface HandoverStep {
  readonly what: 'handover' | 'archive' | 'bodies'
  readonly title: string
  readonly latest: PlainDate
  readonly article: string
}

const steps = [
  { what: 'handover', title: '工作移交', figure: 'handoverDays' },
  { what: 'archive', title: '移交选举档案（含选票）', figure: 'archiveDays' },
  { what: 'bodies', title: '推选居民小组长、居务监督委员会', figure: 'bodiesDays' },
] as const satisfies readonly { what: HandoverStep['what']; title: string; figure: FigureName }[]

/** The days counted from the founding of the new committee: the day its last seat was filled or left empty. */
export function handoverPlan(foundedOn: PlainDate, ruleSet: RuleSet): HandoverStep[] {
  return steps.map(({ what, title, figure }) => ({
    what,
    title,
    latest: addDays(foundedOn, ruleSet[figure]),
    article: ruleSet.provenance[figure].source,
  }))
}

/** A handover as it is recorded. */
export interface Handover {
  readonly foundedOn: PlainDate
  readonly on: PlainDate
  readonly handed: readonly HandoverItem[]
  /** The election committee chairs it, the street office or town government supervises (art. 25). */
  readonly chairedByElectionCommittee: boolean
  readonly supervisedByTownship: boolean
}

/** Whether the handover was made in time, by the right people, and whole (Urban Residents' Committees Law 2025, art. 25). */
export function checkHandover(handover: Handover, ruleSet: RuleSet): Finding[] {
  const article = articleIn(ruleSet, 25)
  const findings = dayFindings(handover, ruleSet)
  if (!handover.chairedByElectionCommittee) {
    const message = '工作移交应由居民选举委员会主持。'
    findings.push({ code: 'handover-not-chaired', severity: 'error', fields: ['chaired'], message, article })
  }
  if (!handover.supervisedByTownship) {
    const message = '工作移交应由街道办事处（乡镇人民政府）监督。'
    findings.push({ code: 'handover-not-supervised', severity: 'error', fields: ['supervised'], message, article })
  }
  const missing = essential.filter((item) => !handover.handed.includes(item))
  if (missing.length > 0) {
    const message = `移交清单里没有${missing.map((item) => handoverItemText[item]).join('、')}。`
    findings.push({ code: 'handover-incomplete', severity: 'warning', fields: ['handed'], message, article })
  }
  return findings
}

function dayFindings({ foundedOn, on }: Handover, ruleSet: RuleSet): Finding[] {
  const article = ruleSet.provenance.handoverDays.source
  const fields = ['on']
  if (on < foundedOn) {
    const message = `移交日${longDate(on)}早于新一届居民委员会产生之日${longDate(foundedOn)}。`
    return [{ code: 'handover-before-founding', severity: 'error', fields, message, article }]
  }
  const latest = addDays(foundedOn, ruleSet.handoverDays)
  if (on <= latest) return []
  const message = `工作移交应在新一届居民委员会产生之日起${ruleSet.handoverDays}日内完成：${longDate(foundedOn)}产生，最迟${longDate(latest)}；于${longDate(on)}移交，迟${daysBetween(latest, on)}日。`
  return [{ code: 'handover-late', severity: severityOf(ruleSet, 'handoverDays'), fields, message, article }]
}
