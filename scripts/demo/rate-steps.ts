import type { FastifyInstance } from 'fastify'
import { Browser, carryOut, type FormValues } from '../walk/browser.js'
import { demoPassword, houseNames } from './names.js'
import { hurriedDesk } from './season-plan.js'

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

/** Audits the rate through its pages, as two people of the bureau and a township would, and signs what the log is then. */
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
  await answerQuestion(first, communities.get(hurriedDesk) as number)
  await inspectByLot(first)
  await freezeReport(first, second)
  await first.open('/audit-log/checkpoints')
  await carryOut(first, {}, '/audit-log/checkpoints')
}

/** The bureau looks into a question and writes down what it found. */
async function answerQuestion(auditor: Browser, communityId: number): Promise<void> {
  const page = `/rate-questions/${communityId}/check-in-fast`
  await auditor.open(page)
  await carryOut(
    auditor,
    { answer: '查了领票名册和排班表：上午两张桌子合用一个发票账号，签名齐全，与发票数相符。' },
    page,
  )
}

/** A list of three communities to look into, drawn with a number that everybody could see, and what one look found. */
async function inspectByLot(auditor: Browser): Promise<void> {
  const list = '/rate-inspections'
  await auditor.open(list)
  await carryOut(
    auditor,
    { subject: 'community', sample: 3, seedSource: '在街道代表面前掷六面骰子20次（2027年5月20日下午）' },
    list,
  )
  const page = `${list}/1`
  await auditor.open(page)
  await carryOut(auditor, { seed: '3 5 1 6 6 2 4 1 1 5 2 6 3 3 4 1 5 6 2 2' }, `${page}/draw`)
  const [, place = ''] = /<select[^>]*id="place"[^>]*>.*?<option value="(\d+)"/s.exec(auditor.html) ?? []
  const finding = '核对选票存根和领票名册，与报告单相符。'
  await carryOut(auditor, { place, outcome: 'agrees', finding }, `${page}/findings`)
}

/** The rate of the day, frozen by one auditor and agreed to by the other. */
async function freezeReport(first: Browser, second: Browser): Promise<void> {
  const list = '/rate-reports'
  await first.open(list)
  const [, day = ''] = /id="day"[^>]*value="([^"]+)"/.exec(first.html) ?? []
  await carryOut(first, { day, purpose: '向市政府报告换届进度' }, list)
  await second.open(`${list}/1`)
  await carryOut(second, { agrees: 'yes', note: '' }, `${list}/1/second`)
}
