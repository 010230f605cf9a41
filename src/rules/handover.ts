import { longDate } from '../lib/chinese-text.js'
import { addDays, daysBetween, type PlainDate } from '../lib/plain-date.js'
import { articleIn } from './citation.js'
import type { Finding } from './finding.js'
import type { FigureName } from './figures.js'
import { type RuleSet, severityOf } from './rule-set.js'

/** Under which headings things are handed over, in the order of the list (forms.md A4; Sichuan regulation, art. 38). */
export const handoverCategoryText = {
  seal: '印章',
  licences: '证照',
  accounts: '财务账目及现金存款',
  assets: '固定资产',
  claims: '债权债务',
  contracts: '合同',
  archives: '档案资料',
  unfinished: '未办事项',
} as const

export type HandoverCategory = keyof typeof handoverCategoryText

export const handoverCategories = Object.keys(handoverCategoryText) as HandoverCategory[]

/** Of these there is always something: without them there has been no handover, only part of one. */
const essential: readonly HandoverCategory[] = ['seal', 'accounts', 'assets', 'archives']

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
  /** The headings with something on the list. */
  readonly handed: readonly HandoverCategory[]
  /** The headings of which the list says that there is nothing. */
  readonly none: readonly HandoverCategory[]
  /** The election committee chairs it, the street office or town government supervises (art. 25). */
  readonly chairedByElectionCommittee: boolean
  readonly supervisedByTownship: boolean
  /** After a by-election only those who came in take over from those who left: there need not be something of everything. */
  readonly isByElection: boolean
}

/** Whether the handover was made in time, by the right people, and whole (Urban Residents' Committees Law 2025, art. 25). */
export function checkHandover(handover: Handover, ruleSet: RuleSet): Finding[] {
  const article = articleIn(ruleSet, 25)
  const findings = dayFindings(handover, ruleSet)
  if (!handover.chairedByElectionCommittee) {
    const message = '工作移交应由居民选举委员会主持。'
    findings.push({ code: 'handover-not-chaired', severity: 'error', fields: ['chairedBy'], message, article })
  }
  if (!handover.supervisedByTownship) {
    const message = '工作移交应由街道办事处（乡镇人民政府）监督。'
    findings.push({ code: 'handover-not-supervised', severity: 'error', fields: ['supervisedBy'], message, article })
  }
  if (handover.isByElection) return findings
  const textOf = (categories: readonly HandoverCategory[]) =>
    categories.map((category) => handoverCategoryText[category]).join('、')
  const missing = essential.filter((category) => !handover.handed.includes(category))
  if (missing.length > 0) {
    const message = `移交清单里没有${textOf(missing)}。`
    findings.push({ code: 'handover-incomplete', severity: 'warning', fields: ['items'], message, article })
  }
  const open = handoverCategories.filter(
    (category) => !missing.includes(category) && ![...handover.handed, ...handover.none].includes(category),
  )
  if (open.length > 0) {
    const message = `移交清单还没有写${textOf(open)}；没有的，请登记“没有”。`
    findings.push({ code: 'handover-unanswered', severity: 'error', fields: ['items'], message })
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
