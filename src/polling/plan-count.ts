import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, refused } from '../lib/result.js'
import { may } from '../rules/permitted-actions.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { Conflict } from '../infra/http/errors.js'
import { textField, timeField, versionField } from '../infra/http/fields.js'
import { claimForm, errorsFromFindings, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import { listMilestones } from '../timetable/queries.js'
import { findCountPlan, listStations, saveCountPlan } from './queries.js'

const countForm = z.object({ place: textField(80, '请填写地点'), begins: timeField, version: versionField })

type Typed = Readonly<Record<string, unknown>>

/** Where and when the boxes are opened together and the votes counted in public (art. 19). */
export async function showCountPlan(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await countPage(this, request, reply)
}

async function countPage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  typed?: Typed,
  errors?: FormErrors,
) {
  const { election } = request
  const stations = await listStations(app.db, election.round.id)
  const plan = await findCountPlan(app.db, election.round.id)
  const proposed = {
    place: stations.find(({ kind }) => kind === 'central')?.place ?? '',
    begins: lastClosing(stations),
    version: 0,
  }
  const refusals = may('setUpStations', await listMilestones(app.db, election.id), ruleSetInForce(election))
  return await reply.code(errors ? 422 : 200).page('polling/plan-count.hbs', {
    title: '开箱计票的地点和时间',
    refusals,
    mayChange: refusals.length === 0,
    isSaid: plan !== undefined,
    form: { ...proposed, ...plan, ...typed },
    errors,
  })
}

const lastClosing = (stations: readonly { readonly closes: string }[]) =>
  stations
    .map(({ closes }) => closes)
    .sort()
    .at(-1) ?? ''

export async function saveCount(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, actor } = request
  const typed = (request.body ?? {}) as Typed
  const form = readForm(countForm, typed)
  if (!form.ok) return await countPage(this, request, reply, typed, form.error)
  const saved = await inTransaction<void, FormErrors>(this.db, async (trx) => {
    if (!(await claimForm(trx, typed, request.now))) return ok(undefined)
    const refusals = may('setUpStations', await listMilestones(trx, election.id), ruleSetInForce(election))
    if (refusals.length > 0) return refused(errorsFromFindings(refusals))
    const { place, begins, version } = form.value
    const closes = lastClosing(await listStations(trx, election.round.id))
    if (begins < closes) {
      return refused(formErrors([{ field: 'begins', message: `最后一个投票站 ${closes} 才截止，开箱不能更早` }]))
    }
    const roundId = election.round.id
    if (!(await saveCountPlan(trx, roundId, version, { place, begins }))) throw new Conflict()
    await recordEvent(trx, actor, { type: 'countPlanned', roundId, place, begins }, election.id)
    return ok(undefined)
  })
  if (!saved.ok) return await countPage(this, request, reply, typed, saved.error)
  reply.flash('开箱计票的地点和时间已保存，会印在投票时间、地点公告上。')
  return reply.redirect(`/elections/${election.id}/polling/set-up-stations`, 303)
}
