import type { Finding } from './finding.js'
import { articleIn } from './citation.js'
import type { RuleSet } from './rule-set.js'

/** What kind of change to the roll a reason brings about. */
export type ChangeKind = 'added' | 'removed' | 'corrected'

interface RollChangeRule {
  readonly kind: ChangeKind
  readonly text: string
  /** One of the eight classes that the civil affairs statistics count (四增四减). */
  readonly isStatistic: boolean
  /** The paper that shows it, in the words of whoever asks for it at the desk. */
  readonly document: string
}

const counted = { isStatistic: true } as const
const uncounted = { isStatistic: false } as const

/**
 * Why a roll changes: the eight classes that the statistics count, and what a ruling or a mistake brings about.
 * Kept as codes, so that tables can be made of them. A roll that has been posted is changed only for a reason of
 * this list, with a paper that shows it (law.md 11, points 13 and 14).
 */
export const changeReasons = {
  cameOfAge: { kind: 'added', text: '新满18周岁', ...counted, document: '身份证或者户口簿' },
  movedIn: { kind: 'added', text: '新迁入，有选民资格', ...counted, document: '户口簿、居住证或者居住证明' },
  marriedIn: { kind: 'added', text: '婚姻、收养迁入', ...counted, document: '户口簿，结婚证或者收养登记证' },
  rightsRestored: { kind: 'added', text: '恢复政治权利', ...counted, document: '恢复政治权利通知书' },
  missed: { kind: 'added', text: '登记时遗漏', ...uncounted, document: '本人参加选举的表示' },
  movedAway: { kind: 'removed', text: '迁出或者入伍', ...counted, document: '户口迁移证明或者入伍通知书' },
  marriedAway: { kind: 'removed', text: '婚姻迁出', ...counted, document: '户口迁移证明' },
  died: { kind: 'removed', text: '死亡', ...counted, document: '死亡证明或者户口注销证明' },
  rightsLost: { kind: 'removed', text: '被依照法律剥夺政治权利', ...counted, document: '生效的判决书' },
  notEntitled: { kind: 'removed', text: '不符合登记条件', ...uncounted, document: '居民选举委员会的处理决定' },
  withdrew: { kind: 'removed', text: '本人表示不参加选举', ...uncounted, document: '本人签名的书面表示' },
  registeredElsewhere: { kind: 'removed', text: '在其他社区登记', ...uncounted, document: '另一社区的登记证明' },
  misprint: { kind: 'corrected', text: '登记内容有误', ...uncounted, document: '身份证或者户口簿' },
  factsChanged: { kind: 'corrected', text: '情况有变化', ...uncounted, document: '写明变化的证件' },
  electorChanged: {
    kind: 'corrected',
    text: '更换户代表、居民代表',
    ...uncounted,
    document: '本户或者居民小组的推选记录',
  },
} as const satisfies Record<string, RollChangeRule>

export type ChangeReason = keyof typeof changeReasons

export const changeKindText: Readonly<Record<ChangeKind, string>> = {
  added: '新增',
  removed: '取消',
  corrected: '更正',
}

export const changeReasonNames = Object.keys(changeReasons) as ChangeReason[]

/** The reasons that can be given for one kind of change, for a list to choose from. */
export function reasonsFor(kind: ChangeKind): ChangeReason[] {
  return changeReasonNames.filter((reason) => changeReasons[reason].kind === kind)
}

/** The reason in words; a code from an older version is shown as it is. */
export function changeReasonText(reason: string): string {
  return (changeReasons as Readonly<Record<string, RollChangeRule>>)[reason]?.text ?? reason
}

/** A change as somebody is about to record it. */
export interface RollChange {
  readonly reason: ChangeReason
  /** What was shown for it, in the words of the desk; blank when nothing was. */
  readonly document: string
  /** Whether the roll has been posted, and whether voting has begun. */
  readonly isPosted: boolean
  readonly isPollOpen: boolean
}

/**
 * Whether the roll may change so. Once voting has begun it stands; once it is posted a change needs its paper, and a
 * removal at the voter's own wish draws a warning, because it lowers the number that turnout is measured by.
 */
export function checkRollChange({ reason, document, isPosted, isPollOpen }: RollChange, ruleSet: RuleSet): Finding[] {
  const article = articleIn(ruleSet, 17)
  const rule = changeReasons[reason]
  if (isPollOpen) {
    const message = `投票已经开始，选民名单不能再${changeKindText[rule.kind]}。`
    return [{ code: 'roll-change-after-poll', severity: 'error', fields: ['reason'], message, article }]
  }
  if (!isPosted) return []
  const findings: Finding[] = []
  if (document.trim() === '') {
    const message = `名单已经公布，以“${rule.text}”${changeKindText[rule.kind]}须有依据：请写明${rule.document}。`
    findings.push({ code: 'roll-change-without-document', severity: 'error', fields: ['document'], message, article })
  }
  if (reason === 'withdrew') {
    const message = '名单公布后因本人表示不参加而取消，会减少计算参加投票比例的人数；不来投票的，不必取消。'
    findings.push({ code: 'withdrawal-lowers-turnout-base', severity: 'warning', fields: ['reason'], message, article })
  }
  return findings
}

/** Whether a change must be made known: what was posted, and is no longer so, is posted as a correction (补正). */
export function needsNotice(kind: ChangeKind, isPosted: boolean, changesPostedFields: boolean): boolean {
  return isPosted && (kind !== 'corrected' || changesPostedFields)
}
