import { singleSpaced, withoutSpaces } from './clean-text.js'

/** A name as it goes on the roll, what stood beside it, and whether it holds characters no name has. */
export interface CleanName {
  readonly name: string | null
  /** A note split off: 女, 户主, 2. */
  readonly note: string | null
  readonly isOdd: boolean
}

/** Characters written for the dot in names of other nationalities; NFKC does not unify them. */
const dots = /[•・．‧･∙⋅•●]|(?<=\p{Script=Han})\.(?=\p{Script=Han})/gu

/**
 * Han characters of every plane, with the zero 〇 and variation selectors, and the dot. Radicals, private-use
 * characters, □, 〓, ? and * are what a conversion leaves of a character it does not know.
 */
const wholeName =
  /^[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe00-\ufe0f·\u{20000}-\u{3fffd}\u{e0100}-\u{e01ef}]+$/u

/** Longest name in use among the nationalities, with room. */
const longest = 30

/** （左火右华）: a character described because it could not be typed. */
const description = /[左右上下内外].{1,3}[左右上下内外]/u

/**
 * Cleans a name: spaces inside Han names go (王　伟), dots become ·, a note in brackets or a number behind the name
 * is split off. Characters themselves are never touched: no normalisation, which would change rare ones.
 */
export function cleanName(text: string | undefined): CleanName {
  if (text === undefined) return { name: null, note: null, isOdd: false }
  const hasHan = /\p{Script=Han}/u.test(text)
  const spaced = hasHan ? withoutSpaces(text) : singleSpaced(text)
  const { bare, note } = splitNote(spaced.replace(/^['‘]/, ''))
  const name = bare.replace(dots, '·')
  if (name === '') return { name: null, note, isOdd: false }
  const isOdd = !wholeName.test(name) || name.length > longest || /^·|·$|··/.test(name) || description.test(note ?? '')
  return { name, note, isOdd }
}

/** Longest text in which a note is looked for: the search takes the square of the length. */
const longestWithNote = 200

function splitNote(text: string): { bare: string; note: string | null } {
  if (text.length > longestWithNote) return { bare: text, note: null }
  const match = /^(.*?)(?:[（(〔【[]([^）)〕】\]]*)[）)〕】\]]?|([0-9０-９]+))$/u.exec(text)
  if (!match) return { bare: text, note: null }
  const note = match[2] ?? match[3] ?? ''
  return { bare: match[1] ?? '', note: note === '' ? null : note }
}
