import { type Result, ok, refused } from '../lib/result.js'
import { type FigureName, type Figures, figures, figureText } from '../rules/figures.js'
import type { NumberPart } from '../rules/figures/figure.js'
import { checkSettingValue } from '../rules/setting-value.js'
import { countField } from '../infra/http/fields.js'
import { type FieldError, type FormErrors, formErrors } from '../infra/http/forms.js'

type Typed = Readonly<Record<string, unknown>>

/** A value as typed into the form of its figure, checked for sense; the law has its say later. */
export function readFigureValue<K extends FigureName>(figure: K, typed: Typed): Result<Figures[K], FormErrors> {
  const read = readByKind(figure, typed)
  if (!read.ok) return refused(formErrors(read.error))
  const wrong = checkSettingValue(figure, read.value)
  if (wrong.length > 0)
    return refused(formErrors(wrong.map(({ message }) => ({ field: 'value', message: withoutKey(message) }))))
  return ok(read.value as Figures[K])
}

/** A finding names a figure by its key too, for those who write files; on a page that is only noise. */
export function withoutKey(message: string): string {
  return message.replace(/（[A-Za-z]+）/, '')
}

function readByKind(figure: FigureName, typed: Typed): Result<unknown, FieldError[]> {
  const { input } = figures[figure]
  switch (input.kind) {
    case 'number':
      return readNumber('value', typed)
    case 'choice':
      return readChoice(input.options, typed['value'])
    case 'choices':
      // In the order of the options, however they were ticked: the same choice is then the same value.
      return ok(Object.keys(input.options).filter((key) => [typed['value'] ?? []].flat().includes(key)))
    case 'numbers':
      return readParts(input.parts, typed)
    case 'fixed':
      return refused([{ field: 'value', message: '这一项由法律规定，不能填写' }])
  }
}

function readNumber(field: string, typed: Typed): Result<number, FieldError[]> {
  const parsed = countField.safeParse(typed[field])
  if (parsed.success) return ok(parsed.data)
  return refused([{ field, message: parsed.error.issues[0]?.message ?? '请填写整数' }])
}

function readChoice(options: Readonly<Record<string, string>>, value: unknown): Result<unknown, FieldError[]> {
  if (typeof value !== 'string' || !Object.hasOwn(options, value)) {
    return refused([{ field: 'value', message: '请选择一项' }])
  }
  return ok(Object.hasOwn(options, 'true') ? value === 'true' : value)
}

function readParts(parts: readonly NumberPart[], typed: Typed): Result<unknown, FieldError[]> {
  const read = parts.map(({ key }) => [key, readNumber(`value-${key}`, typed)] as const)
  const errors = read.flatMap(([, number]) => (number.ok ? [] : number.error))
  if (errors.length > 0) return refused(errors)
  return ok(Object.fromEntries(read.flatMap(([key, number]) => (number.ok ? [[key, number.value]] : []))))
}

/** The fields of a figure as the form shows them: what was typed, or the value as it stands. */
export function figureFields<K extends FigureName>(figure: K, value: Figures[K], typed?: Typed) {
  const { input } = figures[figure]
  const chosen = typed ? [typed['value'] ?? []].flat().map(String) : [value].flat().map(String)
  const options = 'options' in input ? Object.entries(input.options) : []
  const parts = 'parts' in input ? input.parts : []
  const own = value as unknown as Readonly<Record<string, number>>
  return {
    isNumber: input.kind === 'number',
    isChoice: input.kind === 'choice',
    isChoices: input.kind === 'choices',
    isNumbers: input.kind === 'numbers',
    number: chosen[0] ?? '',
    chosen: chosen[0] ?? '',
    options: options.map(([key, text]) => ({ value: key, text, isChosen: chosen.includes(key) })),
    parts: parts.map(({ key, label }) => ({
      name: `value-${key}`,
      label,
      value: typed ? (typed[`value-${key}`] ?? '') : own[key],
    })),
    hint: `现为：${figureText(figure, value)}`,
  }
}

/** The hidden fields that carry what was typed from the form to its confirmation; a list as several of one name. */
export function hiddenFields(figure: FigureName, typed: Typed): { name: string; value: string }[] {
  const { input } = figures[figure]
  const values = 'parts' in input ? input.parts.map(({ key }) => `value-${key}`) : ['value']
  const names = [...values, 'reason', 'documentName', 'documentDate', 'documentNumber', 'restore']
  return names.flatMap((name) =>
    [typed[name]].flat().flatMap((value) => (typeof value === 'string' ? [{ name, value }] : [])),
  )
}
