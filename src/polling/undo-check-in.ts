import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok } from '../lib/result.js'
import type { AuditEvent } from '../infra/audit-log/events.js'
import { recordEvents } from '../infra/audit-log/record-event.js'
import { type Db, inTransaction, type Trx } from '../infra/db/database.js'
import { Conflict, Forbidden, NotFound } from '../infra/http/errors.js'
import { textField } from '../infra/http/fields.js'
import { type FormErrors, readForm } from '../infra/http/forms.js'
import { addressId } from './address-id.js'
import { type CheckIn, findCheckIn, holdOpenStation, listLastCheckIns, undoCheckIn } from './check-in-queries.js'
import { issuedText } from './check-in-text.js'
import { lastShown } from './desk-page.js'
import { reviveGrant } from './proxy-queries.js'

const undoForm = z.object({ reason: textField(100, '请写明撤销的原因') })

/**
 * The check-in of the address, if it may be undone by this person: the officer any, a clerk their own among
 * the last ones that the desk shows.
 */
async function getUndoable(db: Db, { election, account, params }: FastifyRequest): Promise<CheckIn> {
  const { checkInId } = params as { checkInId: string }
  const checkIn = await findCheckIn(db, election.round.id, addressId(checkInId))
  if (!checkIn) throw new NotFound('没有这条领票记录，可能已经撤销。')
  if (account?.role === 'electionOfficer') return checkIn
  const own = await listLastCheckIns(db, election.round.id, account?.id as number, checkIn.stationId, lastShown)
  if (own.some(({ id }) => id === checkIn.id)) return checkIn
  throw new Forbidden(`您只能撤销自己最近 ${lastShown} 次发票。更早的或别人办的，请选举委员会负责人撤销。`)
}

export async function showUndo(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await undoPage(this, request, reply)
}

async function undoPage(app: FastifyInstance, request: FastifyRequest, reply: FastifyReply, errors?: FormErrors) {
  const checkIn = await getUndoable(app.db, request)
  const { reason = '' } = (request.body ?? {}) as { reason?: string }
  return await reply.code(errors ? 422 : 200).page('polling/undo-check-in.hbs', {
    title: '撤销发票',
    checkIn: { ...checkIn, text: issuedText(checkIn) },
    revivesGrant: checkIn.grantId !== null && checkIn.proxyId === null,
    form: { reason },
    errors,
  })
}

export async function undo(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, actor, account } = request
  const form = readForm(undoForm, request.body)
  if (!form.ok) return await undoPage(this, request, reply, form.error)
  const { reason } = form.value
  const { name, voterNumber } = await getUndoable(this.db, request)
  await inTransaction(this.db, async (trx) => {
    const checkIn = await getUndoable(trx, request)
    const { id, stationId, voterId } = checkIn
    if (!(await holdOpenStation(trx, election.round.id, stationId))) {
      throw new Conflict('这个投票站已经结束投票并结账，不能再撤销发票。')
    }
    if (!(await undoCheckIn(trx, id, { at: actor.at, accountId: account?.id as number, reason }))) {
      throw new Conflict('这条领票记录刚刚已被撤销。')
    }
    const event = { type: 'checkInUndone', checkInId: id, stationId, voterId, reason } as const
    return ok(await recordEvents(trx, actor, [event, ...(await revived(trx, checkIn, reason))], election.id))
  })
  reply.flash(`已撤销 ${name}（${voterNumber} 号）的发票，请收回选票。`)
  return reply.redirect(`/elections/${election.id}/polling/check-in`, 303)
}

/** A principal's own ballot ended the grant; taken back, the grant stands as before. */
async function revived(trx: Trx, { proxyId, grantId }: CheckIn, reason: string): Promise<AuditEvent[]> {
  if (grantId === null || proxyId !== null) return []
  const number = await reviveGrant(trx, grantId)
  return number === undefined ? [] : [{ type: 'proxyGrantRevived', grantId, number, reason }]
}
