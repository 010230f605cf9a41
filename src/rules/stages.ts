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

/** Each in the words that complete 「……尚未」 and 「……已于」. */
export const milestoneText: Readonly<Record<MilestoneName, string>> = {
  electionOpened: '换届选举启动',
  electionCommitteeFormed: '居民选举委员会产生',
  registerImported: '登记名册导入',
  rollPosted: '选民名单公布',
  rollClosed: '选民名单确定',
  nomineesPosted: '初步候选人名单公布',
  candidatesConfirmed: '正式候选人确定',
  pollOpened: '投票开始',
  pollClosed: '投票结束',
  tallyCompleted: '计票核对完成',
  resultDeclared: '选举结果宣布',
  handedOver: '工作移交完成',
}

const votingMilestones: ReadonlySet<MilestoneName> = new Set([
  'candidatesConfirmed',
  'pollOpened',
  'pollClosed',
  'tallyCompleted',
  'resultDeclared',
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
 * a later vote is open the stage of the result is current and says so. The first stage not ended is the
 * current one; when all have ended there is none.
 */
export function stagesOf(milestones: readonly Milestone[], laterVote: LaterVote = 'runoff'): StageState[] {
  const isOpenAgain = hasOpenLaterVote(milestones)
  const ended = (stage: Stage) =>
    !(stage === 'result' && isOpenAgain) &&
    stageTable[stage].endedBy.some((name) => findMilestone(milestones, name, 1) !== undefined)
  const current = stageNames.find((stage) => !ended(stage))
  return stageNames.map((stage) => {
    const { title } = stageTable[stage]
    const state = ended(stage) ? 'done' : stage === current ? 'current' : 'ahead'
    return {
      stage,
      title: stage === 'result' && isOpenAgain ? `${title}（${laterVoteText[laterVote]}进行中）` : title,
      state,
    }
  })
}

/** The stage an election stands in; `handover` also once everything is over. */
export function currentStage(milestones: readonly Milestone[]): Stage {
  return stagesOf(milestones).find(({ state }) => state === 'current')?.stage ?? 'handover'
}
