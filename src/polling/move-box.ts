import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, type Result, refused } from '../lib/result.js'
import { type BoxActKind, boxActKinds, nextBoxActs } from '../rules/box-acts.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { nameField, optionalTextField, textField } from '../infra/http/fields.js'
import { claimForm, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import { findCountingPlace } from './ballot-step-queries.js'
import { boxActText } from './ballot-step-text.js'
import type { Typed } from './ballot-account-page.js'
import { getStationOf } from './open-station.js'
import { getStation, holdRound, listBoxActs, listStaff } from './queries.js'
import { recordBoxAct } from './record-box-act.js'
import { likelyWitnesses } from './witness-fields.js'

const moveForm = z
  .object({
    kind: z.enum(boxActKinds, '请选择'),
    place: textField(60),
    firstName: nameField,
    secondName: nameField,
    seal: z.enum(['whole', 'broken'], '请选择封条的情况'),
    note: optionalTextField(300),
  })
  .refine((form) => form.firstName !== form.secondName, { path: ['secondName'], message: '应当是两个人' })
  .refine((form) => form.seal === 'whole' || form.note !== '', { path: ['note'], message: '封条不完好，请写明情况' })

type MoveForm = z.infer<typeof moveForm>

/** The way of a closed station's box to the count, and its opening there. */
export async function showBox(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await boxPage(this, request, reply)
}

async function boxPage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  typed: Typed = {},
  errors?: FormErrors,
) {
  const station = await getStationOf(app.db, request)
  const acts = (await listBoxActs(app.db, station.roundId)).filter(({ stationId }) => stationId === station.id)
  const next = nextBoxActs(acts.map(({ kind }) => kind)).filter((kind) => kind !== 'sealed')
  const staff = (await listStaff(app.db, station.roundId)).get(station.id) ?? []
  const countingPlace = await findCountingPlace(app.db, station.roundId)
  const place = next.includes('departed') ? station.place : countingPlace
  return await reply.code(errors ? 422 : 200).page('polling/move-box.hbs', {
    title: station.kind === 'mobile' ? station.name : `${station.name}的票箱`,
    station,
    acts: acts.map((act) => ({ ...act, text: boxActText[act.kind], note: act.note ?? '' })),
    hasActs: acts.length > 0,
    lastText: acts.length > 0 ? boxActText[acts.at(-1)?.kind ?? 'shownEmpty'] : '',
    mayAct: next.length > 0,
    isOpened: acts.some(({ kind }) => kind === 'unsealed'),
    kinds: next.map((kind) => ({ value: kind, text: kindText(kind, next) })),
    witnessNames: likelyWitnesses(staff),
    form: { kind: next[0] ?? '', place, firstName: '', secondName: '', seal: 'whole', note: '', ...typed },
    seals: [
      { value: 'whole', text: '封条完好' },
      { value: 'broken', text: '封条不完好' },
    ],
    errors,
  })
}

function kindText(kind: BoxActKind, next: readonly BoxActKind[]): string {
  return kind === 'unsealed' && next.includes('departed') ? '在本站就地启封开箱' : boxActText[kind]
}

export async function moveBox(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const typed = (request.body ?? {}) as Typed
  const form = readForm(moveForm, typed)
  if (!form.ok) return await boxPage(this, request, reply, typed, form.error)
  const { id, name } = await getStationOf(this.db, request)
  const moved = await inTransaction(this.db, async (trx) => {
    if (!(await claimForm(trx, request.body, request.now))) return ok(undefined)
    return await moveIn(trx, request, id, form.value)
  })
  if (!moved.ok) return await boxPage(this, request, reply, typed, moved.error)
  reply.flash(`${name}票箱：${boxActText[form.value.kind]}，已登记。`)
  return reply.redirect(`/elections/${request.election.id}/polling/move-box/${id}`, 303)
}

async function moveIn(
  trx: Trx,
  request: FastifyRequest,
  stationId: number,
  { kind, place, firstName, secondName, seal, note }: MoveForm,
): Promise<Result<void, FormErrors>> {
  const { id: roundId } = request.election.round
  // Two people may record the same journey; whoever holds the round second sees that it was recorded.
  await holdRound(trx, roundId)
  const station = await getStation(trx, roundId, stationId)
  const acts = (await listBoxActs(trx, roundId)).filter((act) => act.stationId === stationId)
  const next = nextBoxActs(acts.map((act) => act.kind))
  if (kind === 'sealed' || !next.includes(kind)) {
    const message = acts.some((act) => act.kind === kind) ? '这一步已经登记过了' : '票箱还不到这一步'
    return refused(formErrors([{ field: 'kind', message }]))
  }
  await recordBoxAct(trx, request, station, kind, {
    boxNumber: acts[0]?.boxNumber ?? '',
    place,
    firstName,
    secondName,
    isSealWhole: seal === 'whole',
    note: note === '' ? null : note,
  })
  return ok(undefined)
}
