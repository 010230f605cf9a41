import type { PlainDate } from '../../src/lib/plain-date.js'
import type { ElectionForm } from '../../src/rules/election-form.js'
import { type Browser, carryOut, type FormValues } from './browser.js'

export interface WalkPost {
  readonly title: string
  readonly position: 'chair' | 'viceChair' | 'member'
  readonly seats: number
  readonly isReserved?: boolean
}

/** One chair, one vice-chair, two members and a seat for a woman. */
export const walkPosts: readonly WalkPost[] = [
  { title: '主任', position: 'chair', seats: 1 },
  { title: '副主任', position: 'viceChair', seats: 1 },
  { title: '委员', position: 'member', seats: 2 },
  { title: '妇女委员', position: 'member', seats: 1, isReserved: true },
]

export interface PlanWish {
  readonly form: ElectionForm
  readonly electionDay: PlainDate
  readonly contactPlace: string
  readonly contactTelephone: string
  readonly posts?: readonly WalkPost[]
  readonly ruleSetId?: string
}

/** Opens a community's election on its page; returns the election's key. */
export async function openElection(browser: Browser, communityId: number, wish: PlanWish): Promise<number> {
  const { posts = walkPosts, ruleSetId = 'zhejiang-2026', ...plan } = wish
  await browser.open(`/communities/${communityId}/open-election`)
  await carryOut(browser, { ...plan, ruleSetId, ...postFields(posts) })
  const id = /\/elections\/(\d+)/.exec(browser.url)?.[1]
  if (!id) throw new Error(`no election was opened: ${browser.url}`)
  return Number(id)
}

export function postFields(posts: readonly WalkPost[]): FormValues {
  const rows = Array.from({ length: 7 }, (_, index) => {
    const post = posts[index]
    const name = (field: string) => `post-${index + 1}-${field}`
    return {
      [name('title')]: post?.title ?? '',
      [name('position')]: post?.position ?? 'member',
      [name('seats')]: post ? String(post.seats) : '',
      ...(post?.isReserved ? { [name('woman')]: 'yes' } : {}),
    }
  })
  return Object.assign({}, ...rows) as FormValues
}

/** Records the meeting that decided on the form of election: by a vote of 36 of 39 present of 42. */
export async function decideForm(
  browser: Browser,
  electionId: number,
  decidedOn: PlainDate,
  form: ElectionForm,
): Promise<void> {
  await browser.open(`/elections/${electionId}/form-decision`)
  const meeting = { decidedBy: 'representativesAssembly', decidedOn, entitled: 42, present: 39, inFavour: 36 }
  await carryOut(browser, { ...meeting, form, document: `居民代表会议记录〔${decidedOn.slice(0, 4)}〕1号` })
}

export interface CommitteeMemberWish {
  readonly name: string
  readonly sex: 'male' | 'female'
  readonly group: number
}

/** Records the selection of the election committee: the first member chairs it, the second is vice-chair; reserves had fewer votes. */
export async function formCommittee(
  browser: Browser,
  electionId: number,
  selectedOn: PlainDate,
  members: readonly CommitteeMemberWish[],
  reserves: readonly CommitteeMemberWish[] = [],
): Promise<void> {
  await browser.open(`/elections/${electionId}/election-committee`)
  const rows = members.map(({ name, sex, group }, index) => {
    const field = (suffix: string) => `member-${index + 1}-${suffix}`
    const position = ['chair', 'viceChair'][index] ?? 'member'
    return {
      [field('name')]: name,
      [field('position')]: position,
      [field('sex')]: sex,
      [field('group')]: String(group),
      [field('votes')]: String(38 - 2 * index),
    }
  })
  const others = reserves.map(({ name, sex, group }, index) => {
    const field = (suffix: string) => `reserve-${index + 1}-${suffix}`
    return {
      [field('name')]: name,
      [field('sex')]: sex,
      [field('group')]: String(group),
      [field('votes')]: String(21 - 3 * index),
    }
  })
  const meeting = { selectedBy: 'representativesAssembly', selectedOn, entitled: 42, present: 39 }
  await carryOut(browser, { ...meeting, ...(Object.assign({}, ...rows, ...others) as FormValues) })
}
