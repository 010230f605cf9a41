/** The pieces that prove in which form a community elected, in the order in which they come about (law.md 8.2). */
export const evidenceKeys = [
  'formDecision',
  'dayNotice',
  'roll',
  'ballots',
  'turnout',
  'count',
  'electionReturn',
  'resultNotice',
] as const

export type EvidenceKey = (typeof evidenceKeys)[number]

export const evidenceTitle: Readonly<Record<EvidenceKey, string>> = {
  formDecision: '选举方式的决定',
  dayNotice: '选举日和选举方式公告',
  roll: '选民名单',
  ballots: '选票发出和收回',
  turnout: '参选率',
  count: '计票',
  electionReturn: '选举结果报告单',
  resultNotice: '选举结果公告',
}

/** `notDue`: its time has not come; nothing can be missed yet. */
export type EvidenceState = 'consistent' | 'missing' | 'contradictory' | 'notDue'

export const evidenceStateText: Readonly<Record<EvidenceState, string>> = {
  consistent: '齐全一致',
  missing: '缺少',
  contradictory: '不一致',
  notDue: '未到时候',
}

export interface EvidencePiece {
  readonly key: EvidenceKey
  readonly state: EvidenceState
  /** What is there, what is missing and what does not agree, with the figures; at least one. */
  readonly sentences: readonly string[]
}

/** How a community stands in all. `complete`: every piece is there and agrees. */
export type EvidenceStanding = 'complete' | 'underWay' | 'missing' | 'contradictory'

export const evidenceStandingText: Readonly<Record<EvidenceStanding, string>> = {
  complete: '齐全一致',
  underWay: '选举进行中',
  missing: '有缺少',
  contradictory: '有不一致',
}

/** A piece from what is there, what is missing and what contradicts it; a contradiction weighs more than a gap. */
export function pieceOf(
  key: EvidenceKey,
  there: readonly string[],
  faults: { readonly missing?: readonly string[]; readonly contradictory?: readonly string[] },
): EvidencePiece {
  const { missing = [], contradictory = [] } = faults
  const state = contradictory.length > 0 ? 'contradictory' : missing.length > 0 ? 'missing' : 'consistent'
  return { key, state, sentences: [...there, ...contradictory, ...missing] }
}

/** The worst of its pieces; what is not due yet spoils nothing, and keeps the whole from being complete. */
export function standingOf(pieces: readonly EvidencePiece[]): EvidenceStanding {
  const has = (state: EvidenceState) => pieces.some((piece) => piece.state === state)
  if (has('contradictory')) return 'contradictory'
  if (has('missing')) return 'missing'
  return has('notDue') ? 'underWay' : 'complete'
}
