import { addDays } from '../../src/lib/plain-date.js'
import { typeBundle } from '../walk/bundle.js'
import * as tally from '../walk/tally.js'
import type { Stage, Work } from './community-steps.js'
import { issueAndPost } from './issue-and-post.js'
import { committeeOf } from './people-of-election.js'
import { threeForTwo } from './term-steps.js'

/** The community at whose count the votes so far may be seen. */
export const withStandings = '东升社区'

export async function allowStandings(work: Work, { cast, today }: Stage): Promise<void> {
  await tally.allowStandings(cast.auditor, work.electionId, addDays(today, -1))
}

/** Counted ballot by ballot, one of them doubtful; and where one person was written in under two spellings. */
const ballotByBallot = '尚田社区'
const withSpellings = '东门社区'

const doubt = {
  question: '委员一栏的圈压在两个姓名中间',
  reading: '1.3.5.6.8',
  grounds: '圈的大部分在第一个姓名的空格内，监票人、计票人意见一致，按有效票认定。',
} as const

export async function typeSheets(work: Work, { cast }: Stage): Promise<void> {
  const { plan } = work.community
  const { electionId } = work
  await tally.createSheets(cast.officer, electionId)
  if (plan.community === ballotByBallot) {
    const [sheet] = await tally.listSheets(cast.officer, electionId)
    await typeBundle(cast, electionId, sheet?.issued ?? 0, doubt)
    return
  }
  const support = plan.reach === 'runoffOpen' ? threeForTwo : tally.clearSupport
  const isHalfDone = plan.reach === 'tallying'
  const twice = isHalfDone ? Number(plan.community === withStandings) : undefined
  const isSpelled = plan.community === withSpellings
  await tally.typeSheets(cast, electionId, support, twice, isSpelled ? twoSpellings : undefined)
  if (isSpelled) await tally.joinWriteIns(cast.officer, electionId, spelled)
}

/** One man, a shopkeeper whom everybody knows, written as he is heard. */
const spelled = {
  name: '丰建国',
  spelling: '冯建国',
  grounds: '本社区只有一位开五金店的丰建国，“冯建国”是同音误写，经选举委员会认定。',
} as const

/** A few votes for him on each sheet, under another spelling from sheet to sheet. */
const twoSpellings: tally.Amend = (figures, { id }, html) => {
  const [, post = ''] = /data-title="委员".*?name="writeIn-(\d+)-1-name"/s.exec(html) ?? []
  const name = id % 2 === 0 ? spelled.name : spelled.spelling
  return { ...figures, [`writeIn-${post}-1-name`]: name, [`writeIn-${post}-1-votes`]: 2 + (id % 2) }
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
