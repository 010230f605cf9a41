import { z } from 'zod'
import { type IdentityNumber, type IdentityNumberFault, readIdentityNumber } from '../lib/identity-number.js'
import {
  halfWidth,
  nameField,
  optionalDateField,
  optionalPartialDateField,
  optionalTextField,
  textField,
  tickField,
} from '../infra/http/fields.js'
import { declarationWays, registrationClasses } from '../rules/voter-eligibility.js'

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

const registrationClassField = z.enum(registrationClasses, '请选择登记类别')

/** What is written down of every voter beside name and number, in the order of the registration form. */
const otherFields = {
  residentsGroup: textField(20, '请填写居民小组；不分组填 0'),
  householdNumber: textField(30, '请填写户号；没有户号的填门牌号'),
  relationship: optionalTextField(20),
  address: optionalTextField(80),
  registeredAddress: optionalTextField(80).transform((text) => text || null),
  nationality: optionalTextField(20),
  politicalStatus: optionalTextField(20),
  education: optionalTextField(20),
  telephone: telephoneField,
}

/** How somebody declared that they take part; a blank: it is not on record here. */
export const declarationWayField = z.union(
  [z.enum(declarationWays), z.literal('').transform(() => null)],
  '请选择表示参加选举的方式',
)

/** What the registration form asks of time and manner; a blank means that it is not known, or none. */
const registrationFields = {
  residingSince: optionalPartialDateField,
  workingSince: optionalDateField,
  declaredOn: optionalDateField,
  declarationWay: declarationWayField,
  undertakenOn: optionalDateField,
}

/** A person to be registered, with what art. 16 asks. */
export const newVoterForm = z.object({
  name: nameField,
  identityNumber: identityNumberField,
  ...otherFields,
  registrationClass: registrationClassField,
  declaredTakingPart: tickField,
  hasPoliticalRights: tickField,
  residingSince: registrationFields.residingSince.default(null),
  workingSince: registrationFields.workingSince.default(null),
  declaredOn: registrationFields.declaredOn.default(null),
  declarationWay: declarationWayField.default('inPerson'),
  undertakenOn: registrationFields.undertakenOn.default(null),
  appliedInPerson: tickField,
  confirmedByElectionCommittee: tickField,
})

export type NewVoterForm = z.output<typeof newVoterForm>

/** A correction of somebody on the roll; of the registration, what a form leaves out stays as it is. */
export const changedVoterForm = z.object({
  name: nameField,
  identityNumber: newIdentityNumberField,
  ...otherFields,
  ...z.object({ registrationClass: registrationClassField, ...registrationFields }).partial().shape,
  appliedInPerson: tickField,
  confirmedByElectionCommittee: tickField,
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
  registeredAddress: '',
  nationality: '',
  politicalStatus: '',
  education: '',
  telephone: '',
  registrationClass: 'household',
  declaredTakingPart: '',
  hasPoliticalRights: '',
  residingSince: '',
  workingSince: '',
  declaredOn: '',
  declarationWay: 'inPerson',
  undertakenOn: '',
  appliedInPerson: '',
  confirmedByElectionCommittee: '',
  isElector: '',
  reason: '',
  note: '',
  document: '',
}
