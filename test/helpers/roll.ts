import { lengthenIdentityNumber } from '../../src/lib/identity-number.js'
import type { TestApp } from './app.js'
import type { Browser } from './browser.js'

/** A made-up identity number that holds together, on a region code never issued; even serials are women. */
export function madeNumber(birthDate: string, serial: number): string {
  // The century is put in by the lengthening, so births here are of the 1900s; for others the digits are replaced.
  const short = `330299${birthDate.slice(2, 4)}${birthDate.slice(5, 7)}${birthDate.slice(8, 10)}${String(serial).padStart(3, '0')}`
  if (birthDate.startsWith('19')) return lengthenIdentityNumber(short)
  return numberOfThisCentury(`${short.slice(0, 6)}${birthDate.slice(0, 2)}${short.slice(6)}`)
}

function numberOfThisCentury(first17: string): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((all, weight, index) => all + weight * Number(first17[index]), 0)
  return first17 + '10X98765432'.charAt(sum % 11)
}

/** A register as CSV, one line a person in the order of the header. */
export function csv(header: string, ...lines: readonly string[]): Buffer {
  return Buffer.from([header, ...lines].join('\n'))
}

/** Uploads a register as the open account and lands on its review page. */
export async function uploadRegister(
  browser: Browser,
  electionId: number,
  fileName: string,
  bytes: Buffer,
): Promise<string> {
  const page = `/elections/${electionId}/roll/import-register`
  await browser.open(page)
  await browser.upload({ field: 'file', fileName, bytes }, {}, page)
  return browser.url
}

/** The types of events of an election after a sequence number, in order. */
export async function eventsSince({ db }: TestApp, sequence = 0): Promise<string[]> {
  const rows = await db
    .selectFrom('auditEvent')
    .select('type')
    .where('sequence', '>', sequence)
    .orderBy('sequence')
    .execute()
  return rows.map(({ type }) => type)
}

export async function lastSequence({ db }: TestApp): Promise<number> {
  return (await db.selectFrom('auditHead').select('sequence').executeTakeFirstOrThrow()).sequence
}

/** The visible text of a page, blanks folded. */
export function textOf(html: string): string {
  return html
    .replace(/<(script|style)\b.*?<\/\1>/gs, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
}
