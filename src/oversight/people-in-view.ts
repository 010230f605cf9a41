import type { FastifyInstance, FastifyRequest } from 'fastify'
import { partyOfficeText, serviceText } from '../rules/member-facts.js'
import { NotFound } from '../infra/http/errors.js'
import { columnsOf, type StatisticsTable } from './statistics-columns.js'
import type { CommunityFacts } from './statistics-facts.js'
import { type Capacity, capacityText, type Person } from './statistics-people.js'
import { capacitiesOf } from './statistics-tables.js'
import { tableInView } from './table-in-view.js'

/** The people whom a table counts in one community. */
export interface PeopleInView {
  readonly table: StatisticsTable
  readonly community: CommunityFacts
  readonly capacities: readonly Capacity[]
  readonly people: readonly Person[]
}

/** Reads whose people an address asks for; the community must be of the account's own place. */
export async function peopleInView(app: FastifyInstance, request: FastifyRequest): Promise<PeopleInView> {
  const { table, all } = await tableInView(app, request)
  const { communityId } = request.params as { communityId: string }
  const community = all.find((one) => String(one.communityId) === communityId)
  const capacities = capacitiesOf(table)
  if (!community || community.electionId === null || capacities.length === 0) {
    throw new NotFound('没有这个社区的人员，或者它不在您的管辖范围内。')
  }
  const people = capacities.flatMap((capacity) => (community.has[capacity] ? community.people[capacity] : []))
  return { table, community, capacities, people }
}

/** A person in the words of page and files. */
export function personWords(table: StatisticsTable, person: Person) {
  const { service, isFullTime, partyOffice } = person
  return {
    ...{ name: person.name, post: person.post, capacity: capacityText[person.capacity] },
    sex: person.sex === 'female' ? '女' : person.sex === 'male' ? '男' : '—',
    age: person.age === null ? '—' : String(person.age),
    politicalStatus: person.politicalStatus || '—',
    nationality: person.nationality || '—',
    education: person.education || '—',
    service: service ? serviceText[service] : '—',
    fullTime: isFullTime === null ? '—' : isFullTime ? '专职' : '兼职',
    partyOffice: partyOffice ? partyOfficeText[partyOffice] : '—',
    counted: countedIn(table, person).join('、'),
  }
}

/** The columns that count a person, by their titles. */
export function countedIn(table: StatisticsTable, person: Person): string[] {
  return columnsOf(table).flatMap((column) =>
    column.kind === 'count' && column.who?.capacity === person.capacity && column.who.isCounted(person)
      ? [column.title]
      : [],
  )
}

const heads = [
  ...['姓名', '身份', '职务', '性别', '周岁', '政治面貌', '民族', '文化程度'],
  ...['任职情况', '专兼职', '党组织任职', '计入的栏目'],
]

/** Heads and lines, every cell as words. */
export function peopleRows({ table, people }: PeopleInView): string[][] {
  const lines = people.map((person) => {
    const { name, capacity, post, sex, age, ...rest } = personWords(table, person)
    const { politicalStatus, nationality, education, service, fullTime, partyOffice, counted } = rest
    return [
      ...[name, capacity, post, sex, age, politicalStatus, nationality, education],
      ...[service, fullTime, partyOffice, counted],
    ]
  })
  return [heads, ...lines]
}
