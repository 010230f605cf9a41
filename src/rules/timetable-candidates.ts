import { findMilestone } from './stages.js'
import type { TimetableFacts, TimetableRule } from './timetable-rule.js'

/** A primary is owed only while it is open whether the nominees are too many. */
function mayNeedPrimary({ ruleSet, milestones, done }: TimetableFacts): boolean {
  if (done?.['primary'] !== undefined) return true
  return ruleSet.primary && findMilestone(milestones, 'candidatesConfirmed', 1) === undefined
}

/** From nomination to the candidates that residents have met (law.md 4). */
export const candidateSteps = {
  nomination: {
    title: '提名截止',
    rule: (set) => `提名宜在选举日${set.nominationDaysBefore}日前结束`,
    verb: '结束',
    basis: 'nominationDaysBefore',
    first: { from: 'rollPosted', days: () => 0 },
    last: { from: 'electionDay', days: (set) => -set.nominationDaysBefore },
    isWindow: true,
    // The nominees must still be posted on their day.
    rolls: { untilDaysBefore: (set) => set.nomineesDaysBefore },
    risk: '审查资格的时间会变紧',
  },
  nomineesPosted: {
    title: '公布初步候选人名单',
    rule: (set) => `初步候选人名单应在选举日${set.nomineesDaysBefore}日前公布`,
    verb: '公布',
    basis: 'nomineesDaysBefore',
    last: { from: 'electionDay', days: (set) => -set.nomineesDaysBefore },
    reachedBy: 'nomineesPosted',
    risk: '居民提出意见、组织预选的时间不够',
  },
  vetting: {
    title: '区、街道（镇）资格联审',
    rule: (set) => `候选人资格联审应在选举日${set.vettingDaysBefore}日前完成`,
    verb: '完成',
    basis: 'vettingDaysBefore',
    first: { from: 'electionDay', days: (set) => -set.nominationDaysBefore },
    last: { from: 'electionDay', days: (set) => -set.vettingDaysBefore },
    risk: '不合资格的人可能被列为候选人，公布以后再撤换，选票要重印',
  },
  primary: {
    title: '预选',
    rule: (set) => `提名人数超过规定差额的，宜在选举日${set.primaryDaysBefore}日前举行预选`,
    verb: '举行',
    basis: 'primaryDaysBefore',
    last: { from: 'electionDay', days: (set) => -set.primaryDaysBefore },
    appliesTo: mayNeedPrimary,
    condition: '提名人数不超过规定差额的，不用举行',
    risk: '正式候选人可能来不及按期公布',
  },
  candidatesConfirmed: {
    title: '确定并公布正式候选人',
    rule: (set) => `正式候选人名单应在选举日${set.candidatesDaysBefore}日前公布`,
    verb: '公布',
    basis: 'candidatesDaysBefore',
    last: { from: 'electionDay', days: (set) => -set.candidatesDaysBefore },
    reachedBy: 'candidatesConfirmed',
    risk: '居民了解候选人的时间不够，落选人可以对选举提出异议',
  },
  speechRequest: {
    title: '候选人申请公开演讲截止',
    rule: (set) => `候选人要求公开演讲的，应在选举日${set.speechRequestDaysBefore}日前申请`,
    verb: '提出',
    basis: 'speechRequestDaysBefore',
    last: { from: 'electionDay', days: (set) => -set.speechRequestDaysBefore },
    isWindow: true,
    rolls: { untilDaysBefore: () => 1 },
    risk: '由选举委员会决定是否安排',
  },
  withdrawal: {
    title: '候选人书面放弃截止',
    rule: (set) => `候选人放弃应在选举日${set.withdrawalDaysBefore}日前书面提出`,
    verb: '提出',
    basis: 'withdrawalDaysBefore',
    last: { from: 'electionDay', days: (set) => -set.withdrawalDaysBefore },
    isWindow: true,
    rolls: { untilDaysBefore: () => 1 },
    risk: '选票已经印好，名字不再去掉',
  },
  audit: {
    title: '公布主任离任审计结果',
    rule: () => '主任离任经济责任审计结果应在选举之前公布',
    verb: '公布',
    basis: { lawArticle: 38 },
    last: { from: 'electionDay', days: () => 0 },
    isExclusive: true,
    risk: '居民投票前看不到原主任的审计结果，选举程序不完整',
  },
  meeting: {
    title: '候选人与居民见面',
    rule: () => '居民选举委员会应在选举日之前组织候选人与居民见面',
    verb: '组织',
    basis: { lawArticle: 18 },
    last: { from: 'electionDay', days: () => 0 },
    isExclusive: true,
    risk: '候选人没有同居民见面，缺少法定的一步，选举会受质疑',
  },
} as const satisfies Record<string, TimetableRule>
