import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, type Result, refused } from '../lib/result.js'
import { ballotTotals, checkDelivery } from '../rules/ballot-ledger.js'
import { checkBallotSupply } from '../rules/ballot-supply.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { Conflict } from '../infra/http/errors.js'
import { countField, nameField, optionalTextField, versionField } from '../infra/http/fields.js'
import {
  claimForm,
  errorsFromFindings,
  type FieldError,
  type FormErrors,
  formErrors,
  readForm,
} from '../infra/http/forms.js'
import { countElectors } from '../roll/queries.js'
import { recordStepOnce } from '../timetable/queries.js'
import { accountPage, accountRefusals, stationFields, supplyOf, type Typed } from './ballot-account-page.js'
import { insertBallotStep } from './ballot-step-queries.js'
import {
  getBallotsPrinted,
  holdRound,
  listBallotSteps,
  listStations,
  type Station,
  updateBallotsPrinted,
  updateStation,
} from './queries.js'

/** A count, or nothing where nothing was handed over. */
const optionalCount = z
  .string()
  .trim()
  .default('')
  .transform((text) => (text === '' ? undefined : text))
  .pipe(countField.optional())

/** A name, or nothing. */
const optionalName = z
  .string()
  .trim()
  .default('')
  .transform((text) => (text === '' ? undefined : text))
  .pipe(nameField.optional())

const supplyForm = z.object({
  announced: optionalCount,
  printed: optionalCount,
  deliveredBy: optionalName,
  checkedBy: optionalName,
  explanation: optionalTextField(300),
  lastStep: versionField,
})

const rowForm = z.object({ ballots: optionalCount, first: optionalName, second: optionalName })

/** Ballots that go from one person to another. */
export interface Handover {
  readonly stationId: number | null
  readonly ballots: number
  readonly announced: number | null
  readonly firstName: string
  readonly secondName: string
  readonly explanation: string | null
}

export async function showAccount(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await accountPage(this, request, reply)
}

/** Takes what came from the printer and what goes to the stations, each with the two who did it. */
export async function saveAccount(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const typed = (request.body ?? {}) as Typed
  const stations = await listStations(this.db, request.election.round.id)
  const read = readSupply(typed, stations)
  if (!read.ok) return await accountPage(this, request, reply, typed, read.error)
  const saved = await inTransaction(this.db, async (trx) => {
    if (!(await claimForm(trx, request.body, request.now))) return ok(undefined)
    return await saveIn(trx, request, read.value)
  })
  if (!saved.ok) return await accountPage(this, request, reply, typed, saved.error)
  reply.flash('选票的印制、发放已登记。')
  return reply.redirect(`/elections/${request.election.id}/polling/account-ballots`, 303)
}

interface Supply {
  readonly lastStep: number
  readonly delivery: Handover | undefined
  readonly handovers: readonly Handover[]
}

function readSupply(typed: Typed, stations: readonly Station[]): Result<Supply, FormErrors> {
  const form = readForm(supplyForm, typed)
  const problems: FieldError[] = form.ok ? [] : [...form.error.list]
  const handovers = stations.flatMap((station) => readRow(station, typed, problems) ?? [])
  const delivery = form.ok ? readDelivery(form.value, problems) : undefined
  if (!form.ok || problems.length > 0) return refused(formErrors(problems))
  if (!delivery && handovers.length === 0) {
    return refused(formErrors([{ field: 'printed', message: '请填写印制验收数，或者发给投票站的张数' }]))
  }
  return ok({ lastStep: form.value.lastStep, delivery, handovers })
}

function readDelivery(form: z.infer<typeof supplyForm>, problems: FieldError[]): Handover | undefined {
  const { announced, printed, deliveredBy, checkedBy, explanation } = form
  if (announced === undefined && printed === undefined) return undefined
  if (printed === undefined) problems.push({ field: 'printed', message: '请填写清点的张数' })
  if (announced === undefined) problems.push({ field: 'announced', message: '请填写送货单上的张数' })
  addPeople({ first: deliveredBy, second: checkedBy }, ['deliveredBy', 'checkedBy'], problems)
  const counted = printed ?? 0
  const note = announced ?? counted
  if (explanation === '') problems.push(...errorsFromFindings(checkDelivery(note, counted)).list)
  return {
    stationId: null,
    ballots: counted,
    announced: note,
    firstName: deliveredBy ?? '',
    secondName: checkedBy ?? '',
    explanation: explanation === '' ? null : explanation,
  }
}

/** Two different people, whose fields stand in the order they act in. */
function addPeople(
  { first, second }: { readonly first: string | undefined; readonly second: string | undefined },
  [firstField, secondField]: readonly [string, string],
  problems: FieldError[],
): void {
  if (first === undefined) problems.push({ field: firstField, message: '请填写姓名' })
  if (second === undefined) problems.push({ field: secondField, message: '请填写姓名' })
  if (first !== undefined && first === second) problems.push({ field: secondField, message: '交接应当是两个人' })
}

function readRow(station: Station, typed: Typed, problems: FieldError[]): Handover | undefined {
  const names = stationFields(station)
  const row = readForm(rowForm, {
    ballots: typed[names.received],
    first: typed[names.first],
    second: typed[names.second],
  })
  const fieldOf: Readonly<Record<string, string>> = {
    ballots: names.received,
    first: names.first,
    second: names.second,
  }
  if (!row.ok) {
    problems.push(...row.error.list.map(({ field, message }) => ({ field: fieldOf[field] ?? field, message })))
    return undefined
  }
  const { ballots, first, second } = row.value
  if (ballots === undefined) return undefined
  if (station.closedAt !== null) problems.push({ field: names.received, message: `${station.name}已结账，不能再发` })
  addPeople({ first, second }, [names.first, names.second], problems)
  const people = { firstName: first ?? '', secondName: second ?? '' }
  return { stationId: station.id, ballots, announced: null, explanation: null, ...people }
}

async function saveIn(trx: Trx, request: FastifyRequest, supply: Supply): Promise<Result<void, FormErrors>> {
  const { election } = request
  await holdRound(trx, election.round.id)
  const refusals = await accountRefusals(trx, request)
  if (refusals.length > 0) return refused(errorsFromFindings(refusals))
  await refuseStale(trx, request, supply.lastStep)
  if (supply.delivery) await recordBallotStep(trx, request, 'printed', supply.delivery)
  for (const handover of supply.handovers) await recordBallotStep(trx, request, 'handedOut', handover)
  await carryTotals(trx, request)
  // Looked at after the rows are written and held, so that no desk issues a ballot in between.
  const stations = await listStations(trx, election.round.id)
  const { printed } = await getBallotsPrinted(trx, election.round.id)
  const electors = await countElectors(trx, election.id)
  const findings = checkBallotSupply({ printed: printed ?? undefined, electors, stations: stations.map(supplyOf) })
  const errors = findings.filter(({ severity }) => severity === 'error')
  return errors.length > 0 ? refused(errorsFromFindings(errors)) : ok(undefined)
}

/** A step that somebody else recorded since the form was opened may be the very one that it holds. */
export async function refuseStale(trx: Trx, { election }: FastifyRequest, lastStep: number): Promise<void> {
  const last = (await listBallotSteps(trx, election.round.id)).at(-1)?.id ?? 0
  if (last !== lastStep) throw new Conflict('您填写期间，另一个人登记了选票的交接。请返回重新打开，核对以后再登记。')
}

/** Records one step with its event. */
export async function recordBallotStep(
  trx: Trx,
  { election, actor }: Pick<FastifyRequest, 'election' | 'actor'>,
  kind: Parameters<typeof insertBallotStep>[1]['kind'],
  step: Handover,
): Promise<void> {
  const roundId = election.round.id
  await insertBallotStep(trx, { roundId, kind, ...step, at: actor.at, accountId: actor.accountId ?? 0 })
  const { stationId, ballots, announced, firstName, secondName, explanation } = step
  const facts = { kind, roundId, stationId, ballots, announced, witnesses: `${firstName}、${secondName}`, explanation }
  await recordEvent(trx, actor, { type: 'ballotStepRecorded', ...facts }, election.id)
}

/** Brings what the round and its stations say of their ballots to what the steps come to. */
export async function carryTotals(trx: Trx, { election, actor, today }: FastifyRequest): Promise<void> {
  const { id: roundId, number } = election.round
  const { printed, atStation } = ballotTotals(await listBallotSteps(trx, roundId))
  const before = await getBallotsPrinted(trx, roundId)
  if (printed !== (before.printed ?? 0) && !(await updateBallotsPrinted(trx, roundId, before.version, printed))) {
    throw new Conflict()
  }
  for (const station of await listStations(trx, roundId)) {
    const received = atStation.get(station.id)
    if (received === undefined || received === station.received || station.closedAt !== null) continue
    if (!(await updateStation(trx, station.id, station.version, { ballotsReceived: received }))) throw new Conflict()
  }
  if (number > 1 || printed === 0) return
  await recordStepOnce(trx, actor, election.id, { step: 'ballotsPrinted', on: today, note: `登记印制 ${printed} 张` })
}
