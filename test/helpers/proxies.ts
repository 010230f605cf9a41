import type { Test } from 'tap'
import type { PlainDate } from '../../src/lib/plain-date.js'
import { type TestApp, testApp } from './app.js'
import type { Browser } from './browser.js'
import { aHouse, anElection, type MadeElection, testPassword } from './factories.js'

export interface ProxyDesk {
  readonly made: TestApp
  readonly election: MadeElection
  /** `/elections/…/polling` */
  readonly url: string
  readonly officer: Browser
  readonly clerk: Browser
}

interface DeskWish extends NonNullable<Parameters<typeof anElection>[2]> {
  readonly today?: PlainDate
}

/** An election with a posted roll of forty, its officer and its roll clerk signed in, ten days before the vote. */
export async function aProxyDesk(t: Test, { today = '2027-05-10', ...wish }: DeskWish = {}): Promise<ProxyDesk> {
  const made = await testApp(t)
  const election = await anElection(made, await aHouse(made, today), { until: 'rollPosted', voters: 40, ...wish })
  const officer = await made.visitor().signIn('electionOfficer', testPassword)
  const clerk = await made.visitor().signIn('rollClerk', testPassword)
  return { made, election, url: `/elections/${election.id}/polling`, officer, clerk }
}

/** A written authorisation as it is typed. */
export function grantOf(
  principal: string | number,
  proxy: string | number,
  more: Readonly<Record<string, string>> = {},
) {
  const paper = { reason: '在外地务工', document: '委托书第1号', appliedOn: '2027-05-10', manner: 'inPerson' }
  return { principal, proxy, ...paper, ...more }
}

/** Opens the form and types a written authorisation into it. */
export async function register(
  { url }: Pick<ProxyDesk, 'url'>,
  by: Browser,
  principal: string | number,
  proxy: string | number,
  more: Readonly<Record<string, string>> = {},
): Promise<Browser> {
  await by.open(`${url}/register-proxy`)
  return await by.submit(grantOf(principal, proxy, more), `${url}/register-proxy`)
}
