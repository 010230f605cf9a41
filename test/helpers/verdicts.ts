import type { ElectionForm } from '../../src/rules/election-form.js'
import type { TestApp } from './app.js'
import { testPassword } from './factories.js'

/** Two auditors confirm what a community claims, or another form than that, through the page. */
export async function confirmClaim(test: TestApp, communityId: number, form: ElectionForm): Promise<void> {
  const page = `/rate-evidence/${communityId}`
  const [first, second] = [
    await test.visitor().signIn('bureauAuditor', testPassword),
    await test.visitor().signIn('bureauAuditor-2', testPassword),
  ]
  await first.open(page)
  await first.submit({ verdict: 'confirmed', form, reason: '核对了原件' }, page)
  await second.open(page)
  await second.submit({ agrees: 'yes', note: '' }, `${page}/second`)
  if (first.status !== 200 || second.status !== 200) throw new Error(first.html + second.html)
}
