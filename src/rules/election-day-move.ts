import { assert } from '../lib/assert.js'
import { longDate } from '../lib/chinese-text.js'
import { daysBetween, type PlainDate } from '../lib/plain-date.js'
import { findMilestone } from './stages.js'
import { isBroken, type TimetableStep, timetableOf } from './timetable.js'
import type { TimetableKey } from './timetable-steps.js'
import type { TimetableFacts } from './timetable-rule.js'

/** What becomes of one step when election day moves. */
export interface StepChange {
  readonly before: TimetableStep
  readonly after: TimetableStep
  /** `breaks` in time before and not any more, `mends` the other way round, `broken` late on both days. */
  readonly change: 'breaks' | 'mends' | 'broken' | 'moves' | 'stays'
}

/** A notice that names the day or rests on it, with why it is to be posted again. */
export interface Reposting {
  readonly key: TimetableKey
  readonly title: string
  readonly why: string
}

/** What moving election day changes, before it is done. */
export interface MoveConsequences {
  readonly steps: readonly StepChange[]
  readonly postAgain: readonly Reposting[]
  /** What must be looked at again, each a sentence. */
  readonly checkAgain: readonly string[]
}

/** What follows when election day moves from the day of the facts to another. */
export function consequencesOfMoving(facts: TimetableFacts, to: PlainDate, today: PlainDate): MoveConsequences {
  const { electionDay, ruleSet, milestones, ...options } = facts
  const after = new Map(timetableOf(to, ruleSet, milestones, today, options).map((step) => [step.key, step]))
  const steps = timetableOf(electionDay, ruleSet, milestones, today, options).map((before): StepChange => {
    const moved = after.get(before.key)
    assert(moved, 'whether a step applies does not hang on election day')
    return { before, after: moved, change: changeOf(before, moved) }
  })
  if (to === electionDay) return { steps, postAgain: [], checkAgain: [] }
  return { steps, postAgain: repostings(facts, to, today), checkAgain: recheckings(facts, to) }
}

function changeOf(before: TimetableStep, after: TimetableStep): StepChange['change'] {
  if (isBroken(after)) return isBroken(before) ? 'broken' : 'breaks'
  if (isBroken(before)) return 'mends'
  return before.latest === after.latest ? 'stays' : 'moves'
}

/** The notices that are up and no longer right. */
function repostings(facts: TimetableFacts, to: PlainDate, today: PlainDate): Reposting[] {
  const { milestones, done = {}, ruleSet, electionDay } = facts
  const reached = (name: 'rollPosted' | 'candidatesConfirmed') => findMilestone(milestones, name, 1) !== undefined
  const isRollAgain = reached('rollPosted') && Math.abs(daysBetween(electionDay, to)) > ruleSet.rollRepostedAfterMoveOf
  const all: readonly (Reposting & { readonly isUp: boolean })[] = [
    {
      key: 'announcement',
      title: '选举日公告',
      why: `改为${longDate(to)}，说明原因`,
      isUp: done['announcement'] !== undefined,
    },
    { key: 'rollPosted', title: '选民名单', why: rollWhy(facts, to, today), isUp: isRollAgain },
    {
      key: 'candidatesConfirmed',
      title: '正式候选人名单',
      why: '公告写有选举日',
      isUp: reached('candidatesConfirmed'),
    },
    {
      key: 'pollingPosted',
      title: '投票时间、地点和工作人员',
      why: '投票日变了，工作人员和场地重新落实',
      isUp: done['pollingPosted'] !== undefined,
    },
    {
      key: 'proxyList',
      title: '委托投票名单',
      why: '委托是为原来的选举日办的',
      isUp: done['proxyList'] !== undefined,
    },
  ]
  return all.filter(({ isUp }) => isUp).map(({ key, title, why }) => ({ key, title, why }))
}

function rollWhy({ ruleSet }: TimetableFacts, to: PlainDate, today: PlainDate): string {
  const { rollDaysBefore, rollRepostedAfterMoveOf } = ruleSet
  const moved = rollRepostedAfterMoveOf === 0 ? '选举日变动' : `选举日变动超过${rollRepostedAfterMoveOf}日`
  const left = daysBetween(today, to)
  const short =
    left < rollDaysBefore ? `；今天重新公布，距新的选举日只有${left}日，不满${rollDaysBefore}日，请先问街道（镇）` : ''
  return `${moved}，名单重新核对、公布${short}`
}

function recheckings(facts: TimetableFacts, to: PlainDate): string[] {
  const { milestones, done = {}, ruleSet, electionDay, form } = facts
  const reached = (name: 'registerImported' | 'rollPosted' | 'rollClosed' | 'candidatesConfirmed') =>
    findMilestone(milestones, name, 1) !== undefined
  const { votingAge, communityWorkerMonths, nominatorsMinimum } = ruleSet
  const ageAgain =
    to > electionDay
      ? `年龄：在新选举日之前满${votingAge}周岁的居民可以登记；社区工作者工作满${communityWorkerMonths}个月的也一样`
      : `年龄：在新选举日还不满${votingAge}周岁的人、工作还不满${communityWorkerMonths}个月的社区工作者，要从名单上删除`
  const all: readonly (readonly [boolean, string])[] = [
    [reached('registerImported'), ageAgain],
    [reached('rollPosted') && !reached('rollClosed'), '异议：受理的最后一日仍从名单公布之日算，不因选举日变动而变'],
    [reached('rollPosted'), `提名：名单有改动的，核对每张提名表上的联名人仍在名单上、仍满${nominatorsMinimum}人`],
    [reached('candidatesConfirmed'), '候选人：书面放弃的最后一日随选举日变动，请告诉每位候选人'],
    [
      reached('rollPosted') && ruleSet.proxyForms.some((each) => each === form),
      '委托投票：已办的委托书写的是原来的选举日，请委托人重新确认',
    ],
    [done['ballotsPrinted'] !== undefined, '选票：印有选举日的选票作废重印，原来的选票清点封存'],
  ]
  return all.filter(([isNeeded]) => isNeeded).map(([, sentence]) => `${sentence}。`)
}
