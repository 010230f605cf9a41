import { z } from 'zod'
import { ok, refused, type Result } from '../lib/result.js'
import { type Assembly, assemblyText, checkQuorum } from '../rules/assemblies.js'
import type { RuleSet } from '../rules/rule-set.js'
import { positiveField } from '../infra/http/fields.js'
import { errorsFromFindings, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'

/** The meeting that chose somebody for the election committee, with who was entitled and who came. */
export interface Meeting {
  readonly chosenBy: Assembly
  readonly entitled: number
  readonly present: number
}

const meetingForm = z
  .object({
    chosenBy: z.enum(['residentsAssembly', 'representativesAssembly'], '请选择由哪个会议推选'),
    entitled: positiveField,
    present: positiveField,
  })
  .refine((form) => form.present <= form.entitled, { path: ['present'], message: '到会人数不能多于应到人数' })

export const assemblyChoices = Object.entries(assemblyText).map(([value, text]) => ({ value, text }))

/** Reads the meeting from a form and asks whether enough came to decide anything (arts. 27 and 29). */
export function readMeeting(body: unknown, ruleSet: RuleSet): Result<Meeting, FormErrors> {
  const form = readForm(meetingForm, body)
  if (!form.ok) return form
  const { chosenBy: assembly, entitled, present } = form.value
  const findings = checkQuorum({ assembly, entitled, present }, ruleSet)
  return findings.length > 0 ? refused(errorsFromFindings(findings)) : ok(form.value)
}

/** The errors of several parts of one form, in order. */
export function together(...parts: readonly FormErrors[]): FormErrors {
  return formErrors(parts.flatMap(({ list }) => list))
}
