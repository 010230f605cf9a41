/** A span of completed years of age; without `to` it has no end. Bands of a list follow each other without gaps. */
export interface AgeBand {
  readonly key: string
  readonly title: string
  readonly to?: number
}

/** The bands of the ministry's card on those elected (forms.md A5.1, card 5). Which bands a report wants is data. */
export const ministryAgeBands: readonly AgeBand[] = [
  { key: 'to30', title: '30岁及以下', to: 30 },
  { key: 'to60', title: '31至60岁', to: 60 },
  { key: 'over60', title: '61岁及以上' },
]

/** The bands of the city's own table (forms.md A5.2). */
export const cityAgeBands: readonly AgeBand[] = [
  { key: 'to35', title: '35岁及以下', to: 35 },
  { key: 'to45', title: '36至45岁', to: 45 },
  { key: 'to59', title: '46至59岁', to: 59 },
  { key: 'from60', title: '60岁及以上' },
]

/** The band that an age in completed years falls into. */
export function ageBandOf(age: number, bands: readonly AgeBand[]): string | undefined {
  return bands.find(({ to }) => to === undefined || age <= to)?.key
}

/** Levels of education as the city's table counts them. */
export const educationText = {
  graduate: '研究生',
  bachelor: '本科',
  college: '大专',
  secondary: '高中、中专',
  lower: '初中及以下',
} as const

export type EducationLevel = keyof typeof educationText

const levels: readonly (readonly [EducationLevel, RegExp])[] = [
  ['graduate', /研究生|硕士|博士/],
  ['bachelor', /本科|学士/],
  ['college', /大专|专科|高职/],
  ['secondary', /高中|中专|中等|中技|技校|职高/],
  ['lower', /初中|小学|文盲|半文盲/],
]

/** The level that a register's words name; undefined when they name none, and then nobody guesses. */
export function educationLevel(words: string): EducationLevel | undefined {
  return levels.find(([, pattern]) => pattern.test(words))?.[0]
}

/** 大专及以上. */
export function hasCollege(words: string): boolean {
  const level = educationLevel(words)
  return level === 'graduate' || level === 'bachelor' || level === 'college'
}

/** Of a national minority; of somebody whose nationality nobody wrote down it is not known and not counted. */
export function isMinority(nationality: string): boolean {
  return nationality !== '' && nationality !== '汉' && nationality !== '汉族'
}

/** An average in tenths, rounded half up, in whole numbers; undefined where there is nobody to be averaged. */
export function averageInTenths(sum: number, count: number): number | undefined {
  return count === 0 ? undefined : Math.floor((sum * 20 + count) / (count * 2))
}

/** 47.3 */
export function tenthsText(tenths: number): string {
  return `${Math.floor(tenths / 10)}.${tenths % 10}`
}
