import type { Generated } from 'kysely'
import type { PlainDate } from '../../../lib/plain-date.js'
import type { Role } from '../../security/roles.js'

/** This installation: for drills or for real elections, never for both. One row. */
export interface InstallationTable {
  id: number
  kind: 'drill' | 'real'
  bureauName: string
  createdAt: string
}

/** A street office (街道), town (镇) or township (乡). */
export interface TownshipTable {
  id: Generated<number>
  code: string
  name: string
  kind: 'subdistrict' | 'township' | 'town'
}

/** A community: the area that elects one residents' committee. */
export interface CommunityTable {
  id: Generated<number>
  townshipId: number
  code: string
  name: string
}

/** A person who signs in; the role says what they may do, township or community where. */
export interface AccountTable {
  id: Generated<number>
  signInName: string
  displayName: string
  passwordHash: string
  role: Role
  townshipId: number | null
  communityId: number | null
  isActive: Generated<number>
  mustChangePassword: Generated<number>
  createdAt: string
  version: Generated<number>
}

/** A signed-in browser, found by the SHA-256 of its session id; the id itself is never kept. */
export interface SessionTable {
  idHash: string
  accountId: number | null
  content: string
  expiresAt: string
}

/** Failed sign-ins in a row, kept across restarts. */
export interface SignInFailureTable {
  signInName: string
  failures: number
  lockedUntil: string | null
}

/** Forms already carried out, so that a double click does nothing twice. */
export interface SubmittedFormTable {
  formId: string
  /** On the season's calendar, as all that people do; a drill has one of its own. */
  claimedAt: string
}

/** What somebody did, chained by hash to what was done before. Never changed, never deleted. */
export interface AuditEventTable {
  id: Generated<number>
  sequence: number
  at: string
  accountId: number | null
  /** Name and role as they were then. */
  accountName: string
  role: string
  electionId: number | null
  type: string
  /** The event as JSON. */
  content: string
  /** Keeps the hashes of who and what from being guessed; empty in events from before there was one. */
  salt: Generated<string>
  previousHash: string
  /** Hash of the event before it of the same election. */
  previousInElection: string | null
  hash: string
  /** SHA-256 over the seals of the rows that its transaction touched; blank: none, or another event of it has them. */
  sealed: Generated<string>
}

/** What a covered row was after a change, with the events that tell of it (`sealed-tables.ts`). Never changed. */
export interface RowSealTable {
  id: Generated<number>
  tableName: string
  /** Its primary key as text: `12`, or `3/5` of two columns. */
  rowKey: string
  /** The last event of the transaction that changed it: the one whose hash proves this seal. */
  sequence: number
  /** The first event of that transaction. */
  firstSequence: number
  /** SHA-256 of its content; blank: it was deleted. */
  hash: string
}

/** What the transaction that is under way has touched; empty outside of one. */
export interface TouchedRowTable {
  id: number
  tableName: string
  rowKey: string
}

/** The last link of the chain. One row; writing an event locks it. */
export interface AuditHeadTable {
  id: number
  sequence: number
  hash: string
}

/** Strokes of a character that the table of the house lacks, for the order by strokes of the surname. */
export interface CharacterStrokesTable {
  character: string
  count: number
  /** 横竖撇点折 as 1 to 5, from the first on; as many as decide the place. */
  strokes: string
  /** The dictionary they were read in. */
  source: string
  enteredBy: number
  enteredAt: string
  version: Generated<number>
}

/** One round of regular elections in the city, e.g. the ninth term, April to July. */
export interface SeasonTable {
  id: Generated<number>
  installationKind: 'drill' | 'real'
  termNumber: number
  firstDay: PlainDate
  lastDay: PlainDate
  /** Target of the direct-election rate as a fraction. */
  targetNum: number
  targetDen: number
  /** JSON list of the forms that count as direct. */
  directForms: string
  /** A drill's own today; null in a real season. */
  drillToday: PlainDate | null
  version: Generated<number>
}

/** Whether all communities of a township must elect directly this season. */
export interface SeasonTownshipTable {
  seasonId: number
  townshipId: number
  mustAllBeDirect: number
}

/** Whether a community elects this season, and if not, why. */
export interface SeasonCommunityTable {
  seasonId: number
  communityId: number
  participation: 'takingPart' | 'postponed' | 'notHeld'
  reason: string | null
}
