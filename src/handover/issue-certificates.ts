import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { termText } from '../lib/chinese-text.js'
import type { PlainDate } from '../lib/plain-date.js'
import { ok, refused } from '../lib/result.js'
import {
  certificateNumberText,
  checkIssuing,
  type TermOfOffice,
  termOfOffice,
  untrueCertificates,
  withoutCertificate,
} from '../rules/certificates.js'
import type { Finding } from '../rules/finding.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Db } from '../infra/db/database.js'
import type { ElectionInScope } from '../infra/http/context.js'
import { isUniqueViolation } from '../infra/db/dialect.js'
import { Conflict, Forbidden } from '../infra/http/errors.js'
import { claimForm, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import type { Role } from '../infra/security/roles.js'
import { listMilestones, regularIdOf } from '../timetable/queries.js'
import {
  findAcceptedFiling,
  insertCertificate,
  listCertificates,
  listMembers,
  listWhoLeft,
  type Member,
} from './queries.js'
import { resultState } from './result-state.js'

const issueForm = z.object({
  checked: z.literal('yes', '请核对姓名、职务后打勾'),
  acknowledged: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((value) => [value ?? []].flat()),
})

/** Whoever the rules let issue certificates, by account. */
export const issuerRole: Readonly<Record<'township' | 'electionCommittee', Role>> = {
  township: 'townshipOfficer',
  electionCommittee: 'electionOfficer',
}

/** The name under the certificate. */
export function issuerName(
  { townshipName, communityName, termNumber }: ElectionInScope,
  issuer: keyof typeof issuerRole,
) {
  if (issuer === 'electionCommittee') return `${communityName}${termText(termNumber)}居民选举委员会`
  return townshipName.endsWith('街道') ? `${townshipName}办事处` : `${townshipName}人民政府`
}

/** Who still gets a certificate, and what stands in the way. Whoever left office has none to get and one to give back. */
export async function issuingOf(db: Db, electionId: number) {
  const state = resultState(await listMilestones(db, electionId))
  const left = await listWhoLeft(db, electionId)
  const members = (await listMembers(db, electionId)).filter(({ key }) => !left.has(key))
  const certificates = await listCertificates(db, electionId)
  const isFiled = (await findAcceptedFiling(db, electionId)) !== undefined
  const untrue = untrueCertificates(certificates, members)
  return {
    foundedOn: state.foundedOn,
    certificates,
    untrue,
    due: withoutCertificate(members, certificates),
    findings: checkIssuing({ ...state, isFiled, untrue }),
  }
}

export async function showIssuing(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  refuseOthers(request)
  return await issuingPage(this, request, reply)
}

/** Who may issue is said by the rules of the election; so is who may withdraw. */
export function refuseOthers({ election, account }: FastifyRequest): void {
  const issuer = ruleSetInForce(election).certificateIssuer
  if (account?.role === issuerRole[issuer]) return
  throw new Forbidden(`按本地选举办法，当选证书由${issuerName(election, issuer)}颁发。`)
}

async function issuingPage(app: FastifyInstance, request: FastifyRequest, reply: FastifyReply, errors?: FormErrors) {
  const { election, today } = request
  const { due, certificates, findings } = await issuingOf(app.db, election.id)
  const first = certificates.length + 1
  const ticked = new Set([(request.body as { acknowledged?: unknown } | null)?.acknowledged ?? []].flat().map(String))
  return await reply.code(errors ? 422 : 200).page('handover/issue-certificates.hbs', {
    title: '颁发当选证书',
    home: `/elections/${election.id}/handover`,
    here: `/elections/${election.id}/handover/certificates/issue-certificates`,
    issuer: issuerName(election, ruleSetInForce(election).certificateIssuer),
    today,
    due: due.map(({ name, postTitle, hasFollowed }, n) => ({
      ...{ name, postTitle: hasFollowed ? `${postTitle}（递补）` : postTitle },
      number: certificateNumberText(today, election.communityName, first + n),
    })),
    hasDue: due.length > 0,
    blocking: findings.filter(({ severity }) => severity === 'error'),
    acknowledgeable: findings
      .filter(({ severity }) => severity === 'warning')
      .map((finding) => ({ ...finding, article: finding.article ?? '', isTicked: ticked.has(finding.code) })),
    mayIssue: due.length > 0 && findings.every(({ severity }) => severity !== 'error'),
    errors,
  })
}

/** Issues a certificate to everybody elected who has none in force, each under the next number. */
export async function issueCertificates(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  refuseOthers(request)
  const form = readForm(issueForm, request.body)
  if (!form.ok) return await issuingPage(this, request, reply, form.error)
  const { election } = request
  const issued = await inTransaction<number, FormErrors>(this.db, async (trx) => {
    if (!(await claimForm(trx, request.body, request.now))) return ok(0)
    const { due, findings, foundedOn } = await issuingOf(trx, election.id)
    const errors = unansweredOf(findings, form.value.acknowledged)
    if (errors.list.length > 0 || !foundedOn) return refused(errors)
    const term = await termOf(trx, election, foundedOn)
    for (const member of due) {
      const number = await insertCertificate(trx, request.actor, certificateOf(request, member, term))
      const event = { type: 'certificateIssued', number, name: member.name, post: member.postTitle } as const
      await recordEvent(trx, request.actor, event, election.id)
    }
    return ok(due.length)
  }).catch((error: unknown) => {
    if (isUniqueViolation(error)) throw new Conflict('别人刚刚颁发了证书。')
    throw error
  })
  if (!issued.ok) return await issuingPage(this, request, reply, issued.error)
  if (issued.value > 0) reply.flash(`已颁发当选证书 ${issued.value} 份，请打印、盖章后发给本人。`)
  return reply.redirect(`/elections/${election.id}/handover/certificates`, 303)
}

function unansweredOf(findings: readonly Finding[], acknowledged: readonly string[]): FormErrors {
  return formErrors(
    findings
      .filter(({ severity, code }) => severity === 'error' || !acknowledged.includes(code))
      .map(({ severity, code, message }) => ({
        field: severity === 'error' ? '' : `acknowledged-${code}`,
        message: severity === 'error' ? message : `请先确认：${message}`,
      })),
  )
}

function certificateOf({ election, today }: FastifyRequest, member: Member, term: TermOfOffice) {
  const issuer = ruleSetInForce(election).certificateIssuer
  return {
    ...{ electionId: election.id, personId: member.personId, name: member.name },
    ...{ postId: member.postId, postTitle: member.postTitle, termFrom: term.from, termUntil: term.until },
    ...{ issuer, issuerName: issuerName(election, issuer), issuedOn: today },
  }
}

/** A by-election adds to a committee whose term has begun before. */
async function termOf(db: Db, election: ElectionInScope, foundedOn: PlainDate): Promise<TermOfOffice> {
  const regularId = await regularIdOf(db, election.id)
  const regular = resultState(await listMilestones(db, regularId))
  return termOfOffice(foundedOn, regular.foundedOn ?? foundedOn, ruleSetInForce(election))
}
