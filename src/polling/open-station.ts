import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, type Result, refused } from '../lib/result.js'
import { type Finding, hasErrors } from '../rules/finding.js'
import { may } from '../rules/permitted-actions.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { findMilestone } from '../rules/stages.js'
import { checkVotingDay } from '../rules/voting-day.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { type Db, inTransaction, type Trx } from '../infra/db/database.js'
import { Conflict } from '../infra/http/errors.js'
import { optionalTextField } from '../infra/http/fields.js'
import { errorsFromFindings, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import { asKinship, listCandidates, listKinships } from '../nomination/queries.js'
import { listGroups } from '../roll/queries.js'
import { listMilestones, recordMilestone } from '../timetable/queries.js'
import { addressId } from './address-id.js'
import { checkBox } from './mobile-box-checks.js'
import { listLapsedGrants } from './proxy-facts.js'
import {
  checkBallotDesign,
  getStation,
  holdRound,
  listStaff,
  listStations,
  type Station,
  updateStation,
} from './queries.js'
import { recordBoxAct } from './record-box-act.js'
import { checkPlan, checkStationSetup } from './station-checks.js'
import { groupsText, staffLines } from './station-text.js'
import { likelyWitnesses, type WitnessForm, witnessesText, witnessForm } from './witness-fields.js'

type Typed = Readonly<Record<string, unknown>>

/** The station of the address, in the round that is on. */
export async function getStationOf(db: Db, request: FastifyRequest): Promise<Station> {
  const { stationId } = request.params as { stationId: string }
  return await getStation(db, request.election.round.id, addressId(stationId))
}

/** Where and when something is done, and by whom. */
export type Scene = Pick<FastifyRequest, 'election' | 'actor' | 'today'>

/** Everything that speaks against opening a station now; errors prevent it, warnings are to be explained. */
async function checkOpening(db: Db, { election, today }: Scene, station: Station): Promise<Finding[]> {
  const { votingDay, id: roundId } = election.round
  const milestones = await listMilestones(db, election.id)
  const isFirst = findMilestone(milestones, 'pollOpened') === undefined
  const ruleSet = ruleSetInForce(election)
  const findings = [
    ...may(isFirst ? 'openPoll' : 'checkIn', milestones, ruleSet),
    ...checkVotingDay(today, votingDay, ruleSet),
    ...(await checkBallotDesign(db, election)),
  ]
  if (station.received === null) {
    const message = `${station.name}还没有登记领取的选票数。`
    findings.push({ code: 'ballots-not-received', severity: 'error', fields: [], message })
  }
  const staff = (await listStaff(db, roundId)).get(station.id) ?? []
  findings.push(...(await checkBox(db, election, station, staff)), ...(await checkGrants(db, election)))
  const kinships = (await listKinships(db, election.id)).map(asKinship)
  findings.push(...checkPlan(await listStations(db, roundId), await listGroups(db, election.id), ruleSet))
  findings.push(...checkStationSetup(station, staff, await listCandidates(db, roundId), ruleSet, kinships))
  return findings
}

/** Nobody votes for another on a grant that no longer holds: a person confirms that it lapses first (art. 19). */
async function checkGrants(db: Db, election: Scene['election']): Promise<Finding[]> {
  const lapsed = (await listLapsedGrants(db, election)).length
  if (lapsed === 0) return []
  const message = `有${lapsed}件委托已不符合规定，请先到“委托投票”逐件核对、确认失效。`
  return [{ code: 'proxies-no-longer-hold', severity: 'error', fields: [], message }]
}

export async function showOpening(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await openingPage(this, request, reply)
}

async function openingPage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  typed?: Typed,
  errors?: FormErrors,
) {
  const station = await getStationOf(app.db, request)
  const findings = await checkOpening(app.db, request, station)
  const staff = (await listStaff(app.db, station.roundId)).get(station.id) ?? []
  const groups = await listGroups(app.db, request.election.id)
  const isOpen = station.openedAt !== null
  return await reply.code(errors ? 422 : 200).page('polling/open-station.hbs', {
    title: `${station.name}开始投票`,
    station: { ...station, received: station.received ?? 0, isSupplied: station.received !== null },
    groupsText:
      station.kind === 'mobile'
        ? '名单上的选民'
        : groupsText(station.groups, new Map(groups.map(({ number, name }) => [number, name]))),
    staff: staffLines(staff),
    witnessNames: likelyWitnesses(staff),
    findings,
    isOpen,
    mayOpen: !isOpen && !hasErrors(findings),
    mustExplain: findings.length > 0,
    form: { boxNumber: `${station.number}号`, firstWitness: '', secondWitness: '', explanation: '', ...typed },
    errors,
  })
}

const openingForm = z.object({ boxNumber: optionalTextField(20) }).and(witnessForm)

type OpeningForm = WitnessForm & { readonly boxNumber?: string }

export async function openStation(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election } = request
  const form = readForm(openingForm, request.body)
  if (!form.ok) return await openingPage(this, request, reply, request.body as Typed, form.error)
  const { id, name } = await getStationOf(this.db, request)
  const opened = await inTransaction(this.db, async (trx) => await openIn(trx, request, id, form.value))
  if (!opened.ok) return await openingPage(this, request, reply, request.body as Typed, opened.error)
  reply.flash(`${name}已开始投票，可以验证发票了。`)
  return reply.redirect(`/elections/${election.id}/polling`, 303)
}

/** Opens a station before two witnesses; the first of a round begins its poll. */
export async function openIn(
  trx: Trx,
  scene: Scene,
  stationId: number,
  form: OpeningForm,
): Promise<Result<void, FormErrors>> {
  const { id: roundId } = scene.election.round
  // Two stations may open in the same moment; the first to hold the round records that the poll has begun.
  await holdRound(trx, roundId)
  const station = await getStation(trx, roundId, stationId)
  if (station.openedAt !== null || station.closedAt !== null) throw new Conflict(`${station.name}已经开始投票。`)
  const findings = await checkOpening(trx, scene, station)
  if (hasErrors(findings)) return refused(errorsFromFindings(findings))
  const explanation = form.explanation === '' ? null : form.explanation
  if (findings.length > 0 && explanation === null) return refused(explanationMissing)
  const codes = findings.map(({ code }) => code)
  await recordOpening(trx, scene, station, { witnesses: witnessesText(form), findings: codes, explanation })
  await recordBoxAct(trx, scene, station, 'shownEmpty', {
    boxNumber: form.boxNumber || `${station.number}号`,
    place: station.place,
    firstName: form.firstWitness,
    secondName: form.secondWitness,
  })
  return ok(undefined)
}

const explanationMissing = formErrors([{ field: 'explanation', message: '上面有提醒，请写明情况和理由' }])

interface Opening {
  readonly witnesses: string
  readonly findings: string[]
  readonly explanation: string | null
}

async function recordOpening(
  trx: Trx,
  { election, actor, today }: Scene,
  station: Station,
  opening: Opening,
): Promise<void> {
  const change = { openedAt: actor.at, openingWitnesses: opening.witnesses }
  if (!(await updateStation(trx, station.id, station.version, change))) throw new Conflict()
  const event = { type: 'stationOpened', roundId: election.round.id, stationId: station.id, ...opening } as const
  await recordEvent(trx, actor, event, election.id)
  if (findMilestone(await listMilestones(trx, election.id), 'pollOpened') === undefined) {
    const milestone = { name: 'pollOpened', on: today, round: election.round.number } as const
    await recordMilestone(trx, actor, election.id, milestone)
  }
}
