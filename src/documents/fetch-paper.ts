import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { NotFound } from '../infra/http/errors.js'
import { findPaper } from './catalogue.js'
import { refuseVotersTo } from './paper-in-view.js'
import { getIssuedPaper } from './queries.js'
import { sendPdf } from './send-pdf.js'

/** A paper as it was issued: the stored bytes, so that every reprint is the same. */
export async function fetchPaper(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { paperId } = request.params as { paperId: string }
  if (!/^[1-9]\d{0,8}$/.test(paperId)) throw new NotFound('没有这份文书。')
  const issued = await getIssuedPaper(this.db, request.election.id, Number(paperId))
  // A key that the catalogue no longer has says nothing about voters: then nobody but insiders.
  refuseVotersTo(request, findPaper(issued.key) ?? { namesVoters: true })
  return sendPdf(reply, issued.content, issued.title, `${issued.key}-${issued.id}`)
}
