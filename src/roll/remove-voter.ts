import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, refused } from '../lib/result.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { inTransaction } from '../infra/db/database.js'
import { Conflict } from '../infra/http/errors.js'
import { versionField } from '../infra/http/fields.js'
import { errorsFromFindings, type FormErrors, readForm } from '../infra/http/forms.js'
import { listMilestones } from '../timetable/queries.js'
import { takeOffVoter } from './change-roll.js'
import { mayChangeRoll } from './may-change.js'
import { voterIdOf } from './show-voter.js'
import { typedAgain } from './typed-again.js'
import { lockRoll } from './version-queries.js'
import { getVoterDetails } from './voter-queries.js'
import { readReason, reasonOptions } from './why-form.js'

const removalForm = z.object({ version: versionField })

export async function showRemoveVoter(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await removePage(this, request, reply)
}

async function removePage(app: FastifyInstance, request: FastifyRequest, reply: FastifyReply, errors?: FormErrors) {
  const { election } = request
  const voter = await getVoterDetails(app.db, election.id, voterIdOf(request))
  const { isPosted, isClosed, findings } = mayChangeRoll(request, await listMilestones(app.db, election.id))
  return await reply.code(errors ? 422 : 200).page('roll/remove-voter.hbs', {
    title: `删除${voter.name}`,
    voter: { ...voter, sexText: voter.sex === 'male' ? '男' : '女' },
    isPosted,
    isClosed,
    findings,
    mayRemove: findings.length === 0 && voter.state === 'registered',
    form: { reason: '', note: '', document: '', version: voter.version, ...typedAgain(request, errors) },
    reasonOptions: reasonOptions('removed', isClosed),
    errors,
  })
}

/** Takes a person off the roll. It cannot be undone: who comes back is registered anew under another number. */
export async function removeVoter(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, actor, today } = request
  const when = mayChangeRoll(request, await listMilestones(this.db, election.id))
  const form = readForm(removalForm, request.body)
  if (!form.ok) return await removePage(this, request, reply, form.error)
  const why = readReason('removed', request.body, when, ruleSetInForce(election))
  if (!why.ok) return await removePage(this, request, reply, why.error)
  const { version } = form.value
  const id = voterIdOf(request)
  const removed = await inTransaction(this.db, async (trx) => {
    await lockRoll(trx, election.id)
    const { findings, isClosed } = mayChangeRoll(request, await listMilestones(trx, election.id))
    if (isClosed !== when.isClosed) throw new Conflict()
    if (findings.length > 0) return refused(errorsFromFindings(findings))
    const work = { actor, election, today, sealer: this.sealer }
    if (!(await takeOffVoter(trx, work, { id, version }, why.value))) throw new Conflict()
    return ok(undefined)
  })
  if (!removed.ok) return await removePage(this, request, reply, removed.error)
  reply.flash('已从名单上删除。')
  return reply.redirect(`/elections/${election.id}/roll/voters/${id}`, 303)
}
