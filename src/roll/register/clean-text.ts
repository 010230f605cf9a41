/** Spaces of every width, and marks that take no room and hide in copied text. */
const spaces = /[\s\u00a0\u00ad\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u2066-\u2069\u3000\ufeff]+/g

export function withoutSpaces(text: string): string {
  return text.replace(spaces, '')
}

/** Ends trimmed, inner runs of spaces one space. */
export function singleSpaced(text: string): string {
  return text.replace(spaces, ' ').trim()
}

/** For numbers, dates and telephones: half-width, no spaces, no apostrophe or `="…"` of a spreadsheet. */
export function plainCharacters(text: string): string {
  const bare = withoutSpaces(text.normalize('NFKC'))
  const formula = /^="?(.*?)"?$/.exec(bare)
  return (formula?.[1] ?? bare).replace(/^['‘’`]+|['’"]+$/g, '')
}

/** Text kept as it stands but for its spaces; null when nothing is left. */
export function textOrNull(text: string | undefined): string | null {
  const single = text === undefined ? '' : singleSpaced(text)
  return single === '' ? null : single
}

const numerals = '零一二三四五六七八九'

/** 1 to 99 written in Chinese: 三, 十, 十二, 二十, 三十五; 〇 and 两 included. Undefined for anything else. */
export function readChineseNumber(text: string): number | undefined {
  const match = /^([一二两三四五六七八九])?(十)?([一二三四五六七八九])?$/.exec(text.replace('〇', '零'))
  if (!match || text === '') return undefined
  const [, first, ten, last] = match
  const digit = (character: string | undefined) => numerals.indexOf((character ?? '').replace('两', '二'))
  if (ten === undefined) return first !== undefined && last === undefined ? digit(first) : undefined
  return (first === undefined ? 1 : digit(first)) * 10 + (last === undefined ? 0 : digit(last))
}
