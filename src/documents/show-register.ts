import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { listIssuedPapers } from './queries.js'
import { registerRow } from './register-row.js'

/** Every paper issued in an election in its order: in force, replaced or withdrawn. Numbers have no gap. */
export async function showRegister(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const papers = await listIssuedPapers(this.db, request.election.id)
  const rows = papers.map((paper) => registerRow(request, paper, papers))
  return await reply.page('documents/show-register.hbs', {
    title: '文书登记簿',
    rows,
    count: rows.length,
    inForce: rows.filter(({ isInForce }) => isInForce).length,
    mayIssue: ['electionOfficer', 'townshipOfficer'].includes(request.account?.role ?? ''),
  })
}
