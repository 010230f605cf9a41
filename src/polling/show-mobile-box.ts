import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { longDate } from '../lib/chinese-text.js'
import { ok } from '../lib/result.js'
import { may } from '../rules/permitted-actions.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { type Db, inTransaction } from '../infra/db/database.js'
import { Conflict } from '../infra/http/errors.js'
import { type FormErrors, readForm } from '../infra/http/forms.js'
import { type SoughtVoter, groupName, listGroups } from '../roll/queries.js'
import { listMilestones } from '../timetable/queries.js'
import { addressId } from './address-id.js'
import { voterChoice } from './look-up-voter.js'
import { checkBox } from './mobile-box-checks.js'
import {
  getMobileBox,
  listMobileBoxUsers,
  type MobileBoxEntry,
  type MobileBoxUser,
  updateMobileBox,
} from './mobile-box-queries.js'
import { boxState, decisionText } from './mobile-box-words.js'
import { versionForm } from './mobile-box-form.js'
import { getStation, holdRound, listStaff, type Station } from './queries.js'
import { staffLines } from './station-text.js'

type Typed = Readonly<Record<string, unknown>>

/** A mobile box with its station and its list. */
export interface BoxInView {
  readonly station: Station
  readonly box: MobileBoxEntry
  readonly users: readonly MobileBoxUser[]
}

export async function boxInView(db: Db, request: FastifyRequest): Promise<BoxInView> {
  const { stationId } = request.params as { stationId: string }
  const station = await getStation(db, request.election.round.id, addressId(stationId))
  const box = await getMobileBox(db, station.id)
  const all = await listMobileBoxUsers(db, station.roundId)
  return { station, box, users: all.filter((user) => user.stationId === station.id) }
}

/** A mobile box: what is planned, who votes at it, what the township said, and what is still missing. */
export async function showMobileBox(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await boxPage(this.db, request, reply)
}

/** Why a form of the page was refused, with what was typed. */
export interface BoxRefusal {
  readonly errors: FormErrors
  readonly choices?: readonly SoughtVoter[]
}

export async function boxPage(
  db: Db,
  request: FastifyRequest,
  reply: FastifyReply,
  typed?: Typed,
  refusal?: BoxRefusal,
) {
  const { election, account, today } = request
  const { station, box, users } = await boxInView(db, request)
  const staff = (await listStaff(db, station.roundId)).get(station.id) ?? []
  const names = new Map((await listGroups(db, election.id)).map(({ number, name }) => [number, name]))
  const mayPlan = account?.role === 'electionOfficer' && (await isInTime(db, request))
  const isOpen = box.state === 'draft' || box.state === 'refused'
  const maySubmit = mayPlan && isOpen && users.length > 0
  const mustPost = mayPlan && box.state === 'approved' && box.postedOn === null
  return await reply.code(refusal ? 422 : 200).page('polling/show-mobile-box.hbs', {
    title: station.name,
    station,
    box: { version: box.version, reason: box.reason },
    staff: staffLines(staff),
    state: boxState(box),
    decision: decisionText(box),
    postedText: box.postedOn === null ? '' : `${longDate(box.postedOn)}公布名单`,
    findings: (await checkBox(db, election, station, staff)).map((finding) =>
      // What can still be done in time is a reminder until the poll opens.
      finding.code === 'mobile-box-not-posted' && mustPost && today < election.round.votingDay
        ? { ...finding, severity: 'warning' as const }
        : finding,
    ),
    users: users.map((user) => ({
      ...user,
      groupText: names.get(user.residentsGroup) ?? groupName(user.residentsGroup, null),
    })),
    count: users.length,
    hasUsers: users.length > 0,
    mayList: mayPlan && box.state !== 'submitted',
    isApproved: box.state === 'approved',
    mayEdit: mayPlan && isOpen,
    maySubmit,
    mayRemove: mayPlan,
    mustPost,
    hasNext: maySubmit || mustPost,
    mustDecide: account?.role === 'townshipOfficer' && box.state === 'submitted',
    choices: (refusal?.choices ?? []).map(voterChoice),
    form: { voter: '', chosenId: '', reason: '', askedBy: '本人', askedOn: today, ...typed },
    errors: refusal?.errors,
  })
}

/** Boxes are planned as long as the poll has not begun. */
export async function isInTime(db: Db, { election }: FastifyRequest): Promise<boolean> {
  return may('setUpStations', await listMilestones(db, election.id), ruleSetInForce(election)).length === 0
}

/** Asks the township; from then on the list stands as it was sent. */
export async function submitBox(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, actor, today } = request
  const form = readForm(versionForm, request.body)
  if (!form.ok) throw new Conflict()
  const submitted = await inTransaction(this.db, async (trx) => {
    await holdRound(trx, election.round.id)
    const { station, box, users } = await boxInView(trx, request)
    const isOpen = (box.state === 'draft' || box.state === 'refused') && users.length > 0
    const change = { state: 'submitted', submittedOn: today, ...undecided } as const
    const isSubmitted =
      isOpen && (await isInTime(trx, request)) && (await updateMobileBox(trx, station.id, form.value.version, change))
    if (!isSubmitted) throw new Conflict()
    const event = { type: 'mobileBoxSubmitted', stationId: station.id, on: today, entries: users.length } as const
    await recordEvent(trx, actor, event, election.id)
    return ok(station)
  })
  if (submitted.ok) reply.flash(`${submitted.value.name}已报街道（镇）批准。`)
  return reply.redirect(`/elections/${election.id}/polling/mobile-boxes`, 303)
}

/** Nothing said by the township: a box that is asked for anew. */
export const undecided = {
  decidedOn: null,
  decidedBy: null,
  decidedAt: null,
  decisionReason: null,
  decisionDocument: null,
  postedOn: null,
} as const
