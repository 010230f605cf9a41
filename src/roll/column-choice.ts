import { z } from 'zod'
import { ok, type Result, refused } from '../lib/result.js'
import { versionField } from '../infra/http/fields.js'
import { type FieldError, type FormErrors, formErrors } from '../infra/http/forms.js'
import { columnTitle } from './finding-titles.js'
import type { HeaderMeanings, RegisterField } from './register/checked-register.js'
import { fieldOfHeader, headerKey } from './register/header-words.js'

export const versionedForm = z.object({ version: versionField })

/** The fields that a person is asked about; age and row numbers are looked at by themselves. */
export const columnGroups: readonly { readonly title: string; readonly fields: readonly RegisterField[] }[] = [
  { title: '必须有的', fields: ['name', 'identityNumber'] },
  {
    title: '编组、分户和住址',
    fields: [
      'residentsGroup',
      'householdNumber',
      'householder',
      'relation',
      'address',
      'registeredAddress',
      'building',
      'unit',
      'room',
    ],
  },
  {
    title: '本人情况',
    fields: ['sex', 'birth', 'nationality', 'phone', 'residence', 'politicalStatus', 'education'],
  },
  { title: '要查对的记载', fields: ['remark', 'status', 'death', 'departure'] },
]

const askedFields = columnGroups.flatMap(({ fields }) => fields)

/** What the field of a column is called in the form. */
export const fieldName = (field: RegisterField) => `field-${field}`

/** What a header means: as it was told by hand, else by itself. */
export function columnChoice(header: string, remembered: HeaderMeanings): RegisterField | '' | undefined {
  return remembered.get(headerKey(header)) ?? fieldOfHeader(header)
}

/** What was chosen: what is to be remembered, and all of it in words for the record. */
export interface ColumnChoice {
  readonly meanings: HeaderMeanings
  readonly inWords: Readonly<Record<string, string>>
}

/**
 * Reads the choice of columns. Remembered is only what a header does not say by itself: those that mean something
 * else, and those that shall not be taken although they say something. Refused without name or number, and when one
 * column was chosen twice.
 */
export function meaningsOf(headers: readonly string[], body: unknown): Result<ColumnChoice, FormErrors> {
  const typed = (body ?? {}) as Readonly<Record<string, unknown>>
  const fieldOf = new Map<string, RegisterField>()
  const errors: FieldError[] = []
  for (const field of askedFields) {
    const header = headers.find((one) => one === typed[fieldName(field)])
    const isNeeded = field === 'name' || field === 'identityNumber'
    const other = header === undefined ? undefined : fieldOf.get(header)
    if (other !== undefined) {
      errors.push({
        field: fieldName(field),
        message: `“${header}”这一列已经用作${columnTitle[other]}，不能再用作${columnTitle[field]}`,
      })
    } else if (header !== undefined) fieldOf.set(header, field)
    else if (isNeeded) errors.push({ field: fieldName(field), message: `请选择哪一列是${columnTitle[field]}` })
  }
  if (errors.length > 0) return refused(formErrors(errors))
  const meanings = new Map<string, RegisterField | ''>()
  for (const header of headers) {
    const own = fieldOfHeader(header)
    const chosen = fieldOf.get(header) ?? ''
    if (chosen === (own ?? '')) continue
    // A column that is not asked about (age, row numbers) stays what it is.
    if (chosen !== '' || (own !== undefined && askedFields.includes(own))) meanings.set(headerKey(header), chosen)
  }
  const inWords = Object.fromEntries([...fieldOf].map(([header, field]) => [columnTitle[field], header]))
  return ok({ meanings, inWords })
}
