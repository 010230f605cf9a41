import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { longDate } from '../lib/chinese-text.js'
import { ok, refused } from '../lib/result.js'
import { checkStepDay } from '../rules/timetable.js'
import { isRecordedStep, timetableRule, type TimetableKey } from '../rules/timetable-steps.js'
import { daysOf } from '../rules/timetable-rule.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { Conflict, NotFound } from '../infra/http/errors.js'
import { dateField, optionalTextField, versionField } from '../infra/http/fields.js'
import { claimForm, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import { findRecordedStep, saveRecordedStep } from './calendar-queries.js'
import { dayText } from './day-range.js'
import { electionFacts } from './election-facts.js'

type Typed = Readonly<Record<string, unknown>>

const recordForm = z.object({ version: versionField, doneOn: dateField, note: optionalTextField(100) })

/** At the candidates' meeting with the voters it is noted, too, whether they spoke: the ministry's card asks it. */
const meetingForm = recordForm.extend({ withSpeeches: z.enum(['yes', 'no'], '请选择有没有组织竞职演讲') })

const speechChoices = [
  { value: 'yes', text: '组织了竞职演讲' },
  { value: 'no', text: '没有组织竞职演讲' },
] as const

/** The step that an address names: only one that leaves no other trace can be recorded by hand. */
function stepInView(request: FastifyRequest): TimetableKey {
  const { step } = request.params as { step: string }
  if (!isRecordedStep(step)) throw new NotFound('没有这个事项，或者它由系统自动登记。')
  return step
}

export async function showRecordStep(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await recordPage(this, request, reply, stepInView(request))
}

async function recordPage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  step: TimetableKey,
  typed?: Typed,
  errors?: FormErrors,
) {
  const { election, today } = request
  const facts = await electionFacts(app.db, election)
  const rule = timetableRule(step)
  const saved = await findRecordedStep(app.db, election.id, step)
  return await reply.code(errors ? 422 : 200).page('timetable/record-step.hbs', {
    title: `登记办理日：${rule.title}`,
    step,
    stepTitle: rule.title,
    rule: rule.rule(facts.ruleSet),
    condition: rule.condition ?? '',
    latest: dayText(daysOf(rule, facts).latest),
    saved: saved && { on: longDate(saved.doneOn), by: saved.recordedByName, note: saved.note },
    speechChoices: step === 'meeting' ? speechChoices : undefined,
    form: {
      ...{ version: saved?.version ?? 0, doneOn: saved?.doneOn ?? today, note: saved?.note ?? '' },
      withSpeeches: speechAsTyped(saved?.withSpeeches ?? null),
      ...typed,
    },
    errors,
  })
}

function speechAsTyped(kept: number | null): string {
  return kept === null ? '' : kept === 1 ? 'yes' : 'no'
}

/** Records on which day a step was done that the system cannot see; what is late is recorded all the same. */
export async function recordStep(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, today, actor, now } = request
  const step = stepInView(request)
  const form = step === 'meeting' ? readForm(meetingForm, request.body) : readForm(recordForm, request.body)
  if (!form.ok) return await recordPage(this, request, reply, step, request.body as Typed, form.error)
  const { version, doneOn, note } = form.value
  if (doneOn > today) {
    const errors = formErrors([{ field: 'doneOn', message: '这一天还没有到。办完以后再登记' }])
    return await recordPage(this, request, reply, step, request.body as Typed, errors)
  }
  const spoke = 'withSpeeches' in form.value ? form.value.withSpeeches === 'yes' : undefined
  const withSpeeches = spoke === undefined ? null : spoke ? 1 : 0
  const by = { recordedAt: now, recordedBy: request.account?.id ?? 0 }
  const record = { electionId: election.id, step, doneOn, note, ...by, withSpeeches }
  const saved = await inTransaction(this.db, async (trx) => {
    if (!(await claimForm(trx, request.body, now))) return ok(undefined)
    const before = (await findRecordedStep(trx, election.id, step))?.doneOn ?? null
    if (!(await saveRecordedStep(trx, version, record))) return refused('stale' as const)
    await recordEvent(
      trx,
      actor,
      { type: 'stepRecorded', step, on: doneOn, note, before, ...(spoke === undefined ? {} : { withSpeeches: spoke }) },
      election.id,
    )
    return ok(undefined)
  })
  if (!saved.ok) throw new Conflict()
  const [late] = checkStepDay(step, doneOn, await electionFacts(this.db, election))
  reply.flash(
    `已登记：${timetableRule(step).title}，${longDate(doneOn)}。${late ? '这一天已过期限，日程上会标明。' : ''}`,
  )
  return reply.redirect(`/elections/${election.id}/timetable`, 303)
}
