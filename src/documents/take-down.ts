import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { NotFound } from '../infra/http/errors.js'
import { dateField } from '../infra/http/fields.js'
import { claimForm, readForm } from '../infra/http/forms.js'
import { getPosting, takeDown } from './posting-queries.js'

const downForm = z.object({ takenDownOn: dateField })

/** The posting that an address names. */
export function postingIdOf(request: FastifyRequest): number {
  const { postingId } = request.params as { postingId: string }
  if (!/^[1-9]\d{0,8}$/.test(postingId)) throw new NotFound('没有这一次张贴。')
  return Number(postingId)
}

/** Records that a sheet was taken off the wall; a day that cannot be is refused in a sentence. */
export async function takeDownPosting(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, actor, today, now } = request
  const posting = await getPosting(this.db, election.id, postingIdOf(request))
  const list = `/elections/${election.id}/documents/postings`
  const form = readForm(downForm, request.body)
  const on = form.ok ? form.value.takenDownOn : undefined
  if (on === undefined || on > today || on < posting.postedOn) {
    reply.flash('没有登记：揭下的日期应在张贴之后，最迟今天，按 2027-05-20 的样子填写。')
    return reply.redirect(list, 303)
  }
  const done = await inTransaction(this.db, async (trx) => {
    if (!(await claimForm(trx, request.body, now)) || !(await takeDown(trx, posting.id, on))) return ok(false)
    const event = { type: 'paperTakenDown', postingId: posting.id, place: posting.place, on } as const
    await recordEvent(trx, actor, event, election.id)
    return ok(true)
  })
  reply.flash(done.ok && done.value ? `已登记揭下：${posting.place}。` : '这一张早已登记揭下。')
  return reply.redirect(list, 303)
}
