import type { Test } from 'tap'
import { listContests } from '../../src/tally/vote-facts.js'
import { listRounds } from '../../src/timetable/queries.js'
import { testApp, type TestApp } from './app.js'
import { aHouse } from './factories.js'
import {
  aPolledElection,
  closePollOf,
  contestsOf,
  type CountedElection,
  declared,
  polledStations,
  type SheetWish,
  sheetFields,
  signedIn,
  tallied,
} from './tally.js'

/** An election whose first vote is declared with these votes. */
export async function afterFirstVote(t: Test, wish: SheetWish, surplus = 1) {
  const house = await testApp(t)
  const election = await aPolledElection(house, await aHouse(house), { surplus })
  await tallied(house, election, [sheetFields(contestsOf(election), wish)])
  await declared(house, election.base)
  return { house, election, page: `${election.base}/open-runoff` }
}

export async function openNext(house: TestApp, page: string, votingDay: string, more: Record<string, string> = {}) {
  const officer = await signedIn(house, 'electionOfficer')
  await officer.open(page)
  return await officer.submit({ votingDay, ...more }, page)
}

/** Holds the round under way: stations, sheets typed twice, result declared. */
export async function holdRound(house: TestApp, election: CountedElection, wish: SheetWish, issued = 50) {
  const round = (await listRounds(house.db, election.id)).at(-1)
  if (!round) throw new Error('no round')
  await polledStations(house, election, round.id, [issued])
  await closePollOf(house, election.id, round.number, round.votingDay)
  const contests = (await listContests(house.db, round.id)).map(({ id, candidates }) => ({ postId: id, candidates }))
  await tallied(house, { base: election.base, roundId: round.id }, [sheetFields(contests, wish)])
  await declared(house, election.base)
  return round
}
