import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, refused } from '../lib/result.js'
import { soughtName } from '../lib/variant-characters.js'
import type { Finding } from '../rules/finding.js'
import { may } from '../rules/permitted-actions.js'
import { checkObjection, checkRepeatedObjection } from '../rules/roll-objections.js'
import type { RuleSet } from '../rules/rule-set.js'
import type { Db } from '../infra/db/database.js'
import { dateField, halfWidth, optionalTextField, textField } from '../infra/http/fields.js'
import { type FormErrors, formErrors } from '../infra/http/forms.js'
import { listObjections } from './objection-queries.js'
import { mannerText, type ObjectionSubject, subjectText } from './objection-words.js'
import { findVoterByNumber } from './queries.js'
import type { RollFacts } from './roll-facts.js'

export const manners = Object.keys(mannerText) as (keyof typeof mannerText)[]
export const subjects = Object.keys(subjectText) as ObjectionSubject[]

export const objectionForm = z.object({
  receivedOn: dateField,
  objector: textField(40, '请填写提出人'),
  contact: optionalTextField(80),
  manner: z.enum(manners, '请选择提出的方式').default('inPerson'),
  agent: optionalTextField(40),
  subject: z.enum(subjects, '请选择异议的种类'),
  voterNumber: z
    .string()
    .default('')
    .transform(halfWidth)
    .pipe(z.string().regex(/^\d{0,6}$/, '选民号是数字')),
  personName: optionalTextField(40),
  grounds: textField(500, '请填写理由'),
  attachments: optionalTextField(200),
})

export type ObjectionForm = z.output<typeof objectionForm>

/** Whether an objection may come in on its day; lateness is a warning (art. 17). */
export function checkReceipt(
  { receivedOn }: ObjectionForm,
  { milestones, postedOn, ruleSet, timetable }: RollFacts,
  { today }: FastifyRequest,
): Finding[] {
  const time = may('raiseObjection', milestones, ruleSet)
  if (time.length > 0 || !postedOn) return time
  const fields = ['receivedOn']
  if (receivedOn > today)
    return [{ code: 'objection-in-future', severity: 'error', fields, message: '提出日期不能晚于今天' }]
  return checkObjection({ postedOn, receivedOn }, ruleSet, timetable.isHoliday)
}

/** Whom the objection is about: somebody of the roll by number, or somebody missing from it by name. */
export async function personOf(db: Db, electionId: number, { subject, voterNumber, personName }: ObjectionForm) {
  const wrong = (field: string, message: string) => refused(formErrors([{ field, message }]))
  if (subject === 'missing') {
    return personName === '' ? wrong('personName', '请填写漏登的人的姓名') : ok({ personName, voterId: null })
  }
  if (voterNumber === '') return wrong('voterNumber', '请填写名单上这个人的选民号')
  const voter = await findVoterByNumber(db, electionId, Number(voterNumber))
  return voter ? ok({ personName: voter.name, voterId: voter.id }) : wrong('voterNumber', '名单上没有这个选民号')
}

/** Who brought it for the objector is named, and only then. */
export function agentErrors({ manner, agent }: ObjectionForm): FormErrors | undefined {
  if (manner === 'onBehalf' && agent === '') return formErrors([{ field: 'agent', message: '请填写代为提出的人' }])
  return undefined
}

/** The same matter brought before: what the rule says of it, and which objection it was (art. 17). */
export async function repetitionOf(
  db: Db,
  electionId: number,
  { subject }: ObjectionForm,
  about: { readonly personName: string; readonly voterId: number | null },
  ruleSet: RuleSet,
): Promise<{ readonly findings: Finding[]; readonly repeats: number | null }> {
  const matterOf = (one: { readonly voterId: number | null; readonly personName: string }) =>
    one.voterId === null ? soughtName(one.personName) : String(one.voterId)
  const earlier = (await listObjections(db, electionId)).map((one) => ({
    id: one.id,
    number: one.number,
    // Who was missing and has been put on the roll since is known by name still.
    about: one.subject === 'missing' ? soughtName(one.personName) : matterOf(one),
    asks: one.subject,
    state: one.state === 'open' || one.state === 'withdrawn' ? one.state : ('decided' as const),
  }))
  const matter = { about: matterOf(about), asks: subject }
  const same = earlier.filter((one) => one.about === matter.about && one.asks === subject)
  return { findings: checkRepeatedObjection(matter, earlier, ruleSet), repeats: same.at(-1)?.id ?? null }
}
