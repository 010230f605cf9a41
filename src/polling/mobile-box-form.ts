import { z } from 'zod'
import { dateField, textField, versionField } from '../infra/http/fields.js'

export const versionForm = z.object({ version: versionField })

/** A voter asks to vote at a mobile box. */
export const userForm = z.object({
  voter: textField(40, '请填写选民证号、姓名或者拼音'),
  chosenId: z
    .string()
    .regex(/^\d{0,9}$/)
    .default('')
    .transform((text) => (text === '' ? undefined : Number(text))),
  reason: textField(60, '请填写事由'),
  askedBy: textField(40, '请填写由谁提出'),
  askedOn: dateField,
})

/** What the township says of a box. */
export const decisionForm = z.object({
  decision: z.enum(['approved', 'refused'], '请选择批准还是不批准'),
  reason: textField(200, '请写明理由或者意见'),
  document: textField(60, '请填写批复文件的名称、文号'),
  decidedOn: dateField,
  version: versionField,
})
