import { z } from 'zod'
import type { AuditEvent } from '../infra/audit-log/events.js'
import { contentKeyOf, linkOf } from '../infra/audit-log/event-hash.js'
import type { Db } from '../infra/db/database.js'
import { listElectionEvents } from './record-queries.js'
import type { RecordedEvent } from './record-schema.js'

const sheetId = z.int()
const roundId = z.int()
const rollMade = { version: z.int(), on: z.string(), voters: z.int(), electors: z.int(), hash: z.string() }
const elected = z.object({ postId: z.int(), name: z.string(), votes: z.int() })

/**
 * Events whose content a record shows, and what of it can be held against the rest: they name nobody but candidates
 * elected, and hold no free text. All others are shown by their kind and time alone.
 */
const openContents = {
  electionOpened: z.object({ ruleSetId: z.string(), ruleSetVersion: z.int() }),
  milestoneReached: z.object({ milestone: z.string(), round: z.int() }),
  rollPosted: z.object(rollMade),
  rollCorrected: z.object(rollMade),
  rollClosed: z.object(rollMade),
  pollClosed: z.object({ roundId, issued: z.int() }),
  sheetEntered: z.object({ sheetId, state: z.string() }),
  differencesResolved: z.object({ sheetId, resolution: z.string() }),
  resultProposed: z.object({ roundId, hash: z.string() }),
  resultDeclared: z.object({ roundId, hash: z.string(), elected: z.array(elected), followUp: z.string() }),
} satisfies Partial<Record<AuditEvent['type'], z.ZodType>>

export type OpenType = keyof typeof openContents

export type OpenContent<T extends OpenType> = z.infer<(typeof openContents)[T]>

export function isOpenType(type: string): type is OpenType {
  return Object.hasOwn(openContents, type)
}

/** Every event of an election as a record shows it. */
export async function loadEvents(db: Db, electionId: number): Promise<RecordedEvent[]> {
  const rows = await listElectionEvents(db, electionId)
  return rows.map((row) => {
    const { sequence, at, type, actorHash, contentHash, previousHash, previousInElection } = linkOf(row)
    const link = { sequence, at, type, actorHash, contentHash, previousHash, previousInElection, hash: row.hash }
    return isOpenType(type) ? { ...link, opened: { key: contentKeyOf(row.salt), content: row.content } } : link
  })
}

/** What an open event says; undefined for any other, and for one that says nothing of the kind. */
export function openContentOf<T extends OpenType>(event: RecordedEvent, type: T): OpenContent<T> | undefined {
  if (event.type !== type || event.opened === undefined) return undefined
  try {
    const parsed = openContents[type].safeParse(JSON.parse(event.opened.content))
    return parsed.success ? (parsed.data as OpenContent<T>) : undefined
  } catch {
    return undefined
  }
}
