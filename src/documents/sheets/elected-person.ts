import type { Sealer } from '../../infra/security/sealing.js'
import type { PlainDate } from '../../lib/plain-date.js'
import { memberAge, originText, partyOfficeText, serviceText } from '../../rules/member-facts.js'
import type { Member } from '../../handover/queries.js'
import { sexText, yearMonth } from '../words.js'

/** Somebody elected, in the words of the register and the form (forms.md A4, 当选人员名册). */
export interface ElectedPerson {
  readonly name: string
  readonly post: string
  readonly sex: string
  readonly nationality: string
  readonly born: string
  readonly age: string
  readonly politicalStatus: string
  readonly education: string
  readonly occupation: string
  readonly votes: string
  readonly totalVotes: string
  readonly service: string
  readonly fullTime: string
  readonly partyOffice: string
  readonly origin: string
  readonly telephone: string
}

export function electedPerson(member: Member, electionDay: PlainDate, sealer: Sealer): ElectedPerson {
  const { facts, sealedTelephone } = member
  return {
    name: member.name,
    post: member.hasFollowed ? `${member.postTitle}（递补）` : member.postTitle,
    sex: facts.sex ? sexText[facts.sex] : '',
    nationality: facts.nationality,
    born: yearMonth(facts.birthDate),
    age: facts.birthDate ? String(memberAge(facts.birthDate, electionDay)) : '',
    politicalStatus: facts.politicalStatus,
    education: facts.education,
    occupation: facts.occupation,
    votes: String(member.votes),
    totalVotes: String(member.totalVotes),
    service: facts.service ? serviceText[facts.service] : '',
    fullTime: facts.isFullTime === null ? '' : facts.isFullTime ? '专职' : '兼职',
    partyOffice: facts.partyOffice ? partyOfficeText[facts.partyOffice] : '',
    origin: facts.origin ? originText[facts.origin] : '',
    telephone: sealedTelephone === null ? '' : sealer.unsealText(sealedTelephone),
  }
}

const wei: ElectedPerson = {
  ...{ name: '王伟', post: '主任', sex: '男', nationality: '汉族', born: '1975年3月', age: '52' },
  ...{ politicalStatus: '中共党员', education: '大学本科', occupation: '社区党委书记', votes: '2694' },
  ...{ totalVotes: '2701', service: '连选连任', fullTime: '专职', partyOffice: '社区党组织书记' },
  ...{ origin: '居民', telephone: '13800000001' },
}

/** Invented people for the samples. */
export const sampleElected: readonly ElectedPerson[] = [
  wei,
  {
    ...wei,
    ...{ name: '郑𬱖', post: '副主任', sex: '女', born: '1990年1月', age: '37', politicalStatus: '共青团员' },
    ...{ education: '硕士研究生', occupation: '社区工作者', votes: '2011', totalVotes: '2011', service: '初次当选' },
    ...{ partyOffice: '不兼任', origin: '高校毕业生', telephone: '13800000002' },
  },
  {
    ...wei,
    ...{ name: '阿依努尔·买买提', post: '委员', sex: '女', nationality: '维吾尔族', born: '1986年5月', age: '41' },
    ...{ politicalStatus: '群众', education: '大学专科', occupation: '个体工商户', votes: '1802', totalVotes: '1830' },
    ...{ service: '再次当选（不连任）', fullTime: '兼职', partyOffice: '不兼任', telephone: '13800000003' },
  },
]
