import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ok } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { NotFound } from '../infra/http/errors.js'
import { findRecord } from './record-queries.js'
import { roundInView } from './vote-facts.js'

/**
 * Hands out the record of a declared round (`?round=`, of an earlier count `?count=`), the same bytes every time. It holds nothing that the notices
 * and the return do not, so observers may have it too: they are the ones who count again. The log tells who took it.
 */
export async function downloadRecord(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election } = request
  const round = await roundInView(this.db, election, request.query)
  const { count } = request.query as { readonly count?: string }
  const record = await findRecord(this.db, round.id, /^\d{1,4}$/.test(count ?? '') ? Number(count) : undefined)
  if (!record) throw new NotFound('这一轮的结果还没有宣布，没有选举记录。')
  const { content, fingerprint } = record
  await inTransaction<'done', never>(this.db, async (trx) => {
    const event = { type: 'recordExported', roundId: round.id, hash: fingerprint } as const
    await recordEvent(trx, request.actor, event, election.id)
    return ok('done' as const)
  })
  const title = `选举记录-${election.communityName}-第${election.termNumber}届-第${round.number}轮`
  const plain = `election-record-${election.id}-${round.number}`
  return await reply
    .type('application/json; charset=utf-8')
    .header(
      'content-disposition',
      `attachment; filename="${plain}.json"; filename*=UTF-8''${encodeURIComponent(title)}.json`,
    )
    .send(content)
}
