import { z } from 'zod'
import { type PartialDate, partialDate } from '../../lib/partial-date.js'
import { type PlainDate, plainDate } from '../../lib/plain-date.js'

// What no message of ours covers (a field that a browser of ours cannot leave out) is at least said in Chinese.
z.config(z.locales.zhCN())

/** Full-width digits, letters and signs as people type them, folded to half width; blanks around dropped. */
export function halfWidth(text: string): string {
  return text.normalize('NFKC').trim()
}

const typed = z.string('请填写').transform(halfWidth)

/** A count as written on paper: digits only. A blank is not nought, and z.coerce would make it so. */
export const countField = typed.pipe(z.string().regex(/^\d{1,6}$/, '请填写整数；没有请填 0')).transform(Number)

/** A whole number of at least one. */
export const positiveField = countField.refine((n) => n > 0, '请填写大于 0 的整数')

/** The key of a row chosen from a list. */
export const idField = typed.pipe(z.string().regex(/^\d{1,9}$/, '请选择')).transform(Number)

/** The version of what a form changes, so that a stale form is noticed. */
export const versionField = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number)

/** A day: `2027-05-20`, `2027/5/20`, `2027.5.20`, `20270520` or `2027年5月20日`. */
export const dateField = typed.transform(readDay)

/** The same where a blank means none. */
export const optionalDateField = typed.transform((text, context) => (text === '' ? null : readDay(text, context)))

function readDay(text: string, context: z.RefinementCtx): PlainDate {
  const match = /^(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))$/.exec(text)
  const day = match && plainDate(Number(match[1]), Number(match[2] ?? match[4]), Number(match[3] ?? match[5]))
  if (day) return day
  context.addIssue({ code: 'custom', message: text === '' ? '请填写日期' : '请按 2027-05-20 的样子填写日期' })
  return z.NEVER
}

/** A day as far as it is known, `2021-03-15`, `2021年3月` or `2021`; a blank means that nothing is known. */
export const optionalPartialDateField = typed.transform((text, context): PartialDate | null => {
  if (text === '') return null
  const match = /^(\d{4})(?:[-/.年](?:(\d{1,2})(?:[-/.月](?:(\d{1,2})日?)?)?)?)?$/.exec(text)
  const [year = 0, month, day] = (match ?? []).slice(1).map((part) => (part ? Number(part) : undefined))
  const date = partialDate(year, month, day)
  if (date) return date
  context.addIssue({ code: 'custom', message: '请按 2021-03-15、2021-03 或 2021 的样子填写' })
  return z.NEVER
})

/** An hour and minute: `8:00`, `08:00`, `８：００`. */
export const timeField = typed.transform((text, context): string => {
  const match = /^(\d{1,2}):(\d{2})$/.exec(text)
  if (match && Number(match[1]) < 24 && Number(match[2]) < 60) return `${match[1]?.padStart(2, '0')}:${match[2]}`
  context.addIssue({ code: 'custom', message: '请按 08:00 的样子填写时间' })
  return z.NEVER
})

/** Text of a line or more that must not be blank. */
export function textField(maximum: number, message = '请填写') {
  return z
    .string(message)
    .trim()
    .min(1, message)
    .refine((text) => [...text].length <= maximum, `最多 ${maximum} 个字`)
}

/** Text that may be blank. */
export function optionalTextField(maximum: number) {
  return z
    .string()
    .trim()
    .default('')
    .refine((text) => [...text].length <= maximum, `最多 ${maximum} 个字`)
}

/** A person's name: blanks inside a Han name dropped, the middle dot of minority names made one kind. */
export const nameField = z
  .string('请填写姓名')
  .transform((text) =>
    text
      .trim()
      .replace(/[•・．‧･]/gu, '·')
      .replace(/(?<=\p{Script=Han})[\s\u3000]+(?=\p{Script=Han})/gu, ''),
  )
  .pipe(
    z
      .string()
      .min(1, '请填写姓名')
      .regex(/^[\p{Script=Han}〇·\p{Script=Latin} ]*$/u, '姓名里有不能识别的字符')
      .refine((name) => [...name].length <= 40, '姓名太长'),
  )

export const sexField = z.enum(['male', 'female'], '请选择性别')

/** A box that is ticked or not: browsers leave an unticked one out. */
export const tickField = z
  .string()
  .optional()
  .transform((value) => value === 'yes')

/** Reads a page number from an address; anything else is the first page. */
export function pageNumber(text: unknown): number {
  return typeof text === 'string' && /^[1-9]\d{0,5}$/.test(text) ? Number(text) : 1
}

/** A word of an address's query; one that is missing, or comes twice, is blank. */
export function queryText(query: unknown, name: string): string {
  const value = (query as Readonly<Record<string, unknown>> | null)?.[name]
  return typeof value === 'string' ? value.trim() : ''
}
