import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { NotFound } from '../infra/http/errors.js'
import { sendFile } from '../infra/http/workbook.js'
import { sendPdf } from '../documents/queries.js'
import { checkpointOf, type CheckpointRow, findCheckpoint } from './checkpoint-queries.js'
import { setCheckpoint } from './checkpoint-sheet.js'

async function checkpointInView(app: FastifyInstance, request: FastifyRequest): Promise<CheckpointRow> {
  const { sequence } = request.params as { sequence: string }
  const row = /^[1-9]\d{0,8}$/.test(sequence) ? await findCheckpoint(app.db, Number(sequence)) : undefined
  if (!row) throw new NotFound('没有这份存证。')
  return row
}

/** The sheet of a checkpoint, to be signed by hand and kept elsewhere. */
export async function fetchCheckpointSheet(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const row = await checkpointInView(this, request)
  const { bytes } = await setCheckpoint(checkpointOf(row), row.madeByName)
  return sendPdf(reply, bytes, `操作日志存证单（第${row.sequence}条）`, `checkpoint-${row.sequence}`)
}

/** The same as data, by the published schema. */
export async function fetchCheckpoint(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const row = await checkpointInView(this, request)
  const text = `${JSON.stringify(checkpointOf(row), null, 2)}\n`
  return sendFile(reply, text, 'application/json; charset=utf-8', `操作日志存证（第${row.sequence}条）.json`)
}
