import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ok } from '../lib/result.js'
import { ballotTitle } from '../rules/ballot-content.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { Conflict } from '../infra/http/errors.js'
import { type BallotDesign, getBallotFiles } from '../polling/queries.js'
import { ballotInView } from './ballot-in-view.js'
import { sendPdf } from './send-pdf.js'

function fileName({ content, number }: BallotDesign, word: string): string {
  const { body, paper } = ballotTitle(content)
  return `${body}${paper}（第${number}稿，${word}）`
}

/** The ballot with 样票 across it: for approving, for posting, for explaining how to vote. */
export async function fetchSample(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { design } = await ballotInView(this.db, request)
  const { samplePdf } = await getBallotFiles(this.db, design.id)
  return sendPdf(reply, samplePdf, fileName(design, '样票'), `ballot-sample-${design.id}`)
}

/** The bytes that were approved, for the printer: only while the design is frozen and true. */
export async function fetchPrint(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { design, differences } = await ballotInView(this.db, request)
  if (design.state !== 'frozen') throw new Conflict('这份选票还没有经两人核准定稿，不能付印。')
  if (differences.length > 0) throw new Conflict(`这份选票已经过时，不能付印：${differences.join('')}`)
  const { printPdf } = await getBallotFiles(this.db, design.id)
  await inTransaction(this.db, async (trx) => {
    const facts = { designId: design.id, number: design.number, sha256: design.printSha256 }
    await recordEvent(trx, request.actor, { type: 'ballotFetched', ...facts }, request.election.id)
    return ok(undefined)
  })
  return sendPdf(reply, printPdf, fileName(design, '印刷稿'), `ballot-print-${design.id}`)
}

/** Where every box of the ballot is, for a program that reads scans. */
export async function fetchGeometry(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { design } = await ballotInView(this.db, request)
  const { geometry } = await getBallotFiles(this.db, design.id)
  return reply.type('application/json; charset=utf-8').send(geometry)
}
