import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, refused, type Result } from '../lib/result.js'
import type { PlainDate } from '../lib/plain-date.js'
import { automaticEnds, type MemberFacts } from '../rules/automatic-end.js'
import { absenceAsResignation } from '../rules/resignation.js'
import type { RuleSet } from '../rules/rule-set.js'
import { optionalDateField, optionalTextField, textField } from '../infra/http/fields.js'
import { type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import { type OfficeEnd, saveEnd } from './save-end.js'
import type { StandingMember } from './standing.js'
import { sittingMember, termInView } from './term-in-view.js'
import { causeText, typedValues } from './term-words.js'

const causes = ['died', 'lostCapacity', 'sentenced', 'unfit', 'electionVoid', 'absent'] as const

type Cause = (typeof causes)[number]

const endForm = z.object({
  cause: z.enum(causes, '请选择原因'),
  onDay: optionalDateField,
  appraisals: optionalTextField(200),
  document: textField(200, '请写明依据的文书'),
})

type EndForm = z.infer<typeof endForm>

const dayHints: Readonly<Record<Cause, string>> = {
  died: '去世的日期',
  lostCapacity: '法院认定生效的日期',
  sentenced: '刑事判决生效的日期',
  unfit: '',
  electionVoid: '街道（镇）或者区认定当选无效的日期',
  absent: '连续不能履行职务从哪一天开始',
}

/** The causes that this rule set knows. */
function causesUnder({ absenceMonths }: RuleSet): readonly Cause[] {
  return absenceMonths === 0 ? causes.filter((cause) => cause !== 'absent') : causes
}

export async function showEnd(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await endPage(this, request, reply, {})
}

async function endPage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  typed: unknown,
  errors?: FormErrors,
) {
  const { standing, ruleSet, home } = await termInView(app.db, request)
  const member = sittingMember(standing, request)
  return await reply.code(errors ? 422 : 200).page('term/record-end.hbs', {
    title: `登记${member.postTitle}${member.name}职务终止`,
    home,
    here: `${home}/members/${member.key}/record-end`,
    causes: causesUnder(ruleSet).map((value) => ({ value, text: causeText[value], note: dayHints[value] })),
    times: ruleSet.unfitAppraisals,
    article: ruleSet.provenance.unfitAppraisals.source,
    form: typedValues(typed, ['cause', 'onDay', 'appraisals', 'document']),
    errors,
  })
}

/** Records what ended a member's post of itself (arts. 22, 23 and 37): nobody decides on it. */
export async function recordEnd(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const form = readForm(endForm, request.body)
  if (!form.ok) return await endPage(this, request, reply, request.body, form.error)
  const { ruleSet, home } = await termInView(this.db, request)
  const saved = await saveEnd(this, request, (member) => end(member, form.value, request.today, ruleSet))
  if (!saved.ok) return await endPage(this, request, reply, request.body, saved.error)
  if (saved.value !== '') reply.flash(`${saved.value}职务终止已登记。请发布成员变动公告，并报街道（镇）备案。`)
  return reply.redirect(home, 303)
}

function end(member: StandingMember, form: EndForm, today: PlainDate, ruleSet: RuleSet): Result<OfficeEnd, FormErrors> {
  const refuse = (field: string, message: string) => refused(formErrors([{ field, message }]))
  const { cause, onDay, document } = form
  if (!causesUnder(ruleSet).includes(cause)) return refuse('cause', '适用的规则没有这种情形')
  const appraisals = readAppraisals(form.appraisals)
  if (cause === 'unfit' && !appraisals) {
    return refuse('appraisals', '请按“2027年 2028-01-10”的样子，一次评议写一行：年度和评议日期')
  }
  if (cause !== 'unfit' && onDay === null) return refuse('onDay', '请填写日期')
  if (onDay !== null && onDay > today) return refuse('onDay', '日期还没有到')
  const facts = factsOf(member.name, cause, onDay, appraisals ?? [])
  if (cause === 'absent' && onDay !== null) {
    const [full] = absenceAsResignation({ member: member.name, absentSince: onDay, on: today }, ruleSet)
    if (!full) return refuse('onDay', `到今天还没有满${ruleSet.absenceMonths}个月`)
    return ok({ cause, onDay: today, explanation: `${full.message}（${full.article ?? ''}）`, document, facts })
  }
  const found = automaticEnds(facts, ruleSet)[0]
  if (!found) return refuse('appraisals', `没有连续${ruleSet.unfitAppraisals}次不称职，职务不终止`)
  if (found.on < member.since) return refuse('onDay', `早于任职之日（${member.since}）`)
  return ok({ cause, onDay: found.on, explanation: found.sentence, document, facts })
}

function factsOf(
  member: string,
  cause: Cause,
  onDay: PlainDate | null,
  appraisals: MemberFacts['appraisals'],
): MemberFacts {
  if (cause === 'unfit') return { member, appraisals: appraisals ?? [] }
  if (onDay === null || cause === 'absent') return { member }
  const fields = {
    died: 'diedOn',
    lostCapacity: 'lostCapacityOn',
    sentenced: 'sentencedOn',
    electionVoid: 'voidedOn',
  } as const
  return { member, [fields[cause]]: onDay }
}

/** Lines such as 2027年 2028-01-10; every one an appraisal as unfit. */
function readAppraisals(text: string): MemberFacts['appraisals'] | undefined {
  const lines = text
    .split(/[\r\n；;]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const read = lines.map((line) => /^(\d{4})年?[\s，,]+(\d{4}-\d{2}-\d{2})$/.exec(line))
  if (lines.length === 0 || read.some((match) => match === null)) return undefined
  return read.map((match) => ({ year: Number(match?.[1]), on: match?.[2] as PlainDate, isUnfit: true }))
}
