import type { Sealer } from '../infra/security/sealing.js'

/** Crockford's letters: none that is mistaken for a digit. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const length = 16

/** What a paper says, and which of those that say the same it is. */
export interface CodedPaper {
  readonly electionId: number
  readonly roundId: number | null
  readonly key: string
  readonly number: string | null
  readonly on: string
  readonly facts: string
  readonly wording: string
  /** Papers of its kind issued before it. */
  readonly before: number
}

/**
 * The code of a paper: 80 bits of a keyed fingerprint of its facts, wording and number. The same paper has the same
 * code, so that its bytes stay the same; without the key nobody can work one out or guess one.
 */
export function paperCode(sealer: Sealer, paper: CodedPaper): string {
  const { electionId, roundId, key, number, on, facts, wording, before } = paper
  const hash = sealer.fingerprint(
    JSON.stringify(['paper', electionId, roundId, key, number, on, facts, wording, before]),
  )
  let bits = BigInt(`0x${hash.slice(0, (length * 5) / 4)}`)
  let code = ''
  for (let i = 0; i < length; i++) {
    code = (letters[Number(bits % 32n)] ?? '') + code
    bits /= 32n
  }
  return code
}

/** 7K2M 9PQX 4TRV 0BCD */
export function codeText(code: string): string {
  return (code.match(/.{1,4}/g) ?? []).join(' ')
}

/** A code as somebody typed it from paper: groups in any way, small letters, and letters that look like digits. */
export function readCode(typed: string): string | undefined {
  const code = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-—–－]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
  return code.length === length && [...code].every((letter) => letters.includes(letter)) ? code : undefined
}
