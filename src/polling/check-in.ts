import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, refused } from '../lib/result.js'
import { inTransaction } from '../infra/db/database.js'
import { idField } from '../infra/http/fields.js'
import { claimForm, readForm } from '../infra/http/forms.js'
import { addressId } from './address-id.js'
import { type Desk, findDesk } from './check-in-queries.js'
import { deskPage } from './desk-page.js'
import { type BallotsWanted, issueBallots } from './issue-ballots.js'

/** The desk: a field to find a voter, what was found, and the last ballots handed out. */
export async function showCheckIn(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { q = '', voter = '', issued = '' } = request.query as { q?: string; voter?: string; issued?: string }
  const desk = await findOpenDesk(this, request)
  if (!desk) return reply.redirect(`/elections/${request.election.id}/polling/choose-desk`, 303)
  const voterId = voter === '' ? undefined : addressId(voter)
  const issuedIds = String(issued).split('-').map(addressId)
  return await deskPage(this, request, reply, desk, { q: String(q), voterId, issuedIds })
}

/** Where the account sits, if the station is open. */
export async function findOpenDesk(
  app: Pick<FastifyInstance, 'db'>,
  request: Pick<FastifyRequest, 'account' | 'election'>,
): Promise<Desk | undefined> {
  const desk = await findDesk(app.db, request.account?.id as number, request.election.round.id)
  return desk?.isOpen ? desk : undefined
}

/** `own`, or the key of a grant; a browser sends one ticked box as text and several as a list. */
const ballotsField = z
  .union([z.string(), z.array(z.string())])
  .default([])
  .transform((value) => [value].flat())
  .pipe(z.array(z.string().regex(/^(own|[1-9]\d{0,8})$/)))

const issueForm = z
  .object({ voterId: idField, stationId: idField, ballots: ballotsField })
  .transform(({ voterId, stationId, ballots }): BallotsWanted => {
    const grantIds = ballots.filter((ballot) => ballot !== 'own').map(Number)
    return { voterId, stationId, own: ballots.includes('own'), grantIds: [...new Set(grantIds)] }
  })

interface Issued {
  readonly desk: Desk
  readonly voterId: number
  /** The check-ins made; none when this very form was carried out before. */
  readonly ids: readonly number[]
}

/** Undefined when there is no open desk or no form to be read: the desk's page says what there is to do. */
export async function issueAsAsked(
  app: Pick<FastifyInstance, 'db'>,
  request: Pick<FastifyRequest, 'account' | 'election' | 'actor' | 'now' | 'today' | 'body'>,
) {
  const desk = await findOpenDesk(app, request)
  const form = readForm(issueForm, request.body)
  if (!desk || !form.ok) return undefined
  const { voterId, stationId } = form.value
  if (stationId !== desk.id) {
    return refused({ desk, voterId, refusal: `您已改到${desk.name}验证发票，请核对后再发。` })
  }
  const issued = await inTransaction<readonly number[], string>(app.db, async (trx) => {
    if (!(await claimForm(trx, request.body, request.now))) return ok([])
    return await issueBallots(trx, request, form.value)
  })
  if (!issued.ok) return refused({ desk, voterId, refusal: issued.error })
  return ok<Issued>({ desk, voterId, ids: issued.value })
}

export async function checkIn(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const address = `/elections/${request.election.id}/polling/check-in`
  const issued = await issueAsAsked(this, request)
  if (!issued) return reply.redirect(address, 303)
  if (!issued.ok) return await deskPage(this, request, reply, issued.error.desk, issued.error)
  const { ids } = issued.value
  return reply.redirect(ids.length === 0 ? address : `${address}?issued=${ids.join('-')}`, 303)
}
