import { addDays } from '../../src/lib/plain-date.js'
import * as tally from '../walk/tally.js'
import type { Stage, Work } from './community-steps.js'
import { issueAndPost } from './issue-and-post.js'
import { committeeOf } from './people-of-election.js'

/** The community at whose count the votes so far may be seen. */
export const withStandings = '东升社区'

export async function allowStandings(work: Work, { cast, today }: Stage): Promise<void> {
  await tally.allowStandings(cast.auditor, work.electionId, addDays(today, -1))
}

export async function typeSheets(work: Work, { cast }: Stage): Promise<void> {
  const { plan } = work.community
  await tally.createSheets(cast.officer, work.electionId)
  const support = plan.reach === 'runoffOpen' ? tally.shortOfOne('委员') : tally.clearSupport
  const isHalfDone = plan.reach === 'tallying'
  await tally.typeSheets(
    cast,
    work.electionId,
    support,
    isHalfDone ? Number(plan.community === withStandings) : undefined,
  )
}

export async function declare(work: Work, { cast }: Stage): Promise<void> {
  await tally.declareResult(cast, work.electionId)
  const [first, second] = committeeOf(work.community)
  // Where the vote is counted again the ballots lie open.
  if (first && second && !work.community.plan.isRecounted) {
    await tally.sealBallots(cast.officer, work.electionId, [first.name, second.name])
  }
  await issueAndPost(cast.officer, work.electionId, ['result', 'election-return'])
}

export async function callRunoff(work: Work, { cast }: Stage): Promise<void> {
  const { plan } = work.community
  await tally.openRunoff(cast.officer, work.electionId, addDays(plan.electionDay, 8))
}
