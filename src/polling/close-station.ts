import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, refused } from '../lib/result.js'
import type { Finding } from '../rules/finding.js'
import { checkRegister } from '../rules/ballot-ledger.js'
import { checkMobileBoxBallots } from '../rules/mobile-boxes.js'
import { may } from '../rules/permitted-actions.js'
import { checkBallotAccount } from '../rules/polling-arrangements.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import type { RuleSet } from '../rules/rule-set.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { type Db, inTransaction, type Trx } from '../infra/db/database.js'
import { Conflict } from '../infra/http/errors.js'
import { countField } from '../infra/http/fields.js'
import { errorsFromFindings, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import { shanghaiTime } from '../infra/http/handlebars.js'
import { listMilestones, recordMilestone } from '../timetable/queries.js'
import { recordBallotStep } from './account-ballots.js'
import { getStationOf, type Scene } from './open-station.js'
import { recordBoxAct } from './record-box-act.js'
import {
  countIssued,
  getStation,
  holdRound,
  listBoxActs,
  listMobileBoxUsers,
  listStaff,
  listStations,
  type Station,
  updateStation,
} from './queries.js'
import { likelyWitnesses, witnessesText, witnessForm } from './witness-fields.js'

const accountForm = z
  .object({
    spoiled: countField,
    unused: countField,
    signatures: countField,
    proxyBallots: countField,
    issuedShown: countField,
  })
  .and(witnessForm)

type AccountForm = z.infer<typeof accountForm>
type Typed = Readonly<Record<string, unknown>>

async function accountOf(
  db: Db,
  { id, roundId, kind, name, received, issued }: Station,
  { spoiled, unused, signatures, proxyBallots }: AccountForm,
  ruleSet: RuleSet,
): Promise<Finding[]> {
  const account = { station: name, received: received ?? 0, issued, spoiled, unused, checkedIn: issued }
  const users = kind === 'mobile' ? await listMobileBoxUsers(db, roundId) : []
  const box = { name, users: users.filter(({ stationId }) => stationId === id).length }
  const inBox = account.received - spoiled - unused
  return [
    ...checkBallotAccount(account, ruleSet),
    ...checkRegister({ station: name, issued, signatures, proxyBallots }),
    ...(kind === 'mobile' ? checkMobileBoxBallots({ ...box, ballots: inBox }, ruleSet) : []),
  ]
}

/** What prevents closing a station at all; a difference in its account is another matter, it can be explained. */
function refusalsOf(station: Station, milestones: Parameters<typeof may>[1], ruleSet: RuleSet): Finding[] {
  const refusals = may('closePoll', milestones, ruleSet)
  if (station.received === null) {
    const message = `${station.name}还没有登记领取的选票数，请先登记。`
    refusals.push({ code: 'ballots-not-received', severity: 'error', fields: [], message })
  }
  return refusals
}

export async function showClosing(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await closingPage(this, request, reply)
}

async function closingPage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  typed?: Typed,
  errors?: FormErrors,
  findings: readonly Finding[] = [],
) {
  const station = await getStationOf(app.db, request)
  const refusals = refusalsOf(
    station,
    await listMilestones(app.db, request.election.id),
    ruleSetInForce(request.election),
  )
  const others = (await listStations(app.db, station.roundId)).filter((each) => each.id !== station.id)
  const staff = (await listStaff(app.db, station.roundId)).get(station.id) ?? []
  const isClosed = station.closedAt !== null
  const timeNow = shanghaiTime(request.now).slice(11, 16)
  return await reply.code(errors ? 422 : 200).page('polling/close-station.hbs', {
    title: `${station.name}结束投票`,
    station: { ...station, received: station.received ?? 0, wasOpened: station.openedAt !== null },
    hasRegister: station.registerSignatures !== null,
    timeNow,
    isEarly: request.today === request.election.round.votingDay && timeNow < station.closes,
    isLast: others.every(({ closedAt }) => closedAt !== null),
    witnessNames: likelyWitnesses(staff),
    refusals,
    isClosed,
    mayClose: !isClosed && refusals.length === 0,
    findings,
    mustExplain: findings.length > 0,
    form: {
      spoiled: '',
      unused: '',
      signatures: '',
      proxyBallots: '',
      firstWitness: '',
      secondWitness: '',
      explanation: '',
      ...typed,
    },
    errors,
  })
}

export async function closeStation(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const typed = request.body as Typed
  const form = readForm(accountForm, typed)
  if (!form.ok) return await closingPage(this, request, reply, typed, form.error)
  const { id } = await getStationOf(this.db, request)
  const closed = await inTransaction(this.db, async (trx) => await closeIn(trx, request, id, form.value))
  if (!closed.ok) return await closingPage(this, request, reply, typed, closed.error.errors, closed.error.findings)
  const { name, isLast } = closed.value
  reply.flash(isLast ? `${name}已结束投票。各投票站都已结束，可以开箱计票。` : `${name}已结束投票。`)
  return reply.redirect(`/elections/${request.election.id}/polling`, 303)
}

function refusedWith(errors: FormErrors, findings: readonly Finding[] = []) {
  return refused({ errors, findings })
}

/** Closes a station with the account of its ballots; the last of a round ends its poll. */
export async function closeIn(trx: Trx, scene: Scene, stationId: number, form: AccountForm) {
  const { election, actor } = scene
  // Two stations may close in the same moment; whoever holds the round second sees the first one closed.
  await holdRound(trx, election.round.id)
  const before = await getStation(trx, election.round.id, stationId)
  if (before.closedAt !== null) throw new Conflict(`${before.name}已经结束投票。`)
  const refusals = refusalsOf(before, await listMilestones(trx, election.id), ruleSetInForce(election))
  if (refusals.length > 0) return refusedWith(errorsFromFindings(refusals))
  const { spoiled, unused, signatures: registerSignatures, proxyBallots: registerProxyBallots } = form
  const witnesses = witnessesText(form)
  const register = { registerSignatures, registerProxyBallots }
  const account = { ballotsSpoiled: spoiled, ballotsUnused: unused, closingWitnesses: witnesses, ...register }
  if (!(await updateStation(trx, before.id, before.version, { ...account, closedAt: actor.at }))) throw new Conflict()
  // Counted only now: the row is held, no desk can issue another ballot here.
  const station = await getStation(trx, election.round.id, stationId)
  const findings = await accountOf(trx, station, form, ruleSetInForce(election))
  const problem = problemOf(station, form, findings)
  if (problem) return refusedWith(problem, findings)
  if (findings.length > 0) await explainDifference(trx, station, form.explanation)
  await recordClosing(trx, scene, station, { ...form, witnesses, hasDifference: findings.length > 0 })
  await recordSteps(trx, scene, station, form)
  return ok({ name: station.name, isLast: await recordPollClosed(trx, scene) })
}

function problemOf(station: Station, form: AccountForm, findings: readonly Finding[]): FormErrors | undefined {
  if (station.issued !== form.issuedShown) {
    const message = `您填写期间，发出的选票从 ${form.issuedShown} 张变为 ${station.issued} 张，请重新清点剩余选票后再提交`
    return formErrors([{ field: 'unused', message }])
  }
  if (findings.length === 0 || form.explanation !== '') return undefined
  const message = '选票数对不上。请重新清点；确实对不上的，在“差额说明”里写明原因'
  return formErrors([
    { field: 'unused', message },
    { field: 'explanation', message: '请写明差额的原因' },
  ])
}

async function explainDifference(trx: Trx, station: Station, explanation: string): Promise<void> {
  if (!(await updateStation(trx, station.id, station.version, { differenceExplained: explanation })))
    throw new Conflict()
}

/** What the closing counts goes into the ballots' record, and the box of a station that was open is sealed. */
async function recordSteps(trx: Trx, scene: Scene, station: Station, form: AccountForm): Promise<void> {
  const people = { firstName: form.firstWitness, secondName: form.secondWitness }
  const explanation = form.explanation === '' ? null : form.explanation
  for (const kind of ['spoiled', 'unused'] as const) {
    const step = { stationId: station.id, ballots: form[kind], announced: null, explanation, ...people }
    if (form[kind] > 0) await recordBallotStep(trx, scene, kind, step)
  }
  if (station.openedAt === null) return
  const acts = await listBoxActs(trx, station.roundId)
  const boxNumber = acts.find(({ stationId }) => stationId === station.id)?.boxNumber ?? `${station.number}号`
  await recordBoxAct(trx, scene, station, 'sealed', { boxNumber, place: station.place, ...people })
}

async function recordClosing(
  trx: Trx,
  { actor, election }: Scene,
  station: Station,
  account: AccountForm & { readonly witnesses: string; readonly hasDifference: boolean },
): Promise<void> {
  const { spoiled, unused, witnesses, explanation, hasDifference } = account
  const figures = { received: station.received ?? 0, issued: station.issued, spoiled, unused }
  const difference = hasDifference ? explanation : null
  const event = { type: 'stationClosed', stationId: station.id, ...figures, difference, witnesses } as const
  await recordEvent(trx, actor, event, election.id)
}

/** The poll is closed when the last of its stations is; true then. */
async function recordPollClosed(trx: Trx, { actor, election, today }: Scene): Promise<boolean> {
  const { id: roundId, number: round } = election.round
  if ((await listStations(trx, roundId)).some(({ closedAt }) => closedAt === null)) return false
  await recordEvent(trx, actor, { type: 'pollClosed', roundId, issued: await countIssued(trx, roundId) }, election.id)
  await recordMilestone(trx, actor, election.id, { name: 'pollClosed', on: today, round })
  return true
}
