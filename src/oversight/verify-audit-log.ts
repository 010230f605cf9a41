import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ok } from '../lib/result.js'
import { inTransaction } from '../infra/db/database.js'
import { titleOfTable } from '../infra/db/sealed-tables.js'
import { claimForm } from '../infra/http/forms.js'
import { progressOf } from '../infra/jobs/job-progress.js'
import { findJob, queueJob } from '../infra/jobs/job-queries.js'
import { checkpointFaultText, linkText, rowText } from './log-words.js'
import { type VerifyOutcome, verifySubject, type VerifyWork } from './verify-job.js'

/** How the last check went, or how far the one under way is. */
export async function showVerifyAuditLog(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const job = await findJob(this.db, verifySubject)
  const progress = job ? await progressOf(this.db, job, '条') : undefined
  if ((request.query as { format?: string }).format === 'json') return await reply.send(progress ?? { isActive: false })
  const outcome = job?.state === 'done' ? (JSON.parse(job.outcome ?? '{}') as VerifyOutcome) : undefined
  return await reply.page('oversight/verify-audit-log.hbs', {
    title: '核对日志和资料',
    isActive: progress?.isActive ?? false,
    progress: { ...progress, address: '/audit-log/verify?format=json' },
    isNever: job === undefined,
    hasFailed: job?.state === 'failed' || job?.state === 'cancelled',
    mayBrowse: request.account?.role === 'bureauAuditor',
    result: outcome ? resultOf(outcome) : null,
  })
}

function resultOf({ links, brokenRows, lists, checkpoints = [], ...outcome }: VerifyOutcome) {
  const address = (sequence: number | null) => (sequence === null ? '' : `/audit-log?before=${sequence + 1}`)
  return {
    ...outcome,
    isWhole: links.length + brokenRows.length + lists.length + checkpoints.length === 0,
    links: links.map(({ sequence, what }) => ({ sequence, text: linkText[what], address: address(sequence) })),
    rows: brokenRows.map(({ table, key, what, sequence }) => ({
      ...{ title: titleOfTable(table), key, text: rowText[what] },
      ...{ sequence: sequence ?? '', hasEvent: sequence !== null, address: address(sequence) },
    })),
    lists,
    checkpoints: checkpoints.map(({ sequence, what }) => ({ sequence, text: checkpointFaultText[what] })),
    rowCount: outcome.rows,
  }
}

/** Has everything gone through once more; one check at a time. */
export async function verifyAuditLog(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { account, actor } = request
  const input: VerifyWork = { actor, isAtStart: false }
  await inTransaction(this.db, async (trx) => {
    if (!(await claimForm(trx, request.body, request.now))) return ok(undefined)
    const job = { kind: 'verifyLog', subject: verifySubject, electionId: null, input }
    return ok(await queueJob(trx, { ...job, requestedBy: account?.id as number }))
  })
  await this.jobs.wake()
  return reply.redirect('/audit-log/verify', 303)
}
