import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { longDate } from '../lib/chinese-text.js'
import type { PlainDate } from '../lib/plain-date.js'
import { ok, refused, type Result } from '../lib/result.js'
import type { Trx } from '../infra/db/database.js'
import {
  countField,
  dateField,
  nameField,
  optionalTextField,
  sexField,
  textField,
  versionField,
} from '../infra/http/fields.js'
import { type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import { membersWhoMustLeave } from '../rules/election-committee-leaving.js'
import type { Ranked, Succession } from '../rules/election-committee-succession.js'
import type { ElectionCommitteeReserve } from '../timetable/queries.js'
import { type CommitteePeople, type OpenPlace, personOf } from './committee-people.js'
import { type Meeting, readMeeting, together } from './meeting-fields.js'
import { lookUp } from './voters-called.js'

export const seatForm = z.object({
  who: z.string('请选择补入的人').regex(/^(new|reserve-\d{1,9})$/, '请选择补入的人'),
  on: dateField,
  document: textField(200, '请写明依据的材料，如会议记录'),
  passedOver: optionalTextField(200),
  version: versionField,
})

type SeatForm = z.infer<typeof seatForm>

const newPersonForm = z.object({
  name: nameField,
  sex: sexField,
  group: z
    .string()
    .trim()
    .default('')
    .refine((text) => /^\d{0,3}$/.test(text), '居民小组填数字')
    .transform((text) => (text === '' ? null : Number(text))),
  votes: countField,
})

/** Who takes an open place, and on what it rests. */
export interface Successor {
  readonly person: Pick<ElectionCommitteeReserve, 'name' | 'sex' | 'residentsGroup' | 'votes' | 'voterId' | 'isOffRoll'>
  /** Null for somebody who had no votes at the selection. */
  readonly reserveId: number | null
  readonly on: PlainDate
  readonly document: string
  readonly passedOver: string | null
  /** Null where the votes of the selection decide. */
  readonly meeting: Meeting | null
}

interface Scene {
  readonly people: CommitteePeople
  readonly place: OpenPlace
  readonly following: Succession<Ranked & { readonly reserveId: number }>
}

/** Who is to take the place, checked: by the votes of the selection, or chosen by a meeting that had its quorum. */
export async function readSuccessor(
  trx: Trx,
  request: FastifyRequest,
  scene: Scene,
  form: SeatForm,
): Promise<Result<Successor, FormErrors>> {
  const untimely = dayErrors(form.on, scene.place, request.today)
  if (untimely) return refused(untimely)
  const found = form.who === 'new' ? await readNew(trx, request, scene) : readReserve(request, scene, form)
  if (!found.ok) return found
  const [barred] = membersWhoMustLeave(
    [personOf(found.value.person)],
    scene.people.nominees,
    scene.people.kinships,
    scene.people.ruleSet,
  )
  if (barred) return refused(formErrors([{ field: 'who', message: `${barred.reason}，不能补入` }]))
  const { on, document } = form
  return ok({ ...found.value, on, document })
}

function dayErrors(on: PlainDate, { change, name }: OpenPlace, today: PlainDate): FormErrors | undefined {
  if (on > today) return formErrors([{ field: 'on', message: '补入的日期不能在今天之后' }])
  if (on >= change.onDay) return undefined
  return formErrors([{ field: 'on', message: `${name}${longDate(change.onDay)}才退出，补入不能更早` }])
}

type Found = Result<Omit<Successor, 'on' | 'document'>, FormErrors>

/** One of the ranking: next in votes, of equal votes and chosen by the meeting, or behind others who do not follow. */
function readReserve(request: FastifyRequest, { people, following }: Scene, form: SeatForm): Found {
  const reserve = people.reserves.find(({ id }) => form.who === `reserve-${id}`)
  if (!reserve) return refused(formErrors([{ field: 'who', message: '请从列出的人中选择' }]))
  const { name, sex, residentsGroup, votes, voterId, isOffRoll } = reserve
  const base = { person: { name, sex, residentsGroup, votes, voterId, isOffRoll }, reserveId: reserve.id }
  if (following.successors.some(({ reserveId }) => reserveId === reserve.id)) {
    return ok({ ...base, passedOver: null, meeting: null })
  }
  if (following.tied.some(({ reserveId }) => reserveId === reserve.id)) {
    const meeting = readMeeting(request.body, people.ruleSet)
    return meeting.ok ? ok({ ...base, passedOver: null, meeting: meeting.value }) : meeting
  }
  const before = [...following.successors, ...following.tied].map(({ name }) => name).join('、')
  if (form.passedOver !== '') return ok({ ...base, passedOver: `${before}不递补：${form.passedOver}`, meeting: null })
  const message = `按得票多少应当由${before}递补；如果不递补，请写明原因`
  return refused(formErrors([{ field: 'passedOver', message }]))
}

/** Somebody without votes at the selection: the meeting chooses afresh once the ranking is used up. */
async function readNew(trx: Trx, request: FastifyRequest, { people, following }: Scene): Promise<Found> {
  const next = following.successors[0] ?? following.tied[0]
  if (next) {
    return refused(formErrors([{ field: 'who', message: `推选得票的人还没有递补完：先由${next.name}等递补` }]))
  }
  const person = readForm(newPersonForm, request.body)
  const meeting = readMeeting(request.body, people.ruleSet)
  if (!person.ok || !meeting.ok) {
    return refused(together(...[person, meeting].flatMap((part) => (part.ok ? [] : [part.error]))))
  }
  const { name, sex, group: residentsGroup, votes } = person.value
  // Of several namesakes nobody is taken: which of them it is stays open on the page that asks.
  const voters = (await lookUp(trx, request.election.id, [name]))[0]?.voters.filter(({ isOnRoll }) => isOnRoll) ?? []
  const voterId = voters.length === 1 ? (voters[0]?.id ?? null) : null
  const found = { name, sex, residentsGroup, votes, voterId, isOffRoll: voters.length === 0 }
  return ok({ person: found, reserveId: null, passedOver: null, meeting: meeting.value })
}
