import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, refused } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { Conflict } from '../infra/http/errors.js'
import { dateField, optionalTextField, versionField } from '../infra/http/fields.js'
import { errorsFromFindings, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import { checkBars, statutoryBars, statutoryBarText } from '../rules/candidate-vetting.js'
import { may } from '../rules/permitted-actions.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { listMilestones } from '../timetable/queries.js'
import { listPapers, type NomineeRow, updateNominee } from './queries.js'
import { getNominee } from './show-nominee.js'
import { nomineeWords, typedValues } from './words.js'

const vettingForm = z.object({
  verdict: z.enum(['passed', 'failed'], '请选择审查结果'),
  bars: z.preprocess(
    (ticked) => (ticked === undefined ? [] : [ticked].flat()),
    z.array(z.enum(statutoryBars, '没有这种法定情形')),
  ),
  vettedOn: dateField,
  reason: optionalTextField(300),
  version: versionField,
})

type VettingForm = z.infer<typeof vettingForm>

export async function showVettingForm(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const nominee = await getNominee(this.db, request)
  const { vetting, statutoryBars: bars, version } = nominee
  const typed = { verdict: vetting, bars, vettedOn: request.today, version }
  return await vettingPage(this, request, reply, nominee, typed)
}

async function vettingPage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  nominee: NomineeRow,
  typed: { readonly bars?: unknown },
  errors?: FormErrors,
) {
  const { election } = request
  const ticked = [typed.bars ?? []].flat()
  return await reply.code(errors ? 422 : 200).page('nomination/vet-nominee.hbs', {
    title: `资格审查：${nominee.name}`,
    person: nomineeWords(nominee, election.electionDay),
    home: `/elections/${election.id}/nomination/nominees/${nominee.id}`,
    windowFindings: may('vetNominee', await listMilestones(app.db, election.id), ruleSetInForce(election)),
    isSecondVerdict: nominee.vetting !== 'open',
    verdicts: [
      { value: 'passed', text: '合格', note: '' },
      { value: 'failed', text: '不合格', note: '不再列为候选人；须选明法定情形，或者写明理由' },
    ],
    bars: statutoryBars.map((bar) => ({ value: bar, text: statutoryBarText[bar], isTicked: ticked.includes(bar) })),
    form: typedValues(typed, ['verdict', 'vettedOn', 'reason', 'version']),
    errors,
  })
}

export async function vetNominee(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const nominee = await getNominee(this.db, request)
  const typed = (request.body ?? {}) as { bars?: unknown }
  const form = readForm(vettingForm, request.body)
  if (!form.ok) return await vettingPage(this, request, reply, nominee, typed, form.error)
  const { verdict: vetting, bars, reason, vettedOn, version } = form.value
  const saved = await inTransaction(this.db, async (trx) => {
    const errors = await vettingErrors(trx, request, nominee, form.value)
    if (errors.list.length > 0) return refused(errors)
    const vettingReason = reason || bars.map((bar) => statutoryBarText[bar]).join('、') || null
    const change = { vetting, vettingReason, vettedOn, statutoryBars: bars }
    if (!(await updateNominee(trx, { id: nominee.id, version }, change))) throw new Conflict()
    const event = { type: 'nomineeVetted', nomineeId: nominee.id, vetting, reason: vettingReason, bars } as const
    await recordEvent(trx, request.actor, event, request.election.id)
    return ok(undefined)
  })
  if (!saved.ok) return await vettingPage(this, request, reply, nominee, typed, saved.error)
  reply.flash(`已登记${nominee.name}的资格审查：${vetting === 'passed' ? '合格' : '不合格'}。`)
  return reply.redirect(`/elections/${request.election.id}/nomination/nominees/${nominee.id}`, 303)
}

async function vettingErrors(
  trx: Trx,
  request: FastifyRequest,
  { id, name, vetting }: NomineeRow,
  { verdict, bars, vettedOn, reason }: VettingForm,
): Promise<FormErrors> {
  const untimely = may('vetNominee', await listMilestones(trx, request.election.id), ruleSetInForce(request.election))
  if (untimely.length > 0) return errorsFromFindings(untimely)
  if (vetting === 'withdrawn') return formErrors([{ field: 'verdict', message: `${name}已书面放弃，不用再审查` }])
  if (verdict === 'passed' && bars.length > 0) {
    // The bar decides, not the officer: the finding stands beside the bar, the choice is to be made again.
    const [finding] = checkBars(name, bars, ruleSetInForce(request.election))
    const article = finding?.article ? `（${finding.article}）` : ''
    return formErrors([{ field: 'bars', message: `${finding?.message ?? ''}审查结果应为不合格${article}` }])
  }
  if (verdict === 'failed' && bars.length === 0 && reason === '') {
    return formErrors([{ field: 'reason', message: '不合格的，请选明法定情形或者写明理由' }])
  }
  if (vetting !== 'open' && vetting !== verdict && reason === '') {
    return formErrors([{ field: 'reason', message: '改变原来的审查结果，请写明理由' }])
  }
  const papers = await listPapers(trx, id)
  const isTooEarly = papers.every(({ receivedOn }) => vettedOn < receivedOn)
  if (vettedOn > request.today || isTooEarly) {
    const message = isTooEarly ? '审查日期不能早于收到提名表的日期' : '审查日期不能在今天之后'
    return formErrors([{ field: 'vettedOn', message }])
  }
  return formErrors([])
}
