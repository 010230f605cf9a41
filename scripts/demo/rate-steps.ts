import type { FastifyInstance } from 'fastify'
import { Browser, carryOut, type FormValues } from '../walk/browser.js'
import { demoPassword, houseNames } from './names.js'

type Judgement = FormValues & { readonly verdict: string }

const asClaimed: Judgement = { verdict: 'confirmed', form: 'allVoters', reason: '' }

/** What the bureau has found by the demo's first today: confirmed by two, waiting for the second, sent back and answered. */
const found: readonly { readonly community: string; readonly wish: Judgement; readonly second?: 'yes' }[] = [
  { community: '奉中社区', wish: asClaimed, second: 'yes' },
  { community: '锦山社区', wish: asClaimed, second: 'yes' },
  { community: '民主社区', wish: asClaimed, second: 'yes' },
  { community: '东门社区', wish: asClaimed },
  { community: '江口社区', wish: { verdict: 'confirmed', form: 'households', reason: '' }, second: 'yes' },
  {
    community: '新民社区',
    wish: { verdict: 'sentBack', form: 'allVoters', reason: '会议记录与申报的方式不一致，请核对原件。' },
  },
  { community: '武岭社区', wish: { verdict: 'sentBack', form: 'allVoters', reason: '没有决定选举方式的会议记录。' } },
]

/** Audits the rate through its pages, as two people of the bureau and a township would. */
export async function auditRate(app: FastifyInstance, communities: ReadonlyMap<string, number>): Promise<void> {
  const first = await new Browser(app).signIn(houseNames.auditor, demoPassword)
  const second = await new Browser(app).signIn(houseNames.secondAuditor, demoPassword)
  for (const { community, wish, second: agrees } of found) {
    const page = `/rate-evidence/${communities.get(community)}`
    await first.open(page)
    await carryOut(first, wish, page)
    if (!agrees) continue
    await second.open(page)
    await carryOut(second, { agrees, note: '' }, `${page}/second`)
  }
}
