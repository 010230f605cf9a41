import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ok } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { boxInView } from './show-mobile-box.js'

/** Why the voters of a mobile box need it: sensitive, so every look is recorded (Personal Information Protection Law, arts. 28, 51). */
export async function showBoxReasons(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, actor } = request
  const { station, users } = await boxInView(this.db, request)
  const event = { type: 'mobileBoxReasonsSeen', stationId: station.id, entries: users.length } as const
  await inTransaction(this.db, async (trx) => ok(await recordEvent(trx, actor, event, election.id)))
  return await reply.header('cache-control', 'no-store').page('polling/show-box-reasons.hbs', {
    title: `${station.name}：申请事由`,
    station,
    users: users.map(({ sealedReason, ...user }) => ({ ...user, reason: this.sealer.unsealText(sealedReason) })),
  })
}
