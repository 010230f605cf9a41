import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, refused, type Result } from '../lib/result.js'
import { may } from '../rules/permitted-actions.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { isUniqueViolation } from '../infra/db/dialect.js'
import { Conflict } from '../infra/http/errors.js'
import { dateField, idField, textField } from '../infra/http/fields.js'
import { claimForm, errorsFromFindings, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import { listMilestones } from '../timetable/queries.js'
import { insertScribeRequest, listScribeRequests, listStaff, withdrawScribeRequest } from './queries.js'
import { readBars } from './staff-changes.js'
import { readStaff } from './staff-entries.js'

const requestForm = z.object({
  voter: textField(40, '请填写姓名或者选民证号'),
  scribe: textField(40, '请填写代书人'),
  on: dateField,
})

const withdrawForm = z.object({ requestId: idField, reason: textField(100, '请写明原因') })

type RequestForm = z.infer<typeof requestForm>

/** Voters who cannot write and asked for somebody to write for them; why they cannot is nobody's business here. */
export async function showScribeRequests(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await requestsPage(this, request, reply)
}

async function requestsPage(app: FastifyInstance, request: FastifyRequest, reply: FastifyReply, errors?: FormErrors) {
  const { election } = request
  const requests = await listScribeRequests(app.db, election.round.id)
  const staff = [...(await listStaff(app.db, election.round.id)).values()].flat()
  const refusals = may('setUpStations', await listMilestones(app.db, election.id), ruleSetInForce(election))
  return await reply.code(errors ? 422 : 200).page('polling/scribe-requests.hbs', {
    title: '代写（代书）',
    refusals,
    mayChange: refusals.length === 0,
    count: requests.length,
    requests: requests.map(({ id, name, voterNumber, scribeName, requestedOn, state }) => {
      return { id, name, voterNumber, scribeName, requestedOn, isGone: state !== 'registered' }
    }),
    scribes: [...new Set(staff.filter((one) => one.function === 'scribe').map(({ name }) => name))],
    form: { voter: '', scribe: '', on: request.today, reason: '', ...(request.body ?? {}) },
    errors,
  })
}

export async function recordScribeRequest(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const form = readForm(requestForm, request.body)
  if (!form.ok) return await requestsPage(this, request, reply, form.error)
  const saved = await inTransaction<void, FormErrors>(this.db, async (trx) => {
    if (!(await claimForm(trx, request.body, request.now))) return ok(undefined)
    return await record(trx, request, form.value)
  }).catch((error: unknown) => {
    if (!isUniqueViolation(error)) throw error
    return refused(formErrors([{ field: 'voter', message: '这名选民已经登记了代书人；要换人，请先撤销' }]))
  })
  if (!saved.ok) return await requestsPage(this, request, reply, saved.error)
  reply.flash('已登记代写请求。')
  return reply.redirect(`/elections/${request.election.id}/polling/scribe-requests`, 303)
}

async function record(trx: Trx, request: FastifyRequest, form: RequestForm): Promise<Result<void, FormErrors>> {
  const { election, actor } = request
  const refusals = may('setUpStations', await listMilestones(trx, election.id), ruleSetInForce(election))
  if (refusals.length > 0) return refused(errorsFromFindings(refusals))
  if (form.on > request.today) return refused(formErrors([{ field: 'on', message: '日期不能在今天之后' }]))
  const voter = await readPerson(trx, election.id, 'voter', form.voter)
  const scribe = await readPerson(trx, election.id, 'scribe', form.scribe)
  if (!voter.ok) return voter
  if (!scribe.ok) return scribe
  const { voterId } = voter.value
  if (voterId === null) return refused(formErrors([{ field: 'voter', message: '选民名单上查不到这个人' }]))
  if (voterId === scribe.value.voterId)
    return refused(formErrors([{ field: 'scribe', message: '代书人应当是另一个人' }]))
  const { candidates } = await readBars(trx, election)
  if (candidates.some((one) => one.voterId !== null && one.voterId === scribe.value.voterId)) {
    return refused(formErrors([{ field: 'scribe', message: `${scribe.value.name}是候选人，不能代写选票` }]))
  }
  const { name: scribeName, voterId: scribeVoterId } = scribe.value
  const when = { requestedOn: form.on, recordedBy: request.account?.id ?? 0, recordedAt: request.now }
  await insertScribeRequest(trx, { roundId: election.round.id, voterId, scribeName, scribeVoterId, ...when })
  await recordEvent(trx, actor, { type: 'scribeRequested', voterId, scribe: scribeName, on: form.on }, election.id)
  return ok(undefined)
}

/** One person as typed: name, number, or both. */
async function readPerson(
  trx: Trx,
  electionId: number,
  field: string,
  text: string,
): Promise<Result<{ readonly name: string; readonly voterId: number | null }, FormErrors>> {
  const read = await readStaff(trx, electionId, [{ field, stationId: 0, function: 'scribe', text }])
  if (!read.ok) return refused(formErrors(read.error))
  const [person, ...more] = read.value.get(0) ?? []
  if (!person || more.length > 0) return refused(formErrors([{ field, message: '请填写一个人' }]))
  return ok({ name: person.name, voterId: person.voterId ?? null })
}

export async function withdrawRequest(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, actor } = request
  const form = readForm(withdrawForm, request.body)
  if (!form.ok) return await requestsPage(this, request, reply, form.error)
  await inTransaction(this.db, async (trx) => {
    const { requestId, reason } = form.value
    const isInTime = may('setUpStations', await listMilestones(trx, election.id), ruleSetInForce(election)).length === 0
    const gone = isInTime ? await withdrawScribeRequest(trx, election.round.id, requestId, request.now) : undefined
    if (!gone) throw new Conflict('这项请求已经撤销，或者投票已经开始。')
    const { voterId, scribeName: scribe } = gone
    await recordEvent(trx, actor, { type: 'scribeRequestWithdrawn', voterId, scribe, reason }, election.id)
    return ok(undefined)
  })
  reply.flash('已撤销代写请求。')
  return reply.redirect(`/elections/${election.id}/polling/scribe-requests`, 303)
}
