import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { NotFound } from '../infra/http/errors.js'
import { pageNumber } from '../infra/http/fields.js'
import { asRollVoter } from './base-queries.js'
import { getImport } from './import-queries.js'
import { countMissing, listMissing } from './merge-queries.js'
import { importIdOf } from './review-import.js'

const rowsPerPage = 50

/**
 * People whom an earlier register put on the roll and whom this one does not name: listed for a person to look into.
 * Nobody leaves the roll by being left out of a file.
 */
export async function showMissingVoters(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election } = request
  const register = await getImport(this.db, election.id, importIdOf(request))
  if (register.state !== 'staged' && register.state !== 'committed') throw new NotFound()
  const roll = `/elections/${election.id}/roll`
  const href = `${roll}/imports/${register.id}`
  const total = await countMissing(this.db, election.id, register.id)
  const pages = Math.max(1, Math.ceil(total / rowsPerPage))
  const page = Math.min(pageNumber((request.query as { page?: string }).page), pages)
  const rows = await listMissing(this.db, election.id, register.id, page, rowsPerPage)
  return await reply.page('roll/missing-voters.hbs', {
    title: `名册里没有的人：${register.fileName}`,
    register: { fileName: register.fileName, href },
    total,
    voters: rows.map(asRollVoter).map((voter) => ({
      ...voter,
      sexText: voter.sex === 'male' ? '男' : '女',
      href: `${roll}/voters/${voter.id}`,
    })),
    pager: {
      total,
      unit: '人',
      page,
      pages,
      previous: page > 1 ? `${href}/missing?page=${page - 1}` : '',
      next: page < pages ? `${href}/missing?page=${page + 1}` : '',
    },
  })
}
