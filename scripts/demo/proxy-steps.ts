import * as papers from '../walk/papers.js'
import * as proxies from '../walk/proxies.js'
import type { Stage, Work } from './community-steps.js'
import { voterNumbers } from './voters.js'

/** Communities with a dozen grants: in one the poll is on, in the others the list is still to be posted. */
export const withProxies: ReadonlySet<string> = new Set(['花园社区', '庄山社区', '秀水社区'])
/** One whose own procedure allows a mobile box. */
export const withBox: ReadonlySet<string> = new Set(['庄山社区'])

const reasons = ['在外地务工', '出差', '住院陪护', '在外地照顾孙辈'] as const

/** Twelve principals, mostly one to a proxy; the last one changes their mind. */
export async function registerProxies(work: Work, { db, cast, today }: Stage): Promise<void> {
  const { signers } = await voterNumbers(work, db)
  const wishes = Array.from({ length: 12 }, (_, n) => ({
    principal: signers[60 + n] as number,
    proxy: signers[80 + (n < 3 ? 0 : n)] as number,
    reason: reasons[n % reasons.length] as string,
  }))
  await proxies.registerProxies(cast.rollClerk, work.electionId, wishes, today)
  await proxies.cancelLastProxy(cast.rollClerk, work.electionId, '委托人来电取消，将回来本人投票')
}

export async function postProxyList(work: Work, { cast }: Stage): Promise<void> {
  await papers.issue(cast.officer, work.electionId, ['proxy-list'])
}

export async function allowBox(work: Work, { cast, today }: Stage): Promise<void> {
  await proxies.allowMobileBoxes(cast.auditor, work.electionId, today)
}

export async function setUpBox(work: Work, { db, cast, today }: Stage): Promise<void> {
  const { signers } = await voterNumbers(work, db)
  const { plan } = work.community
  const staff = (from: number, to: number) =>
    signers
      .slice(94 + from, 94 + to)
      .map((number) => `${number}号`)
      .join('、')
  const box = {
    name: '流动票箱1',
    place: `${plan.community}长岭路片区逐户上门`,
    reason: '片区内高龄、行动不便的选民较多',
    scrutineers: staff(0, 3),
    escorts: staff(3, 5),
    voters: signers.slice(100, 106),
  }
  await proxies.setUpMobileBox(cast, work.electionId, box, today)
}

/** The proxy of three comes early and votes for them too; whom this concerns does not come again. */
export async function pickUpForPrincipals(work: Work, { db, cast }: Stage): Promise<ReadonlySet<number>> {
  if (!withProxies.has(work.community.plan.community)) return new Set()
  const grants = await db
    .selectFrom('proxyGrant')
    .select(['id', 'principalId', 'proxyId'])
    .where('electionId', '=', work.electionId)
    .where('state', '=', 'registered')
    .orderBy('number')
    .limit(3)
    .execute()
  const proxyId = grants[0]?.proxyId ?? 0
  const grantIds = grants.map(({ id }) => id)
  await proxies.pickUp(cast.desk, work.electionId, { stationId: work.stations[0] ?? 0, proxyId, grantIds })
  return new Set([proxyId, ...grants.map(({ principalId }) => principalId)])
}
