import { longDate } from '../lib/chinese-text.js'
import { assemblyText } from '../rules/assemblies.js'
import { positionTitle } from '../rules/post.js'
import type { CommitteeChangeRow, ElectionCommitteeMember } from '../timetable/queries.js'

export const leavingReasons = ['nominated', 'relativeNominated', 'resigned', 'died', 'absent', 'other'] as const

export type LeavingReason = (typeof leavingReasons)[number]

/** Why a member leaves, as pages and the notice say it. */
export const leavingReasonText: Readonly<Record<LeavingReason, string>> = {
  nominated: '本人被提名为候选人',
  relativeNominated: '近亲属被提名为候选人',
  resigned: '本人辞去',
  died: '去世',
  absent: '无正当理由连续不参加会议，视为退出',
  other: '其他原因',
}

/** A change in one sentence, for the history of the committee. */
export function changeText(change: CommitteeChangeRow, everybody: readonly ElectionCommitteeMember[]): string {
  const nameOf = (id: number | null) => everybody.find((member) => member.id === id)?.name ?? ''
  const name = nameOf(change.memberId)
  switch (change.kind) {
    case 'left':
      return `${name}退出（${leavingReasonText[change.reason ?? 'other']}）`
    case 'succeeded':
      return `${name}递补${nameOf(change.insteadOf)}的缺额（推选时得${change.votes ?? 0}票）`
    case 'chosen':
      return `${name}补入${nameOf(change.insteadOf)}的缺额，${meetingText(change)}推选`
    case 'chair':
      return `${name}由${positionTitle[change.positionBefore ?? 'member']}改任主任，${meetingText(change)}确定`
  }
}

function meetingText({ chosenBy, entitled, present }: CommitteeChangeRow): string {
  return `${chosenBy ? assemblyText[chosenBy] : ''}（应到${entitled ?? 0}人、实到${present ?? 0}人）`
}

/** 2027年4月6日推选产生 to 2027年5月2日 */
export function sittingText({ joinedOn, leftOn }: Pick<ElectionCommitteeMember, 'joinedOn' | 'leftOn'>): string {
  const from = joinedOn === null ? '推选产生' : `${longDate(joinedOn)}起`
  return leftOn === null ? from : `${from}，${longDate(leftOn)}退出`
}
