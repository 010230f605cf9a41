import type { ZodType } from 'zod'
import { type Result, ok, refused } from '../../lib/result.js'
import type { Trx } from '../db/database.js'
import { preparedQuery } from '../db/prepared-query.js'

/** One thing wrong with a form: which field, and what to do, in Chinese. */
export interface FieldError {
  readonly field: string
  readonly message: string
}

/** What is wrong with a form, in the order of its fields; templates look messages up by field. */
export interface FormErrors {
  readonly list: readonly FieldError[]
  readonly byField: Readonly<Record<string, string>>
}

export function formErrors(list: readonly FieldError[]): FormErrors {
  const byField: Record<string, string> = {}
  for (const { field, message } of list) byField[field] ??= message
  return { list, byField }
}

/** The findings of a rule as form errors, each beside its first field. */
export function errorsFromFindings(
  findings: readonly { readonly fields: readonly string[]; readonly message: string; readonly article?: string }[],
): FormErrors {
  return formErrors(
    findings.map(({ fields, message, article }) => ({
      field: fields[0] ?? '',
      message: article ? `${message}（${article}）` : message,
    })),
  )
}

/** A list that a form spreads over rows of fields of their own: `posts.0.seats` was typed as `post-3-seats`. */
export interface RowFields {
  readonly list: string
  readonly row: string
  /** The numbers of the rows that were not left blank, in the order of the list. */
  readonly numbers: readonly number[]
  /** Fields that are called otherwise on the page. */
  readonly names?: Readonly<Record<string, string>>
}

/** Moves the errors of a list's items beside the fields of the rows they were typed in. */
export function errorsBesideRows(errors: FormErrors, { list, row, numbers, names = {} }: RowFields): FormErrors {
  return formErrors(
    errors.list.map(({ field, message }) => {
      const [head, index, name = ''] = field.split('.')
      const number = numbers[Number(index)]
      if (head !== list || number === undefined) return { field, message }
      return { field: `${row}-${number}-${names[name] ?? name}`, message: `第 ${number} 行：${message}` }
    }),
  )
}

/** What is wrong with a row, for showing in it. */
export function rowError(errors: FormErrors | undefined, row: string): string {
  const own = (errors?.list ?? []).filter(({ field }) => field.startsWith(`${row}-`))
  return own.map(({ message }) => message).join('；')
}

/** Reads a posted form: the checked values, or the errors beside their fields. */
export function readForm<T>(schema: ZodType<T>, body: unknown): Result<T, FormErrors> {
  const parsed = schema.safeParse(body ?? {})
  if (parsed.success) return ok(parsed.data)
  return refused(
    formErrors(parsed.error.issues.map((issue) => ({ field: issue.path.join('.'), message: issue.message }))),
  )
}

/**
 * Takes the one-time number that every rendered form carries. False: this very form was carried out before
 * (a double click, a reload), and nothing is to be done again. A form without a number is always taken.
 */
export async function claimForm(trx: Trx, body: unknown, now: string): Promise<boolean> {
  const formId = (body as { formId?: unknown } | null)?.formId
  if (typeof formId !== 'string' || formId.length !== 36) return true
  const [claimed] = await formClaimed(trx, { formId, now })
  return claimed !== undefined
}

const formClaimed = preparedQuery((trx, { formId, now }: { formId: string; now: string }) =>
  trx
    .insertInto('submittedForm')
    .values({ formId, claimedAt: now })
    .onConflict((conflict) => conflict.column('formId').doNothing())
    .returning('formId'),
)
