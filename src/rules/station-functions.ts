import type { Finding } from './finding.js'
import type { PersonId } from './kinship.js'

/** What somebody may do at a polling station, in the order and words of the notice of staff (forms.md A1, N11). */
export const staffFunctionText = {
  head: '负责人',
  host: '主持人',
  chiefScrutineer: '总监票人',
  scrutineer: '监票人',
  chiefCounter: '总计票人',
  voteCounter: '计票人',
  ballotCaller: '唱票人',
  ballotIssuer: '验证发票员',
  boothKeeper: '秘密写票处管理员',
  scribe: '代书人',
  mobileBox: '流动票箱工作人员',
} as const

export type StaffFunction = keyof typeof staffFunctionText

export const staffFunctions = Object.keys(staffFunctionText) as readonly StaffFunction[]

const watching: ReadonlySet<StaffFunction> = new Set(['chiefScrutineer', 'scrutineer'])
const counting: ReadonlySet<StaffFunction> = new Set(['chiefCounter', 'voteCounter', 'ballotCaller'])
/** Done at the one count, after the poll: whoever does it may have sat at any station before. */
const atTheCount: ReadonlySet<StaffFunction> = new Set(['host', 'chiefScrutineer', ...counting])
/** Of which a vote has one. */
const chiefs = ['host', 'chiefScrutineer', 'chiefCounter'] as const

export function isScrutineer(each: StaffFunction): boolean {
  return watching.has(each)
}

/** Whether it is to watch, call or count the votes (监票、唱票、计票), from which relatives of candidates are barred. */
export function isTeller(each: StaffFunction): boolean {
  return watching.has(each) || counting.has(each)
}

/** One person doing one thing at one place. */
export interface Duty {
  readonly station: string
  readonly function: StaffFunction
  readonly id: PersonId
  readonly name: string
}

/**
 * Whether the duties of a vote go together. One person may hold several; the law says nothing of it, so these are
 * reminders: whoever watches the count does not count, nobody is at two places during the poll, one leads.
 */
export function checkDuties(duties: readonly Duty[]): Finding[] {
  return [...chiefs.flatMap((chief) => severalFindings(duties, chief)), ...personsOf(duties).flatMap(personFindings)]
}

function severalFindings(duties: readonly Duty[], chief: (typeof chiefs)[number]): Finding[] {
  const holders = personsOf(duties.filter((duty) => duty.function === chief))
  if (holders.length < 2) return []
  const names = holders.map(([{ name }]) => name).join('、')
  const message = `${staffFunctionText[chief]}一般只设一名：现有${names}。`
  return [{ code: 'several-chiefs', severity: 'warning', fields: [chief], message }]
}

type Person = [Duty, ...Duty[]]

function personsOf(duties: readonly Duty[]): Person[] {
  const persons = new Map<PersonId, Person>()
  for (const duty of duties) {
    const known = persons.get(duty.id)
    if (known) known.push(duty)
    else persons.set(duty.id, [duty])
  }
  return [...persons.values()]
}

function personFindings(own: Person): Finding[] {
  const [{ name, id }] = own
  const findings: Finding[] = []
  const watched = own.find((duty) => watching.has(duty.function))
  const counted = own.find((duty) => counting.has(duty.function))
  if (watched && counted) {
    const both = `${staffFunctionText[watched.function]}和${staffFunctionText[counted.function]}`
    const message = `${name}同时担任${both}；监票的人一般不兼唱票、计票。`
    findings.push({ code: 'scrutineer-also-counts', severity: 'warning', fields: [String(id)], message })
  }
  const places = [...new Set(own.filter((duty) => !atTheCount.has(duty.function)).map(({ station }) => station))]
  if (places.length > 1) {
    const message = `${name}同时安排在${places.join('、')}；投票时一个人只能在一处。`
    findings.push({ code: 'staff-at-two-stations', severity: 'warning', fields: [String(id)], message })
  }
  return findings
}
