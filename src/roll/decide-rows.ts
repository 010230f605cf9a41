import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ok, refused } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { Conflict } from '../infra/http/errors.js'
import { isForDecision } from './import-outcome.js'
import { decideRows, emptyImport, updateImport } from './import-queries.js'
import { isShown, loadImport, narrowedBy, type OutcomeRow } from './review-import.js'
import { placeOf } from './review-row.js'

type Decision = 'accept' | 'refuse'

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
  const { register, rows } = await loadImport(this, request)
  if (register.state !== 'staged') throw new Conflict('这份名册已经导入或放弃，不能再改。')
  const decidable = rows.filter((row) => isForDecision(row, row.outcome))
  const decisions = body.all === undefined ? oneByOne(decidable, body) : allAtOnce(decidable, body)
  const idsOf = (wanted: Decision) => decisions.filter(({ decision }) => decision === wanted).map(({ row }) => row.id)
  const placesOf = (wanted: Decision) =>
    decisions.filter(({ decision }) => decision === wanted).map(({ row }) => placeOf(row))
  if (decisions.length > 0) {
    const saved = await inTransaction(this.db, async (trx) => {
      if (!(await updateImport(trx, register.id, Number(body.version)))) return refused('stale' as const)
      await decideRows(trx, idsOf('accept'), 'accept')
      await decideRows(trx, idsOf('refuse'), 'refuse')
      const event = {
        type: 'registerRowsDecided',
        importId: register.id,
        accepted: placesOf('accept'),
        refused: placesOf('refuse'),
      } as const
      return ok(await recordEvent(trx, actor, event, election.id))
    })
    if (!saved.ok) throw new Conflict()
  }
  reply.flash(decisions.length > 0 ? `已记下对 ${decisions.length} 行的决定。` : '没有新的决定。')
  const query = new URLSearchParams({
    ...narrowedBy(body),
    page: /^\d{1,6}$/.test(String(body.page)) ? String(body.page) : '1',
  })
  return reply.redirect(`/elections/${election.id}/roll/imports/${register.id}?${query.toString()}#rows`, 303)
}

interface Decided {
  readonly row: OutcomeRow
  readonly decision: Decision
}

function oneByOne(rows: readonly OutcomeRow[], body: DecisionBody): Decided[] {
  return rows.flatMap((row) => {
    const decision = body[`row-${row.id}`]
    return (decision === 'accept' || decision === 'refuse') && decision !== row.decision ? [{ row, decision }] : []
  })
}

function allAtOnce(rows: readonly OutcomeRow[], body: DecisionBody): Decided[] {
  const { all } = body
  if (all !== 'accept' && all !== 'refuse') return []
  const narrowed = narrowedBy(body)
  return rows
    .filter((row) => row.outcome === 'undecided' && isShown(row, narrowed))
    .map((row) => ({ row, decision: all }))
}

/** Gives a register up: its rows and its file are thrown away, that it was uploaded stays known. */
export async function discardImport(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, actor } = request
  const { register } = await loadImport(this, request)
  if (register.state !== 'staged' && register.state !== 'reading')
    throw new Conflict('这份名册已经导入或放弃，不能再改。')
  const discarded = await inTransaction(this.db, async (trx) => {
    if (!(await updateImport(trx, register.id, register.version, { state: 'discarded' })))
      return refused('stale' as const)
    await emptyImport(trx, register.id)
    return ok(await recordEvent(trx, actor, { type: 'registerDiscarded', importId: register.id }, election.id))
  })
  if (!discarded.ok) throw new Conflict()
  reply.flash('这份名册已放弃，没有列入名单。')
  return reply.redirect(`/elections/${election.id}/roll/import-register`, 303)
}
