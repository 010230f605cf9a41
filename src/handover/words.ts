import type { Sex } from '../rules/post.js'

export const sexText: Readonly<Record<Sex, string>> = { male: '男', female: '女' }

/** The entries of a table of words as the options of a choice. */
export function optionsOf(texts: Readonly<Record<string, string>>) {
  return Object.entries(texts).map(([value, text]) => ({ value, text, note: '' }))
}

/** What was typed into the named fields, for showing the form again; a missing one is blank. */
export function typedValues<F extends string>(body: unknown, fields: readonly F[]): Record<F, string> {
  const typed = (body ?? {}) as Readonly<Record<string, unknown>>
  return Object.fromEntries(fields.map((field) => [field, textOf(typed[field])])) as Record<F, string>
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
}
