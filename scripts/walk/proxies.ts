import { addDays, type PlainDate } from '../../src/lib/plain-date.js'
import { type Browser, carryOut } from './browser.js'

/** Who authorises whom, by voter number. */
export interface GrantWish {
  readonly principal: number
  readonly proxy: number
  readonly reason: string
}

/** Types written authorisations into the register, one after the other. */
export async function registerProxies(
  clerk: Browser,
  electionId: number,
  wishes: readonly GrantWish[],
  appliedOn: PlainDate,
): Promise<void> {
  const page = `/elections/${electionId}/polling/register-proxy`
  for (const [index, wish] of wishes.entries()) {
    await clerk.open(page)
    const document = `委托书第${index + 1}号`
    await carryOut(clerk, { ...wish, document, appliedOn, manner: 'inPerson' }, page)
  }
}

/** Withdraws the last grant of the register, as its principal asks. */
export async function cancelLastProxy(clerk: Browser, electionId: number, reason: string): Promise<void> {
  const home = `/elections/${electionId}/polling/proxies`
  await clerk.open(home)
  const ids = [...clerk.html.matchAll(/polling\/proxies\/(\d+)">\d+<\/a>/g)].map(([, id]) => id)
  const page = `${home}/${ids.at(-1)}`
  await clerk.open(page)
  await carryOut(clerk, { reason }, `${page}/cancel`)
}

export interface BoxWish {
  readonly name: string
  readonly place: string
  readonly reason: string
  readonly scrutineers: string
  readonly escorts: string
  /** By voter number. */
  readonly voters: readonly number[]
}

/** What the community's own procedure decides: mobile boxes may be used. */
export async function allowMobileBoxes(bureau: Browser, electionId: number, on: PlainDate): Promise<void> {
  const page = `/elections/${electionId}/local-procedure/mobileBoxes`
  await bureau.open(page)
  const decision = {
    value: 'true',
    reason: '高龄、行动不便的选民较多',
    documentName: '社区选举办法',
    documentDate: addDays(on, -1),
  }
  await carryOut(bureau, decision, page)
  await carryOut(bureau, { ...decision, step: 'confirm' }, page)
}

/** Plans a mobile box, lists its voters, and has the township approve it. */
export async function setUpMobileBox(
  { officer, township }: { readonly officer: Browser; readonly township: Browser },
  electionId: number,
  { voters, ...box }: BoxWish,
  on: PlainDate,
): Promise<void> {
  const home = `/elections/${electionId}/polling`
  await officer.open(`${home}/edit-mobile-box`)
  const hours = { opens: '09:00', closes: '11:30', hasVotingBooth: 'yes' }
  await carryOut(officer, { ...box, ...hours }, `${home}/edit-mobile-box`)
  const page = officer.url
  for (const voter of voters) {
    await officer.open(page)
    await carryOut(officer, { voter, reason: '年老体弱，行动不便', askedBy: '本人', askedOn: on }, `${page}/users`)
  }
  await officer.open(page)
  await carryOut(officer, {}, `${page}/submit`)
  const approval = page.replace('mobile-boxes', 'approve-mobile-box')
  await township.open(approval)
  const said = { decision: 'approved', reason: '同意设置', document: '在申请表上签署意见', decidedOn: on }
  await carryOut(township, said, approval)
}

/** A proxy comes to the desk and is handed the own ballot and those of the principals. */
export async function pickUp(
  desk: Browser,
  electionId: number,
  who: { readonly stationId: number; readonly proxyId: number; readonly grantIds: readonly number[] },
): Promise<void> {
  const home = `/elections/${electionId}/polling`
  const { stationId, proxyId: voterId, grantIds } = who
  await desk.open(`${home}/choose-desk`)
  await carryOut(desk, { stationId })
  await desk.open(`${home}/check-in?voter=${voterId}`)
  await carryOut(desk, { voterId, stationId, ballots: ['own', ...grantIds] }, `${home}/check-in`)
}
