import type { Db } from '../db/database.js'
import { type BrokenLink, brokenLinksUpTo } from './check-chain.js'
import { hashOfEvent } from './event-hash.js'

/** What somebody kept of the log elsewhere: an event, and its hash or the beginning of it. */
export interface KeptPoint {
  readonly sequence: number
  readonly hash: string
}

/** How today's log stands to what was kept. */
export type LogComparison =
  | { readonly is: 'same' }
  /**
   * The event is another, or one before it is. `broken`: where today's log does not hold; null: it holds from end to
   * end, and so was made anew as a whole.
   */
  | { readonly is: 'altered'; readonly isSameAtEnd: boolean; readonly broken: BrokenLink | null }
  /** It ends before the event. */
  | { readonly is: 'shorter'; readonly last: number }

/**
 * Whether today's log still holds an event as it was kept, with everything before it: each link is gone through anew,
 * since whoever changes an early event need not touch the late ones.
 */
export async function compareLog(
  db: Db,
  { sequence, hash }: KeptPoint,
  progress: (events: number) => void = () => undefined,
): Promise<LogComparison> {
  const last = await findLastSequence(db)
  if (last < sequence) return { is: 'shorter', last }
  let broken: BrokenLink | null = null
  for await (const link of brokenLinksUpTo(db, sequence, progress)) {
    broken = link
    break
  }
  const isSameAtEnd = (await findHash(db, sequence))?.startsWith(hash) ?? false
  return isSameAtEnd && broken === null ? { is: 'same' } : { is: 'altered', isSameAtEnd, broken }
}

/** The hash of an event as it follows from what the event says today; undefined: there is none of this number. */
export async function findHash(db: Db, sequence: number): Promise<string | undefined> {
  const event = await db.selectFrom('auditEvent').selectAll().where('sequence', '=', sequence).executeTakeFirst()
  return event && hashOfEvent(event)
}

async function findLastSequence(db: Db): Promise<number> {
  const { last } = await db
    .selectFrom('auditEvent')
    .select(({ fn }) => fn.max('sequence').as('last'))
    .executeTakeFirstOrThrow()
  return last ?? 0
}
