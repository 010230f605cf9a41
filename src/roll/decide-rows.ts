import { setImmediate as nextTurn } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ok, refused } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { Conflict } from '../infra/http/errors.js'
import { dropImportFile, getImport, updateImport } from './import-queries.js'
import { type Decision, decideAllRows, decideRow, deleteSomeRows } from './register-row-queries.js'
import { importIdOf, narrowedBy } from './review-import.js'
import { placeOf } from './review-row.js'

interface DecisionBody {
  readonly [field: string]: unknown
  readonly version?: string
  readonly all?: string
  readonly show?: string
  readonly code?: string
  readonly page?: string
}

/**
 * What a person decided about rows with warnings: each row by itself, or all undecided ones that the page is
 * narrowed down to. Only such rows are touched, whatever the form says.
 */
export async function decideImportRows(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, actor } = request
  const body = (request.body ?? {}) as DecisionBody
  const register = await getImport(this.db, election.id, importIdOf(request))
  if (register.state !== 'staged') throw new Conflict('这份名册已经导入或放弃，不能再改。')
  const saved = await inTransaction(this.db, async (trx) => {
    const decided = await decide(trx, register.id, body)
    const count = decided.accept.length + decided.refuse.length
    if (count === 0) return ok(0)
    if (!(await updateImport(trx, register.id, Number(body.version)))) return refused('stale' as const)
    const event = {
      type: 'registerRowsDecided',
      importId: register.id,
      accepted: decided.accept,
      refused: decided.refuse,
    } as const
    await recordEvent(trx, actor, event, election.id)
    return ok(count)
  })
  if (!saved.ok) throw new Conflict()
  reply.flash(saved.value > 0 ? `已记下对 ${saved.value} 行的决定。` : '没有新的决定。')
  const query = new URLSearchParams({
    ...narrowedBy(body),
    page: /^\d{1,6}$/.test(String(body.page)) ? String(body.page) : '1',
  })
  return reply.redirect(`/elections/${election.id}/roll/imports/${register.id}?${query.toString()}#rows`, 303)
}

/** The places of the rows that were decided, by decision. */
async function decide(trx: Trx, importId: number, body: DecisionBody): Promise<Record<Decision, string[]>> {
  const decided: Record<Decision, string[]> = { accept: [], refuse: [] }
  if (isDecision(body.all)) {
    const { show, code } = narrowedBy(body)
    // Only rows that wait are decided together; narrowed down to others, there are none.
    const waiting = show === 'changed' ? 'changed' : show === '' || show === 'undecided' ? 'undecided' : undefined
    const rows = waiting ? await decideAllRows(trx, importId, { show: waiting, code }, body.all) : []
    decided[body.all] = rows.map(placeOf)
    return decided
  }
  for (const [field, decision] of Object.entries(body)) {
    const rowId = /^row-([1-9]\d{0,9})$/.exec(field)?.[1]
    if (rowId === undefined || !isDecision(decision)) continue
    const row = await decideRow(trx, importId, Number(rowId), decision)
    if (row) decided[decision].push(placeOf(row))
  }
  return decided
}

const isDecision = (value: unknown): value is Decision => value === 'accept' || value === 'refuse'

/** Gives a register up: its rows and its file are thrown away, that it was uploaded stays known. */
export async function discardImport(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, actor } = request
  const register = await getImport(this.db, election.id, importIdOf(request))
  const mayDiscard = register.state === 'staged' || (register.state === 'refused' && register.fileId !== null)
  if (!mayDiscard) throw new Conflict('这份名册已经导入或放弃，不能再改。')
  const discarded = await inTransaction(this.db, async (trx) => {
    if (!(await updateImport(trx, register.id, register.version, { state: 'discarded' })))
      return refused('stale' as const)
    await dropImportFile(trx, register.id)
    return ok(await recordEvent(trx, actor, { type: 'registerDiscarded', importId: register.id }, election.id))
  })
  if (!discarded.ok) throw new Conflict()
  // In pieces: of a large register this takes a while, and others want to write. What is left is nobody's.
  while (await deleteSomeRows(this.db, register.id)) await nextTurn()
  reply.flash('这份名册已放弃，没有列入名单。')
  return reply.redirect(`/elections/${election.id}/roll/import-register`, 303)
}
