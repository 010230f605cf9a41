import type { PlainDate } from '../lib/plain-date.js'
import { parsePlainDate } from '../lib/plain-date.js'

/** What somebody who types into the search field of voters means by it. */
export type VoterSearch =
  | { readonly by: 'everyone' }
  | { readonly by: 'number'; readonly voterNumber: number | null; readonly tail: string | null }
  | { readonly by: 'identityNumber'; readonly birthDate: PlainDate; readonly tail: string }
  | { readonly by: 'name'; readonly text: string }
  | { readonly by: 'pinyin'; readonly text: string }
  | { readonly by: 'nothing' }

/**
 * Reads a search: digits are a voter number or the last four of the identity number, eighteen characters an
 * identity card, Han a name or part of one, Latin letters pinyin or initials (ü typed as v or u).
 */
export function readVoterSearch(typed: string): VoterSearch {
  const bare = typed.replace(/[\s\u3000]+/g, '')
  if (bare === '') return { by: 'everyone' }
  const plain = bare.normalize('NFKC')
  if (/^\d{17}[\dXx]$/.test(plain)) return readCard(plain.toUpperCase())
  if (/^\d{3}[\dXx]$/.test(plain)) {
    return { by: 'number', voterNumber: /^\d+$/.test(plain) ? Number(plain) : null, tail: plain.toUpperCase() }
  }
  if (/^\d{1,6}$/.test(plain)) return { by: 'number', voterNumber: Number(plain), tail: null }
  const pinyin = plain
    .toLowerCase()
    .replace(/ü/g, 'v')
    .replace(/['’·-]/g, '')
  if (/^[a-z]+$/.test(pinyin)) return { by: 'pinyin', text: pinyin }
  // Signs that mean "anything" to the database are no part of a name.
  const name = bare.replace(/[%_\\]/g, '').replace(/[•・．‧･]/gu, '·')
  return name === '' ? { by: 'nothing' } : { by: 'name', text: name }
}

function readCard(number: string): VoterSearch {
  const birthDate = parsePlainDate(`${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`)
  return birthDate ? { by: 'identityNumber', birthDate, tail: number.slice(-4) } : { by: 'nothing' }
}
