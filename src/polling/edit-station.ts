import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, refused, type Result } from '../lib/result.js'
import { may } from '../rules/permitted-actions.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { type Db, inTransaction, type Trx } from '../infra/db/database.js'
import { isUniqueViolation } from '../infra/db/dialect.js'
import { Conflict } from '../infra/http/errors.js'
import { versionField } from '../infra/http/fields.js'
import { claimForm, errorsFromFindings, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import { listGroups } from '../roll/queries.js'
import { listMilestones } from '../timetable/queries.js'
import { addressId } from './address-id.js'
import {
  deleteStation,
  getStation,
  insertStation,
  listStaff,
  listStations,
  raiseStaffVersion,
  type Station,
  updateStationPlan,
} from './queries.js'
import { changeStaff } from './staff-changes.js'
import { readStaff, staffText } from './staff-entries.js'
import { planOf, type StationForm, stationForm } from './station-form.js'
import { staffFunctions, staffFunctionText } from '../rules/station-functions.js'
import { stationKindText } from './station-text.js'

type Typed = Readonly<Record<string, unknown>>

const onPage = staffFunctions.filter((each) => each !== 'mobileBox')

export async function showStation(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const station = await stationOf(this.db, request)
  if (station?.kind === 'mobile') {
    return reply.redirect(`/elections/${request.election.id}/polling/mobile-boxes/${station.id}`, 303)
  }
  return await stationPage(this, request, reply)
}

/** The polling place of the address; undefined for a new one. */
async function stationOf(db: Db, request: FastifyRequest): Promise<Station | undefined> {
  const { stationId } = request.params as { stationId?: string }
  if (stationId === undefined) return undefined
  return await getStation(db, request.election.round.id, addressId(stationId))
}

async function stationPage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  typed?: Typed,
  errors?: FormErrors,
) {
  const { election } = request
  const station = await stationOf(app.db, request)
  const groups = await listGroups(app.db, election.id)
  const refusals = may('setUpStations', await listMilestones(app.db, election.id), ruleSetInForce(election))
  const form = typed ?? (await formOf(app.db, request, station))
  const chosen = [form['groups'] ?? []].flat().map(Number)
  return await reply.code(errors ? 422 : 200).page('polling/edit-station.hbs', {
    title: station ? `修改${station.name}` : '新设投票站',
    station: station ? { id: station.id, name: station.name, version: station.version } : false,
    action: `/elections/${election.id}/polling/edit-station/${station ? station.id : ''}`.replace(/\/$/, ''),
    refusals,
    mayChange: refusals.length === 0,
    form: { kind: '', name: '', place: '', telephone: '', opens: '', closes: '', staffReason: '', version: 0, ...form },
    hasBooth: form['hasVotingBooth'] === 'yes',
    hasDesk: form['hasScribeDesk'] === 'yes',
    asksReason: (errors?.byField['staffReason'] ?? '') !== '' || form['staffReason'] !== undefined,
    kinds: (['central', 'station'] as const).map((value) => ({ value, text: stationKindText[value] })),
    groups: groups.map(({ number, name, voters }) => ({ number, name, voters, isChosen: chosen.includes(number) })),
    staff: onPage.map((each) => ({
      name: `staff-${each}`,
      label: staffFunctionText[each],
      value: form[`staff-${each}`] ?? '',
    })),
    errors,
  })
}

async function formOf(db: Db, request: FastifyRequest, station: Station | undefined): Promise<Typed> {
  if (!station) {
    const isFirst = (await listStations(db, request.election.round.id)).length === 0
    return {
      kind: isFirst ? 'central' : 'station',
      opens: '08:00',
      closes: '17:00',
      hasVotingBooth: 'yes',
      hasScribeDesk: 'yes',
    }
  }
  const staff = (await listStaff(db, request.election.round.id)).get(station.id) ?? []
  return {
    ...station,
    hasVotingBooth: station.hasVotingBooth ? 'yes' : '',
    hasScribeDesk: station.hasScribeDesk ? 'yes' : '',
    ...Object.fromEntries(onPage.map((each) => [`staff-${each}`, staffText(staff, each)])),
  }
}

export async function saveStation(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election } = request
  const typed = request.body as Typed
  const form = readForm(stationForm, typed)
  if (!form.ok) return await stationPage(this, request, reply, typed, form.error)
  const station = await stationOf(this.db, request)
  // A mobile box has a form of its own, and does not become a place.
  if (station?.kind === 'mobile') throw new Conflict()
  try {
    const saved = await inTransaction<void, FormErrors>(this.db, async (trx) => {
      const refusals = may('setUpStations', await listMilestones(trx, election.id), ruleSetInForce(election))
      if (refusals.length > 0) return refused(errorsFromFindings(refusals))
      if (station) return await changeStation(trx, request, station, form.value)
      if (await claimForm(trx, typed, request.now)) return await addStation(trx, request, form.value)
      return ok(undefined)
    })
    if (!saved.ok) return await stationPage(this, request, reply, typed, saved.error)
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    return await stationPage(this, request, reply, typed, await takenErrors(this.db, request, form.value, station))
  }
  reply.flash(`${form.value.name}已保存。`)
  return reply.redirect(`/elections/${election.id}/polling/set-up-stations`, 303)
}

async function addStation(trx: Trx, request: FastifyRequest, form: StationForm): Promise<Result<void, FormErrors>> {
  const { election, actor } = request
  const stationId = await insertStation(trx, election.round.id, planOf(form))
  const { name, kind, opens, closes } = form
  await recordEvent(trx, actor, { type: 'stationSetUp', stationId, name, kind, opens, closes }, election.id)
  return await staffStation(trx, request, stationId, form)
}

async function changeStation(
  trx: Trx,
  request: FastifyRequest,
  station: Station,
  form: StationForm,
): Promise<Result<void, FormErrors>> {
  const { election, actor } = request
  if (!(await updateStationPlan(trx, station.id, form.version, planOf(form)))) throw new Conflict()
  const change = { before: planOf(station), after: planOf(form) }
  await recordEvent(trx, actor, { type: 'stationChanged', stationId: station.id, ...change }, election.id)
  return await staffStation(trx, request, station.id, form)
}

/** The staff as typed beside the plan of the place; the page of all stations has the same fields. */
async function staffStation(
  trx: Trx,
  request: FastifyRequest,
  stationId: number,
  { staffReason: reason }: StationForm,
): Promise<Result<void, FormErrors>> {
  const typed = request.body as Typed
  const cells = onPage.map((each) => {
    const text = typed[`staff-${each}`]
    return { field: `staff-${each}`, stationId, function: each, text: typeof text === 'string' ? text : '' }
  })
  const read = await readStaff(trx, request.election.id, cells)
  if (!read.ok) return refused(formErrors(read.error))
  const changed = await changeStaff(trx, request, { staff: read.value, reason })
  if (!changed.ok) return changed
  if (changed.value.length > 0) await raiseStaffVersion(trx, stationId)
  return ok(undefined)
}

/** Which of the things that may be there only once was there already. */
async function takenErrors(db: Db, request: FastifyRequest, form: StationForm, own: Station | undefined) {
  const others = (await listStations(db, request.election.round.id)).filter(({ id }) => id !== own?.id)
  const central = others.find(({ kind }) => kind === 'central')
  if (form.kind === 'central' && central) {
    return formErrors([{ field: 'kind', message: `中心投票站只能有一个，现在是${central.name}` }])
  }
  if (others.some(({ name }) => name === form.name)) {
    return formErrors([{ field: 'name', message: '已经有同名的投票站，请换一个名称' }])
  }
  return formErrors([{ field: 'name', message: '刚才有人同时新设投票站，请再保存一次' }])
}

export async function removeStation(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, actor } = request
  const form = readForm(z.object({ version: versionField }), request.body)
  const station = await stationOf(this.db, request)
  if (!form.ok || !station) throw new Conflict()
  await inTransaction(this.db, async (trx) => {
    const isInTime = may('setUpStations', await listMilestones(trx, election.id), ruleSetInForce(election)).length === 0
    if (!isInTime || !(await deleteStation(trx, station.id, form.value.version))) throw new Conflict()
    const { id: stationId, name } = station
    await recordEvent(trx, actor, { type: 'stationRemoved', stationId, name }, election.id)
    return ok(undefined)
  })
  reply.flash(`${station.name}已删除。`)
  return reply.redirect(`/elections/${election.id}/polling/set-up-stations`, 303)
}
