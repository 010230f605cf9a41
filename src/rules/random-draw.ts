import type { Finding } from './finding.js'

/** Something that can be drawn; only those of one stratum are drawn from together. */
export interface DrawItem {
  readonly stratum: string
}

/** SHA-256 of a text as 64 hexadecimal digits; handed in, because a rule computes nothing that the world could do otherwise. */
export type Sha256 = (text: string) => string

/**
 * Draws without putting back, so that anybody can repeat it by hand: the n-th number is SHA-256 of `seed,n` read as one
 * whole number. Numbers at the top that do not divide evenly among those that are left are passed over, so that each
 * is as likely as the others (no modulo bias); the remainder says which of those left, in the order of the list, is drawn.
 * By stratum the text is `seed,stratum,n`, n from 1 in each, and so many are drawn from each or all there are.
 * Answers places in the list, from 1, as they were drawn.
 */
export function drawPlaces(
  items: readonly DrawItem[],
  sample: number,
  { seed, byStratum }: { readonly seed: string; readonly byStratum: boolean },
  sha256: Sha256,
): number[] {
  const places = items.map((_item, index) => index + 1)
  if (!byStratum) return drawFrom(places, sample, seed, sha256)
  const strata = [...new Set(items.map(({ stratum }) => stratum))]
  return strata.flatMap((stratum) => {
    const own = places.filter((place) => items[place - 1]?.stratum === stratum)
    return drawFrom(own, sample, `${seed},${stratum}`, sha256)
  })
}

/** As many numbers as a SHA-256 can be. */
const numbers = 2n ** 256n

function drawFrom(places: readonly number[], sample: number, seed: string, sha256: Sha256): number[] {
  const left = [...places]
  const drawn: number[] = []
  for (let counter = 1; drawn.length < sample && left.length > 0; counter += 1) {
    const size = BigInt(left.length)
    const number = BigInt(`0x${sha256(`${seed},${counter}`)}`)
    if (number >= numbers - (numbers % size)) continue
    drawn.push(...left.splice(Number(number % size), 1))
  }
  return drawn
}

export const inspectionSubjects = ['community', 'station', 'sheet'] as const

export type InspectionSubject = (typeof inspectionSubjects)[number]

export const inspectionSubjectText: Readonly<Record<InspectionSubject, string>> = {
  community: '社区（核对全部凭据）',
  station: '投票站、流动票箱（核对账目和领票名册）',
  sheet: '计票单和票捆（核对纸质选票）',
}

export const inspectionOutcomes = ['agrees', 'differs'] as const

export type InspectionOutcome = (typeof inspectionOutcomes)[number]

export const inspectionOutcomeText: Readonly<Record<InspectionOutcome, string>> = { agrees: '相符', differs: '不符' }

/** A list is drawn from only if there is something on it, and no more than there is. */
export function checkSample(items: readonly DrawItem[], sample: number, byStratum: boolean): Finding[] {
  const error = (code: string, message: string): Finding[] => [{ code, severity: 'error', fields: ['sample'], message }]
  if (items.length === 0) return error('nothing-to-draw', '还没有可以抽查的：要有已举行的选举')
  const sizes = [...new Set(items.map(({ stratum }) => stratum))].map(
    (stratum) => items.filter((item) => item.stratum === stratum).length,
  )
  const most = byStratum ? Math.max(...sizes) : items.length
  if (sample <= most) return []
  return error('sample-too-large', `抽查数不能多于${byStratum ? '各街道（镇）里最多的' : '名单上的'}${most}个`)
}
