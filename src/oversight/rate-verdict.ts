import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, refused } from '../lib/result.js'
import { electionForms } from '../rules/election-form.js'
import type { Finding } from '../rules/finding.js'
import { checkSecond, checkVerdict, verdicts } from '../rules/rate-verdict.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { isUniqueViolation } from '../infra/db/dialect.js'
import { Conflict } from '../infra/http/errors.js'
import { optionalTextField, textField, versionField } from '../infra/http/fields.js'
import { claimForm, errorsFromFindings, readForm } from '../infra/http/forms.js'
import type { Result } from '../lib/result.js'
import { type Claim, sealEvidence } from './rate-claims.js'
import { claimInView, communityPage } from './rate-community.js'
import { givenVerdict, insertAnswer, insertSecond, insertVerdict, listVerdicts } from './verdict-queries.js'

type Typed = Readonly<Record<string, unknown>>

const verdictForm = z.object({
  version: versionField,
  verdict: z.enum(verdicts, '请选择审核意见'),
  form: z.enum(electionForms).nullable().default(null),
  reason: optionalTextField(300),
})

/** Gives a verdict on a community's claim, with the evidence as it stands kept beside it. */
export async function giveRateVerdict(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const claim = await claimInView(this, request)
  const form = readForm(verdictForm, request.body)
  if (!form.ok) return await communityPage(request, reply, claim, request.body as Typed, form.error)
  const { version, verdict, reason } = form.value
  const wish = { verdict, reason, form: verdict === 'confirmed' ? form.value.form : null }
  const { electionId, pieces } = claim
  const saved = await carryOut(this, request, claim, version, async (trx, last) => {
    const findings = checkVerdict(wish, claim, givenVerdict(last))
    if (findings.length > 0) return refused(findings)
    const { content: evidence, hash: evidenceHash } = sealEvidence(pieces)
    const number = version + 1
    const row = { electionId, number, ...wish, evidence, evidenceHash, givenOn: request.today }
    await insertVerdict(trx, row, { accountId: request.account?.id ?? 0, signedAt: request.now })
    const event = { type: 'rateVerdictGiven', number, ...wish, evidenceHash } as const
    await recordEvent(trx, request.actor, event, electionId)
    return ok(undefined)
  })
  if (!saved.ok)
    return await communityPage(request, reply, claim, request.body as Typed, errorsFromFindings(saved.error))
  reply.flash(verdict === 'sentBack' ? '已退回街道（镇）补充。' : '审核意见已提出，请另一位审核员复核。')
  return reply.redirect(`/rate-evidence/${claim.row.id}`, 303)
}

const secondForm = z.object({ version: versionField, agrees: z.enum(['yes', 'no']), note: optionalTextField(300) })

/** A second auditor agrees with a verdict, which makes it final, or does not. */
export async function secondRateVerdict(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const claim = await claimInView(this, request)
  const form = readForm(secondForm, request.body)
  if (!form.ok) return await communityPage(request, reply, claim, request.body as Typed, form.error)
  const { version, note } = form.value
  const agrees = form.value.agrees === 'yes'
  const accountId = request.account?.id ?? 0
  const saved = await carryOut(this, request, claim, version, async (trx, last) => {
    const findings = checkSecond(givenVerdict(last), accountId, agrees, note)
    if (findings.length > 0 || !last) return refused(findings)
    const kept = agrees ? '' : note
    await insertSecond(trx, {
      verdictId: last.id,
      accountId,
      agrees: agrees ? 1 : 0,
      note: kept,
      signedAt: request.now,
    })
    const event = { type: 'rateVerdictSeconded', number: last.number, agrees, note: kept } as const
    await recordEvent(trx, request.actor, event, claim.electionId)
    return ok(undefined)
  })
  if (!saved.ok)
    return await communityPage(request, reply, claim, request.body as Typed, errorsFromFindings(saved.error))
  reply.flash(agrees ? '复核已完成，审核意见生效。' : '已登记不同意，请重新审核。')
  return reply.redirect(`/rate-evidence/${claim.row.id}`, 303)
}

const answerForm = z.object({ version: versionField, answer: textField(300, '请说明补充、更正了什么') })

/** The township has supplied what was asked for. */
export async function answerRateVerdict(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const claim = await claimInView(this, request)
  const form = readForm(answerForm, request.body)
  if (!form.ok) return await communityPage(request, reply, claim, request.body as Typed, form.error)
  const { version, answer } = form.value
  const saved = await carryOut(this, request, claim, version, async (trx, last) => {
    if (last?.verdict !== 'sentBack' || last.answer !== null) throw new Conflict('这个社区没有等待补充的退回意见。')
    const answered = { answeredOn: request.today, answeredBy: request.account?.id ?? 0, answeredAt: request.now }
    await insertAnswer(trx, { verdictId: last.id, answer, ...answered })
    const event = { type: 'rateVerdictAnswered', number: last.number, answer } as const
    await recordEvent(trx, request.actor, event, claim.electionId)
    return ok(undefined)
  })
  if (!saved.ok)
    return await communityPage(request, reply, claim, request.body as Typed, errorsFromFindings(saved.error))
  reply.flash('已报回民政局。')
  return reply.redirect(`/rate-evidence/${claim.row.id}`, 303)
}

type Last = Awaited<ReturnType<typeof listVerdicts>>[number] | undefined

/** One step on the last verdict: once a form, and only on the verdict that the page showed. */
async function carryOut(
  app: FastifyInstance,
  request: FastifyRequest,
  { electionId }: Claim,
  version: number,
  step: (trx: Trx, last: Last) => Promise<Result<undefined, readonly Finding[]>>,
): Promise<Result<undefined, readonly Finding[]>> {
  return await inTransaction<undefined, readonly Finding[]>(app.db, async (trx) => {
    if (!(await claimForm(trx, request.body, request.now))) return ok(undefined)
    const last = (await listVerdicts(trx, [electionId])).at(-1)
    if ((last?.number ?? 0) !== version) throw new Conflict()
    return await step(trx, last)
  }).catch((error: unknown) => {
    if (isUniqueViolation(error)) throw new Conflict()
    throw error
  })
}
