import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, type Result, refused } from '../lib/result.js'
import type { Finding } from '../rules/finding.js'
import { may } from '../rules/permitted-actions.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { type Db, inTransaction, type Trx } from '../infra/db/database.js'
import { isUniqueViolation } from '../infra/db/dialect.js'
import { Conflict } from '../infra/http/errors.js'
import { optionalTextField, textField, tickField, timeField, versionField } from '../infra/http/fields.js'
import { claimForm, errorsFromFindings, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import { listMilestones } from '../timetable/queries.js'
import { addressId } from './address-id.js'
import { getMobileBox, insertMobileBox, type MobileBoxEntry, updateMobileBox } from './mobile-box-queries.js'
import {
  getStation,
  insertStation,
  listStaff,
  listStations,
  type StaffMember,
  type Station,
  updateStationPlan,
} from './queries.js'
import { changeStaff } from './staff-changes.js'
import { readStaff, staffText } from './staff-entries.js'
import { planOf, splitNames } from './station-form.js'

const peopleField = z.string().default('')

const boxForm = z
  .object({
    name: textField(30, '请填写名称'),
    place: textField(80, '请填写上门的路线'),
    opens: timeField,
    closes: timeField,
    reason: textField(200, '请写明为什么要设流动票箱'),
    scrutineers: peopleField,
    escorts: peopleField.refine((text) => splitNames(text).length >= 2, '护送人员请填写两人'),
    staffReason: optionalTextField(200),
    hasVotingBooth: tickField,
    stationVersion: versionField.default(0),
    version: versionField.default(0),
  })
  .refine((form) => form.opens < form.closes, { path: ['closes'], message: '结束时间应当在开始时间之后' })

type BoxForm = z.output<typeof boxForm>
type Typed = Readonly<Record<string, unknown>>

interface PlannedBox {
  readonly station: Station
  readonly box: MobileBoxEntry
  readonly staff: readonly StaffMember[]
}

/** The form of a mobile box: route and hours, who watches and who goes along. */
export async function showBoxForm(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await formPage(this.db, request, reply)
}

/** The box of the address; undefined for a new one. */
async function boxOf(db: Db, request: FastifyRequest): Promise<PlannedBox | undefined> {
  const { stationId } = request.params as { stationId?: string }
  if (stationId === undefined) return undefined
  const station = await getStation(db, request.election.round.id, addressId(stationId))
  const box = await getMobileBox(db, station.id)
  return { station, box, staff: (await listStaff(db, station.roundId)).get(station.id) ?? [] }
}

/** A box on its way to the township, or approved, stays as it was described there. */
async function refusals(db: Db, { election }: FastifyRequest, planned: PlannedBox | undefined): Promise<Finding[]> {
  const ruleSet = ruleSetInForce(election)
  const findings = may('setUpStations', await listMilestones(db, election.id), ruleSet)
  if (!ruleSet.mobileBoxes) {
    const article = ruleSet.provenance.mobileBoxes.source
    findings.push({
      code: 'mobile-box-not-provided',
      severity: 'error',
      fields: [],
      message: '本次选举不使用流动票箱。',
      article,
    })
  }
  if (planned?.box.state === 'submitted' || planned?.box.state === 'approved') {
    const message = `${planned.station.name}已经报批，不能再改；要改动的，请删除后重新设置、报批。`
    findings.push({ code: 'mobile-box-submitted', severity: 'error', fields: [], message })
  }
  return findings
}

async function formPage(db: Db, request: FastifyRequest, reply: FastifyReply, typed?: Typed, errors?: FormErrors) {
  const { election } = request
  const planned = await boxOf(db, request)
  const findings = await refusals(db, request, planned)
  const form = typed ?? formOf(planned, await listStations(db, election.round.id))
  return await reply.code(errors ? 422 : 200).page('polling/edit-mobile-box.hbs', {
    title: planned ? `修改${planned.station.name}` : '新设流动票箱',
    findings,
    mayChange: findings.length === 0,
    least: ruleSetInForce(election).mobileBoxScrutineers,
    action: `/elections/${election.id}/polling/edit-mobile-box${planned ? `/${planned.station.id}` : ''}`,
    form: {
      name: '',
      place: '',
      opens: '',
      closes: '',
      reason: '',
      scrutineers: '',
      escorts: '',
      staffReason: '',
      ...form,
    },
    asksReason: (errors?.byField['staffReason'] ?? '') !== '' || (form['staffReason'] ?? '') !== '',
    versions: { box: String(planned?.box.version ?? 0), station: String(planned?.station.version ?? 0) },
    hasBooth: form['hasVotingBooth'] === 'yes',
    errors,
  })
}

function formOf(planned: PlannedBox | undefined, stations: readonly Station[]): Typed {
  if (!planned) {
    const number = stations.filter(({ kind }) => kind === 'mobile').length + 1
    return { name: `流动票箱${number}`, opens: '09:00', closes: '11:30', hasVotingBooth: 'yes' }
  }
  const { station, box, staff } = planned
  const { name, place, opens, closes } = station
  const people = { scrutineers: staffText(staff, 'scrutineer'), escorts: staffText(staff, 'mobileBox') }
  return {
    name,
    place,
    opens,
    closes,
    reason: box.reason,
    ...people,
    hasVotingBooth: station.hasVotingBooth ? 'yes' : '',
  }
}

export async function saveBox(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election } = request
  const typed = request.body as Typed
  const form = readForm(boxForm, typed)
  if (!form.ok) return await formPage(this.db, request, reply, typed, form.error)
  try {
    const saved = await inTransaction(this.db, async (trx): Promise<Result<number | undefined, FormErrors>> => {
      const planned = await boxOf(trx, request)
      const findings = await refusals(trx, request, planned)
      if (findings.length > 0) return refused(errorsFromFindings(findings))
      if (planned) return await changeBox(trx, request, planned, form.value)
      return (await claimForm(trx, typed, request.now)) ? await addBox(trx, request, form.value) : ok(undefined)
    })
    if (!saved.ok) return await formPage(this.db, request, reply, typed, saved.error)
    if (saved.value !== undefined) reply.flash(`${form.value.name}已保存。请把要用这个票箱投票的选民列入名单。`)
    const page = saved.value === undefined ? 'mobile-boxes' : `mobile-boxes/${saved.value}`
    return reply.redirect(`/elections/${election.id}/polling/${page}`, 303)
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    const errors = formErrors([{ field: 'name', message: '已经有同名的投票站或者票箱，请换一个名称' }])
    return await formPage(this.db, request, reply, typed, errors)
  }
}

function stationOf({ name, place, opens, closes, hasVotingBooth }: BoxForm) {
  return { kind: 'mobile', name, place, groups: [], opens, closes, hasVotingBooth } as const
}

/**
 * Writes who watches and who goes along as they were looked up in the roll; candidates are barred and their close
 * relatives remarked, as at a station. Refused with what is wrong, beside the field.
 */
async function staffBox(
  trx: Trx,
  request: FastifyRequest,
  stationId: number,
  { scrutineers, escorts, staffReason }: BoxForm,
  before: readonly StaffMember[] = [],
): Promise<Result<number, FormErrors>> {
  const read = await readStaff(trx, request.election.id, [
    { field: 'scrutineers', stationId, function: 'scrutineer', text: scrutineers },
    { field: 'escorts', stationId, function: 'mobileBox', text: escorts },
  ])
  if (!read.ok) return refused(formErrors(read.error))
  const named = read.value.get(stationId) ?? []
  if (named.filter((member) => member.function === 'mobileBox').length < 2) {
    return refused(formErrors([{ field: 'escorts', message: '护送人员请填写两人' }]))
  }
  const others = before.filter((member) => member.function !== 'scrutineer' && member.function !== 'mobileBox')
  const staff = new Map([[stationId, [...named, ...others]]])
  const changed = await changeStaff(trx, request, { staff, reason: staffReason })
  if (changed.ok) return ok(stationId)
  return refused(
    formErrors(
      changed.error.list.map((error) => (error.field === 'staff' ? { ...error, field: 'scrutineers' } : error)),
    ),
  )
}

async function addBox(trx: Trx, request: FastifyRequest, form: BoxForm): Promise<Result<number, FormErrors>> {
  const { election, actor } = request
  const plan = stationOf(form)
  const { kind, name, opens, closes } = plan
  const stationId = await insertStation(trx, election.round.id, plan)
  await insertMobileBox(trx, { stationId, reason: form.reason })
  await recordEvent(trx, actor, { type: 'stationSetUp', stationId, name, kind, opens, closes }, election.id)
  const staffed = await staffBox(trx, request, stationId, form)
  await recordEvent(trx, actor, { type: 'mobileBoxPlanned', stationId, reason: form.reason }, election.id)
  return staffed
}

async function changeBox(
  trx: Trx,
  request: FastifyRequest,
  planned: PlannedBox,
  form: BoxForm,
): Promise<Result<number, FormErrors>> {
  const { election, actor } = request
  const { station, staff: before } = planned
  const isCurrent =
    (await updateStationPlan(trx, station.id, form.stationVersion, stationOf(form))) &&
    (await updateMobileBox(trx, station.id, form.version, { reason: form.reason }))
  if (!isCurrent) throw new Conflict()
  const change = { before: planOf(station), after: stationOf(form) }
  await recordEvent(trx, actor, { type: 'stationChanged', stationId: station.id, ...change }, election.id)
  const staffed = await staffBox(trx, request, station.id, form, before)
  await recordEvent(trx, actor, { type: 'mobileBoxPlanned', stationId: station.id, reason: form.reason }, election.id)
  return staffed
}
