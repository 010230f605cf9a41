import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { idField } from '../infra/http/fields.js'
import { type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import { findDesk, takeDesk } from './check-in-queries.js'
import { listStations } from './queries.js'
import { stationState } from './station-text.js'

export async function showDesks(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await desksPage(this, request, reply)
}

async function desksPage(app: FastifyInstance, request: FastifyRequest, reply: FastifyReply, errors?: FormErrors) {
  const { election, account } = request
  const stations = await listStations(app.db, election.round.id)
  const open = stations.filter(({ openedAt, closedAt }) => openedAt !== null && closedAt === null)
  const desk = await findDesk(app.db, account?.id as number, election.round.id)
  return await reply.code(errors ? 422 : 200).page('polling/choose-desk.hbs', {
    title: '选择投票站',
    isAnyOpen: open.length > 0,
    stationId: desk?.id ?? (open.length === 1 ? open[0]?.id : ''),
    choices: open.map(({ id, name, place }) => ({ value: id, text: name, note: place })),
    stations: stations.map((station) => ({ name: station.name, stateText: stationState(station).text })),
    errors,
  })
}

export async function chooseDesk(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, account, actor } = request
  const form = readForm(z.object({ stationId: idField }), request.body)
  if (!form.ok)
    return await desksPage(this, request, reply, formErrors([{ field: 'stationId', message: '请选择您所在的投票站' }]))
  const { stationId } = form.value
  const stations = await listStations(this.db, election.round.id)
  const station = stations.find(
    ({ id, openedAt, closedAt }) => id === stationId && openedAt !== null && closedAt === null,
  )
  if (!station) {
    return await desksPage(
      this,
      request,
      reply,
      formErrors([{ field: 'stationId', message: '这个投票站现在没有开放，请另选' }]),
    )
  }
  await inTransaction(this.db, async (trx) => {
    await takeDesk(trx, account?.id as number, stationId)
    return ok(await recordEvent(trx, actor, { type: 'deskTaken', stationId }, election.id))
  })
  return reply.redirect(`/elections/${election.id}/polling/check-in`, 303)
}
