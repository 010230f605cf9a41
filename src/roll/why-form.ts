import { z } from 'zod'
import { optionalTextField } from '../infra/http/fields.js'
import { type ChangeKind, changeReasons, reasonsFor } from '../rules/roll-changes.js'
import type { Why } from './change-roll.js'

/** The reason for a change of one kind, chosen from its classes, with room for a remark. */
export function whyForm(kind: ChangeKind) {
  return z.object({
    reason: z.enum(reasonsFor(kind), '请选择原因'),
    note: optionalTextField(200),
  }) satisfies z.ZodType<Why>
}

/** The classes of a kind as the options of a list, none chosen at first. */
export function reasonOptions(kind: ChangeKind) {
  return [
    { value: '', text: '请选择' },
    ...reasonsFor(kind).map((reason) => ({ value: reason, text: changeReasons[reason].text })),
  ]
}
