import { type PlainDate, plainDate } from './plain-date.js'
import { ok, type Result, refused } from './result.js'

/** GB 11643-1999: weights of the first 17 digits, and the check character for each remainder by 11 (ISO 7064). */
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const checkCharacters = '10X98765432'

/** First two digits of the codes of GB/T 2260, and 83 on the residence permits of people from Taiwan. */
const provinces = new Set(
  [11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54]
    .concat([61, 62, 63, 64, 65, 71, 81, 82, 83])
    .map(String),
)

/** A citizen's identity number that holds together: right length, right check character, a day that exists. */
export interface IdentityNumber {
  /** 18 characters, the last a digit or a capital X. */
  readonly number: string
  readonly bornOn: PlainDate
  readonly sex: 'male' | 'female'
  /** True when it was written with 15 digits, as on cards issued before 1999. */
  readonly wasShort: boolean
}

/** Why a text is no identity number: its shape, its check character, or a birth date no calendar has. */
export type IdentityNumberFault = 'malformed' | 'checksum' | 'impossible-date'

/** The 18th character that belongs to the first 17 digits. */
export function checkCharacterOf(first17: string): string {
  let sum = 0
  for (let i = 0; i < 17; i++) sum += (first17.charCodeAt(i) - 48) * (weights[i] as number)
  return checkCharacters.charAt(sum % 11)
}

/** Number of 15 digits to one of 18: the century 19 goes in, the check character is added. */
export function lengthenIdentityNumber(short: string): string {
  const first17 = `${short.slice(0, 6)}19${short.slice(6)}`
  return first17 + checkCharacterOf(first17)
}

/**
 * Reads an identity number of 18 characters or 15 digits, already free of spaces and with a capital X.
 * It says nothing about whether the number was ever issued.
 */
export function readIdentityNumber(text: string): Result<IdentityNumber, IdentityNumberFault> {
  const wasShort = /^\d{15}$/.test(text)
  if (!wasShort && !/^\d{17}[\dX]$/.test(text)) return refused('malformed')
  const number = wasShort ? lengthenIdentityNumber(text) : text
  if (checkCharacterOf(number) !== number.charAt(17)) return refused('checksum')
  const bornOn = plainDate(Number(number.slice(6, 10)), Number(number.slice(10, 12)), Number(number.slice(12, 14)))
  if (bornOn === undefined) return refused('impossible-date')
  const sex = Number(number.charAt(16)) % 2 === 1 ? 'male' : 'female'
  return ok({ number, bornOn, sex, wasShort })
}

/** Whether the first two digits name a province that exists. Codes below it come and go: they are not judged. */
export function hasKnownProvince(number: string): boolean {
  return provinces.has(number.slice(0, 2))
}

/** `330299********151X`: the middle hidden, for pages that must show which number is meant. */
export function maskedIdentityNumber(number: string): string {
  return masked(number, 6)
}

/** `138****0000`: enough to tell two telephones apart, not enough to call. */
export function maskedTelephone(number: string): string {
  return masked(number, 3)
}

function masked(number: string, shown: number): string {
  const hidden = number.length - shown - 4
  return hidden <= 0 ? '*'.repeat(number.length) : number.slice(0, shown) + '*'.repeat(hidden) + number.slice(-4)
}
