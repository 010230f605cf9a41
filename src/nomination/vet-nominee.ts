import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, refused, type Result } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { isUniqueViolation } from '../infra/db/dialect.js'
import { Conflict, Forbidden, NotFound } from '../infra/http/errors.js'
import { dateField, optionalTextField, queryText, textField, versionField } from '../infra/http/fields.js'
import { claimForm, errorsFromFindings, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import { statutoryBars, statutoryBarText } from '../rules/candidate-vetting.js'
import { may } from '../rules/permitted-actions.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import {
  basisOf,
  checkOpinion,
  isSamePlace,
  placesOnForm,
  vettingOpinions,
  vettingOpinionText,
  vettingPlaceText,
  type VettingPlace,
} from '../rules/vetting-verdict.js'
import { listMilestones } from '../timetable/queries.js'
import type { NomineeRow } from './queries.js'
import { reviewDayErrors } from './review-day.js'
import { settleVetting } from './settle-vetting.js'
import { scansText } from './scan-words.js'
import { countScans } from './scan-queries.js'
import { getNominee } from './show-nominee.js'
import { mayWrite, placeKey, placeWords, readPlaceKey } from './vetting-places.js'
import { insertOpinion, listDepartments, listOpinionsOf, type OpinionRow, updateOpinion } from './vetting-queries.js'
import { nomineeWords, typedValues } from './words.js'

const opinionForm = z.object({
  row: z.string(),
  opinion: z.enum(vettingOpinions, '请选择意见'),
  bar: z.enum(['', ...statutoryBars], '没有这种法定情形').default(''),
  basis: optionalTextField(100),
  note: optionalTextField(300),
  givenBy: textField(20, '请填写经办人'),
  givenOn: dateField,
  document: optionalTextField(60),
  changeReason: optionalTextField(200),
  version: versionField.default(0),
})

type OpinionForm = z.infer<typeof opinionForm>

const fields = ['opinion', 'bar', 'basis', 'note', 'givenBy', 'givenOn', 'document', 'changeReason', 'version'] as const

/** The review form of one nominee, with the row that the address names open for writing. */
export async function showVettingForm(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const nominee = await getNominee(this.db, request)
  const place = readPlaceKey(queryText(request.query, 'row'))
  return await vettingPage(this, request, reply, nominee, place)
}

async function vettingPage(
  { db }: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  nominee: NomineeRow,
  open: VettingPlace | undefined,
  refusal?: { readonly typed: unknown; readonly errors: FormErrors },
) {
  const { election, account, today } = request
  const opinions = await listOpinionsOf(db, nominee.id)
  const places = placesOnForm(await listDepartments(db, election.seasonId), opinions)
  const untimely = may('vetNominee', await listMilestones(db, election.id), ruleSetInForce(election))
  const isOpen = untimely.length === 0 && nominee.vetting !== 'withdrawn'
  const writable = open && isOpen && mayWrite(account?.role, open) ? open : undefined
  const given = writable && opinions.find((row) => isSamePlace(row, writable))
  const scans = await countScans(
    db,
    'opinion',
    opinions.map(({ id }) => id),
  )
  const typed = refusal?.typed ?? given ?? { givenOn: today, version: 0 }
  return await reply.code(refusal ? 422 : 200).page('nomination/vet-nominee.hbs', {
    title: `资格审查：${nominee.name}`,
    person: nomineeWords(nominee, election.electionDay),
    home: `/elections/${election.id}/nomination/nominees/${nominee.id}`,
    windowFindings: untimely,
    vettingReason: nominee.vettingReason ?? '',
    missing: places
      .filter((place) => !opinions.some((row) => isSamePlace(row, place)))
      .map(vettingPlaceText)
      .join('、'),
    rows: places.map((place) => ({
      ...placeWords(place, account?.role),
      ...rowWords(
        opinions.find((row) => isSamePlace(row, place)),
        scans,
      ),
      isOpen,
      query: encodeURIComponent(placeKey(place)),
    })),
    writing: writable && {
      key: placeKey(writable),
      text: vettingPlaceText(writable),
      isChange: given !== undefined,
      opinions: vettingOpinions
        .filter((opinion) => writable.body === 'department' || opinion !== 'remark')
        .map((value) => ({ value, text: vettingOpinionText[value], note: '' })),
    },
    bars: [{ value: '', text: '没有' }, ...statutoryBars.map((value) => ({ value, text: statutoryBarText[value] }))],
    form: typedValues(typed, fields),
    errors: refusal?.errors,
  })
}

/** A row of the form in words, with the link to its letter. */
function rowWords(row: OpinionRow | undefined, scans: ReadonlyMap<number, number>) {
  return { ...opinionWords(row), id: row?.id ?? 0, scansText: row ? scansText(scans.get(row.id)) : '' }
}

/** A row of the form in words; blank while nobody has filled it in. */
export function opinionWords(row: OpinionRow | undefined) {
  const looks = { passed: 'done', failed: 'wrong', remark: 'warn' } as const
  return {
    isGiven: row !== undefined,
    opinionText: row ? vettingOpinionText[row.opinion] : '',
    look: row ? looks[row.opinion] : '',
    barText: row?.bar ? statutoryBarText[row.bar] : '',
    note: row?.note ?? '',
    basis: row?.basis ?? '',
    givenBy: row?.givenBy ?? '',
    givenOn: row?.givenOn ?? '',
    document: row?.document ?? '',
  }
}

/** Writes one row of the review form; the verdict follows. */
export async function vetNominee(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const nominee = await getNominee(this.db, request)
  const typed = (request.body ?? {}) as { row?: unknown }
  const place = readPlaceKey(typeof typed.row === 'string' ? typed.row : '')
  if (!place) throw new NotFound('审查表上没有这一行。')
  if (!mayWrite(request.account?.role, place)) throw new Forbidden(`${vettingPlaceText(place)}的意见不由您的岗位登记。`)
  const form = readForm(opinionForm, request.body)
  if (!form.ok) return await vettingPage(this, request, reply, nominee, place, { typed, errors: form.error })
  const saved = await inTransaction(
    this.db,
    async (trx) => await writeRow(trx, request, nominee, place, form.value),
  ).catch((error: unknown) => {
    if (isUniqueViolation(error)) throw new Conflict()
    throw error
  })
  if (!saved.ok) return await vettingPage(this, request, reply, nominee, place, { typed, errors: saved.error })
  reply.flash(`已登记${vettingPlaceText(place)}对${nominee.name}的意见：${vettingOpinionText[form.value.opinion]}。`)
  return reply.redirect(`/elections/${request.election.id}/nomination/nominees/${nominee.id}/vet-nominee`, 303)
}

async function writeRow(
  trx: Trx,
  request: FastifyRequest,
  nominee: NomineeRow,
  place: VettingPlace,
  form: OpinionForm,
): Promise<Result<undefined, FormErrors>> {
  const { election, actor, account, now } = request
  if (!(await claimForm(trx, request.body, now))) return ok(undefined)
  const given = (await listOpinionsOf(trx, nominee.id)).find((row) => isSamePlace(row, place))
  const errors = await rowErrors(trx, request, nominee, { place, form, given })
  if (errors.list.length > 0) return refused(errors)
  if ((given?.version ?? 0) !== form.version) throw new Conflict()
  const { opinion, note, givenBy, givenOn, document } = form
  const bar = form.bar || null
  const row = {
    opinion,
    bar,
    basis: opinion === 'failed' ? basisOf({ ...form, bar }, ruleSetInForce(election)) : '',
    note,
    givenBy,
    givenOn,
    document,
  }
  const when = { recordedBy: account?.id ?? 0, recordedAt: now }
  if (!given) await insertOpinion(trx, { nomineeId: nominee.id, ...place, ...row, ...when })
  else if (!(await updateOpinion(trx, given, { ...row, ...when }))) throw new Conflict()
  const { givenOn: on, ...said } = row
  const reason = form.changeReason || null
  const event = { type: 'vettingOpinionGiven', nomineeId: nominee.id, ...place, ...said, on, reason } as const
  await recordEvent(trx, actor, event, election.id)
  await settleVetting(trx, actor, election, nominee.id)
  return ok(undefined)
}

async function rowErrors(
  trx: Trx,
  request: FastifyRequest,
  { id, name, vetting }: NomineeRow,
  { place, form, given }: { place: VettingPlace; form: OpinionForm; given: OpinionRow | undefined },
): Promise<FormErrors> {
  const ruleSet = ruleSetInForce(request.election)
  const untimely = may('vetNominee', await listMilestones(trx, request.election.id), ruleSet)
  if (untimely.length > 0) return errorsFromFindings(untimely)
  if (vetting === 'withdrawn') return formErrors([{ field: 'opinion', message: `${name}已书面放弃，不用再审查` }])
  const places = placesOnForm(await listDepartments(trx, request.election.seasonId), given ? [given] : [])
  if (!places.some((known) => isSamePlace(known, place))) throw new NotFound('审查表上没有这一行。')
  const { opinion, basis, note } = form
  const findings = checkOpinion({ ...place, opinion, bar: form.bar || null, basis, note }, ruleSet)
  const isTurned = given !== undefined && given.opinion !== opinion && form.changeReason === ''
  return formErrors([
    ...errorsFromFindings(findings).list,
    ...(isTurned ? [{ field: 'changeReason', message: '改变原来的意见，请写明原因' }] : []),
    ...(await reviewDayErrors(trx, request, id, form.givenOn)),
  ])
}
