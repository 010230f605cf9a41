import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ageOn } from '../lib/plain-date.js'
import { queryText } from '../infra/http/fields.js'
import { listGroupNames, searchVoters } from '../roll/queries.js'
import { checkTallyOpen } from './tally-open.js'

const most = 8

/**
 * Voters of this election's roll whose names begin with or hold what is being typed, for completing a name written in:
 * the name, and of namesakes no more than tells them apart. Whoever types looks for names alone: no numbers, no addresses.
 */
export async function suggestNames(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election } = request
  const text = queryText(request.query, 'q').slice(0, 20)
  const isName = /^[\p{Script=Han}\p{Script=Latin}〇·• ]+$/u.test(text)
  const isOpen = (await checkTallyOpen(this.db, election)).length === 0
  const found = isName && isOpen ? await searchVoters(this.db, this.sealer, election.id, text, 5 * most) : []
  // The search also knows addresses; whose name has nothing of what was typed was found by one.
  const isHan = /\p{Script=Han}/u.test(text)
  const named = found.filter(({ name }) => !isHan || name.includes(text.replace(/\s/g, ''))).slice(0, most)
  const groups =
    named.length > 0
      ? await listGroupNames(
          this.db,
          election.id,
          named.map((one) => one.residentsGroup),
        )
      : []
  return reply.header('cache-control', 'no-store').send({
    names: named.map(({ name, birthDate }, index) => ({
      name,
      about: `${groups[index] ?? ''}　${ageOn(birthDate, election.round.votingDay)}岁`,
    })),
  })
}
