import type { FastifyRequest } from 'fastify'
import type { Db } from '../infra/db/database.js'
import { NotFound } from '../infra/http/errors.js'
import { findPaper } from './catalogue.js'
import { refuseVotersTo } from './paper-in-view.js'
import { getIssuedPaper } from './queries.js'

/** The issued paper that an address names, for whoever may read it. */
export async function issuedPaperInView(db: Db, request: FastifyRequest) {
  const { paperId } = request.params as { paperId: string }
  if (!/^[1-9]\d{0,8}$/.test(paperId)) throw new NotFound('没有这份文书。')
  const issued = await getIssuedPaper(db, request.election.id, Number(paperId))
  // A key that the catalogue no longer has says nothing about voters: then nobody but insiders.
  refuseVotersTo(request, findPaper(issued.key) ?? { namesVoters: true })
  return issued
}
