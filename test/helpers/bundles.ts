import type { Test } from 'tap'
import type { EntryState } from '../../src/rules/double-entry.js'
import { entryOf } from '../../src/tally/queries.js'
import { testApp } from './app.js'
import type { Browser } from './browser.js'
import { aHouse } from './factories.js'
import { aPolledElection, signedIn, startSheet } from './tally.js'

/**
 * A closed poll with one bundle to be typed ballot by ballot. Candidates by their keys: chair 1 and 2, vice-chair 3 and
 * 4, members (three seats) 5 to 8.
 */
export async function aBundle(t: Test, issued = 50) {
  const house = await testApp(t)
  const election = await aPolledElection(house, await aHouse(house), { issued: [issued] })
  const officer = await signedIn(house, 'electionOfficer')
  await officer.open(`${election.base}/set-up-sheets`)
  await officer.submit({ mode: 'ballots' }, `${election.base}/set-up-sheets`)
  const { id } = await house.db.selectFrom('tallySheet').select('id').executeTakeFirstOrThrow()
  const href = `${election.base}/sheets/${id}/enter-sheet`
  const entry = async () => {
    const row = await house.db.selectFrom('tallySheet').select(['entry', 'draft']).executeTakeFirstOrThrow()
    return entryOf(row) as EntryState & { running?: { draft: Record<string, string> } }
  }
  const type = async (typist: Browser, lines: readonly string[], more: Readonly<Record<string, string>> = {}) => {
    await startSheet(typist, election.base, id)
    await typist.submit({ ballots: lines.join('\r\n'), ...more }, href)
  }
  const clerks = [await signedIn(house, 'tallyClerk'), await signedIn(house, 'tallyClerk-2')] as const
  return { house, election, officer, clerks, id, href, entry, type }
}

/** So many ballots alike. */
export function alike(times: number, line: string): string[] {
  return Array.from({ length: times }, () => line)
}
