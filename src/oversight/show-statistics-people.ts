import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ok } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import type { FormErrors } from '../infra/http/forms.js'
import { enteredReason } from './entered-reason.js'
import { peopleInView, type PeopleInView, personWords } from './people-in-view.js'

/** The people whom a table counts in one community, each with the columns that count them. Every look is recorded. */
export async function showStatisticsPeople(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const view = await peopleInView(this, request)
  const event = { type: 'statisticsPeopleRead', table: view.table.key, people: view.people.length } as const
  const { electionId } = view.community
  await inTransaction(this.db, async (trx) => ok(await recordEvent(trx, request.actor, event, electionId)))
  return await peoplePage(request, reply, view)
}

export async function peoplePage(
  request: FastifyRequest,
  reply: FastifyReply,
  view: PeopleInView,
  errors?: FormErrors,
) {
  const { table, community, capacities, people } = view
  return await reply.code(errors ? 422 : 200).page('oversight/show-statistics-people.hbs', {
    title: `${community.name}：${table.title}`,
    table: table.title,
    home: `/statistics/${table.key}?town=${community.townshipId}`,
    exportTo: `/statistics/${table.key}/people/${community.communityId}/export`,
    entered: enteredReason(request),
    community: community.name,
    townshipName: community.townshipName,
    isOfSeveral: capacities.length > 1,
    isElected: capacities.includes('elected'),
    people: people.map((person) => personWords(table, person)),
    count: people.length,
    ...(errors ? { errors } : {}),
  })
}
