import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, type Result, refused } from '../lib/result.js'
import type { Finding } from '../rules/finding.js'
import { type FigureName, figureText, figureTitle } from '../rules/figures.js'
import { checkSettingOpen, documentText, textsNeedingDocument } from '../rules/local-procedure.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { Conflict } from '../infra/http/errors.js'
import { dateField, optionalTextField, textField } from '../infra/http/fields.js'
import { claimForm, errorsFromFindings, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import { figureFields, hiddenFields, readFigureValue, withoutKey } from './figure-input.js'
import { figureOf, type RulesOfPlace, rulesOfPlace, untilText } from './local-procedure.js'
import { basisOf, checkWish, type PlannedSetting, planSetting, type WishedSetting } from './plan-setting.js'
import { recordSetting, summaryText } from './record-setting.js'
import { listDecisions } from './setting-queries.js'

type Typed = Readonly<Record<string, unknown>>

const blankAsNull = (text: string) => (text === '' ? null : text)

const decisionForm = z
  .object({
    reason: textField(200, '请写明理由'),
    documentName: optionalTextField(60).transform(blankAsNull),
    documentDate: z.preprocess((typed) => (typed === '' ? null : typed), dateField.nullable()).default(null),
    documentNumber: optionalTextField(40).transform(blankAsNull),
  })
  .refine((form) => form.documentName !== null || (form.documentDate === null && form.documentNumber === null), {
    path: ['documentName'],
    message: '填了通过日期或者文号，也请填写文件名称',
  })

export type DecisionForm = z.infer<typeof decisionForm>

export async function showSetRule(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const place = await rulesOfPlace(this, request)
  return await formPage(this, reply, place, figureOf(request, place))
}

async function formPage(
  app: FastifyInstance,
  reply: FastifyReply,
  place: RulesOfPlace,
  figure: FigureName,
  typed?: Typed,
  errors?: FormErrors,
) {
  return await reply.code(errors ? 422 : 200).page('timetable/set-rule.hbs', {
    ...(await headOf(app, place, figure)),
    isPreview: false,
    input: figureFields(figure, place.present[figure], typed),
    documentLabel: documentLabel(figure),
    form: { reason: '', documentName: '', documentDate: '', documentNumber: '', ...typed },
    errors,
  })
}

function documentLabel(figure: FigureName): string {
  const needed = textsNeedingDocument(figure).map((text) => `“${text}”`)
  return `所依据的文件（${needed.length === 0 ? '可以不填' : `改为${needed.join('、')}的必须填写`}）`
}

/** What every face of the page shows of a figure: where it stands, and what was decided of it before. */
async function headOf(app: FastifyInstance, place: RulesOfPlace, figure: FigureName) {
  const { seasonId, electionId, original, present, milestones } = place
  const decisions = await listDecisions(app.db, seasonId, electionId, figure)
  const { source, certainty } = original.provenance[figure]
  return {
    title: `选举办法：${figureTitle(figure)}`,
    figureTitle: figureTitle(figure),
    here: `${place.address}/${figure}`,
    list: place.address,
    placeTitle: place.title,
    isSeason: electionId === null,
    original: { text: figureText(figure, original[figure]), source, isLimit: certainty === 'read' },
    presentText: figureText(figure, present[figure]),
    isOwn: (decisions[0]?.value ?? null) !== null,
    until: untilText(figure),
    closed: checkSettingOpen(figure, milestones),
    decisions: decisions.map(({ value, reason, displayName, setAt, ...row }, index) => ({
      valueText: value === null ? '恢复规则原定' : figureText(figure, JSON.parse(value) as never),
      reason,
      document: documentText(row),
      displayName,
      setAt,
      isInForce: index === 0,
    })),
  }
}

/** Three buttons, one form: see what would follow, go back and change it, confirm. */
export async function setRule(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const place = await rulesOfPlace(this, request)
  const figure = figureOf(request, place)
  const typed = (request.body ?? {}) as Typed
  if (typed['step'] === 'edit') return await formPage(this, reply, place, figure, typed)
  const read = readWish(place, figure, typed)
  if (!read.ok) return await formPage(this, reply, place, figure, typed, read.error)
  const { wish, form } = read.value
  if (typed['step'] === 'confirm') return await confirm(this, request, reply, place, { wish, form, typed })
  const planned = await planSetting(this.db, place, wish, request.today)
  const obstacles = obstaclesOf(place, planned)
  if (obstacles.length > 0) {
    return await formPage(this, reply, place, figure, typed, errorsBesideForm(obstacles))
  }
  return await previewPage(this, reply, place, planned, { wish, form, typed })
}

interface Wish {
  readonly wish: WishedSetting
  readonly form: DecisionForm
  readonly typed: Typed
}

function readWish(place: RulesOfPlace, figure: FigureName, typed: Typed): Result<Omit<Wish, 'typed'>, FormErrors> {
  const restores = typed['restore'] === 'yes'
  const value = restores ? ok(null) : readFigureValue(figure, typed)
  const form = readForm(decisionForm, typed)
  if (!value.ok || !form.ok) {
    return refused(formErrors([...(value.ok ? [] : value.error.list), ...(form.ok ? [] : form.error.list)]))
  }
  const wish = { figure, value: value.value }
  const findings = checkWish(wish, place.original, form.value)
  return findings.length > 0 ? refused(errorsBesideForm(findings)) : ok({ wish, form: form.value })
}

/** A finding about the figure itself stands beside the value; its key is for files, not for people. */
function errorsBesideForm(findings: readonly Finding[]): FormErrors {
  return errorsFromFindings(
    findings.map((finding) => ({
      ...finding,
      message: withoutKey(finding.message),
      fields: finding.fields[0] === 'documentName' ? finding.fields : ['value'],
    })),
  )
}

/** One election that refuses is a refusal; among all of a season the others go on. */
function obstaclesOf({ electionId }: RulesOfPlace, planned: readonly PlannedSetting[]): Finding[] {
  if (electionId === null) return []
  return planned.flatMap(({ verdict, findings }) => {
    if (verdict === 'refused') return findings.filter(({ severity }) => severity === 'error')
    if (verdict !== 'same') return []
    const message = '数值与现在的一样，不用改。'
    return [{ code: 'setting-unchanged', severity: 'error' as const, fields: ['value'], message }]
  })
}

async function previewPage(
  app: FastifyInstance,
  reply: FastifyReply,
  place: RulesOfPlace,
  planned: readonly PlannedSetting[],
  { wish, form, typed }: Wish,
) {
  const { figure, value } = wish
  const [first] = planned
  const single = place.electionId === null ? undefined : first
  const head = await headOf(app, place, figure)
  const after = value === null ? place.original[figure] : value
  return await reply.page('timetable/set-rule.hbs', {
    ...head,
    isPreview: true,
    restores: value === null,
    afterText: figureText(figure, after as never),
    reason: form.reason,
    document: documentText(form),
    moved: single?.effect.moved ?? [],
    findings: single?.findings ?? [],
    rows: place.electionId === null ? planned.map(rowOf) : [],
    applies: planned.filter(({ verdict }) => verdict === 'applies').length,
    hidden: [
      ...hiddenFields(figure, typed),
      { name: 'basis', value: basisOf(planned, await lastDecisionId(app, place, figure)) },
    ],
  })
}

function rowOf({ election, verdict, before, after, effect, findings }: PlannedSetting) {
  return {
    name: election.communityName,
    before,
    after: verdict === 'applies' ? after : before,
    applies: verdict === 'applies',
    summary: summaryText({ verdict, before, findings }),
    moved: effect.moved,
    warnings: verdict === 'applies' ? findings : [],
  }
}

async function lastDecisionId({ db }: Pick<FastifyInstance, 'db'>, place: RulesOfPlace, figure: FigureName) {
  return (await listDecisions(db, place.seasonId, place.electionId, figure))[0]?.id ?? 0
}

async function confirm(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  place: RulesOfPlace,
  { wish, form, typed }: Wish,
) {
  const saved = await inTransaction(app.db, async (trx: Trx) => {
    if (!(await claimForm(trx, typed, request.now))) return ok('')
    const planned = await planSetting(trx, place, wish, request.today)
    if (typed['basis'] !== basisOf(planned, await lastDecisionId({ db: trx }, place, wish.figure))) throw new Conflict()
    const obstacles = obstaclesOf(place, planned)
    if (obstacles.length > 0) return refused(obstacles)
    return ok(await recordSetting(trx, request, place, planned, wish, form))
  })
  if (!saved.ok) return await formPage(app, reply, place, wish.figure, typed, errorsBesideForm(saved.error))
  if (saved.value !== '') reply.flash(saved.value)
  return reply.redirect(place.address, 303)
}
