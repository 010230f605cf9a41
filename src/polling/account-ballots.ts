import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, refused } from '../lib/result.js'
import { checkBallotSupply } from '../rules/ballot-supply.js'
import { type Finding, hasErrors } from '../rules/finding.js'
import { may } from '../rules/permitted-actions.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { Conflict } from '../infra/http/errors.js'
import { countField, versionField } from '../infra/http/fields.js'
import { errorsFromFindings, type FormErrors, readForm } from '../infra/http/forms.js'
import { countElectors } from '../roll/queries.js'
import { listMilestones, recordStepOnce } from '../timetable/queries.js'
import { getBallotsPrinted, listStations, type Station, updateBallotsPrinted, updateStation } from './queries.js'
import { stationState } from './station-text.js'

/** A count, or nothing where it is not yet known. */
const optionalCount = z
  .string()
  .trim()
  .default('')
  .transform((text) => (text === '' ? undefined : text))
  .pipe(countField.optional())

type Typed = Readonly<Record<string, unknown>>

function fieldOf(station: Pick<Station, 'id'>): string {
  return `received-${station.id}`
}

/** One field a station; those that have closed keep their figure. */
function supplyForm(stations: readonly Station[]) {
  const open = stations.filter(({ closedAt }) => closedAt === null)
  return z.object({
    printed: optionalCount,
    printedVersion: versionField,
    received: z.object(Object.fromEntries(open.map((station) => [fieldOf(station), optionalCount]))),
    versions: z.object(Object.fromEntries(open.map((station) => [`version-${station.id}`, versionField]))),
  })
}

type SupplyForm = z.infer<ReturnType<typeof supplyForm>>

export async function showBallots(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await ballotsPage(this, request, reply)
}

async function ballotsPage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  typed?: Typed,
  errors?: FormErrors,
) {
  const { election } = request
  const stations = await listStations(app.db, election.round.id)
  const { printed, version } = await getBallotsPrinted(app.db, election.round.id)
  const electors = await countElectors(app.db, election.id)
  const received = stations.reduce((sum, station) => sum + (station.received ?? 0), 0)
  const refusals = may('accountBallots', await listMilestones(app.db, election.id), ruleSetInForce(election))
  return await reply.code(errors ? 422 : 200).page('polling/account-ballots.hbs', {
    title: '选票印制与领取',
    refusals,
    mayChange: refusals.length === 0,
    hasStations: stations.length > 0,
    electors,
    received,
    isPrinted: printed !== null,
    left: (printed ?? 0) - received,
    findings: checkBallotSupply({ printed: printed ?? undefined, electors, stations: stations.map(supplyOf) }),
    printed: typed?.['printed'] ?? printed,
    printedVersion: typed?.['printedVersion'] ?? version,
    stations: stations.map((station) => ({
      ...station,
      field: fieldOf(station),
      stateText: stationState(station).text,
      isClosed: station.closedAt !== null,
      received: typed?.[fieldOf(station)] ?? station.received,
      version: typed?.[`version-${station.id}`] ?? station.version,
    })),
    errors,
  })
}

function supplyOf(station: Station) {
  return {
    name: station.name,
    field: fieldOf(station),
    received: station.received ?? undefined,
    issued: station.issued,
  }
}

export async function saveBallots(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election } = request
  const typed = request.body as Typed
  const form = readForm(supplyForm(await listStations(this.db, election.round.id)), {
    ...typed,
    received: typed,
    versions: typed,
  })
  if (!form.ok) return await ballotsPage(this, request, reply, typed, beside(form.error))
  const saved = await inTransaction(this.db, async (trx) => {
    const refusals = may('accountBallots', await listMilestones(trx, election.id), ruleSetInForce(election))
    if (refusals.length > 0) return refused(refusals)
    await savePrinted(trx, request, form.value)
    for (const station of await listStations(trx, election.round.id))
      await saveReceived(trx, request, station, form.value)
    // Looked at after the rows are written and held, so that no desk issues a ballot in between.
    const findings = await checkSupply(trx, request)
    return hasErrors(findings) ? refused(findings.filter(({ severity }) => severity === 'error')) : ok(undefined)
  })
  if (!saved.ok) return await ballotsPage(this, request, reply, typed, errorsFromFindings(saved.error))
  reply.flash('选票印制数和领取数已保存。')
  return reply.redirect(`/elections/${election.id}/polling/account-ballots`, 303)
}

async function checkSupply(trx: Trx, { election }: FastifyRequest): Promise<Finding[]> {
  const { printed } = await getBallotsPrinted(trx, election.round.id)
  const stations = await listStations(trx, election.round.id)
  const electors = await countElectors(trx, election.id)
  return checkBallotSupply({ printed: printed ?? undefined, electors, stations: stations.map(supplyOf) })
}

async function savePrinted(trx: Trx, { election, actor, today }: FastifyRequest, form: SupplyForm): Promise<void> {
  const { id: roundId } = election.round
  const printed = form.printed ?? null
  if (printed === (await getBallotsPrinted(trx, roundId)).printed) return
  if (!(await updateBallotsPrinted(trx, roundId, form.printedVersion, printed))) throw new Conflict()
  await recordEvent(trx, actor, { type: 'ballotsPrinted', roundId, printed }, election.id)
  if (printed === null || election.round.number > 1) return
  const note = `登记印制 ${printed} 张`
  await recordStepOnce(trx, actor, election.id, { step: 'ballotsPrinted', on: today, note })
}

async function saveReceived(trx: Trx, request: FastifyRequest, station: Station, form: SupplyForm): Promise<void> {
  const version = form.versions[`version-${station.id}`]
  // A station set up or closed since the form was opened is left as it is.
  if (version === undefined || station.closedAt !== null) return
  const received = form.received[fieldOf(station)] ?? null
  if (received === station.received) return
  if (!(await updateStation(trx, station.id, version, { ballotsReceived: received }))) throw new Conflict()
  const event = { type: 'ballotsReceived', stationId: station.id, received } as const
  await recordEvent(trx, request.actor, event, request.election.id)
}

/** The stations' fields stand in the form under their own names. */
function beside(errors: FormErrors): FormErrors {
  const list = errors.list.map(({ field, message }) => ({
    field: field.replace(/^(received|versions)\./, ''),
    message,
  }))
  return { list, byField: Object.fromEntries(list.map(({ field, message }) => [field, message])) }
}
