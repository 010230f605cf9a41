import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ok } from '../lib/result.js'
import type { BrokenLink } from '../infra/audit-log/check-chain.js'
import type { BrokenRow } from '../infra/audit-log/check-rows.js'
import { inTransaction } from '../infra/db/database.js'
import { titleOfTable } from '../infra/db/sealed-tables.js'
import { claimForm } from '../infra/http/forms.js'
import { progressOf } from '../infra/jobs/job-progress.js'
import { findJob, queueJob } from '../infra/jobs/job-queries.js'
import { type VerifyOutcome, verifySubject, type VerifyWork } from './verify-job.js'

const linkText: Readonly<Record<BrokenLink['what'], string>> = {
  changed: '内容与它的指纹不符，被改动过',
  unlinked: '接不上前一条：有记录被改动、插入或者调换过',
  strayed: '接不上同一次选举的前一条',
  missing: '这一条不见了',
  added: '日志末尾的登记以外，多出来的',
  seals: '它经手的资料，封条被改动、增减或者调换过',
  end: '与日志末尾的登记不符',
}

const rowText: Readonly<Record<BrokenRow['what'], string>> = {
  changed: '内容与封存时不符，被改动过',
  added: '多出来的，没有日志说明它从何而来',
  gone: '不见了，没有日志说明删除过',
}

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

function resultOf({ links, brokenRows, lists, ...outcome }: VerifyOutcome) {
  const address = (sequence: number | null) => (sequence === null ? '' : `/audit-log?before=${sequence + 1}`)
  return {
    ...outcome,
    isWhole: links.length + brokenRows.length + lists.length === 0,
    links: links.map(({ sequence, what }) => ({ sequence, text: linkText[what], address: address(sequence) })),
    rows: brokenRows.map(({ table, key, what, sequence }) => ({
      ...{ title: titleOfTable(table), key, text: rowText[what] },
      ...{ sequence: sequence ?? '', hasEvent: sequence !== null, address: address(sequence) },
    })),
    lists,
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
