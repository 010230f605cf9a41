import type { Db } from '../../src/infra/db/database.js'
import { addDays, type PlainDate } from '../../src/lib/plain-date.js'
import type { Browser } from '../walk/browser.js'
import type { Cast } from '../walk/cast.js'
import * as papers from '../walk/papers.js'
import * as primary from '../walk/primary.js'
import type { CommunityPlan } from './season-plan.js'
import { electorsOf } from './voters.js'

interface Work {
  readonly community: { readonly plan: CommunityPlan }
  readonly electionId: number
}

interface Stage {
  readonly db: Db
  readonly cast: Cast
  readonly today: PlainDate
}

/** Days from election day on which a primary is called and held, and on which somebody withdraws after the list. */
export const primaryDays = { call: -13, hold: -10, withdraw: -5 } as const

/** Two more for the chair than may stand, where the plan has a primary. */
export function extraFor(postTitle: string, { community }: Pick<Work, 'community'>): number {
  return community.plan.crowd !== 'none' && postTitle === '主任' ? 2 : 0
}

async function issue(officer: Browser, { electionId }: Work, key: string): Promise<void> {
  await papers.issue(officer, electionId, [key])
  await papers.post(officer, electionId, '社区公告栏、社区服务中心门口')
}

export async function callPrimary(work: Work, { cast }: Stage): Promise<void> {
  const heldOn = addDays(work.community.plan.electionDay, primaryDays.hold)
  await primary.setUpPrimary(cast.officer, work.electionId, heldOn)
  await issue(cast.officer, work, 'primary')
}

export async function holdPrimary(work: Work, { db, cast }: Stage): Promise<void> {
  const electors = (await electorsOf(work, db)).length
  const returned = Math.floor((electors * 7) / 10)
  await primary.countPrimary(cast, work.electionId, { issued: returned + 2, returned, invalid: 4 })
  await issue(cast.officer, work, 'primary-result')
}

/** The second on the list withdraws in writing; the next by the votes of the primary follows, and it is posted anew. */
export async function withdrawCandidate(work: Work, { cast, today }: Stage): Promise<void> {
  await primary.withdrawCandidate(cast.officer, work.electionId, today, 1)
  await issue(cast.officer, work, 'candidates')
}
