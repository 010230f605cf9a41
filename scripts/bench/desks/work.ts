import { setTimeout as pause } from 'node:timers/promises'
import type { Answer, DeskClient } from './desk-client.js'
import type { DeskVoter } from './poll-house.js'
import { type Timings, timings } from './timings.js'

/** What desks did: how long each kind of answer took, and whom they were told that they had handed a ballot. */
export interface DeskWork {
  readonly search: Timings
  readonly look: Timings
  readonly issue: Timings
  readonly acknowledged: Acknowledged[]
  /** Attempts that were told of another desk. */
  refused: number
}

export interface Acknowledged {
  readonly electionId: number
  readonly voterId: number
}

export function noWork(): DeskWork {
  return { search: timings(), look: timings(), issue: timings(), acknowledged: [], refused: 0 }
}

/** Notes an answer to an issue: a ballot, or who was faster and where and when. Anything else is an error. */
function note(work: DeskWork, { seat }: DeskClient, voterId: number, { status, body }: Answer): void {
  if (status === 200 && body.includes('desk-done')) work.acknowledged.push({ electionId: seat.electionId, voterId })
  else if (status === 409 && /已于 [\d:]+ 在.+领票，经办人/.test(body)) work.refused += 1
  else throw new Error(`an answer that is neither a ballot nor a refusal: ${status} ${body.slice(0, 300)}`)
}

/** A voter served as people do it: the number typed key by key, the person looked at, Enter. */
export async function serve(desk: DeskClient, { id, voterNumber }: DeskVoter, work: DeskWork): Promise<void> {
  const digits = String(voterNumber)
  for (let typed = 1; typed <= digits.length; typed += 1) {
    await expect200(work.search.time(async () => await desk.search(digits.slice(0, typed))))
  }
  await expect200(work.look.time(async () => await desk.look(id)))
  note(work, desk, id, await work.issue.time(async () => await desk.issue(id)))
}

async function expect200(asked: Promise<Answer>): Promise<void> {
  const { status } = await asked
  if (status !== 200) throw new Error(`a desk was answered ${status}`)
}

/** All desks at work side by side, each serving the next of its own voters every so many milliseconds. */
export async function workAtPace(
  desks: readonly DeskClient[],
  queueOf: (desk: DeskClient) => readonly DeskVoter[],
  everyMilliseconds: number,
): Promise<DeskWork> {
  const work = noWork()
  const start = performance.now()
  await Promise.all(
    desks.map(async (desk, index) => {
      const phase = (index * everyMilliseconds) / desks.length
      for (const [n, voter] of queueOf(desk).entries()) {
        const due = start + phase + n * everyMilliseconds
        await pause(Math.max(0, due - performance.now()))
        await serve(desk, voter, work)
      }
    }),
  )
  return work
}

/**
 * All desks of a place attempt the same voter at the same instant, and then the next: one of them is handed the
 * ballot. The others must be told of it.
 */
export async function attemptTogether(
  desks: readonly DeskClient[],
  voterOf: (desk: DeskClient, round: number) => DeskVoter,
  rounds: number,
): Promise<DeskWork> {
  const work = noWork()
  for (let round = 0; round < rounds; round += 1) {
    await Promise.all(
      desks.map(async (desk) => {
        const { id } = voterOf(desk, round)
        note(work, desk, id, await work.issue.time(async () => await desk.issue(id)))
      }),
    )
  }
  return work
}

/** Hands out ballots as fast as it goes until the server is gone; what was acknowledged by then must be kept. */
export async function issueUntilGone(
  desks: readonly DeskClient[],
  queueOf: (desk: DeskClient) => readonly DeskVoter[],
): Promise<Acknowledged[]> {
  const work = noWork()
  await Promise.all(
    desks.map(async (desk) => {
      for (const { id } of queueOf(desk)) {
        const answer = await desk.issue(id).catch(() => undefined)
        if (answer === undefined) return
        note(work, desk, id, answer)
      }
    }),
  )
  return work.acknowledged
}
