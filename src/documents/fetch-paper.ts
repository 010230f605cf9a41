import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { issuedPaperInView } from './issued-in-view.js'
import { sendPdf } from './send-pdf.js'

/** A paper as it was issued: the stored bytes, so that every reprint is the same. */
export async function fetchPaper(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { content, title, key, id } = await issuedPaperInView(this.db, request)
  return sendPdf(reply, content, title, `${key}-${id}`)
}
