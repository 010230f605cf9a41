import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ok, refused } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { type Db, inTransaction, type Trx } from '../infra/db/database.js'
import { isUniqueViolation } from '../infra/db/dialect.js'
import { Conflict, NotFound } from '../infra/http/errors.js'
import { claimForm, errorsFromFindings, type FormErrors, readForm } from '../infra/http/forms.js'
import { succession } from '../rules/election-committee-succession.js'
import { may } from '../rules/permitted-actions.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import {
  insertCommitteeChange,
  insertJoiningMember,
  listMilestones,
  markSucceeded,
  takeCommitteeVersion,
} from '../timetable/queries.js'
import { type CommitteePeople, type OpenPlace, personOf, readCommitteePeople } from './committee-people.js'
import { assemblyChoices } from './meeting-fields.js'
import { readSuccessor, type Successor, seatForm } from './seat-form.js'
import { typedValues } from './words.js'

interface Scene {
  readonly people: CommitteePeople
  readonly place: OpenPlace
}

/** The committee and the place that the member of the address left. */
async function readScene(db: Db, request: FastifyRequest): Promise<Scene> {
  const people = await readCommitteePeople(db, request.election)
  const { memberId } = request.params as { memberId: string }
  const place = people?.openPlaces.find((open) => String(open.memberId) === memberId)
  if (!people || !place) throw new NotFound('没有这个缺额，可能已经补上。')
  return { people, place }
}

export async function showFillSeat(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const scene = await readScene(this.db, request)
  const { people } = scene
  const first = followingOf(people).successors[0]
  const who = first ? `reserve-${first.reserveId}` : 'new'
  return await seatPage(request, reply, scene, { who, on: request.today, version: people.version })
}

async function seatPage(
  request: FastifyRequest,
  reply: FastifyReply,
  { people, place }: Scene,
  typed: unknown,
  errors?: FormErrors,
) {
  const following = followingOf(people)
  return await reply.code(errors ? 422 : 200).page('nomination/fill-seat.hbs', {
    title: '补上选举委员会的缺额',
    home: `/elections/${request.election.id}/nomination`,
    place: { memberId: place.memberId, name: place.name },
    explanation: following.explanation,
    choices: [
      ...people.reserves.map(({ id, name, votes }) => ({
        value: `reserve-${id}`,
        text: `${name}，推选时得${votes}票${following.successors.some((one) => one.reserveId === id) ? '（应当递补）' : ''}`,
        note: following.tied.some((one) => one.reserveId === id) ? '得票相等，由原推选会议确定，填写下面的会议' : '',
      })),
      { value: 'new', text: '另行推选的人', note: '没有可以递补的人时，由居民会议或者居民代表会议另行推选' },
    ],
    sexes: [
      { value: '', text: '请选择' },
      { value: 'male', text: '男' },
      { value: 'female', text: '女' },
    ],
    assemblies: assemblyChoices,
    form: typedValues(typed, [
      ...(['who', 'on', 'document', 'passedOver', 'name', 'sex', 'group', 'votes'] as const),
      ...(['chosenBy', 'entitled', 'present', 'version'] as const),
    ]),
    errors,
  })
}

/** Who follows by the votes, for all places that are open. */
function followingOf({ reserves, openPlaces, nominees, kinships, ruleSet }: CommitteePeople) {
  const ranked = reserves.map((reserve) => ({ ...personOf(reserve), reserveId: reserve.id }))
  return succession(ranked, openPlaces.length, nominees, kinships, ruleSet)
}

export async function fillSeat(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const form = readForm(seatForm, request.body)
  if (!form.ok) return await seatPage(request, reply, await readScene(this.db, request), request.body, form.error)
  const saved = await inTransaction<string | undefined, FormErrors>(this.db, async (trx) => {
    if (!(await claimForm(trx, request.body, request.now))) return ok(undefined)
    const untimely = may(
      'formElectionCommittee',
      await listMilestones(trx, request.election.id),
      ruleSetInForce(request.election),
    )
    if (untimely.length > 0) return refused(errorsFromFindings(untimely))
    const scene = await readScene(trx, request)
    const { people, place } = scene
    if (!(await takeCommitteeVersion(trx, request.election.id, form.value.version))) throw new Conflict()
    const found = await readSuccessor(trx, request, { people, place, following: followingOf(people) }, form.value)
    return found.ok ? ok(await seat(trx, request, place, found.value)) : found
  }).catch((error: unknown) => {
    if (isUniqueViolation(error)) throw new Conflict('这个缺额刚刚已经补上，或者此人已是成员。')
    throw error
  })
  if (!saved.ok) return await seatPage(request, reply, await readScene(this.db, request), request.body, saved.error)
  if (saved.value !== undefined) reply.flash(`${saved.value}已成为选举委员会成员。请发布成员变动公告。`)
  return reply.redirect(`/elections/${request.election.id}/nomination/committee-changes`, 303)
}

async function seat(
  trx: Trx,
  request: FastifyRequest,
  place: OpenPlace,
  { person, reserveId, on, document, passedOver, meeting }: Successor,
): Promise<string> {
  const { election, actor } = request
  const memberId = await insertJoiningMember(trx, election.id, { ...person, position: 'member', joinedOn: on })
  if (reserveId !== null) await markSucceeded(trx, reserveId, memberId)
  const kind = meeting ? 'chosen' : 'succeeded'
  await insertCommitteeChange(trx, {
    electionId: election.id,
    kind,
    onDay: on,
    memberId,
    insteadOf: place.memberId,
    document: passedOver === null ? document : `${document}；${passedOver}`,
    ...(meeting ?? {}),
    votes: person.votes,
    recordedBy: request.account?.id ?? 0,
    recordedAt: request.now,
  })
  const { name, votes } = person
  const event = {
    type: 'committeeSeatFilled',
    name,
    insteadOf: place.name,
    how: kind,
    on,
    votes,
    document,
    passedOver,
  } as const
  await recordEvent(trx, actor, event, election.id)
  return name
}
