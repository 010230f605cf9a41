import { z } from 'zod'
import { ok, type Result, refused } from '../lib/result.js'
import { type ChangeKind, changeReasons, checkRollChange, reasonsFor } from '../rules/roll-changes.js'
import type { RuleSet } from '../rules/rule-set.js'
import { optionalTextField } from '../infra/http/fields.js'
import { errorsFromFindings, type FormErrors, readForm } from '../infra/http/forms.js'
import type { Why } from './change-roll.js'

/**
 * The reasons there are for a kind of change. Once the roll is closed people come and go by the eight classes alone
 * (四增四减); what is written of somebody who stands on it may still be put right.
 */
function reasonsInTime(kind: ChangeKind, isClosed: boolean) {
  return reasonsFor(kind).filter((reason) => !isClosed || kind === 'corrected' || changeReasons[reason].isStatistic)
}

/** The reason for a change of one kind, chosen from its classes, with room for a remark and the paper it rests on. */
export function whyForm(kind: ChangeKind, isClosed = false) {
  return z.object({
    reason: z.enum(reasonsInTime(kind, isClosed), '请选择原因'),
    note: optionalTextField(200),
    document: optionalTextField(100),
  }) satisfies z.ZodType<Why>
}

interface When {
  readonly isPosted: boolean
  readonly isClosed: boolean
}

/** Why the roll is changed, as a form says it; null while it is not posted, when no reason is asked for. */
export function readWhy(kind: ChangeKind, body: unknown, when: When, ruleSet: RuleSet): Result<Why | null, FormErrors> {
  return when.isPosted ? readReason(kind, body, when, ruleSet) : ok(null)
}

/** The same where a reason is asked for at any time. */
export function readReason(
  kind: ChangeKind,
  body: unknown,
  { isPosted, isClosed }: When,
  ruleSet: RuleSet,
): Result<Why, FormErrors> {
  const why = readForm(whyForm(kind, isClosed), body)
  if (!why.ok) return why
  const findings = checkRollChange({ ...why.value, isPosted, isPollOpen: false }, ruleSet)
  const errors = findings.filter(({ severity }) => severity === 'error')
  return errors.length > 0 ? refused(errorsFromFindings(errors)) : why
}

/** The classes of a kind as the options of a list, none chosen at first. */
export function reasonOptions(kind: ChangeKind, isClosed = false) {
  return [
    { value: '', text: '请选择' },
    ...reasonsInTime(kind, isClosed).map((reason) => ({ value: reason, text: changeReasons[reason].text })),
  ]
}
