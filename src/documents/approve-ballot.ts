import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { fingerprintGroups } from '../lib/fingerprint.js'
import { ok, refused } from '../lib/result.js'
import { checkApproval } from '../rules/ballot-approval.js'
import { ballotTitle } from '../rules/ballot-content.js'
import { ballotInstructions } from '../rules/ballot-instructions.js'
import type { Finding } from '../rules/finding.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { type Db, inTransaction } from '../infra/db/database.js'
import { isUniqueViolation } from '../infra/db/dialect.js'
import { Conflict } from '../infra/http/errors.js'
import { tickField } from '../infra/http/fields.js'
import { claimForm, errorsFromFindings, type FormErrors, readForm } from '../infra/http/forms.js'
import { insertBallotApproval, listBallotDesigns } from '../polling/queries.js'
import { type BallotInView, ballotInView, ballotsAddress, designRefusals } from './ballot-in-view.js'
import { layoutText } from './ballot-words.js'
import type { BallotLayout } from './ballots/ballot-layout.js'

const approvalForm = z.object({
  isRead: tickField.refine((isTicked) => isTicked, '请逐项核对样票后勾选'),
  /** The file that was looked at. */
  sha256: z.string('请从核准页面提交'),
})

export async function showApproval(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await approvalPage(this, request, reply, await ballotInView(this.db, request))
}

async function approvalPage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  view: BallotInView,
  errors?: FormErrors,
) {
  const { design } = view
  const findings = await checkNow(app.db, request, view)
  const { body, paper } = ballotTitle(design.content)
  const layout = JSON.parse(design.layout) as BallotLayout
  const titles = design.content.posts.map(({ title }) => title)
  return await reply.code(errors ? 422 : 200).page('documents/approve-ballot.hbs', {
    title: `核准选票第${design.number}稿`,
    number: design.number,
    findings: design.state === 'frozen' ? [] : findings,
    isPrimary: design.kind === 'primary',
    isFrozen: design.state === 'frozen',
    mayApprove: findings.length === 0,
    isSecond: design.approvals.length === 1,
    approvals: design.approvals,
    ballotTitle: `${body}${paper}`,
    votingDay: design.content.votingDay,
    layoutText: layoutText(layout, titles),
    pages: design.pages,
    posts: design.content.posts.map(({ title, seats, names, writeIns }) => ({ title, seats, writeIns, names })),
    instructions: ballotInstructions({ ...design.content, isOneOfSeveral: layout.arrangement === 'sheetPerPost' }),
    fingerprint: fingerprintGroups(design.fingerprint.slice(0, 16)),
    sha256: design.printSha256,
    links: {
      back: ballotsAddress(request, design.kind),
      here: `/elections/${request.election.id}/documents/ballots/${design.id}/approve-ballot`,
      sample: `/elections/${request.election.id}/documents/ballots/${design.id}/sample`,
    },
    errors,
  })
}

/** Everything that keeps this account from approving this proof now. */
async function checkNow(db: Db, request: FastifyRequest, view: BallotInView): Promise<Finding[]> {
  const { design, differences } = view
  const finding = (code: string, message: string): Finding => ({ code, severity: 'error', fields: ['isRead'], message })
  const untimely = await designRefusals(db, request, design.kind)
  if (untimely.length > 0) return untimely
  const [latest] = await listBallotDesigns(db, request.election.round.id, design.kind)
  if (latest?.id !== design.id) return [finding('ballot-replaced', '已经做了新的样票，请核准最新的一份。')]
  if (differences.length > 0) {
    return [finding('ballot-outdated', `这份样票已经过时：${differences.join('')}请重新制作。`)]
  }
  const by = { accountId: request.account?.id ?? 0, isElectionOfficer: request.account?.role === 'electionOfficer' }
  return checkApproval(design.approvals, by).map((one) => ({ ...one, fields: ['isRead'] }))
}

/** Puts the first or second approval beside a proof; the second freezes it. */
export async function approveBallot(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const view = await ballotInView(this.db, request)
  const form = readForm(approvalForm, request.body)
  if (!form.ok) return await approvalPage(this, request, reply, view, form.error)
  const { design } = view
  if (form.value.sha256 !== design.printSha256) throw new Conflict('您看到的不是这一份样票，请重新打开核准页面。')
  const approved = await inTransaction(this.db, async (trx) => {
    if (!(await claimForm(trx, request.body, request.now))) return ok(0)
    const now = await ballotInView(trx, request)
    const findings = await checkNow(trx, request, now)
    if (findings.length > 0) return refused(findings)
    const place = now.design.approvals.length + 1
    const accountId = request.account?.id ?? 0
    await insertBallotApproval(trx, { designId: design.id, place, accountId, approvedAt: request.now })
    const facts = { designId: design.id, number: design.number, approval: place, sha256: design.printSha256 }
    await recordEvent(trx, request.actor, { type: 'ballotApproved', ...facts }, request.election.id)
    return ok(place)
  }).catch((error: unknown) => {
    if (isUniqueViolation(error)) throw new Conflict('另一个人在同一时刻核准了这份样票，请重新打开。')
    throw error
  })
  if (!approved.ok) return await approvalPage(this, request, reply, view, errorsFromFindings(approved.error))
  if (approved.value === 1) reply.flash(`选票第${design.number}稿已由您核准，还需要另一个人核准。`)
  if (approved.value === 2) reply.flash(`选票第${design.number}稿已经两人核准定稿，可以付印。`)
  return reply.redirect(ballotsAddress(request, design.kind), 303)
}
