/**
 * Why a roll changes: the eight classes that the civil affairs statistics count (四增四减), and what a ruling or a
 * mistake brings about. Kept as codes, so that tables can be made of them.
 */
export const changeReasons = {
  cameOfAge: { kind: 'added', text: '新满18周岁' },
  movedIn: { kind: 'added', text: '新迁入，有选民资格' },
  marriedIn: { kind: 'added', text: '婚姻、收养迁入' },
  rightsRestored: { kind: 'added', text: '恢复政治权利' },
  missed: { kind: 'added', text: '登记时遗漏' },
  movedAway: { kind: 'removed', text: '迁出或者入伍' },
  marriedAway: { kind: 'removed', text: '婚姻迁出' },
  died: { kind: 'removed', text: '死亡' },
  rightsLost: { kind: 'removed', text: '被依照法律剥夺政治权利' },
  notEntitled: { kind: 'removed', text: '不符合登记条件' },
  withdrew: { kind: 'removed', text: '本人表示不参加选举' },
  registeredElsewhere: { kind: 'removed', text: '在其他社区登记' },
  misprint: { kind: 'corrected', text: '登记内容有误' },
  factsChanged: { kind: 'corrected', text: '情况有变化' },
  electorChanged: { kind: 'corrected', text: '更换户代表、居民代表' },
} as const

export type ChangeReason = keyof typeof changeReasons
export type ChangeKind = (typeof changeReasons)[ChangeReason]['kind']

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
  return changeReasons[reason as ChangeReason]?.text ?? reason
}
