import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, type Result, refused } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { Conflict } from '../infra/http/errors.js'
import { textField } from '../infra/http/fields.js'
import { claimForm, type FormErrors, readForm } from '../infra/http/forms.js'
import { issuedPaperInView } from './issued-in-view.js'
import { numberText } from './paper-number.js'
import { getIssuedPaper, insertWithdrawal } from './queries.js'

const withdrawForm = z.object({ reason: textField(200, '请写明为什么撤回') })

export async function showWithdrawPaper(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await withdrawPage(this, request, reply)
}

async function withdrawPage(app: FastifyInstance, request: FastifyRequest, reply: FastifyReply, errors?: FormErrors) {
  const paper = await issuedPaperInView(app.db, request)
  const { reason } = (request.body ?? {}) as { reason?: unknown }
  return await reply.code(errors ? 422 : 200).page('documents/withdraw-paper.hbs', {
    title: `撤回：${paper.title}`,
    paper: { id: paper.id, title: paper.title, number: numberText(paper), issuedOn: paper.issuedOn },
    mayWithdraw: paper.withdrawnOn === null && paper.replacedBy === null,
    isWithdrawn: paper.withdrawnOn !== null,
    form: { reason: typeof reason === 'string' ? reason : '' },
    errors,
  })
}

/** Calls a paper back with a reason. It stays in the register and its number stays used. */
export async function withdrawPaper(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, actor, account, today, now } = request
  const { id } = await issuedPaperInView(this.db, request)
  const form = readForm(withdrawForm, request.body)
  if (!form.ok) return await withdrawPage(this, request, reply, form.error)
  const { reason } = form.value
  const done = await inTransaction(this.db, async (trx): Promise<Result<string, 'gone'>> => {
    if (!(await claimForm(trx, request.body, now))) return ok('')
    const paper = await getIssuedPaper(trx, election.id, id)
    if (paper.replacedBy !== null) return refused('gone')
    const row = { paperId: id, reason, withdrawnOn: today, withdrawnAt: now, withdrawnBy: account?.id ?? 0 }
    if (!(await insertWithdrawal(trx, row))) return refused('gone')
    const event = { paperId: id, key: paper.key, noticeNumber: numberText(paper), on: today, reason }
    await recordEvent(trx, actor, { type: 'paperWithdrawn', ...event }, election.id)
    return ok(`已撤回《${paper.title}》。已经张贴的，请揭下并登记。`)
  })
  if (!done.ok) throw new Conflict('这份文书刚刚已经撤回，或者已被替换。请返回刷新。')
  if (done.value !== '') reply.flash(done.value)
  return reply.redirect(`/elections/${election.id}/documents/register`, 303)
}
