/** How a character stands in a line (GB/T 15834-2011, 5.1). */
export type CharacterKind = 'han' | 'open' | 'close' | 'dot' | 'link' | 'rule' | 'latin' | 'space' | 'wideSpace'

const openMarks = new Set('“‘（〔【《〈「『［｛')
const closeMarks = new Set('，。、；：？！”’）〕】》〉」』］｝％‰℃')
const dots = new Set('·•')
const links = new Set('～—－–')
const invisible = /[\u200b-\u200d\u2060\ufeff\u00ad]/u
const variationSelector = /[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}]/u

/** 破折号 and 省略号 take two cells and are never divided. */
const rules = new Set(['——', '……'])

export function kindOf(cluster: string): CharacterKind {
  if (cluster === ' ' || cluster === '\u00a0') return 'space'
  if (cluster === '\u3000') return 'wideSpace'
  if (rules.has(cluster) || cluster === '…') return 'rule'
  if (openMarks.has(cluster)) return 'open'
  if (closeMarks.has(cluster)) return 'close'
  if (dots.has(cluster)) return 'dot'
  if (links.has(cluster)) return 'link'
  return isLatin(cluster.codePointAt(0) ?? 0) ? 'latin' : 'han'
}

function isLatin(codePoint: number): boolean {
  if (codePoint < 0x7f) return codePoint > 0x20
  return codePoint >= 0xc0 && codePoint < 0x250 && codePoint !== 0xd7 && codePoint !== 0xf7
}

/** Cells of the grid that a character fills; 0 for one that takes the width of its own letter form. */
export function cellsOf(kind: CharacterKind, cluster: string): 0 | 0.5 | 1 | 2 {
  if (kind === 'latin' || kind === 'space') return 0
  if (kind === 'dot') return 0.5
  return rules.has(cluster) ? 2 : 1
}

/**
 * What is set as one: a character with its variation selector, or a two-cell mark. Joiners and other invisible
 * characters are left out; control characters are kept, so that no font is found for them and they are reported.
 */
export function clusters(text: string): string[] {
  const found: string[] = []
  for (const character of text) {
    if (invisible.test(character)) continue
    const last = found.at(-1)
    if (last !== undefined && (variationSelector.test(character) || rules.has(last + character))) {
      found[found.length - 1] = last + character
    } else {
      found.push(character)
    }
  }
  return found
}

/** Digits and Latin letters typed full-width become half-width: one digit a cell looks wrong (GB/T 15835). */
export function withHalfWidthLetters(text: string): string {
  return text.replace(/[０-９Ａ-Ｚａ-ｚ]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
}

/** Private-use code points mean another character in every font: a glyph for one is no proof of the right name. */
export function isPrivateUse(cluster: string): boolean {
  return /^\p{Co}/u.test(cluster)
}
