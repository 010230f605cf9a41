import { createHash, type Hash } from 'node:crypto'

/**
 * A backup is gzipped text, one JSON value a line: a head; then for each table its name and columns, its rows as lists,
 * and how many there were; then an end with the SHA-256 of all that stands before it. It is the same for both engines, so
 * an installation moves from SQLite to PostgreSQL by a backup and a restore.
 */
export const backupFormat = 'juxuan-backup/1'

export interface BackupHead {
  readonly format: typeof backupFormat
  /** Instant at which the picture of the data was taken, ISO in UTC. */
  readonly madeAt: string
  /** Names of the migrations that made the tables, in order. */
  readonly migrations: readonly string[]
  /** Keyed fingerprint of a fixed text: tells whether an installation has the data key of this backup, and not the key. */
  readonly keyMark: string
}

export interface TableHead {
  readonly table: string
  readonly columns: readonly string[]
  /** The last id that the table handed out, null where ids are not handed out: no id is ever used twice. */
  readonly lastId: number | null
}

export interface TableEnd {
  readonly rows: number
}

export interface BackupEnd {
  readonly end: true
  readonly tables: number
  readonly rows: number
  /** Hexadecimal, of every line before this one with its line feed. */
  readonly sha256: string
}

/** What a column holds in both engines. */
export type Value = string | number | null | Buffer
export type BackupLine = BackupHead | TableHead | TableEnd | BackupEnd | readonly WrittenValue[]
type WrittenValue = string | number | null | { readonly bytes: string }

/**
 * Tables that a backup leaves out: whoever has the file shall not be signed in by it, migrations are in its head, and what
 * a transaction has touched is its own.
 */
export const leftOut: ReadonlySet<string> = new Set([
  'session',
  'kysely_migration',
  'kysely_migration_lock',
  'touched_row',
])

/** The text whose keyed fingerprint is the head's `keyMark`. */
export const keyMarkText = 'juxuan backup'

export const writeRow = (row: readonly Value[]): readonly WrittenValue[] =>
  row.map((value) => (value instanceof Uint8Array ? { bytes: Buffer.from(value).toString('base64') } : value))

export const readRow = (row: readonly WrittenValue[]): Value[] =>
  row.map((value) => (value !== null && typeof value === 'object' ? Buffer.from(value.bytes, 'base64') : value))

/** Adds up the lines of a backup. */
export function lineHash(): Hash {
  return createHash('sha256')
}
