import type { Test } from 'tap'
import type { PlainDate } from '../../src/lib/plain-date.js'
import type { Browser } from './browser.js'
import { testPassword } from './factories.js'
import { aNominationDesk, aReadyField, type NominationDesk, renameVoter } from './nomination.js'

const posts = [
  { title: '主任', position: 'chair', seats: 1, reservedForWoman: false },
  { title: '委员', position: 'member', seats: 3, reservedForWoman: false },
] as const

export interface Primary extends NominationDesk {
  readonly nominees: readonly number[]
  readonly anna: Browser
  readonly ben: Browser
}

export const plan = { heldOn: '2027-05-06', opens: '8:00', closes: '16:00', place: '社区服务中心' }

/** Four for the chair, of whom two may stand, and four for three seats; nominees posted, two typists signed in. */
export async function aCrowdedField(t: Test): Promise<Primary> {
  const desk = await aNominationDesk(t, { posts })
  for (const [index, name] of ['陈刚', '张敏', '李娜', '王强'].entries()) {
    await renameVoter(desk.made.db, desk.election, index + 1, name)
  }
  const [nominees = []] = await aReadyField(desk, [4, 4])
  await desk.officer.open(`${desk.home}/post-nominees`)
  await desk.officer.submit({ on: '2027-05-05' }, `${desk.home}/post-nominees`)
  const anna = await desk.made.visitor().signIn('tallyClerk', testPassword)
  const ben = await desk.made.visitor().signIn('tallyClerk-2', testPassword)
  return { ...desk, nominees, anna, ben }
}

export async function setUp({ officer, home }: Primary, more: Record<string, string> = {}) {
  await officer.open(`${home}/primary/set-up-primary`)
  return await officer.submit({ ...plan, ...more }, `${home}/primary/set-up-primary`)
}

/** A primary's sheet with votes for the four who stand for the chair. */
export const sheet = (votes: readonly number[], more: Record<string, string> = {}) => ({
  ...{ ballotsIssued: '32', ballotsReturned: '30', validBallots: '28', invalidBallots: '2' },
  votes,
  more,
})

export async function type(
  by: Browser,
  { home, nominees }: Primary,
  { votes, more, ...ballots }: ReturnType<typeof sheet>,
) {
  const action = `${home}/primary/enter-primary`
  await by.open(action)
  if (by.html.includes(`${action}/start`)) await by.submit({}, `${action}/start`)
  const marks = Object.fromEntries(nominees.map((id, index) => [`candidate-${id}-for`, String(votes[index] ?? 0)]))
  return await by.submit({ ...ballots, ...marks, ...more }, action)
}

export async function onDay(primary: Primary, today: PlainDate): Promise<void> {
  await primary.made.db.updateTable('season').set({ drillToday: today }).execute()
}

export async function decide({ officer, home }: Primary) {
  await officer.open(`${home}/primary/decide-primary`)
  return await officer.submit({}, `${home}/primary/decide-primary`)
}

export async function confirm({ officer, home }: Primary, more: Record<string, string> = {}) {
  await officer.open(`${home}/confirm-candidates`)
  await officer.submit({ step: 'review', acknowledged: 'yes', ...more }, `${home}/confirm-candidates`)
  return await officer.submit({ step: 'confirm' }, `${home}/confirm-candidates`)
}
