/**
 * Which way a figure becomes stricter. `same`: it cannot, because moving it either way takes somebody's
 * right (a longer wait for the vote, more signatures for a nomination, a higher bar for the elected).
 * `subset`: a list becomes stricter by leaving something out.
 */
export type Stricter = 'more' | 'fewer' | 'narrower' | 'subset' | 'same'

/** One number of a figure that has several, with the label of its field. */
export interface NumberPart {
  readonly key: string
  readonly label: string
}

/** How a person types a value: a whole number, one of several words, several words, or named whole numbers. */
export type FigureInput =
  | { readonly kind: 'number' }
  | { readonly kind: 'choice'; readonly options: Readonly<Record<string, string>> }
  | { readonly kind: 'choices'; readonly options: Readonly<Record<string, string>> }
  | { readonly kind: 'numbers'; readonly parts: readonly NumberPart[] }
  /** Shares that a statute sets for each form; nobody but a statute may set them otherwise. */
  | { readonly kind: 'fixed' }

/** A figure that the law, a province or a community's own procedure sets: its name, its words, its strict side. */
export interface Figure<T> {
  /** What it is called on screen and on paper. */
  readonly title: string
  /** The value in Chinese words, with its unit: 选举日20日前, 过半数, 5至9人. */
  readonly text: (value: T) => string
  readonly stricter: Stricter
  readonly input: FigureInput
}

/** A whole number with its unit. */
export function number(title: string, text: (value: number) => string, stricter: Stricter = 'same'): Figure<number> {
  return { title, text, stricter, input: { kind: 'number' } }
}

/** Yes or no, each in its own words. */
export function flag(title: string, yes: string, no: string): Figure<boolean> {
  const options = { true: yes, false: no }
  return { title, text: (value) => (value ? yes : no), stricter: 'same', input: { kind: 'choice', options } }
}

/** One of several treatments. */
export function choice<T extends string>(title: string, options: Readonly<Record<T, string>>): Figure<T> {
  return { title, text: (value) => options[value], stricter: 'same', input: { kind: 'choice', options } }
}

/** Some of several things, in the order given. */
export function choices<T extends string>(
  title: string,
  options: Readonly<Record<T, string>>,
  stricter: Stricter = 'same',
): Figure<readonly T[]> {
  const text = (values: readonly T[]) => (values.length > 0 ? values.map((value) => options[value]).join('、') : '无')
  return { title, text, stricter, input: { kind: 'choices', options } }
}

/** A figure of several whole numbers, each with a label. */
export function numbers<T extends { readonly [K in keyof T]: number }>(
  title: string,
  labels: Readonly<Record<keyof T & string, string>>,
  text: (value: T) => string,
  stricter: Stricter = 'same',
): Figure<T> {
  const parts = Object.entries<string>(labels).map(([key, label]) => ({ key, label }))
  return { title, text, stricter, input: { kind: 'numbers', parts } }
}

/** A share or a table of shares that only a statute sets. */
export function fixed<T>(title: string, text: (value: T) => string): Figure<T> {
  return { title, text, stricter: 'same', input: { kind: 'fixed' } }
}
