import { addDays, type PlainDate } from '../lib/plain-date.js'
import { lawArticle } from './citation.js'
import type { ElectionForm } from './election-form.js'
import { type IsHoliday, lastObjectionDay } from './roll-objections.js'
import type { Figures } from './figures.js'
import type { RuleSet } from './rule-set.js'
import {
  currentRound,
  findMilestone,
  hasOpenLaterVote,
  isLaterVoteDue,
  type Milestone,
  type MilestoneName,
} from './stages.js'

/** What the days of the timetable are counted from. */
export interface TimetableFacts {
  readonly electionDay: PlainDate
  readonly ruleSet: RuleSet
  readonly milestones: readonly Milestone[]
  readonly form?: ElectionForm
  readonly isHoliday?: IsHoliday
}

/** The days between which a step belongs; `latest` is still in time. */
export interface StepDays {
  readonly earliest?: PlainDate
  readonly latest: PlainDate
}

export interface TimetableRule {
  readonly title: string
  /** What is to be done by when, e.g. 选民名单应在选举日20日前公布. */
  readonly rule: (ruleSet: RuleSet) => string
  /** What is done to it, e.g. 公布. */
  readonly verb: string
  /** The figure that sets the days, and with it the article and how binding it is; else an article of the law. */
  readonly basis: keyof Figures | { readonly article: string }
  readonly days: (facts: TimetableFacts) => StepDays
  readonly reachedBy?: MilestoneName
  /** Warns when done on the very last day, in case that day is held not to count (law.md 0.5). */
  readonly cautionOnLastDay?: true
  /** Belongs to this one day: earlier is as wrong as later. */
  readonly isExact?: true
  readonly appliesTo?: (facts: TimetableFacts) => boolean
}

const before = (facts: TimetableFacts, days: number): StepDays => ({ latest: addDays(facts.electionDay, -days) })

/** The day the roll was posted, or the last day for it. */
function postingDay({ electionDay, ruleSet, milestones }: TimetableFacts): PlainDate {
  return findMilestone(milestones, 'rollPosted')?.on ?? addDays(electionDay, -ruleSet.rollDaysBefore)
}

function firstVoteDay({ electionDay, milestones }: TimetableFacts): PlainDate {
  return findMilestone(milestones, 'pollOpened', 1)?.on ?? electionDay
}

/** The day of the vote before the one under way. */
function previousVoteDay(facts: TimetableFacts): PlainDate {
  const previous = currentRound(facts.milestones) - 1
  return findMilestone(facts.milestones, 'pollOpened', previous)?.on ?? facts.electionDay
}

/** The day on which the new committee came into being: the last result declared, else the day it is planned for. */
function foundingDay(facts: TimetableFacts): PlainDate {
  const declared = facts.milestones.filter(({ name }) => name === 'resultDeclared').map(({ on }) => on)
  return declared.sort().at(-1) ?? facts.electionDay
}

/** While something is left to be voted on the new committee has not come into being. */
const isComplete = ({ milestones }: TimetableFacts) => !hasOpenLaterVote(milestones) && !isLaterVoteDue(milestones)
const hasLaterVote = ({ milestones }: TimetableFacts) => currentRound(milestones) > 1
const hasProxies = ({ form }: TimetableFacts) => form !== 'representatives'

/** Every step of an election that has its day (law.md 4), in order of the usual plan. */
export const timetableRules = {
  electionCommittee: {
    title: '推选居民选举委员会',
    rule: (set) => `居民选举委员会宜在选举日${set.electionCommitteeDaysBefore}日前推选产生`,
    verb: '产生',
    basis: 'electionCommitteeDaysBefore',
    days: (facts) => before(facts, facts.ruleSet.electionCommitteeDaysBefore),
    reachedBy: 'electionCommitteeFormed',
  },
  announcement: {
    title: '公布选举日和选举办法',
    rule: (set) => `选举日和选举办法宜在选举日${set.announcementDaysBefore}日前公布`,
    verb: '公布',
    basis: 'announcementDaysBefore',
    days: (facts) => before(facts, facts.ruleSet.announcementDaysBefore),
  },
  registration: {
    title: '选民登记',
    rule: (set) => `选民登记宜在选举日${set.registrationDaysBefore.closes}日前结束`,
    verb: '登记',
    basis: 'registrationDaysBefore',
    days: ({ electionDay, ruleSet: { registrationDaysBefore } }) => ({
      earliest: addDays(electionDay, -registrationDaysBefore.opens),
      latest: addDays(electionDay, -registrationDaysBefore.closes),
    }),
    reachedBy: 'registerImported',
  },
  rollPosted: {
    title: '公布选民名单',
    rule: (set) => `选民名单应在选举日${set.rollDaysBefore}日前公布`,
    verb: '公布',
    basis: 'rollDaysBefore',
    days: (facts) => before(facts, facts.ruleSet.rollDaysBefore),
    reachedBy: 'rollPosted',
    cautionOnLastDay: true,
  },
  objections: {
    title: '名单异议截止',
    rule: (set) => `对名单的异议应在公布之日起${set.objectionDays}日内提出`,
    verb: '提出',
    basis: 'objectionDays',
    days: (facts) => ({ latest: lastObjectionDay(postingDay(facts), facts.ruleSet, facts.isHoliday) }),
  },
  rollClosed: {
    title: '处理异议、确定选民名单',
    rule: (set) => `异议应在收到之日起${set.decisionDays}日内处理完毕并确定名单`,
    verb: '确定',
    basis: 'decisionDays',
    days: ({ ruleSet, ...facts }) => {
      const last = lastObjectionDay(postingDay({ ...facts, ruleSet }), ruleSet, facts.isHoliday)
      return { latest: addDays(last, ruleSet.decisionDays) }
    },
    reachedBy: 'rollClosed',
  },
  nomination: {
    title: '提名截止',
    rule: (set) => `提名宜在选举日${set.nominationDaysBefore}日前结束`,
    verb: '结束',
    basis: 'nominationDaysBefore',
    days: (facts) => ({ earliest: postingDay(facts), ...before(facts, facts.ruleSet.nominationDaysBefore) }),
  },
  nomineesPosted: {
    title: '公布初步候选人名单',
    rule: (set) => `初步候选人名单应在选举日${set.nomineesDaysBefore}日前公布`,
    verb: '公布',
    basis: 'nomineesDaysBefore',
    days: (facts) => before(facts, facts.ruleSet.nomineesDaysBefore),
    reachedBy: 'nomineesPosted',
  },
  candidatesConfirmed: {
    title: '确定并公布正式候选人',
    rule: (set) => `正式候选人名单应在选举日${set.candidatesDaysBefore}日前公布`,
    verb: '公布',
    basis: 'candidatesDaysBefore',
    days: (facts) => before(facts, facts.ruleSet.candidatesDaysBefore),
    reachedBy: 'candidatesConfirmed',
  },
  pollingPosted: {
    title: '公布投票时间、地点和工作人员',
    rule: (set) => `投票时间、地点和工作人员应在选举日${set.pollingDaysBefore}日前公布`,
    verb: '公布',
    basis: 'pollingDaysBefore',
    days: (facts) => before(facts, facts.ruleSet.pollingDaysBefore),
  },
  withdrawal: {
    title: '候选人书面放弃截止',
    rule: (set) => `候选人放弃应在选举日${set.withdrawalDaysBefore}日前书面提出`,
    verb: '提出',
    basis: 'withdrawalDaysBefore',
    days: (facts) => before(facts, facts.ruleSet.withdrawalDaysBefore),
  },
  proxies: {
    title: '委托投票办理截止',
    rule: (set) => `委托投票应在选举日${set.proxyDaysBefore}日前办理`,
    verb: '办理',
    basis: 'proxyDaysBefore',
    days: (facts) => before(facts, facts.ruleSet.proxyDaysBefore),
    appliesTo: hasProxies,
  },
  proxyList: {
    title: '公布委托投票名单',
    rule: (set) => `委托人和受委托人名单应在选举日${set.proxyListDaysBefore}日前公布`,
    verb: '公布',
    basis: 'proxyListDaysBefore',
    days: (facts) => before(facts, facts.ruleSet.proxyListDaysBefore),
    appliesTo: hasProxies,
  },
  audit: {
    title: '公布主任离任审计结果',
    rule: () => '主任离任经济责任审计结果应在选举之前公布',
    verb: '公布',
    basis: { article: lawArticle(38) },
    days: (facts) => before(facts, 1),
  },
  meeting: {
    title: '候选人与居民见面',
    rule: () => '居民选举委员会应在选举日之前组织候选人与居民见面',
    verb: '组织',
    basis: { article: lawArticle(18) },
    days: (facts) => before(facts, 1),
  },
  poll: {
    title: '投票',
    rule: () => '投票应在选举日当日进行',
    verb: '开始投票',
    basis: { article: lawArticle(19) },
    days: ({ electionDay }) => ({ earliest: electionDay, latest: electionDay }),
    reachedBy: 'pollOpened',
    isExact: true,
  },
  result: {
    title: '公开计票，当场公布结果',
    rule: () => '选举结果应当场公布',
    verb: '公布',
    basis: { article: lawArticle(19) },
    days: (facts) => ({ latest: firstVoteDay(facts) }),
    reachedBy: 'resultDeclared',
  },
  laterVote: {
    title: '另行选举',
    rule: (set) => `另行选举应在前次投票后${set.runoffDays}日内进行`,
    verb: '进行',
    basis: 'runoffDays',
    days: (facts) => ({ latest: addDays(previousVoteDay(facts), facts.ruleSet.runoffDays) }),
    appliesTo: hasLaterVote,
  },
  resultNotice: {
    title: '张榜公布当选名单',
    rule: ({ resultNoticeDays: days }) => `当选名单应在结果宣布${days === 0 ? '当日' : `后${days}日内`}张榜公布`,
    verb: '公布',
    basis: 'resultNoticeDays',
    days: (facts) => ({ latest: addDays(foundingDay(facts), facts.ruleSet.resultNoticeDays) }),
  },
  handover: {
    title: '工作移交',
    rule: (set) => `工作移交应在新一届居民委员会产生之日起${set.handoverDays}日内完成`,
    verb: '完成',
    basis: 'handoverDays',
    appliesTo: isComplete,
    days: (facts) => ({ latest: addDays(foundingDay(facts), facts.ruleSet.handoverDays) }),
    reachedBy: 'handedOver',
  },
} as const satisfies Record<string, TimetableRule>

export type TimetableKey = keyof typeof timetableRules
