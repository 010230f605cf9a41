import { groupName } from './group-name.js'
import { groupNumberOf, type NamedGroup } from './group-number.js'
import type { RegisterPerson } from './register/checked-register.js'
import { addressOf } from './review-row.js'

/** What a register may change of somebody on the roll, in the order of the list. */
export const mergedFields = [
  'name',
  'residentsGroup',
  'householdNumber',
  'relationship',
  'address',
  'registeredAddress',
  'telephone',
  'nationality',
  'politicalStatus',
  'education',
  'residingSince',
] as const

type MergedField = (typeof mergedFields)[number]

/** Of a person, the texts that a register may change; the group by its number, or a name not known yet. */
export type MergedTexts = Readonly<Record<MergedField, string>>

export const mergedTitle: Readonly<Record<MergedField, string>> = {
  name: '姓名',
  residentsGroup: '居民小组',
  householdNumber: '户号',
  relationship: '与户主关系',
  address: '住址',
  registeredAddress: '户籍地址',
  telephone: '电话',
  nationality: '民族',
  politicalStatus: '政治面貌',
  education: '文化程度',
  residingSince: '居住起始',
}

/** What a person would be after the register: what it leaves blank stays as it is. */
export function mergedWith(person: RegisterPerson, now: MergedTexts, groups: readonly NamedGroup[]): MergedTexts {
  const group = person.residentsGroup
  return {
    name: person.name ?? now.name,
    residentsGroup: group === null ? now.residentsGroup : String(groupNumberOf(group, groups) ?? group),
    householdNumber: person.householdNumber ?? now.householdNumber,
    relationship: person.relation ?? now.relationship,
    address: addressOf(person) || now.address,
    registeredAddress: person.registeredAddress ?? now.registeredAddress,
    telephone: person.phones.join(' ') || now.telephone,
    nationality: person.nationality ?? now.nationality,
    politicalStatus: person.politicalStatus ?? now.politicalStatus,
    education: person.education ?? now.education,
    residingSince: person.residingSince ?? now.residingSince,
  }
}

export interface Difference {
  readonly title: string
  readonly was: string
  readonly now: string
}

/** Field by field what a register says otherwise than the roll. */
export function differencesOf(person: RegisterPerson, now: MergedTexts, groups: readonly NamedGroup[]): Difference[] {
  const then = mergedWith(person, now, groups)
  const inWords = (field: MergedField, text: string) => {
    if (field !== 'residentsGroup' || !/^\d+$/.test(text)) return text === '' ? '（空）' : text
    return groupName(Number(text), groups.find(({ number }) => String(number) === text)?.name ?? null)
  }
  return mergedFields
    .filter((field) => then[field] !== now[field])
    .map((field) => ({ title: mergedTitle[field], was: inWords(field, now[field]), now: inWords(field, then[field]) }))
}

/** Whether somebody of the register lives in the household of somebody on the roll, as far as the register says. */
export function isOfHousehold(person: RegisterPerson, now: Pick<MergedTexts, 'householdNumber' | 'address'>): boolean {
  if (person.householdNumber !== null) return person.householdNumber === now.householdNumber
  const address = addressOf(person)
  return address !== '' && address === now.address
}
