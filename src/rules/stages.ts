import type { PlainDate } from '../lib/plain-date.js'

/** What can have happened in an election, in the usual order. Areas record these; the rules decide from them. */
export const milestoneNames = [
  'electionOpened',
  'electionCommitteeFormed',
  'registerImported',
  'rollPosted',
  'rollClosed',
  'nomineesPosted',
  'candidatesConfirmed',
  'pollOpened',
  'pollClosed',
  'tallyCompleted',
  'resultDeclared',
  'handedOver',
  // Only where a declared result leaves something to be voted on; its round is that of the result.
  'laterVoteDue',
  // Only while a declared vote is being counted again (复核); taken back when the recount ends.
  'recountOpened',
] as const

export type MilestoneName = (typeof milestoneNames)[number]

/**
 * One thing that has happened. A vote has a round: 1 is the first vote, 2 and more the votes that follow it.
 * 0 is for what belongs to no vote, and counts as the first vote where one is meant. A later vote opens when
 * `candidatesConfirmed` is recorded with its round, and is over when its `resultDeclared` is.
 */
export interface Milestone {
  readonly name: MilestoneName
  readonly on: PlainDate
  readonly round: number
}

/** Each in words: 「选民名单」「公布」, for 「选民名单尚未公布」 and 「选民名单已于4月28日公布」. */
export const milestoneText: Readonly<Record<MilestoneName, { readonly what: string; readonly verb: string }>> = {
  electionOpened: { what: '换届选举', verb: '启动' },
  electionCommitteeFormed: { what: '居民选举委员会', verb: '产生' },
  registerImported: { what: '登记名册', verb: '导入' },
  rollPosted: { what: '选民名单', verb: '公布' },
  rollClosed: { what: '选民名单', verb: '确定' },
  nomineesPosted: { what: '初步候选人名单', verb: '公布' },
  candidatesConfirmed: { what: '正式候选人', verb: '确定' },
  pollOpened: { what: '投票', verb: '开始' },
  pollClosed: { what: '投票', verb: '结束' },
  tallyCompleted: { what: '计票核对', verb: '完成' },
  resultDeclared: { what: '选举结果', verb: '宣布' },
  handedOver: { what: '工作移交', verb: '完成' },
  laterVoteDue: { what: '再次投票', verb: '提出' },
  recountOpened: { what: '选举结果复核', verb: '开始' },
}

const votingMilestones: ReadonlySet<MilestoneName> = new Set([
  'candidatesConfirmed',
  'pollOpened',
  'pollClosed',
  'tallyCompleted',
  'resultDeclared',
  'laterVoteDue',
  'recountOpened',
])

/** The vote that is under way or was the last: 1 for the first, 2 and more for a run-off, tie-break or re-run. */
export function currentRound(milestones: readonly Milestone[]): number {
  return Math.max(1, ...milestones.map(({ round }) => round))
}

/** The milestone as reached in a round; what belongs to no vote is found whatever the round. */
export function findMilestone(
  milestones: readonly Milestone[],
  name: MilestoneName,
  round: number = currentRound(milestones),
): Milestone | undefined {
  return milestones.find(
    (milestone) => milestone.name === name && (!votingMilestones.has(name) || Math.max(1, milestone.round) === round),
  )
}

/** Whether a vote after the first is under way, its result not yet declared. */
export function hasOpenLaterVote(milestones: readonly Milestone[]): boolean {
  const round = currentRound(milestones)
  return round > 1 && findMilestone(milestones, 'resultDeclared', round) === undefined
}

/** Whether the last declared result asks for a vote that nobody has opened yet. */
export function isLaterVoteDue(milestones: readonly Milestone[]): boolean {
  return findMilestone(milestones, 'laterVoteDue') !== undefined
}

/** Whether the declared result of the last vote is being counted again. */
export function isRecountOpen(milestones: readonly Milestone[]): boolean {
  return findMilestone(milestones, 'recountOpened') !== undefined
}

export const stageNames = [
  'preparation',
  'electionCommittee',
  'registration',
  'rollPosted',
  'nomination',
  'polling',
  'tally',
  'result',
  'handover',
] as const

export type Stage = (typeof stageNames)[number]

/** What sort of vote follows the first: for seats left, between the tied, or because the first was void. */
export type LaterVote = 'runoff' | 'tieBreak' | 'rerun'

const laterVoteText: Readonly<Record<LaterVote, string>> = {
  runoff: '另行选举',
  tieBreak: '再次投票',
  rerun: '重新选举',
}

/** A stage's title and the milestones any of which ends it. */
const stageTable: Readonly<Record<Stage, { readonly title: string; readonly endedBy: readonly MilestoneName[] }>> = {
  preparation: { title: '筹备', endedBy: ['electionOpened'] },
  electionCommittee: { title: '选举委员会', endedBy: ['electionCommitteeFormed'] },
  registration: { title: '选民登记', endedBy: ['rollPosted'] },
  rollPosted: { title: '名单公布与异议', endedBy: ['rollClosed'] },
  nomination: { title: '提名与候选人', endedBy: ['candidatesConfirmed'] },
  polling: { title: '投票', endedBy: ['pollClosed'] },
  tally: { title: '计票', endedBy: ['tallyCompleted', 'resultDeclared'] },
  result: { title: '结果', endedBy: ['resultDeclared'] },
  handover: { title: '移交', endedBy: ['handedOver'] },
}

export interface StageState {
  readonly stage: Stage
  /** In Chinese, as the stage bar shows it. */
  readonly title: string
  readonly state: 'done' | 'current' | 'ahead'
}

/**
 * The stages of an election with the state of each. The stages up to the tally are those of the first vote; while
 * a later vote is due or open, or a result is counted again, the stage of the result is current and says so. The first stage not ended is the
 * current one; when all have ended there is none.
 */
export function stagesOf(milestones: readonly Milestone[], laterVote: LaterVote = 'runoff'): StageState[] {
  const more = whatIsOpen(milestones, laterVote)
  const ended = (stage: Stage) =>
    !(stage === 'result' && more !== '') &&
    stageTable[stage].endedBy.some((name) => findMilestone(milestones, name, 1) !== undefined)
  const current = stageNames.find((stage) => !ended(stage))
  return stageNames.map((stage) => {
    const { title } = stageTable[stage]
    const state = ended(stage) ? 'done' : stage === current ? 'current' : 'ahead'
    return { stage, title: stage === 'result' ? `${title}${more}` : title, state }
  })
}

/** What keeps the result from being the last word. */
function whatIsOpen(milestones: readonly Milestone[], laterVote: LaterVote): string {
  if (hasOpenLaterVote(milestones)) return `（${laterVoteText[laterVote]}进行中）`
  if (isRecountOpen(milestones)) return '（复核中）'
  return isLaterVoteDue(milestones) ? '（须再次投票）' : ''
}

/** The stage an election stands in; `handover` also once everything is over. */
export function currentStage(milestones: readonly Milestone[]): Stage {
  return stagesOf(milestones).find(({ state }) => state === 'current')?.stage ?? 'handover'
}
