import type { Db } from '../db/database.js'
import { type KeptSeal, listRowSeals } from '../db/row-seals.js'
import { type HashedEvent, hashOfEvent } from './event-hash.js'
import { addSeal, hashOfSeals } from './seal-rows.js'

/** A place in the log that does not hold. */
export interface BrokenLink {
  readonly sequence: number
  /**
   * `changed`: it is not what its hash was made of. `unlinked`: it does not follow the one before it; `strayed`: nor the
   * one before it of its election. `missing`: none has this number. `added`: more than the head of the log knows of.
   * `seals`: the seals of the rows that it touched are others. `end`: the head of the log names another last event.
   */
  readonly what: 'changed' | 'unlinked' | 'strayed' | 'missing' | 'added' | 'seals' | 'end'
}

const page = 2_000

type ChainedEvent = HashedEvent & { readonly hash: string }

/**
 * Every link of the log that does not hold: each event against its hash, the one before it, the one before it of its
 * election, so that a record of one election can show that none of its events is missing, and the seals it vouches for.
 */
export async function* brokenLinks(
  db: Db,
  progress: (events: number) => void = () => undefined,
): AsyncGenerator<BrokenLink> {
  const walk = newWalk(db)
  for (;;) {
    const events = await listEventsAfter(db, walk.sequence)
    for (const event of events) yield* walk.take(event)
    progress(walk.sequence)
    if (events.length > 0) continue
    const head = await getHead(db)
    const next = await walk.seals.next()
    // Somebody has worked on meanwhile: their events are looked at too.
    if (head.last > walk.sequence || (await isAfter(db, walk.sequence))) continue
    for (let missing = walk.sequence + 1; missing <= head.sequence; missing += 1)
      yield { sequence: missing, what: 'missing' }
    if (walk.sequence > head.sequence) yield { sequence: head.sequence + 1, what: 'added' }
    if (walk.sequence === head.sequence && walk.hash !== head.hash) yield { sequence: walk.sequence, what: 'end' }
    if (next) yield { sequence: next.sequence, what: 'seals' }
    return
  }
}

/** Every link up to an event that does not hold, whatever comes after it. */
export async function* brokenLinksUpTo(
  db: Db,
  last: number,
  progress: (events: number) => void = () => undefined,
): AsyncGenerator<BrokenLink> {
  const walk = newWalk(db)
  for (;;) {
    const events = await listEventsAfter(db, walk.sequence, last)
    if (events.length === 0) break
    for (const event of events) yield* walk.take(event)
    progress(walk.sequence)
  }
  for (let missing = walk.sequence + 1; missing <= last; missing += 1) yield { sequence: missing, what: 'missing' }
}

/** Where the chain breaks first, or undefined when every link holds and it ends at the head. */
export async function findBrokenLink(db: Db): Promise<BrokenLink | undefined> {
  for await (const broken of brokenLinks(db)) return broken
  return undefined
}

/** What of the log has been gone through. */
function newWalk(db: Db) {
  const lastOf = new Map<number, string>()
  const seals = newSealReader(db)
  const walk = { sequence: 0, hash: '0'.repeat(64), seals, take }
  return walk

  async function* take(event: ChainedEvent): AsyncGenerator<BrokenLink> {
    const { sequence, electionId } = event
    const isNext = sequence === walk.sequence + 1
    for (let missing = walk.sequence + 1; missing < sequence; missing += 1) yield { sequence: missing, what: 'missing' }
    if (event.hash !== hashOfEvent(event)) yield { sequence, what: 'changed' }
    else if (isNext && event.previousHash !== walk.hash) yield { sequence, what: 'unlinked' }
    else if (isNext && event.salt !== '' && event.previousInElection !== before(electionId))
      yield { sequence, what: 'strayed' }
    yield* sealsUpTo(event)
    walk.sequence = sequence
    walk.hash = event.hash
    if (electionId !== null) lastOf.set(electionId, event.hash)
  }

  function before(electionId: number | null): string | null {
    return electionId === null ? null : (lastOf.get(electionId) ?? null)
  }

  /** Goes on through the seals up to those of an event: they must be those it vouches for, and none out of turn. */
  async function* sealsUpTo({ sequence, sealed }: ChainedEvent): AsyncGenerator<BrokenLink> {
    let hash: ReturnType<typeof hashOfSeals> | undefined
    for (let seal = await seals.next(); seal && seal.sequence <= sequence; seal = await seals.next()) {
      seals.take()
      if (seal.sequence < sequence) {
        yield { sequence: seal.sequence, what: 'seals' }
        continue
      }
      hash ??= hashOfSeals({ first: seal.firstSequence, last: seal.sequence })
      addSeal(hash, seal)
    }
    if ((hash?.digest('hex') ?? '') !== sealed) yield { sequence, what: 'seals' }
  }
}

/** The seals one after another. */
function newSealReader(db: Db) {
  let held: readonly KeptSeal[] = []
  let at = 0
  let last = 0
  return {
    next: async (): Promise<KeptSeal | undefined> => {
      if (at >= held.length) {
        held = await listRowSeals(db, last, page)
        at = 0
        last = held.at(-1)?.id ?? last
      }
      return held[at]
    },
    take: () => {
      at += 1
    },
  }
}

async function listEventsAfter(db: Db, sequence: number, last?: number) {
  return await db
    .selectFrom('auditEvent')
    .selectAll()
    .where('sequence', '>', sequence)
    .$if(last !== undefined, (query) => query.where('sequence', '<=', last as number))
    .orderBy('sequence')
    .limit(page)
    .execute()
}

async function isAfter(db: Db, sequence: number): Promise<boolean> {
  const row = await db
    .selectFrom('auditEvent')
    .select('id')
    .where('sequence', '>', sequence)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** The head and the last event as they stand at one instant: one statement, so that no event comes between. */
async function getHead(db: Db) {
  const head = await db
    .selectFrom('auditHead')
    .select(['sequence', 'hash'])
    .select((eb) =>
      eb
        .selectFrom('auditEvent')
        .select(({ fn }) => fn.max('auditEvent.sequence').as('highest'))
        .as('last'),
    )
    .where('id', '=', 1)
    .executeTakeFirstOrThrow()
  return { ...head, last: head.last ?? 0 }
}
