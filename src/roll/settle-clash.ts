import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, type Result, refused } from '../lib/result.js'
import type { Finding } from '../rules/finding.js'
import { may } from '../rules/permitted-actions.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { findMilestone } from '../rules/stages.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { findElection } from '../infra/db/scope-queries.js'
import type { Account, ElectionInScope } from '../infra/http/context.js'
import { Conflict, Forbidden, NotFound } from '../infra/http/errors.js'
import { textField, versionField } from '../infra/http/fields.js'
import { errorsFromFindings, type FormErrors, readForm } from '../infra/http/forms.js'
import { listMilestones } from '../timetable/queries.js'
import { takeOffVoter } from './change-roll.js'
import { type Clash, getClash, updateClash } from './clash-queries.js'
import { clashWords, maySettle } from './show-clashes.js'
import { typedAgain } from './typed-again.js'
import { lockRoll } from './version-queries.js'
import { getVoterDetails } from './voter-queries.js'

const settleForm = z.object({
  kept: z.enum(['claimant', 'holder'], '请选择由哪个社区登记'),
  reason: textField(300, '请写明理由'),
  undertaking: textField(100, '请写明“不在他处登记承诺书”的编号或者存放处'),
  version: versionField,
})

type SettleForm = z.output<typeof settleForm>

function clashIdOf(request: FastifyRequest): number {
  const { clashId } = request.params as { clashId: string }
  if (!/^[1-9]\d{0,8}$/.test(clashId) || !request.season) throw new NotFound()
  return Number(clashId)
}

const seasonIdOf = ({ season }: FastifyRequest) => season?.id ?? 0

export async function showSettleClash(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await settlePage(this, request, reply)
}

async function settlePage(app: FastifyInstance, request: FastifyRequest, reply: FastifyReply, errors?: FormErrors) {
  const account = request.account as Account
  const clash = await getClash(app.db, seasonIdOf(request), account, clashIdOf(request))
  return await reply.code(errors ? 422 : 200).page('roll/settle-clash.hbs', {
    title: `重复登记：${clash.name}`,
    clash: clashWords(clash),
    maySettle: maySettle(account, clash),
    choices: [
      { value: 'holder', text: `仍在${clash.holderName}登记`, note: `${clash.claimantName}不登记。` },
      {
        value: 'claimant',
        text: `改在${clash.claimantName}登记`,
        note: `同时从${clash.holderName}的名单上取消（已公布的，列入补正公告），${clash.claimantName}再办理登记。`,
      },
    ],
    form: { kept: '', reason: '', undertaking: '', version: clash.version, ...typedAgain(request, errors) },
    errors,
  })
}

/** Decides where somebody votes; where they are to move, they are taken off the other roll in the same transaction. */
export async function settleClash(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const account = request.account as Account
  const form = readForm(settleForm, request.body)
  if (!form.ok) return await settlePage(this, request, reply, form.error)
  const settled = await inTransaction(this.db, async (trx): Promise<Result<string, FormErrors>> => {
    const clash = await getClash(trx, seasonIdOf(request), account, clashIdOf(request))
    if (clash.state !== 'open') throw new Conflict('这件重复登记刚刚由别人处理了。请返回查看。')
    if (!maySettle(account, clash)) throw new Forbidden('涉及两个街道（镇）的，由民政局决定。')
    const { kept, reason, undertaking, version } = form.value
    const isMoved =
      kept === 'claimant' && clash.registeredIn !== null && clash.registeredIn !== clash.claimantElectionId
    if (isMoved) {
      const moved = await takeOffElsewhere(this, trx, request, clash, form.value)
      if (!moved.ok) return moved
    }
    const keptElectionId = kept === 'claimant' ? clash.claimantElectionId : clash.holderElectionId
    const settlement = { keptElectionId, reason, undertaking, settledOn: request.today, settledBy: account.id }
    if (!(await updateClash(trx, clash.id, version, settlement))) throw new Conflict()
    const event = { type: 'registrationClashSettled', clashId: clash.id, keptElectionId, reason, undertaking } as const
    for (const id of [clash.claimantElectionId, clash.holderElectionId])
      await recordEvent(trx, request.actor, event, id)
    return ok(isMoved ? `已决定由${clash.claimantName}登记，并从原名单上取消。` : '已记下决定。')
  })
  if (!settled.ok) return await settlePage(this, request, reply, settled.error)
  reply.flash(settled.value)
  return reply.redirect('/registration-clashes', 303)
}

/** Takes the person off the roll they stand on; refused once either vote has begun, so that nobody loses theirs. */
async function takeOffElsewhere(
  app: FastifyInstance,
  trx: Trx,
  { actor, today }: FastifyRequest,
  clash: Clash,
  { reason, undertaking }: SettleForm,
): Promise<Result<void, FormErrors>> {
  const ids = [clash.claimantElectionId, clash.registeredIn as number].sort((a, b) => a - b)
  for (const id of ids) await lockRoll(trx, id)
  for (const id of ids) {
    const findings = await changesOf(trx, id)
    if (findings.length > 0) return refused(errorsFromFindings(findings))
  }
  const election = (await findElection(trx, clash.registeredIn as number)) as ElectionInScope
  const voter = await getVoterDetails(trx, election.id, clash.voterId as number)
  const why = {
    reason: 'registeredElsewhere',
    note: `${clash.claimantName}登记。${reason}`,
    document: undertaking,
  } as const
  if (!(await takeOffVoter(trx, { actor, election, today, sealer: app.sealer }, voter, why))) throw new Conflict()
  return ok(undefined)
}

/** What keeps a roll from changing now. */
async function changesOf(trx: Trx, electionId: number): Promise<Finding[]> {
  const election = (await findElection(trx, electionId)) as ElectionInScope
  const milestones = await listMilestones(trx, electionId)
  const isPosted = findMilestone(milestones, 'rollPosted') !== undefined
  const findings = may(isPosted ? 'correctRoll' : 'registerVoter', milestones, ruleSetInForce(election))
  return findings.map((finding) => ({
    ...finding,
    fields: ['kept'],
    message: `${election.communityName}：${finding.message}`,
  }))
}
