import { longDate, weekdayText } from '../lib/chinese-text.js'
import { addDays, daysBetween, type PlainDate } from '../lib/plain-date.js'
import { electorText } from '../rules/electors.js'
import { lastObjectionDay } from '../rules/roll-objections.js'
import type { Role } from '../infra/security/roles.js'
import type { RollFacts } from './roll-facts.js'

/** A step with the address below the election, what it brings or why it is due, and who takes it. */
interface RollStep {
  readonly text: string
  readonly path: string
  readonly why: string
  readonly roles: readonly Role[]
}

/** Where the roll stands, in words, and the one next step with why it is the next. */
export interface RollState {
  readonly title: string
  readonly sentence: string
  readonly next: RollStep | undefined
  /** Where nothing is to be done: why, and what would be done if something came up. */
  readonly idle: string
}

export const rollWorkers: readonly Role[] = ['rollClerk', 'electionOfficer']
export const rollDeciders: readonly Role[] = ['electionOfficer']

const day = (on: PlainDate) => `${longDate(on)}（${weekdayText(on)}）`

/** What the roll is waiting for. */
export function rollStateOf(facts: RollFacts, today: PlainDate): RollState {
  if (facts.closedOn) return closedState(facts, facts.closedOn)
  return facts.postedOn ? postedState(facts, facts.postedOn, today) : openState(facts)
}

function openState(facts: RollFacts): RollState {
  const { voters, stagedImport } = facts
  const sentence = stagedImport
    ? `名册《${stagedImport.fileName}》已经读出，还没有导入。`
    : voters === 0
      ? '名单上还没有人。'
      : `已登记选民 ${voters} 人。`
  return { title: '正在登记', sentence, next: openStep(facts), idle: '' }
}

function openStep({ voters, stagedImport, hasElectorsNamed, election, ruleSet }: RollFacts): RollStep {
  if (stagedImport) {
    const why = '逐行核对这份名册，有疑问的由您决定；确认以后才列入名单。'
    return { text: '核对并导入名册', path: `roll/imports/${stagedImport.id}`, why, roles: rollWorkers }
  }
  if (voters === 0) {
    const why = '导入登记名册（.xlsx 或 .csv 表格），系统逐行核对，您确认以后才列入名单。'
    return { text: '导入登记名册', path: 'roll/import-register', why, roles: rollWorkers }
  }
  if (!hasElectorsNamed) {
    const who = electorText[election.form]
    const why = `确定${who}：这次选举由他们投票，公布名单以前要定下来。`
    return { text: `确定${who}`, path: 'roll/choose-electors', why, roles: rollWorkers }
  }
  const last = addDays(election.electionDay, -ruleSet.rollDaysBefore)
  const why = `登记完毕就公布名单，最迟${day(last)}；从公布起受理异议。`
  return { text: '公布选民名单', path: 'roll/post-roll', why, roles: rollDeciders }
}

function postedState(facts: RollFacts, postedOn: PlainDate, today: PlainDate): RollState {
  const { openObjections, ruleSet, timetable } = facts
  const title = '已公布，受理异议'
  const last = lastObjectionDay(postedOn, ruleSet, timetable.isHoliday)
  const left = daysBetween(today, last)
  const until =
    left < 0
      ? `异议期已于${day(last)}结束`
      : `异议受理到${day(last)}${left === 0 ? '，今天是最后一天' : `，还有 ${left} 天`}`
  const sentence = `名单于${day(postedOn)}公布，${until}。`
  return { title, sentence, next: openObjections > 0 ? ruleStep(facts) : postedStep(left), idle: '' }
}

function ruleStep({ openObjections, ruleSet }: RollFacts): RollStep {
  const why = `处理 ${openObjections} 件异议：收到后 ${ruleSet.decisionDays} 日内要作出决定，没有处理完不能确定名单。`
  return { text: '处理异议', path: 'roll/objections', why, roles: rollWorkers }
}

function postedStep(daysLeft: number): RollStep {
  if (daysLeft >= 0) {
    const why = '有人对名单有意见的，当天登记；异议期满、没有未处理的异议，才能确定名单。'
    return { text: '受理异议', path: 'roll/objections', why, roles: rollWorkers }
  }
  const why = '异议期已满，异议都已处理：确定名单，以后的改动要有法定事由并公告。'
  return { text: '确定选民名单', path: 'roll/close-roll', why, roles: rollDeciders }
}

function closedState(facts: RollFacts, closedOn: PlainDate): RollState {
  const sentence = `选民名单已于${day(closedOn)}确定。`
  const idle = '名单上眼下没有要办的事。有人死亡、迁出或者漏登的，由选举委员会负责人改正，写明事由和依据。'
  return { title: '已确定', sentence, next: facts.openObjections > 0 ? ruleStep(facts) : undefined, idle }
}
