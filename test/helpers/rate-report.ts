import { fileURLToPath } from 'node:url'
import { spawnSync } from 'node:child_process'
import type { TestApp } from './app.js'
import type { Browser } from './browser.js'
import { testPassword } from './factories.js'

export const auditors = ['bureauAuditor', 'bureauAuditor-2'] as const

export async function signInAuditors(test: TestApp): Promise<readonly [Browser, Browser]> {
  return [
    await test.visitor().signIn(auditors[0], testPassword),
    await test.visitor().signIn(auditors[1], testPassword),
  ]
}

/** Freezes the rate of a day; the second auditor agrees where wished. Answers the first auditor's browser. */
export async function freezeReport(test: TestApp, day: string, isAgreed = true): Promise<Browser> {
  const [first, second] = await signInAuditors(test)
  await first.open('/rate-reports')
  await first.submit({ day, purpose: '向市政府报告' }, '/rate-reports')
  if (!isAgreed) return first
  await second.open(first.url)
  await second.submit({ agrees: 'yes', note: '' }, `${first.url}/second`)
  return first
}

const script = fileURLToPath(new URL('../../scripts/verify.js', import.meta.url))

/** What `npm run verify` says of a file given on standard input. */
export function verifyFile(text: string): {
  readonly code: number | null
  readonly out: string
  readonly err: string[]
} {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, '-'], { input: text, encoding: 'utf8' })
  return { code: status, out: stdout, err: stderr.split('\n').filter((line) => line !== '') }
}
