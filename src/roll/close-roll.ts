import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ok, type Result, refused } from '../lib/result.js'
import { checkElectors, electorText } from '../rules/electors.js'
import { may } from '../rules/permitted-actions.js'
import { checkRollClosing } from '../rules/roll-objections.js'
import { checkStepDay } from '../rules/timetable.js'
import { type Db, inTransaction } from '../infra/db/database.js'
import { errorsFromFindings, type FormErrors, formErrors } from '../infra/http/forms.js'
import { acknowledgeable, acknowledgedIn, missingAcknowledgement, weigh } from './acknowledge.js'
import { rollMembers } from './electors-of-roll.js'
import { makeRollVersion } from './make-version.js'
import { listPostedVoters, listRollChanges } from './queries.js'
import { rollFacts } from './roll-facts.js'
import { hashOfRoll } from './roll-hash.js'
import { lockRoll } from './version-queries.js'

export async function showCloseRoll(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await closePage(this.db, request, reply)
}

/** The roll as it would be closed, with everything the rules say of it (art. 17). */
async function closing(db: Db, { election, today }: FastifyRequest) {
  const facts = await rollFacts(db, election)
  const { ruleSet, milestones, timetable, openObjections, postedOn } = facts
  const voters = await listPostedVoters(db, election.id)
  const time = may('closeRoll', milestones, ruleSet)
  if (time.length > 0 || postedOn === undefined) return { facts, voters, ...weigh(time) }
  const { electionDay, form } = election
  const findings = [
    ...checkRollClosing({ postedOn, closingOn: today, openObjections }, ruleSet, timetable.isHoliday),
    ...checkElectors(form, rollMembers(form, voters), ruleSet),
    ...checkStepDay('rollClosed', today, { electionDay, ruleSet, milestones, ...timetable }),
  ]
  return { facts, voters, ...weigh(findings) }
}

async function closePage(db: Db, request: FastifyRequest, reply: FastifyReply, errors?: FormErrors) {
  const { election } = request
  const { facts, voters, ...weighed } = await closing(db, request)
  const changes = await listRollChanges(db, election.id)
  const count = (kind: string) => changes.filter((change) => change.kind === kind).length
  return await reply.code(errors ? 422 : 200).page('roll/close-roll.hbs', {
    title: '确定选民名单',
    ...weighed,
    acknowledgeable: acknowledgeable(weighed, request.body),
    mayClose: weighed.blocking.length === 0,
    voters: voters.length,
    electors: election.form === 'allVoters' ? null : { title: electorText[election.form], count: facts.electors },
    added: count('added'),
    removed: count('removed'),
    corrected: count('corrected'),
    rollHash: hashOfRoll(voters),
    errors,
  })
}

/** Closes the roll: version 2, the one that nominations, proxies and check-in go by. */
export async function closeRoll(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, actor, today } = request
  const acknowledged = acknowledgedIn(request.body)
  const closed = await inTransaction(this.db, async (trx): Promise<Result<void, FormErrors>> => {
    await lockRoll(trx, election.id)
    const { voters, ...weighed } = await closing(trx, request)
    if (weighed.blocking.length > 0) return refused(errorsFromFindings(weighed.blocking))
    const missing = missingAcknowledgement(weighed, acknowledged)
    if (missing) return refused(missing)
    if ((request.body as { rollHash?: string }).rollHash !== hashOfRoll(voters)) {
      return refused(formErrors([{ field: 'main', message: '名单刚刚有改动。请看清下面的人数，再确认一次' }]))
    }
    const known = weighed.toAcknowledge.map(({ code }) => code)
    await makeRollVersion(trx, { election, actor, today }, 'closed', known)
    return ok(undefined)
  })
  if (!closed.ok) return await closePage(this.db, request, reply, closed.error)
  reply.flash('选民名单已确定。')
  return reply.redirect(`/elections/${election.id}/roll`, 303)
}
