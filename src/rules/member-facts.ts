import { lastDayOf, type PartialDate } from '../lib/partial-date.js'
import { ageOn, type PlainDate } from '../lib/plain-date.js'
import type { Finding } from './finding.js'
import type { Post, Sex } from './post.js'

/** Where a member comes from (来源), as the ministry's card on those elected counts it (forms.md A5.1, card 5). */
export const originText = {
  resident: '居民',
  enterprise: '经济组织负责人',
  association: '产业协会负责人',
  returned: '返乡人员',
  seconded: '机关下派干部',
  graduate: '高校毕业生',
  graduateOfficial: '大学生社区干部',
  retired: '离岗退休人员',
} as const

/** Whether somebody sat before: for the first time, without a break, or after one. */
export const serviceText = { first: '初次当选', consecutive: '连选连任', again: '再次当选（不连任）' } as const

/** What somebody is in the community's Party committee beside the residents' committee (两委交叉任职). */
export const partyOfficeText = {
  none: '不兼任',
  member: '社区党组织委员',
  deputySecretary: '社区党组织副书记',
  secretary: '社区党组织书记',
} as const

export type Origin = keyof typeof originText
export type Service = keyof typeof serviceText
export type PartyOffice = keyof typeof partyOfficeText

/** What the register of those elected says of a person (forms.md A5.1); null and blank: not stated yet. */
export interface MemberFacts {
  readonly sex: Sex | null
  readonly birthDate: PlainDate | null
  readonly nationality: string
  readonly politicalStatus: string
  readonly education: string
  readonly occupation: string
  readonly origin: Origin | null
  readonly service: Service | null
  readonly isFullTime: boolean | null
  readonly partyOffice: PartyOffice | null
  /** 入党时间; nothing of somebody who is no Party member, or where nobody stated it. */
  readonly partySince: PartialDate | null
  /** Whether a telephone is on file; its digits are sealed. */
  readonly hasTelephone: boolean
}

/** Completed years on election day, whatever the day on which a later vote elected: one day for the whole committee. */
export function memberAge(birthDate: PlainDate, electionDay: PlainDate): number {
  return ageOn(birthDate, electionDay)
}

/** Members of the Party, on probation too; those of the democratic parties are no Party members in the statistics. */
export function isPartyMember(politicalStatus: string): boolean {
  return /^(中共|中国共产党)(预备)?党员|^(党员|预备党员)$/.test(politicalStatus)
}

/** Sits on both committees (两委交叉任职). */
export function sitsOnBoth(partyOffice: PartyOffice | null): boolean {
  return partyOffice !== null && partyOffice !== 'none'
}

/** Party secretary and chair in one (书记、主任一肩挑). */
export function isSecretaryAndChair(position: Post['position'], partyOffice: PartyOffice | null): boolean {
  return position === 'chair' && partyOffice === 'secretary'
}

const asked: readonly (readonly [title: string, isKnown: (facts: MemberFacts) => boolean])[] = [
  ['性别', ({ sex }) => sex !== null],
  ['出生日期', ({ birthDate }) => birthDate !== null],
  ['民族', ({ nationality }) => nationality !== ''],
  ['政治面貌', ({ politicalStatus }) => politicalStatus !== ''],
  ['文化程度', ({ education }) => education !== ''],
  ['来源', ({ origin }) => origin !== null],
  ['任职情况', ({ service }) => service !== null],
  ['是否专职', ({ isFullTime }) => isFullTime !== null],
  ['党组织任职', ({ partyOffice }) => partyOffice !== null],
  ['联系电话', ({ hasTelephone }) => hasTelephone],
]

/** What the register still lacks of a person, in the words of its columns. */
export function missingFacts(facts: MemberFacts): string[] {
  return asked.filter(([, isKnown]) => !isKnown(facts)).map(([title]) => title)
}

/** Facts that cannot be true together, or not of somebody who was elected (2025 law, art. 16 and 18). */
export function checkMemberFacts(
  { birthDate, politicalStatus, partyOffice, partySince }: MemberFacts,
  electionDay: PlainDate,
): Finding[] {
  const findings: Finding[] = []
  if (sitsOnBoth(partyOffice) && !isPartyMember(politicalStatus)) {
    const message = '在社区党组织任职的必须是中共党员，请核对政治面貌。'
    findings.push({ code: 'party-office-without-membership', severity: 'error', fields: ['politicalStatus'], message })
  }
  if (partySince !== null) findings.push(...checkPartySince(partySince, politicalStatus, birthDate, electionDay))
  if (birthDate !== null && memberAge(birthDate, electionDay) < 18) {
    const message = '选举日未满18周岁，不能当选，请核对出生日期。'
    findings.push({ code: 'member-under-age', severity: 'error', fields: ['birthDate'], message })
  }
  return findings
}

/** Only members have a day of joining, not before they were eighteen (Party constitution, art. 1), and not in the future. */
function checkPartySince(
  since: PartialDate,
  politicalStatus: string,
  birthDate: PlainDate | null,
  electionDay: PlainDate,
): Finding[] {
  const wrong = (code: string, message: string): Finding[] => [
    { code, severity: 'error', fields: ['partySince'], message },
  ]
  if (!isPartyMember(politicalStatus)) return wrong('party-since-without-membership', '不是中共党员的，不填入党时间。')
  if (since > electionDay) return wrong('party-since-in-future', '入党时间在选举日之后，请核对。')
  const isTooYoung = birthDate !== null && ageOn(birthDate, lastDayOf(since)) < 18
  return isTooYoung ? wrong('party-since-too-young', '入党时未满18周岁，请核对入党时间。') : []
}

interface CountedPost {
  readonly standings: readonly { readonly personId: string; readonly for: number }[]
}

/**
 * All votes that a person had in a vote, whatever the post (总票数): somebody may have been written in for another one.
 * The ministry's card asks for it beside the votes for the post.
 */
export function totalVotes(posts: readonly CountedPost[], personId: string): number {
  return posts
    .flatMap(({ standings }) => standings)
    .filter((standing) => standing.personId === personId)
    .reduce((sum, standing) => sum + standing.for, 0)
}
