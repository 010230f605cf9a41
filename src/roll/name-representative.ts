import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, type Result, refused } from '../lib/result.js'
import { may } from '../rules/permitted-actions.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { Conflict, NotFound } from '../infra/http/errors.js'
import { idField } from '../infra/http/fields.js'
import { claimForm, errorsFromFindings, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import { listMilestones } from '../timetable/queries.js'
import { saveElectorChoice, setAllElectors, setElectors } from './elector-queries.js'
import { leadsText, representativesPage } from './group-representatives.js'
import { findVoterByNumber } from './queries.js'
import { deleteRepresentative, insertRepresentative, listRepresentatives } from './representative-queries.js'
import { lockRoll } from './version-queries.js'

const nameForm = z.object({
  voterNumber: idField,
  leads: z.enum(['nothing', 'head', 'deputy'], '请选择担任什么'),
})

const home = ({ election }: FastifyRequest) => `/elections/${election.id}/roll/group-representatives`

/** Names somebody of the roll a representative of their group. */
export async function nameRepresentative(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const form = readForm(nameForm, request.body)
  const typed = (request.body ?? {}) as Readonly<Record<string, unknown>>
  if (!form.ok) return await representativesPage(this.db, request, reply, typed, form.error)
  const named = await inTransaction<string, FormErrors>(this.db, async (trx) =>
    (await claimForm(trx, request.body, request.now)) ? await name(trx, request, form.value) : ok(''),
  )
  if (!named.ok) return await representativesPage(this.db, request, reply, typed, named.error)
  if (named.value !== '') reply.flash(named.value)
  return reply.redirect(home(request), 303)
}

async function name(
  trx: Trx,
  { election, actor }: FastifyRequest,
  { voterNumber, leads }: z.infer<typeof nameForm>,
): Promise<Result<string, FormErrors>> {
  const findings = may('nameRepresentatives', await listMilestones(trx, election.id), ruleSetInForce(election))
  if (findings.length > 0) return refused(errorsFromFindings(findings))
  const voter = await findVoterByNumber(trx, election.id, voterNumber)
  if (!voter) return refused(formErrors([{ field: 'voterNumber', message: `名单上没有 ${voterNumber} 号选民` }]))
  const others = await listRepresentatives(trx, election.id)
  const head = others.find((one) => one.residentsGroup === voter.residentsGroup && one.leads === 'head')
  if (leads === 'head' && head) {
    return refused(formErrors([{ field: 'leads', message: `这个小组的组长已登记为${head.name}，要换人请先去掉` }]))
  }
  if (!(await insertRepresentative(trx, { electionId: election.id, voterId: voter.id, leads }))) {
    return refused(formErrors([{ field: 'voterNumber', message: `${voter.name}已经登记过` }]))
  }
  await recordEvent(trx, actor, { type: 'representativeNamed', voterId: voter.id, leads }, election.id)
  return ok(`已登记${voter.name}：${leadsText[leads]}。`)
}

/** Takes somebody off the list of representatives. */
export async function removeRepresentative(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, actor, body, now } = request
  const id = Number((request.params as { id: string }).id)
  const removed = await inTransaction(this.db, async (trx): Promise<Result<boolean, string>> => {
    if (!(await claimForm(trx, body, now))) return ok(false)
    const [finding] = may('nameRepresentatives', await listMilestones(trx, election.id), ruleSetInForce(election))
    if (finding) return refused(finding.message)
    const gone = await deleteRepresentative(trx, election.id, Number.isSafeInteger(id) ? id : 0)
    if (!gone) throw new NotFound('没有这名居民代表，也许别人刚刚去掉了。')
    await recordEvent(trx, actor, { type: 'representativeRemoved', ...gone }, election.id)
    return ok(true)
  })
  if (!removed.ok) throw new Conflict(removed.error)
  if (removed.value) reply.flash('已从居民代表名单上去掉。')
  return reply.redirect(home(request), 303)
}

/** Where the representatives elect: those on the list become the electors. */
export async function takeAsElectors(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, actor, body, now } = request
  const taken = await inTransaction(this.db, async (trx): Promise<Result<number, string>> => {
    if (!(await claimForm(trx, body, now))) return ok(0)
    await lockRoll(trx, election.id)
    const [finding] = may('chooseElectors', await listMilestones(trx, election.id), ruleSetInForce(election))
    if (finding) return refused(finding.message)
    if (election.form !== 'representatives') return refused('这次选举不是由居民代表投票。')
    const people = await listRepresentatives(trx, election.id)
    if (people.length === 0) return refused('还没有登记居民代表。')
    await setAllElectors(trx, election.id, false)
    await setElectors(
      trx,
      election.id,
      people.map(({ voterId }) => voterId),
      true,
    )
    await saveElectorChoice(trx, election.id, 'representatives', now)
    const electors = people.length
    await recordEvent(trx, actor, { type: 'electorsChosen', rule: 'representatives', electors }, election.id)
    return ok(electors)
  })
  if (!taken.ok) throw new Conflict(taken.error)
  if (taken.value > 0) reply.flash(`已按居民代表名单确定投票人 ${taken.value} 人。`)
  return reply.redirect(home(request), 303)
}
