import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { longDate } from '../lib/chinese-text.js'
import { ok, refused } from '../lib/result.js'
import { findMilestone } from '../rules/stages.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { type Db, inTransaction } from '../infra/db/database.js'
import { isUniqueViolation } from '../infra/db/dialect.js'
import { Conflict, NotFound } from '../infra/http/errors.js'
import { textField, versionField } from '../infra/http/fields.js'
import { type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import type { UploadInMemory } from '../infra/http/uploads.js'
import { evidenceTypeText, sendEvidence, sizeText, takeEvidence } from '../roll/queries.js'
import { listMilestones } from '../timetable/queries.js'
import { addressId } from './address-id.js'
import { endGrant, findProxyScan, getGrant, type Grant, insertProxyScan } from './proxy-queries.js'
import { grantState, mannerText, relationText } from './proxy-words.js'

type Typed = Readonly<Record<string, unknown>>

/** One grant as it is in the register, the scan of its paper, and how it is withdrawn. */
export async function showProxy(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await grantPage(this.db, request, reply)
}

async function grantOf(db: Db, request: FastifyRequest): Promise<Grant> {
  const { grantId } = request.params as { grantId: string }
  return await getGrant(db, request.election.round.id, addressId(grantId))
}

async function grantPage(db: Db, request: FastifyRequest, reply: FastifyReply, typed?: Typed, errors?: FormErrors) {
  const grant = await grantOf(db, request)
  const scan = await findProxyScan(db, grant.id)
  const { principal, proxy, number } = grant
  return await reply.code(errors ? 422 : 200).page('polling/show-proxy.hbs', {
    title: `第 ${number} 号委托`,
    grant: {
      ...grant,
      relationText: relationText(grant.relation),
      mannerText: mannerText[grant.manner],
      appliedText: longDate(grant.appliedOn),
      postedText: grant.postedOn === null ? '还没有公布' : `${longDate(grant.postedOn)}公布`,
      explanation: grant.explanation ?? '',
    },
    state: grantState(grant),
    ended:
      grant.entry === 'registered'
        ? false
        : { reason: grant.endedReason, article: grant.endedArticle ?? '', by: grant.endedByName, at: grant.endedAt },
    isVoted: grant.state === 'voted',
    mayCancel: grant.state === 'open' && (await isBeforeClose(db, request)),
    scanText: scan ? `${evidenceTypeText(scan.mediaType)}，${sizeText(scan.size)}` : '',
    sentence: `${principal.name}（${principal.voterNumber} 号）委托${proxy.name}（${proxy.voterNumber} 号）`,
    form: { reason: '', ...typed },
    errors,
  })
}

/** A principal may take the vote back until the proxy has cast it, on the day too. */
async function isBeforeClose(db: Db, { election }: FastifyRequest): Promise<boolean> {
  return findMilestone(await listMilestones(db, election.id), 'pollClosed', election.round.number) === undefined
}

const cancelForm = z.object({ reason: textField(100, '请写明是谁、为什么要求取消'), version: versionField })

export async function cancelProxy(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, actor } = request
  const form = readForm(cancelForm, request.body)
  if (!form.ok) return await grantPage(this.db, request, reply, request.body as Typed, form.error)
  const cancelled = await inTransaction(this.db, async (trx) => {
    const { id, number, state } = await grantOf(trx, request)
    if (state === 'voted') return refused('受委托人已经代领了选票，不能再取消。')
    if (!(await isBeforeClose(trx, request))) return refused('投票已经结束，不能再取消。')
    const { reason, version } = form.value
    const end = { state: 'cancelled', reason, accountId: actor.accountId as number, at: actor.at } as const
    if (!(await endGrant(trx, { id, version }, end))) throw new Conflict()
    const event = { type: 'proxyGrantEnded', grantId: id, number, state: 'cancelled', reason, article: null } as const
    await recordEvent(trx, actor, event, election.id)
    return ok(number)
  })
  if (!cancelled.ok) {
    const errors = formErrors([{ field: 'reason', message: cancelled.error }])
    return await grantPage(this.db, request, reply, request.body as Typed, errors)
  }
  reply.flash(`第 ${cancelled.value} 号委托已取消，委托人可以另行委托，或者本人投票。`)
  return reply.redirect(`/elections/${election.id}/polling/proxies`, 303)
}

/** Keeps a scan of the paper, encrypted; one to a grant. */
export async function addProxyScan(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, actor, now } = request
  const { file } = (request.body ?? {}) as { readonly file?: UploadInMemory }
  const read = await takeEvidence(file, this.sealer)
  if (!read.ok) {
    return await grantPage(this.db, request, reply, {}, formErrors([{ field: 'file', message: read.error }]))
  }
  const kept = read.value
  const { sha256 } = kept
  const { id: grantId, number } = await grantOf(this.db, request)
  try {
    await inTransaction(this.db, async (trx) => {
      await insertProxyScan(trx, { grantId, ...kept, addedBy: actor.accountId as number, addedAt: now })
      return ok(await recordEvent(trx, actor, { type: 'proxyScanAdded', grantId, number, sha256 }, election.id))
    })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw new Conflict('这件委托已经存有委托书扫描件。')
  }
  reply.flash('委托书扫描件已存入。')
  return reply.redirect(`/elections/${election.id}/polling/proxies/${grantId}`, 303)
}

/** The scan itself; every look is recorded (Personal Information Protection Law, art. 51). */
export async function fetchProxyScan(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, actor } = request
  const { id: grantId, number } = await grantOf(this.db, request)
  const scan = await findProxyScan(this.db, grantId)
  if (!scan) throw new NotFound('没有存入扫描件。')
  const { sha256 } = scan
  await inTransaction(this.db, async (trx) =>
    ok(await recordEvent(trx, actor, { type: 'proxyScanSeen', grantId, number, sha256 }, election.id)),
  )
  return sendEvidence(reply, this.sealer, scan, `第${number}号委托书`)
}
