import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ok } from '../lib/result.js'
import { partyOfficeText, serviceText } from '../rules/member-facts.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { NotFound } from '../infra/http/errors.js'
import { columnsOf, type StatisticsTable } from './statistics-columns.js'
import { capacityText, type Person } from './statistics-people.js'
import { capacitiesOf } from './statistics-tables.js'
import { tableInView } from './table-in-view.js'

/** The people whom a table counts in one community, each with the columns that count them. Every look is recorded. */
export async function showStatisticsPeople(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { table, all } = await tableInView(this, request)
  const { communityId } = request.params as { communityId: string }
  const community = all.find((one) => String(one.communityId) === communityId)
  const capacities = capacitiesOf(table)
  if (!community || community.electionId === null || capacities.length === 0) {
    throw new NotFound('没有这个社区的人员，或者它不在您的管辖范围内。')
  }
  const people = capacities.flatMap((capacity) => (community.has[capacity] ? community.people[capacity] : []))
  const event = { type: 'statisticsPeopleRead', table: table.key, people: people.length } as const
  const { electionId } = community
  await inTransaction(this.db, async (trx) => ok(await recordEvent(trx, request.actor, event, electionId)))
  return await reply.page('oversight/show-statistics-people.hbs', {
    title: `${community.name}：${table.title}`,
    table: table.title,
    home: `/statistics/${table.key}?town=${community.townshipId}`,
    community: community.name,
    townshipName: community.townshipName,
    isOfSeveral: capacities.length > 1,
    isElected: capacities.includes('elected'),
    people: people.map((person) => rowOf(table, person)),
    count: people.length,
  })
}

function rowOf(table: StatisticsTable, person: Person) {
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
