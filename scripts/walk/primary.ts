import type { PlainDate } from '../../src/lib/plain-date.js'
import { type Browser, carryOut, insistOnSuccess } from './browser.js'
import type { Cast } from './cast.js'

const homeOf = (electionId: number) => `/elections/${electionId}/nomination`

export async function setUpPrimary(officer: Browser, electionId: number, heldOn: PlainDate): Promise<void> {
  await officer.open(`${homeOf(electionId)}/primary/set-up-primary`)
  await carryOut(officer, { heldOn, opens: '08:00', closes: '15:00', place: '社区服务中心二楼会议室' })
}

export interface PrimaryBallots {
  readonly issued: number
  readonly returned: number
  readonly invalid: number
}

/**
 * The evening of a primary: its sheet typed twice, then the outcome. Each next name on the ballot has a tenth of the
 * valid ballots less, from six tenths on; `shares` says otherwise, in tenths by place on the ballot.
 */
export async function countPrimary(
  { officer, firstTypist, secondTypist }: Pick<Cast, 'officer' | 'firstTypist' | 'secondTypist'>,
  electionId: number,
  { issued, returned, invalid }: PrimaryBallots,
  shares: readonly number[] = [6, 5, 4, 3, 2, 1],
): Promise<void> {
  const page = `${homeOf(electionId)}/primary/enter-primary`
  const valid = returned - invalid
  for (const typist of [firstTypist, secondTypist]) {
    await typist.open(page)
    await carryOut(typist, {}, `${page}/start`)
    const fields = [...typist.html.matchAll(/name="(candidate-\d+-for)"/g)].map(([, name]) => name as string)
    const votes = fields.map((name, place) => [name, Math.floor((valid * (shares[place] ?? 1)) / 10)] as const)
    const ballots = { ballotsIssued: issued, ballotsReturned: returned, validBallots: valid, invalidBallots: invalid }
    await typist.submit({ ...ballots, ...Object.fromEntries(votes) }, page)
    insistOnSuccess(typist, page)
  }
  await officer.open(`${homeOf(electionId)}/primary/decide-primary`)
  await carryOut(officer, {})
}

/** A candidate hands in a written withdrawal: the first on the list, or the one at the given place of it. */
export async function withdrawCandidate(officer: Browser, electionId: number, on: PlainDate, place = 0): Promise<void> {
  await officer.open(`${homeOf(electionId)}/candidates`)
  const links = [...officer.html.matchAll(/href="([^"]*\/record-drop-out)"/g)].map(([, href]) => href as string)
  const page = links[place] ?? ''
  await officer.open(page)
  const facts = { reason: 'withdrew', on, isWritten: 'yes', document: '放弃候选人资格申请（本人签名），存选举档案' }
  await carryOut(officer, { ...facts, step: 'review' }, page)
  await officer.submit({ step: 'confirm' }, page)
  insistOnSuccess(officer, page)
}
