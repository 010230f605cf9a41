import { longDate, weekdayText } from '../lib/chinese-text.js'
import { daysBetween, type PlainDate } from '../lib/plain-date.js'
import { electorText } from '../rules/electors.js'
import { lastObjectionDay } from '../rules/roll-objections.js'
import type { Role } from '../infra/security/roles.js'
import type { RollFacts } from './roll-facts.js'

/** Where the roll stands, in words, and the one next step. */
export interface RollState {
  readonly title: string
  readonly sentence: string
  /** Address below the election, and who takes the step. */
  readonly next: { readonly text: string; readonly path: string; readonly roles: readonly Role[] } | undefined
}

export const rollWorkers: readonly Role[] = ['rollClerk', 'electionOfficer']
export const rollDeciders: readonly Role[] = ['electionOfficer']

const day = (on: PlainDate) => `${longDate(on)}（${weekdayText(on)}）`

/** What the roll is waiting for. */
export function rollStateOf(facts: RollFacts, today: PlainDate): RollState {
  if (facts.closedOn) return closedState(facts, facts.closedOn)
  return facts.postedOn ? postedState(facts, facts.postedOn, today) : openState(facts)
}

function openState({ voters, stagedImport, hasElectorsNamed, election }: RollFacts): RollState {
  const title = '正在登记'
  if (stagedImport) {
    const sentence = `名册《${stagedImport.fileName}》已经读出，还没有导入。请逐项核对后导入。`
    const path = `roll/imports/${stagedImport.id}`
    return { title, sentence, next: { text: '核对并导入名册', path, roles: rollWorkers } }
  }
  if (voters === 0) {
    const sentence = '名单上还没有人。先把登记名册（.xlsx 或 .csv 表格）导入，系统会逐行核对。'
    return { title, sentence, next: { text: '导入登记名册', path: 'roll/import-register', roles: rollWorkers } }
  }
  if (!hasElectorsNamed) {
    const who = electorText[election.form]
    const sentence = `已登记选民 ${voters} 人。公布名单前还要确定${who}。`
    return { title, sentence, next: { text: `确定${who}`, path: 'roll/choose-electors', roles: rollWorkers } }
  }
  const sentence = `已登记选民 ${voters} 人。登记完毕后公布选民名单。`
  return { title, sentence, next: { text: '公布选民名单', path: 'roll/post-roll', roles: rollDeciders } }
}

function postedState(
  { openObjections, ruleSet, timetable }: RollFacts,
  postedOn: PlainDate,
  today: PlainDate,
): RollState {
  const title = '已公布，受理异议'
  const last = lastObjectionDay(postedOn, ruleSet, timetable.isHoliday)
  const left = daysBetween(today, last)
  if (openObjections > 0) {
    const sentence = `名单于${day(postedOn)}公布，异议受理到${day(last)}。有 ${openObjections} 件异议等待处理。`
    return { title, sentence, next: { text: '处理异议', path: 'roll/objections', roles: rollWorkers } }
  }
  if (left >= 0) {
    const sentence = `名单于${day(postedOn)}公布，异议受理到${day(last)}${left === 0 ? '，今天是最后一天' : `，还有 ${left} 天`}。`
    return { title, sentence, next: { text: '受理异议', path: 'roll/objections', roles: rollWorkers } }
  }
  const sentence = `名单于${day(postedOn)}公布，异议期已于${day(last)}结束，没有未处理的异议。可以确定选民名单。`
  return { title, sentence, next: { text: '确定选民名单', path: 'roll/close-roll', roles: rollDeciders } }
}

function closedState({ openObjections }: RollFacts, closedOn: PlainDate): RollState {
  const rest = openObjections > 0 ? `还有 ${openObjections} 件异议没有处理。` : ''
  return { title: '已确定', sentence: `选民名单已于${day(closedOn)}确定。${rest}`, next: undefined }
}
