import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { assert } from '../../../src/lib/assert.js'

/** A place at which a ballot is asked for. */
export interface CrowdSeat {
  readonly electionId: number
  readonly stationId: number
  readonly accountId: number
}

/** One voter, for whom all these desks of a process ask at once. */
export interface CrowdTurn {
  readonly voterId: number
  readonly seats: readonly CrowdSeat[]
}

export interface TurnDone {
  readonly issued: number
}

const member = new URL('./crowd-member.js', import.meta.url)

/**
 * Several processes, each with its own connection to one database file, ask for a ballot for the same voter at the
 * same word, a number of desks in each at once; then for the next. Answers which voters were handed one: exactly one
 * of all who asked must be told so.
 */
export async function attemptAsCrowd(file: string, members: number, turns: Iterable<CrowdTurn>): Promise<number[]> {
  const children = await Promise.all(Array.from({ length: members }, async () => await startMember(file)))
  const issuedTo: number[] = []
  for (const turn of turns) {
    const done = await Promise.all(children.map(async (child, n) => await turnOf(child, turn, n, members)))
    const issued = done.reduce((sum, each) => sum + each.issued, 0)
    assert(issued === 1, `one of the desks hands out the ballot of a voter, not ${issued}`)
    issuedTo.push(turn.voterId)
  }
  await Promise.all(children.map(endMember))
  return issuedTo
}

async function startMember(file: string): Promise<ChildProcess> {
  const child = fork(member, {
    env: { ...process.env, DATABASE_URL: file },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  await once(child, 'message')
  return child
}

/** Each process takes its part of the desks. */
async function turnOf(
  child: ChildProcess,
  { voterId, seats }: CrowdTurn,
  part: number,
  parts: number,
): Promise<TurnDone> {
  const gone = new Promise<never>((_resolve, reject) =>
    child.once('exit', (code) => reject(new Error(`ended: ${code}`))),
  )
  const answer = once(child, 'message')
  child.send({ voterId, seats: seats.filter((_seat, n) => n % parts === part) } satisfies CrowdTurn)
  const [done] = (await Promise.race([answer, gone])) as [TurnDone]
  child.removeAllListeners('exit')
  return done
}

async function endMember(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit')
  child.disconnect()
  await gone
}
