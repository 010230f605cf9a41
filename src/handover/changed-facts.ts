import type { MemberFacts } from '../rules/member-facts.js'
import type { Member } from './queries.js'

const titles: Readonly<Record<Exclude<keyof MemberFacts, 'hasTelephone'>, string>> = {
  sex: '性别',
  birthDate: '出生日期',
  nationality: '民族',
  politicalStatus: '政治面貌',
  education: '文化程度',
  occupation: '现职业、职务',
  origin: '来源',
  service: '任职情况',
  isFullTime: '是否专职',
  partyOffice: '党组织任职',
  partySince: '入党时间',
}

/** The names of the facts that differ from what was on file: the log says which, not what. */
export function changedFacts({ facts: before }: Member, after: MemberFacts): string[] {
  const names = Object.keys(titles) as (keyof typeof titles)[]
  return names.filter((name) => before[name] !== after[name]).map((name) => titles[name])
}
