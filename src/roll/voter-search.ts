import { soughtName } from '../lib/variant-characters.js'
import type { Sealer } from '../infra/security/sealing.js'

/** What somebody who types into the search field of voters means by it. */
export type VoterSearch =
  | { readonly by: 'everyone' }
  | { readonly by: 'number'; readonly voterNumber: number | null; readonly tailHash: string | null }
  | { readonly by: 'identityNumber'; readonly identityHash: string; readonly tailHash: string }
  /** Han: a name or part of one; two characters and more may be part of an address as well. */
  | { readonly by: 'name'; readonly text: string; readonly address: string | null }
  | { readonly by: 'pinyin'; readonly text: string }
  | { readonly by: 'address'; readonly text: string }
  | { readonly by: 'nothing' }

/** The keyed hash of the last four characters of an identity number; it equals that of no whole number. */
export function tailHashOf(identityNumber: string, sealer: Pick<Sealer, 'fingerprint'>): string {
  return sealer.fingerprint(`tail ${identityNumber.slice(-4)}`)
}

/**
 * Reads a search: digits are a voter number or the last four of the identity number, eighteen characters an
 * identity card, Latin letters pinyin or initials (ü typed as v or u) or a name so written, Han a name, part of one,
 * or part of an address; Han or dashes with digits are an address.
 */
export function readVoterSearch(typed: string, sealer: Pick<Sealer, 'fingerprint'>): VoterSearch {
  const bare = typed.replace(/[\s\u3000]+/g, '')
  if (bare === '') return { by: 'everyone' }
  const plain = bare.normalize('NFKC')
  if (/^\d{17}[\dXx]$/.test(plain)) {
    const number = plain.toUpperCase()
    return { by: 'identityNumber', identityHash: sealer.fingerprint(number), tailHash: tailHashOf(number, sealer) }
  }
  if (/^\d{3}[\dXx]$/.test(plain)) {
    const voterNumber = /^\d+$/.test(plain) ? Number(plain) : null
    return { by: 'number', voterNumber, tailHash: tailHashOf(plain.toUpperCase(), sealer) }
  }
  if (/^\d{1,7}$/.test(plain)) return { by: 'number', voterNumber: Number(plain), tailHash: null }
  // Signs that mean "anything" to the database are no part of a name or an address.
  return readText(plain.replace(/[%_\\]/g, ''))
}

function readText(plain: string): VoterSearch {
  const text = soughtName(plain)
  if (text === '') return { by: 'nothing' }
  if (/^\p{Script=Latin}+$/u.test(text)) return { by: 'pinyin', text: text.replaceAll('ü', 'v') }
  if (/\d/.test(plain)) return { by: 'address', text: plain }
  return { by: 'name', text, address: [...plain].length > 1 ? plain : null }
}
