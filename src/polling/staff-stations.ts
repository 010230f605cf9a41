import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ok, refused, type Result } from '../lib/result.js'
import { may } from '../rules/permitted-actions.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { type StaffFunction, staffFunctions, staffFunctionText } from '../rules/station-functions.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { Conflict } from '../infra/http/errors.js'
import { claimForm, errorsFromFindings, type FormErrors, formErrors } from '../infra/http/forms.js'
import { listMilestones } from '../timetable/queries.js'
import { listStaff, listStations, type Station, takeStaffVersion } from './queries.js'
import { changeStaff, readBars, staffFindings } from './staff-changes.js'
import { readStaff, type StaffCell, staffText } from './staff-entries.js'
import { checkStationSetup } from './station-checks.js'

type Typed = Readonly<Record<string, unknown>>

/** Those at a fixed place; a box that is carried about has its own page. */
const isFixed = ({ kind }: Station) => kind !== 'mobile'
const onGrid = staffFunctions.filter((each) => each !== 'mobileBox')
const fieldOf = (stationId: number, each: StaffFunction) => `staff-${stationId}-${each}`

const typedText = (value: unknown) => (typeof value === 'string' ? value : '')

/** All stations beside all functions, to be filled in one go. */
export async function showStaff(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await staffPage(this, request, reply)
}

async function staffPage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  typed?: Typed,
  errors?: FormErrors,
) {
  const { election } = request
  const ruleSet = ruleSetInForce(election)
  const stations = (await listStations(app.db, election.round.id)).filter(isFixed)
  const staff = await listStaff(app.db, election.round.id)
  const refusals = may('setUpStations', await listMilestones(app.db, election.id), ruleSet)
  const { candidates, kinships } = await readBars(app.db, election)
  const short = (station: Station) =>
    checkStationSetup(station, staff.get(station.id) ?? [], candidates, ruleSet, kinships)
      .filter(({ code }) => code.startsWith('too-few'))
      .map(({ message }) => message)
  return await reply.code(errors ? 422 : 200).page('polling/staff-stations.hbs', {
    title: '投票站工作人员',
    refusals,
    mayChange: refusals.length === 0,
    isEmpty: stations.length === 0,
    findings: await staffFindings(app.db, election, staff),
    least: ruleSet.stationStaff,
    stations: stations.map((station) => ({
      id: station.id,
      name: station.name,
      version: typed ? typedText(typed[`version-${station.id}`]) : station.staffVersion,
      short: short(station),
    })),
    rows: onGrid.map((each) => ({
      title: staffFunctionText[each],
      cells: stations.map((station) => {
        const field = fieldOf(station.id, each)
        return {
          field,
          label: `${station.name}${staffFunctionText[each]}`,
          value: typed ? typedText(typed[field]) : staffText(staff.get(station.id) ?? [], each),
          error: errors?.byField[field] ?? '',
        }
      }),
    })),
    form: { staffReason: typedText(typed?.['staffReason']) },
    asksReason: (errors?.byField['staffReason'] ?? '') !== '' || typedText(typed?.['staffReason']) !== '',
    errors,
  })
}

export async function saveStaff(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election } = request
  const typed = (request.body ?? {}) as Typed
  const saved = await inTransaction<number, FormErrors>(this.db, async (trx) => {
    if (!(await claimForm(trx, typed, request.now))) return ok(0)
    return await save(trx, request, typed)
  })
  if (!saved.ok) return await staffPage(this, request, reply, typed, saved.error)
  reply.flash(saved.value > 0 ? `已保存 ${saved.value} 个投票站的工作人员。` : '工作人员没有变化。')
  return reply.redirect(`/elections/${election.id}/polling/staff-stations`, 303)
}

async function save(trx: Trx, request: FastifyRequest, typed: Typed): Promise<Result<number, FormErrors>> {
  const { election } = request
  const refusals = may('setUpStations', await listMilestones(trx, election.id), ruleSetInForce(election))
  if (refusals.length > 0) return refused(errorsFromFindings(refusals))
  const stations = (await listStations(trx, election.round.id)).filter(isFixed)
  const cells = stations.flatMap((station) =>
    onGrid.map((each): StaffCell => {
      const field = fieldOf(station.id, each)
      return { field, stationId: station.id, function: each, text: typedText(typed[field]) }
    }),
  )
  const read = await readStaff(trx, election.id, cells)
  if (!read.ok) return refused(formErrors(read.error))
  const changed = await changeStaff(trx, request, { staff: read.value, reason: typedText(typed['staffReason']).trim() })
  if (!changed.ok) return changed
  for (const stationId of changed.value) {
    const version = Number(typedText(typed[`version-${stationId}`]) || '0')
    if (!(await takeStaffVersion(trx, stationId, version))) throw new Conflict()
  }
  return ok(changed.value.length)
}
