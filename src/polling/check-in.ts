import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, type Result, refused } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { idField } from '../infra/http/fields.js'
import { claimForm, readForm } from '../infra/http/forms.js'
import { getVoter } from '../roll/queries.js'
import { addressId } from './address-id.js'
import { type Desk, findDesk, holdOpenStation, insertCheckIn, listCheckInsOf } from './check-in-queries.js'
import { checkDesk, deskPage } from './desk-page.js'
import { issuedText, searchDeskVoters, standingOf } from './desk-voter.js'
import { countIssuedAt } from './queries.js'

/** The desk: a field to find a voter, what was found, and the last ballots handed out. */
export async function showCheckIn(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { q = '', voter = '', issued = '' } = request.query as { q?: string; voter?: string; issued?: string }
  const desk = await findOpenDesk(this, request)
  if (!desk) return reply.redirect(`/elections/${request.election.id}/polling/choose-desk`, 303)
  const voterId = voter === '' ? undefined : addressId(voter)
  return await deskPage(this, request, reply, desk, { q: String(q), voterId, issuedId: String(issued) })
}

async function findOpenDesk(app: FastifyInstance, request: FastifyRequest): Promise<Desk | undefined> {
  const desk = await findDesk(app.db, request.account?.id as number, request.election.round.id)
  return desk?.isOpen ? desk : undefined
}

/** What the desk's script asks for while somebody types. */
export async function searchCheckIn(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { q = '' } = request.query as { q?: string }
  return reply.send(await searchDeskVoters(this.db, this.sealer, request.election, String(q)))
}

const ballotForm = z.object({ voterId: idField, stationId: idField })

export async function checkIn(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const address = `/elections/${request.election.id}/polling/check-in`
  const desk = await findOpenDesk(this, request)
  if (!desk) return reply.redirect(`/elections/${request.election.id}/polling/choose-desk`, 303)
  const form = readForm(ballotForm, request.body)
  if (!form.ok) return reply.redirect(address, 303)
  const { voterId, stationId } = form.value
  if (stationId !== desk.id) {
    const refusal = `您已改到${desk.name}验证发票，请核对后再发。`
    return await deskPage(this, request, reply, desk, { voterId, refusal })
  }
  const issued = await inTransaction<number | undefined, string>(this.db, async (trx) => {
    if (!(await claimForm(trx, request.body, request.now))) return ok(undefined)
    return await issueBallot(trx, request, stationId, voterId)
  })
  if (!issued.ok) return await deskPage(this, request, reply, desk, { voterId, refusal: issued.error })
  return reply.redirect(issued.value === undefined ? address : `${address}?issued=${issued.value}`, 303)
}

/**
 * Hands one ballot to one voter and records both in one transaction; everything is looked at again in it.
 * Answers the check-in's id, or why no ballot was handed out, in Chinese.
 */
export async function issueBallot(
  trx: Trx,
  scene: Pick<FastifyRequest, 'election' | 'actor' | 'today'>,
  stationId: number,
  voterId: number,
): Promise<Result<number, string>> {
  const { election, actor } = scene
  const { id: roundId } = election.round
  const [refusal] = await checkDesk(trx, scene)
  if (refusal) return refused(refusal.message)
  const station = await holdOpenStation(trx, roundId, stationId)
  if (!station) return refused('本站已经结束投票，不能再发票。')
  const voter = await getVoter(trx, election.id, voterId)
  const { state, stateText } = standingOf(voter, undefined, election.form)
  if (state !== 'ready') return refused(`${voter.name}（${voter.voterNumber} 号）${stateText}。`)
  const received = station.received ?? 0
  const checkIn = { roundId, stationId, voterId, at: actor.at, accountId: actor.accountId as number }
  const checkInId = await insertCheckIn(trx, checkIn)
  if (checkInId === undefined) return refused(await alreadyIssued(trx, roundId, voterId))
  if ((await countIssuedAt(trx, roundId, stationId)) > received) {
    return refused(`本站领取的 ${received} 张选票已全部发完，请负责人补领并登记后再发。`)
  }
  await recordEvent(trx, actor, { type: 'voterCheckedIn', checkInId, stationId, voterId }, election.id)
  return ok(checkInId)
}

async function alreadyIssued(trx: Trx, roundId: number, voterId: number): Promise<string> {
  const [checkIn] = await listCheckInsOf(trx, roundId, [voterId])
  if (!checkIn) return '刚才有别的发票台同时办理了这名选民，请重新查找后再办。'
  return `${checkIn.name}（${checkIn.voterNumber} 号）${issuedText(checkIn)}，不能再发第二张。`
}
