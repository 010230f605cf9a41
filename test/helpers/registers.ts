import { readFileSync } from 'node:fs'
import type { Result } from '../../src/lib/result.js'
import { checkRegister } from '../../src/roll/register/check-register.js'
import type { RegisterCheck, RegisterColumns } from '../../src/roll/register/checked-register.js'
import type { Finding } from '../../src/rules/finding.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import type { ReadLimits } from '../../src/roll/register/cell.js'

/** The folder of registers as offices export them, all of made-up people. */
export const registerFolder = new URL('../../../test/fixtures/registers/', import.meta.url)

export function registerBytes(name: string): Buffer {
  return readFileSync(new URL(encodeURIComponent(name), registerFolder))
}

/** Numbers that hold together, on a region code that was never issued. */
export const madeNumbers = [
  '33029919600301400X',
  '330299196909084311',
  '330299197201151958',
  '330299195912173302',
] as const

/** Checks bytes, or a text as UTF-8, for an election on 2027-05-16. */
export async function check(
  content: Buffer | string,
  columns?: RegisterColumns,
  limits?: ReadLimits,
): Promise<Result<RegisterCheck, Finding>> {
  const bytes = Buffer.from(content as string)
  const { votingAge } = national2026
  const options = { electionDay: '2027-05-16', votingAge, ...(columns ? { columns } : {}) } as const
  return await checkRegister({ fileName: 'register', bytes }, options, limits)
}

/** The same where the register must be readable. */
export async function checked(content: Buffer | string, columns?: RegisterColumns): Promise<RegisterCheck> {
  const result = await check(content, columns)
  if (!result.ok) throw new Error(`refused: ${result.error.code}`)
  return result.value
}

/** The code of the refusal, or `read` when there was none. */
export async function refusalOf(content: Buffer | string, limits?: ReadLimits): Promise<string> {
  const result = await check(content, undefined, limits)
  return result.ok ? 'read' : result.error.code
}
