import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { longDate } from '../lib/chinese-text.js'
import { ok } from '../lib/result.js'
import { certificateNumberText, type WithdrawalGround, withdrawalText } from '../rules/certificates.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { isUniqueViolation } from '../infra/db/dialect.js'
import { Conflict, NotFound } from '../infra/http/errors.js'
import { idField, textField } from '../infra/http/fields.js'
import { claimForm, type FormErrors, readForm } from '../infra/http/forms.js'
import { issuerName, issuerRole, issuingOf, refuseOthers } from './issue-certificates.js'
import { withdrawCertificate } from './queries.js'
import { optionsOf, typedValues } from './words.js'

const withdrawForm = z.object({
  certificateId: idField,
  ground: z.enum(Object.keys(withdrawalText) as [WithdrawalGround, ...WithdrawalGround[]], '请选择收回的缘由'),
  reason: textField(200, '请写明收回的经过和依据'),
})

/** The register of certificates: issued, printed, withdrawn, and those that no longer hold. */
export async function showCertificates(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await certificatesPage(this, request, reply)
}

async function certificatesPage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  errors?: FormErrors,
) {
  const { election, account } = request
  const { certificates, untrue, due } = await issuingOf(app.db, election.id)
  const inForce = certificates.filter(({ isWithdrawn }) => !isWithdrawn)
  const issuer = ruleSetInForce(election).certificateIssuer
  const mayIssue = account?.role === issuerRole[issuer]
  return await reply.code(errors ? 422 : 200).page('handover/list-certificates.hbs', {
    title: '当选证书',
    home: `/elections/${election.id}/handover`,
    here: `/elections/${election.id}/handover/certificates`,
    print: `/elections/${election.id}/documents/sheets/certificates/print`,
    issuer: issuerName(election, issuer),
    rows: certificates.map((one) => ({
      ...{ id: one.id, number: one.number, name: one.name, postTitle: one.postTitle, prints: one.prints },
      numberText: certificateNumberText(one.issuedOn, election.communityName, one.number),
      issuedText: `${longDate(one.issuedOn)}，${one.issuedByName}`,
      isWithdrawn: one.isWithdrawn,
      isUntrue: untrue.includes(one),
      withdrawnText:
        one.ground && one.withdrawnOn ? `${longDate(one.withdrawnOn)}收回：${withdrawalText[one.ground]}` : '',
      reason: one.reason,
    })),
    count: inForce.length,
    hasInForce: inForce.length > 0,
    hasRows: certificates.length > 0,
    dueCount: due.length,
    mayIssue: mayIssue && due.length > 0,
    mayPrint: account?.role === 'electionOfficer' || account?.role === 'townshipOfficer',
    mayWithdraw: mayIssue && inForce.length > 0,
    choices: {
      certificates: [
        { value: '', text: '请选择' },
        ...inForce.map(({ id, number, name }) => ({ value: id, text: `第${number}号 ${name}` })),
      ],
      grounds: [{ value: '', text: '请选择' }, ...optionsOf(withdrawalText)],
    },
    form: typedValues(request.body, ['certificateId', 'ground', 'reason']),
    errors,
  })
}

/** Takes a certificate out of force; its number stays used. */
export async function withdraw(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  refuseOthers(request)
  const form = readForm(withdrawForm, request.body)
  if (!form.ok) return await certificatesPage(this, request, reply, form.error)
  const { election, actor, today } = request
  const { certificateId, ground, reason } = form.value
  await inTransaction<undefined, never>(this.db, async (trx) => {
    const { certificates } = await issuingOf(trx, election.id)
    const certificate = certificates.find(({ id }) => id === certificateId)
    if (!certificate) throw new NotFound('没有这份证书。')
    if (!(await claimForm(trx, request.body, request.now))) return ok(undefined)
    await withdrawCertificate(trx, actor, certificateId, { ground, reason, on: today })
    const { number, name, postTitle: post } = certificate
    const event = { type: 'certificateWithdrawn', number, name, post, ground, reason } as const
    await recordEvent(trx, actor, event, election.id)
    return ok(undefined)
  }).catch((error: unknown) => {
    if (isUniqueViolation(error)) throw new Conflict('这份证书已经收回了。')
    throw error
  })
  reply.flash('证书已登记收回，号码不再使用。')
  return reply.redirect(`/elections/${election.id}/handover/certificates`, 303)
}
