import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ok } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import type { Account } from '../infra/http/context.js'
import { NotFound } from '../infra/http/errors.js'
import { sendFile } from '../infra/http/workbook.js'
import { seasonRecord } from './season-record.js'

/** Hands out everything public about the season as one JSON file, by the published schema. */
export async function fetchSeasonRecord(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { season, today, actor } = request
  if (!season) throw new NotFound('还没有设立换届。')
  const record = await seasonRecord(this.db, season, request.account as Account, today)
  const rows = record.communities.length
  const event = { type: 'statisticsExported', table: 'seasonRecord', format: 'json', rows } as const
  await inTransaction(this.db, async (trx) => ok(await recordEvent(trx, actor, event, null)))
  const name = `${record.place}换届公开数据（${today}）.json`
  return sendFile(reply, `${JSON.stringify(record, null, 2)}\n`, 'application/json; charset=utf-8', name)
}
