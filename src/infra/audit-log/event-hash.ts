import { createHash } from 'node:crypto'
import type { AuditEventTable } from '../db/tables/organisation.js'

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/**
 * What of an event anybody may see: what kind it was and when, and hashes from which nobody can tell who did it or
 * what it says. It is all that the event's own hash is made of, so a chain can be checked without personal data.
 */
export interface EventLink {
  readonly previousHash: string
  /** Hash of the event before it of the same election; null for the first one and for events of no election. */
  readonly previousInElection: string | null
  readonly sequence: number
  readonly at: string
  readonly electionId: number | null
  readonly type: string
  readonly actorHash: string
  readonly contentHash: string
}

/** SHA-256 over the fields of a link as one JSON list, so that none can run into the next. */
export function hashOfLink(link: EventLink): string {
  return sha256(
    JSON.stringify([
      link.previousHash,
      link.previousInElection,
      link.sequence,
      link.at,
      link.electionId,
      link.type,
      link.actorHash,
      link.contentHash,
    ]),
  )
}

/** Whoever knows the key and the text can check the hash; without the key no guess at the text can be tried. */
export function hashOfContent(key: string, content: string): string {
  return sha256(JSON.stringify([key, content]))
}

/** The key that opens an event's content and leaves closed who did it: both come from the salt, and it from neither. */
export function contentKeyOf(salt: string): string {
  return sha256(`content ${salt}`)
}

function actorKeyOf(salt: string): string {
  return sha256(`actor ${salt}`)
}

/** An event as its hash is made of it. */
export type HashedEvent = Omit<AuditEventTable, 'id' | 'hash' | 'salt' | 'sealed'> & {
  readonly salt: string
  readonly sealed: string
}

export function linkOf(row: HashedEvent): EventLink {
  const { previousHash, previousInElection, sequence, at, electionId, type, salt, content } = row
  const actor = [actorKeyOf(salt), row.accountId, row.accountName, row.role]
  // What was touched is nobody's business who has the link alone: it is hashed with who did it, under the same key.
  const actorHash = sha256(JSON.stringify(row.sealed === '' ? actor : [...actor, row.sealed]))
  const contentHash = hashOfContent(contentKeyOf(salt), content)
  return { previousHash, previousInElection, sequence, at, electionId, type, actorHash, contentHash }
}

/** The hash of an event as the log holds it. Events from before there was a salt were hashed whole, and stay so. */
export function hashOfEvent(row: HashedEvent): string {
  if (row.salt !== '') return hashOfLink(linkOf(row))
  const { previousHash, sequence, at, accountId, accountName, role, electionId, type, content } = row
  return sha256(JSON.stringify([previousHash, sequence, at, accountId, accountName, role, electionId, type, content]))
}
