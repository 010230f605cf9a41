import type { PartialDate } from '../lib/partial-date.js'
import type { PlainDate } from '../lib/plain-date.js'
import { memberAge, type Origin, type PartyOffice, type Service } from '../rules/member-facts.js'
import { personIdOf } from '../rules/person-id.js'
import type { Position, Sex } from '../rules/post.js'
import type { Db } from '../infra/db/database.js'
import { factsOf, listRecordedOfSeason } from '../handover/queries.js'
import {
  listCandidatesOfSeason,
  listCommitteePeople,
  listElectedOfSeason,
  listNomineesOfSeason,
  listRepresentativesOfSeason,
} from './people-queries.js'

/** In which capacity somebody is counted. */
export const capacityText = {
  committee: '居民选举委员会成员',
  nominees: '初步候选人',
  candidates: '正式候选人',
  elected: '当选成员',
  representatives: '居民代表',
} as const

export type Capacity = keyof typeof capacityText

/** A person as the tables count: what is not known is not known, and no table counts it as the opposite. */
export interface Person {
  readonly electionId: number
  readonly capacity: Capacity
  readonly name: string
  readonly post: string
  readonly position: Position | null
  readonly sex: Sex | null
  readonly birthDate: PlainDate | null
  /** Completed years on election day. */
  readonly age: number | null
  readonly politicalStatus: string
  readonly nationality: string
  readonly education: string
  readonly origin: Origin | null
  readonly service: Service | null
  readonly isFullTime: boolean | null
  readonly partyOffice: PartyOffice | null
  readonly partySince: PartialDate | null
  readonly leads: 'nothing' | 'head' | 'deputy'
}

/** Everybody whom the tables of a season count, in as many statements for 340 communities as for one. */
export async function peopleOfSeason(db: Db, seasonId: number): Promise<Person[]> {
  return [
    ...(await listCommitteePeople(db, seasonId)).map((row) =>
      personOf('committee', { ...row, post: positionText[row.position] }),
    ),
    ...(await listNomineesOfSeason(db, seasonId)).map((row) => personOf('nominees', { ...row, post: row.postTitle })),
    ...(await listCandidatesOfSeason(db, seasonId)).map(({ statedSex, statedStatus, statedEducation, ...row }) =>
      personOf('candidates', {
        ...{ ...row, post: row.postTitle, sex: row.sex ?? statedSex },
        politicalStatus: statedStatus ?? row.politicalStatus,
        education: statedEducation ?? row.education,
      }),
    ),
    ...(await electedPeople(db, seasonId)),
    ...(await listRepresentativesOfSeason(db, seasonId)).map((row) => ({
      ...personOf('representatives', { ...row, post: leadsText[row.leads] }),
      leads: row.leads,
    })),
  ]
}

const positionText: Readonly<Record<Position, string>> = { chair: '主任', viceChair: '副主任', member: '委员' }
const leadsText = { nothing: '居民代表', head: '居民小组长', deputy: '副组长' } as const

interface KnownFacts {
  readonly electionId: number
  readonly name: string
  readonly post: string
  readonly electionDay: PlainDate
  readonly sex: Sex | null
  readonly birthDate: PlainDate | null
  readonly nationality: string | null
  readonly politicalStatus: string | null
  readonly education: string | null
}

function personOf(capacity: Capacity, { electionId, name, post, electionDay, ...known }: KnownFacts): Person {
  return {
    ...{ electionId, capacity, name, post, position: null },
    ...{ sex: known.sex, birthDate: known.birthDate },
    age: known.birthDate === null ? null : memberAge(known.birthDate, electionDay),
    politicalStatus: known.politicalStatus ?? '',
    nationality: known.nationality ?? '',
    education: known.education ?? '',
    ...{ origin: null, service: null, isFullTime: null, partyOffice: null, partySince: null, leads: 'nothing' },
  }
}

async function electedPeople(db: Db, seasonId: number): Promise<Person[]> {
  const recorded = await listRecordedOfSeason(db, seasonId)
  return (await listElectedOfSeason(db, seasonId)).map((row) => {
    const personId = personIdOf(row.voterId, row.name)
    const own = recorded.find((one) => one.electionId === row.electionId && one.personId === personId)
    const isOnRoll = row.birthDate !== null
    const voter = { nationality: row.nationality ?? '', politicalStatus: row.politicalStatus ?? '' }
    const nominee =
      row.statedStatus === null
        ? undefined
        : { politicalStatus: row.statedStatus, education: row.statedEducation ?? '', occupation: '' }
    const facts = factsOf(row, own, isOnRoll ? { ...voter, education: row.education ?? '' } : undefined, nominee, false)
    return {
      ...personOf('elected', { ...row, ...facts, post: row.postTitle }),
      position: row.position,
      origin: facts.origin,
      service: facts.service,
      isFullTime: facts.isFullTime,
      partyOffice: facts.partyOffice,
      partySince: facts.partySince,
    }
  })
}
