import type { Test } from 'tap'
import { moveTo } from './journey.js'
import { testApp } from './app.js'
import { aHouse, type House } from './factories.js'
import { aPolledElection, contestsOf, type CountedElection, declared, sheetFields, signedIn, tallied } from './tally.js'
import type { Browser } from './browser.js'
import type { TestApp } from './app.js'

/** A committee of five declared on 20 May 2027: chair, vice-chair and three members, with its officer signed in. */
export interface TermDesk {
  readonly house: TestApp
  readonly made: House
  readonly election: CountedElection
  readonly officer: Browser
  /** Address of the pages of the term. */
  readonly term: string
  moveTo(day: `${number}-${number}-${number}`): Promise<void>
  /** The key of the member of a post, 1 and up within it. */
  key(post: number, place?: number): Promise<string>
}

export const everybodyElected: readonly (readonly number[])[] = [
  [40, 5],
  [40, 5],
  [40, 39, 38, 3],
]

export async function aTermDesk(t: Test, votes = everybodyElected): Promise<TermDesk> {
  const house = await testApp(t)
  const made = await aHouse(house)
  const election = await aPolledElection(house, made)
  await tallied(house, election, [sheetFields(contestsOf(election), { returned: 48, votes })])
  await declared(house, election.base)
  const officer = await signedIn(house, 'electionOfficer')
  return {
    ...{ house, made, election, officer, term: `/elections/${election.id}/term` },
    moveTo: async (day) => await moveTo(house, made, day),
    key: async (post, place = 1) => {
      const rows = await house.db
        .selectFrom('electedMember')
        .select('id')
        .where('postId', '=', election.postIds[post - 1] ?? 0)
        .orderBy('votes', 'desc')
        .execute()
      return `e${rows[place - 1]?.id ?? 0}`
    },
  }
}

export const resignation = {
  appliedOn: '2027-06-01',
  assembly: 'representativesAssembly',
  on: '2027-06-10',
  entitled: '42',
  present: '40',
  inFavour: '36',
  document: '辞职书、会议记录',
} as const

/** A member resigns on 10 June 2027, through the page. */
export async function resigns(desk: TermDesk, post: number, place = 1): Promise<void> {
  await desk.moveTo('2027-06-10')
  const page = `${desk.term}/members/${await desk.key(post, place)}/record-resignation`
  await desk.officer.open(page)
  await desk.officer.submit(resignation, page)
  if (desk.officer.status !== 200) throw new Error(`not recorded: ${desk.officer.status}`)
}
