import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { addressId } from './address-id.js'
import { findOpenDesk, issueAsAsked } from './check-in.js'
import type { Desk } from './check-in-queries.js'
import { deskParts, type DeskView } from './desk-page.js'
import { searchDeskVoters } from './desk-voter.js'

/** What the desk's script asks for while somebody types. */
export async function searchCheckIn(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { q = '' } = request.query as { q?: string }
  return reply.send(await searchDeskVoters(this.db, this.sealer, request.election, String(q)))
}

/** The voter whom the desk's script asks about. */
export async function showDeskVoter(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const desk = await findOpenDesk(this, request)
  if (!desk) return reply.redirect(`/elections/${request.election.id}/polling/choose-desk`, 303)
  const { voterId } = request.params as { voterId: string }
  return await deskPart(this, request, reply, desk, { voterId: addressId(voterId) })
}

/** The same as the desk's own form does, with a part of the page for an answer. */
export async function checkInByScript(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const issued = await issueAsAsked(this, request)
  if (!issued) return reply.redirect(`/elections/${request.election.id}/polling/check-in`, 303)
  if (!issued.ok) return await deskPart(this, request, reply, issued.error.desk, issued.error)
  return await deskPart(this, request, reply, issued.value.desk, { issuedIds: issued.value.ids })
}

/** The desk without the frame and the field, for its script to put into their places. */
async function deskPart(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  desk: Desk,
  view: DeskView,
) {
  reply.code(view.refusal === undefined ? 200 : 409)
  const parts = await deskParts(app, request, desk, view)
  const { id } = request.election
  const csrfToken = reply.generateCsrf()
  return reply.part('polling/check-in-by-script.hbs', { ...parts, desk, election: { id }, csrfToken })
}
