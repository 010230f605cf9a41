import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { titleOfTable } from '../infra/db/sealed-tables.js'
import { NotFound } from '../infra/http/errors.js'
import { eventInWords } from './event-facts.js'
import { headOf, logHomeOf, logScopeOf, namingFor } from './log-in-view.js'
import { listEventsBySequence, listSealedWith } from './log-queries.js'
import { getChainHead } from './queries.js'

/** Named of the rows that an event changed: a register of thousands names them all by their number. */
const rowsNamed = 50

/** One event whole: what it says, what stood there before, which rows it changed, and its links of the chain. */
export async function showEvent(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { sequence: text } = request.params as { sequence: string }
  const scope = logScopeOf(request)
  const [event] = /^[1-9]\d{0,8}$/.test(text) ? await listEventsBySequence(this.db, [Number(text)]) : []
  const isTheirs =
    event !== undefined &&
    (scope.electionId === undefined || event.electionId === scope.electionId) &&
    (scope.accountId === undefined || event.accountId === scope.accountId)
  if (!isTheirs) throw new NotFound('没有这条记录，或者它不在您能看的范围内。')
  const rows = await listSealedWith(this.db, event.sequence, rowsNamed + 1)
  const naming = await namingFor(this, request, [event])
  const home = logHomeOf(scope)
  const { sequence: last } = await getChainHead(this.db)
  return await reply.page('oversight/show-event.hbs', {
    title: `操作日志第 ${event.sequence} 条`,
    home,
    event: { ...headOf(event), ...eventInWords(event.type, event.content, naming, true) },
    hash: grouped(event.hash),
    previousHash: grouped(event.previousHash),
    previousInElection: event.previousInElection === null ? '' : grouped(event.previousInElection),
    sealed: event.sealed === '' ? '' : grouped(event.sealed),
    rows: rows.slice(0, rowsNamed).map(({ tableName, rowKey, hash }) => ({
      ...{ title: titleOfTable(tableName), key: rowKey, what: hash === '' ? '删除' : '新增或改动' },
    })),
    hasMoreRows: rows.length > rowsNamed,
    rowsNamed,
    isWholeLog: scope.electionId === undefined,
    earlier: event.sequence > 1 ? `${home}/${event.sequence - 1}` : '',
    later: event.sequence < last ? `${home}/${event.sequence + 1}` : '',
  })
}

/** In groups that can be compared by eye. */
function grouped(hash: string): string {
  return hash.match(/.{1,8}/g)?.join(' ') ?? ''
}
