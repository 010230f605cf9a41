import type { Db } from '../../src/infra/db/database.js'
import { carryOut, type Browser } from '../walk/browser.js'

/** Where the demo shows residents' representatives and heads of groups. */
export const withRepresentatives = '秀水社区'

/** Settles one seat for each group of some thirty households, and names one of its voters, who is its head too. */
export async function nameRepresentatives(officer: Browser, db: Db, electionId: number): Promise<void> {
  const page = `/elections/${electionId}/roll/group-representatives`
  await officer.open(page)
  const groups = [...officer.html.matchAll(/name="seats-(\d+)"/g)].map(([, number]) => Number(number))
  const fields = groups.flatMap((number, i) => [
    [`seats-${number}`, '1'],
    [`place-${number}`, '社区服务中心二楼'],
    [`day-${number}`, '2027-04-28'],
    [`time-${number}`, i % 2 === 0 ? '19:00' : '20:00'],
  ])
  await carryOut(officer, Object.fromEntries(fields) as Record<string, string>, page)
  for (const number of groups) {
    const { voterNumber } = await db
      .selectFrom('voter')
      .select('voterNumber')
      .where('electionId', '=', electionId)
      .where('residentsGroup', '=', number)
      .where('state', '=', 'registered')
      .where('birthDate', '<', '1990-01-01')
      .orderBy('voterNumber')
      .limit(1)
      .executeTakeFirstOrThrow()
    await officer.open(page)
    await carryOut(officer, { voterNumber, leads: 'head' }, `${page}/name`)
  }
}
