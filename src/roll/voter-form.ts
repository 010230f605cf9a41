import { z } from 'zod'
import { type IdentityNumber, type IdentityNumberFault, readIdentityNumber } from '../lib/identity-number.js'
import { dateField, halfWidth, nameField, optionalTextField, textField, tickField } from '../infra/http/fields.js'
import { registrationClasses } from '../rules/voter-eligibility.js'

const faultText: Readonly<Record<IdentityNumberFault, string>> = {
  malformed: '身份号码应为 18 位（旧证 15 位），请按身份证核对',
  checksum: '身份号码的最后一位与前 17 位对不上，至少有一位写错了，请按身份证核对',
  'impossible-date': '身份号码第 7 至 14 位不是一个存在的日期，请按身份证核对',
}

function readNumber(text: string, context: z.RefinementCtx): IdentityNumber {
  const read = readIdentityNumber(text)
  if (read.ok) return read.value
  context.addIssue({ code: 'custom', message: faultText[read.error] })
  return z.NEVER
}

const typedNumber = z.string('请填写公民身份号码').transform((text) => halfWidth(text).replace(/\s/g, '').toUpperCase())

/** A citizen's identity number, checked as registers are; typed with spaces, full width or a small x. */
export const identityNumberField = typedNumber.pipe(z.string().min(1, '请填写公民身份号码')).transform(readNumber)

/** The same where a blank means that the number stays as it is. */
export const newIdentityNumberField = typedNumber.transform((text, context) =>
  text === '' ? null : readNumber(text, context),
)

const telephoneField = z
  .string()
  .default('')
  .transform(halfWidth)
  .pipe(z.string().regex(/^([\d -]{7,20})?$/, '请填写电话号码，如 13800000000 或 0574-88888888'))

/** What is written down of every voter beside name and number, in the order of the registration form. */
const otherFields = {
  residentsGroup: textField(20, '请填写居民小组；不分组填 0'),
  householdNumber: textField(30, '请填写户号；没有户号的填门牌号'),
  relationship: optionalTextField(20),
  address: optionalTextField(80),
  nationality: optionalTextField(20),
  politicalStatus: optionalTextField(20),
  education: optionalTextField(20),
  telephone: telephoneField,
}

/** A person to be registered, with what art. 16 asks. */
export const newVoterForm = z.object({
  name: nameField,
  identityNumber: identityNumberField,
  ...otherFields,
  registrationClass: z.enum(registrationClasses, '请选择登记类别'),
  declaredTakingPart: tickField,
  hasPoliticalRights: tickField,
  workingSince: z
    .union([
      z
        .string()
        .trim()
        .length(0)
        .transform(() => undefined),
      dateField,
    ])
    .optional(),
  appliedInPerson: tickField,
  confirmedByElectionCommittee: tickField,
})

export type NewVoterForm = z.output<typeof newVoterForm>

/** A correction of somebody on the roll. */
export const changedVoterForm = z.object({
  name: nameField,
  identityNumber: newIdentityNumberField,
  ...otherFields,
  isElector: tickField,
})

export type ChangedVoterForm = z.output<typeof changedVoterForm>

/** A blank form: every field a template names, so that a missing one is noticed. */
export const blankVoter = {
  name: '',
  identityNumber: '',
  residentsGroup: '',
  householdNumber: '',
  relationship: '',
  address: '',
  nationality: '',
  politicalStatus: '',
  education: '',
  telephone: '',
  registrationClass: 'household',
  declaredTakingPart: '',
  hasPoliticalRights: '',
  workingSince: '',
  appliedInPerson: '',
  confirmedByElectionCommittee: '',
  isElector: '',
  reason: '',
  note: '',
  document: '',
}
