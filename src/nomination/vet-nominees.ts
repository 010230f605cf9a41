import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, refused, type Result } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { isUniqueViolation } from '../infra/db/dialect.js'
import { Conflict, Forbidden } from '../infra/http/errors.js'
import { dateField, optionalTextField, textField } from '../infra/http/fields.js'
import { claimForm, errorsFromFindings, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import { may } from '../rules/permitted-actions.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import {
  isSamePlace,
  placesOnForm,
  vettingPlaces,
  vettingPlaceText,
  type VettingPlace,
} from '../rules/vetting-verdict.js'
import { listMilestones } from '../timetable/queries.js'
import { listNominees, type NomineeRow } from './queries.js'
import { reviewDayErrors } from './review-day.js'
import { settleVetting } from './settle-vetting.js'
import { mayWrite, placeKey, placeWords, readPlaceKey } from './vetting-places.js'
import { insertOpinion, listDepartments, listOpinions, type OpinionRow } from './vetting-queries.js'
import { opinionWords } from './vet-nominee.js'
import { nomineeWords, typedValues } from './words.js'

const gridForm = z.object({
  passed: z.preprocess((ticked) => [ticked ?? []].flat(), z.array(z.string().max(60))),
  givenBy: textField(20, '请填写经办人'),
  givenOn: dateField,
  document: optionalTextField(60),
})

type GridForm = z.infer<typeof gridForm>

interface Tick {
  readonly nominee: NomineeRow
  readonly place: VettingPlace
}

/** All nominees of a community against all rows of the review form: what most departments answer is one tick. */
export async function showVettingGrid(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await gridPage(this, request, reply)
}

async function gridPage(
  { db }: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  refusal?: { readonly typed: { readonly passed?: unknown }; readonly errors: FormErrors },
) {
  const { election, account, today } = request
  const nominees = await listNominees(db, election.id)
  const opinions = await listOpinions(db, election.id)
  const places = placesOnForm(await listDepartments(db, election.seasonId), opinions)
  const untimely = may('vetNominee', await listMilestones(db, election.id), ruleSetInForce(election))
  const ticked = new Set([refusal?.typed.passed ?? []].flat())
  const isWriter = places.some((place) => mayWrite(account?.role, place))
  const rows = nominees.map((nominee) => {
    const isOpen = untimely.length === 0 && nominee.vetting !== 'withdrawn'
    const own = opinions.filter(({ nomineeId }) => nomineeId === nominee.id)
    return {
      ...nomineeWords(nominee, election.electionDay),
      cells: places.map((place) => cellOf(nominee, place, own, { isOpen, ticked, role: account?.role })),
    }
  })
  return await reply.code(refusal ? 422 : 200).page('nomination/vet-nominees.hbs', {
    title: '资格审查',
    lead: leadOf(nominees),
    home: `/elections/${election.id}/nomination`,
    windowFindings: untimely,
    columns: places.map((place) => placeWords(place, account?.role)),
    rows,
    count: nominees.length,
    mayTick: isWriter && rows.some(({ cells }) => cells.some(({ mayTick }) => mayTick)),
    form: typedValues(refusal?.typed ?? { givenOn: today }, ['givenBy', 'givenOn', 'document']),
    errors: refusal?.errors,
  })
}

function leadOf(nominees: readonly NomineeRow[]): string {
  const of = (state: NomineeRow['vetting']) => nominees.filter(({ vetting }) => vetting === state).length
  if (nominees.length === 0) return '还没有人被提名。'
  return `共 ${nominees.length} 人被提名：合格 ${of('passed')} 人，不合格 ${of('failed')} 人，还在审查 ${of('open')} 人，已放弃 ${of('withdrawn')} 人。`
}

interface CellContext {
  readonly isOpen: boolean
  readonly ticked: ReadonlySet<unknown>
  readonly role: Parameters<typeof mayWrite>[0]
}

function cellOf(
  nominee: NomineeRow,
  place: VettingPlace,
  opinions: readonly OpinionRow[],
  { isOpen, ticked, role }: CellContext,
) {
  const given = opinions.find((row) => isSamePlace(row, place))
  const value = `${nominee.id} ${placeKey(place)}`
  const isWritable = isOpen && mayWrite(role, place)
  return {
    ...opinionWords(given),
    value,
    label: `${nominee.name}，${vettingPlaceText(place)}：合格`,
    key: placeKey(place),
    query: encodeURIComponent(placeKey(place)),
    isWritable,
    mayTick: isWritable && given === undefined,
    isTicked: ticked.has(value),
    nomineeId: nominee.id,
  }
}

/** Writes down every ticked cell as 合格; anything else is written on the nominee's own page. */
export async function vetNominees(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const typed = (request.body ?? {}) as { passed?: unknown }
  const form = readForm(gridForm, request.body)
  if (!form.ok) return await gridPage(this, request, reply, { typed, errors: form.error })
  const saved = await inTransaction(this.db, async (trx) => await writeTicks(trx, request, form.value)).catch(
    (error: unknown) => {
      if (isUniqueViolation(error)) throw new Conflict('其中有的意见刚刚已经由别人登记。')
      throw error
    },
  )
  if (!saved.ok) return await gridPage(this, request, reply, { typed, errors: saved.error })
  reply.flash(`已登记 ${saved.value} 项合格意见。`)
  return reply.redirect(`/elections/${request.election.id}/nomination/vet-nominees`, 303)
}

async function writeTicks(trx: Trx, request: FastifyRequest, form: GridForm): Promise<Result<number, FormErrors>> {
  const { election, actor, account, now } = request
  if (!(await claimForm(trx, request.body, now))) return ok(form.passed.length)
  const untimely = may('vetNominee', await listMilestones(trx, election.id), ruleSetInForce(election))
  if (untimely.length > 0) return refused(errorsFromFindings(untimely))
  const ticks = await readTicks(trx, request, form.passed)
  if (ticks.length === 0) return refused(formErrors([{ field: 'passed', message: '请勾选审查合格的人' }]))
  for (const nominee of new Set(ticks.map((tick) => tick.nominee))) {
    const errors = await reviewDayErrors(trx, request, nominee.id, form.givenOn)
    if (errors.length > 0) return refused(formErrors(errors))
  }
  const { givenBy, givenOn, document } = form
  const said = { opinion: 'passed', bar: null, basis: '', note: '', givenBy, document } as const
  for (const { nominee, place } of ticks) {
    const when = { recordedBy: account?.id ?? 0, recordedAt: now }
    await insertOpinion(trx, { nomineeId: nominee.id, ...place, ...said, givenOn, ...when })
    const what = { nomineeId: nominee.id, ...place, ...said, on: givenOn, reason: null }
    await recordEvent(trx, actor, { type: 'vettingOpinionGiven', ...what }, election.id)
  }
  for (const id of new Set(ticks.map(({ nominee }) => nominee.id))) await settleVetting(trx, actor, election, id)
  return ok(ticks.length)
}

/** What was ticked, each a nominee of this election and a row that this role writes. */
async function readTicks(trx: Trx, request: FastifyRequest, passed: readonly string[]): Promise<Tick[]> {
  const { election, account } = request
  const nominees = new Map((await listNominees(trx, election.id)).map((nominee) => [String(nominee.id), nominee]))
  const places = vettingPlaces(await listDepartments(trx, election.seasonId))
  return [...new Set(passed)].map((value) => {
    const [id = '', ...key] = value.split(' ')
    const nominee = nominees.get(id)
    const place = readPlaceKey(key.join(' '))
    if (!nominee || !place || !places.some((known) => isSamePlace(known, place))) throw new Conflict()
    if (!mayWrite(account?.role, place)) throw new Forbidden(`${vettingPlaceText(place)}的意见不由您的岗位登记。`)
    if (nominee.vetting === 'withdrawn') throw new Conflict(`${nominee.name}刚刚放弃了提名。`)
    return { nominee, place }
  })
}
