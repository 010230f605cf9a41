import type { TimetableKey } from '../rules/timetable-steps.js'
import type { TimetableStep } from '../rules/timetable.js'

/** A paper that every election needs, and the step of the timetable by whose last day it must be out. */
export interface OwedPaper {
  readonly key: string
  readonly title: string
  readonly step: TimetableKey
}

/**
 * The papers without which no election is complete, in the order of an election. Papers that only some need
 * (corrections, primaries, proxies, mobile boxes) are not among them.
 */
export const papersOfEveryElection: readonly OwedPaper[] = [
  { key: 'committee-members', title: '居民选举委员会成员名单公告', step: 'committeeNotice' },
  { key: 'election-day', title: '选举日和选举方式公告', step: 'announcement' },
  { key: 'voter-registration', title: '选民登记公告', step: 'registration' },
  { key: 'posted-voter-list', title: '选民名单公告', step: 'rollPosted' },
  { key: 'nomination-call', title: '候选人提名公告', step: 'nomination' },
  { key: 'nominees', title: '初步候选人名单公告', step: 'nomineesPosted' },
  { key: 'candidates', title: '正式候选人名单公告', step: 'candidatesConfirmed' },
  { key: 'polling-arrangements', title: '投票时间、地点公告', step: 'pollingPosted' },
  { key: 'polling-staff', title: '选举工作人员名单公告', step: 'pollingPosted' },
  { key: 'ballot-validity', title: '有效票、无效票认定规则公告', step: 'validityRules' },
  { key: 'result', title: '选举结果公告', step: 'resultNotice' },
  { key: 'election-return', title: '选举结果报告单', step: 'filing' },
]

/** Papers whose last day is over and which have not been issued, with the days since. */
export function missingPapers(
  issued: ReadonlySet<string>,
  steps: readonly Pick<TimetableStep, 'key' | 'latest'>[],
  daysSince: (latest: TimetableStep['latest']) => number,
): (OwedPaper & { readonly days: number })[] {
  return papersOfEveryElection.flatMap((paper) => {
    const step = steps.find(({ key }) => key === paper.step)
    const days = step === undefined ? 0 : daysSince(step.latest)
    return days > 0 && !issued.has(paper.key) ? [{ ...paper, days }] : []
  })
}
