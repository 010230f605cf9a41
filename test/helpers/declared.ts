import type { Test } from 'tap'
import { testApp } from './app.js'
import { aHouse } from './factories.js'
import { aPolledElection, contestsOf, declared, sheetFields, tallied } from './tally.js'

/** Everybody who leads has a clear majority. */
export const clearVotes = [
  [40, 5],
  [40, 5],
  [40, 39, 38, 3],
]

/** An election whose result is declared: five members, or fewer by the votes wished. */
export async function aDeclaredElection(t: Test, votes: readonly (readonly number[])[] = clearVotes) {
  const house = await testApp(t)
  const election = await aPolledElection(house, await aHouse(house))
  await tallied(house, election, [sheetFields(contestsOf(election), { returned: 48, votes })])
  await declared(house, election.base)
  return { house, election, home: `/elections/${election.id}/handover` }
}
