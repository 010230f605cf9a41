import { type IdentityNumber, type IdentityNumberFault, readIdentityNumber } from '../../lib/identity-number.js'
import type { Cell } from './cell.js'
import { plainCharacters } from './clean-text.js'

/** What an identity cell gives: a number, nothing, a number a spreadsheet has spoilt, or no number at all. */
export type ReadIdentity =
  | { readonly kind: 'number'; readonly value: IdentityNumber }
  | { readonly kind: 'missing' }
  | { readonly kind: 'damaged' }
  | { readonly kind: 'wrong'; readonly fault: IdentityNumberFault; readonly length: number }

/**
 * Reads an identity number as offices type it: full-width, spaced, with a small x, behind a tab or an apostrophe.
 * A spreadsheet keeps 15 digits of a number: a cell that is a number, `3.30283E+17`, or 18 digits that end in 000
 * and fail their check are damaged, and the lost digits are never guessed.
 */
export function readIdentity(cell: Cell | undefined): ReadIdentity {
  if (cell === undefined) return { kind: 'missing' }
  const text = plainCharacters(cell.text)
    .toUpperCase()
    .replace(/[×ХΧ]$/, 'X')
  if (text === '') return { kind: 'missing' }
  if (cell.kind === 'number' || cell.kind === 'date') return { kind: 'damaged' }
  if (/^\d+(\.\d+)?E\+?\d+$/.test(text)) return { kind: 'damaged' }
  const read = readIdentityNumber(text)
  if (read.ok) return { kind: 'number', value: read.value }
  if (read.error === 'checksum' && text.endsWith('000')) return { kind: 'damaged' }
  return { kind: 'wrong', fault: read.error, length: text.length }
}
