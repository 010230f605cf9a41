import type { Generated, Selectable } from 'kysely'

/** A file as somebody sent it. */
export interface StoredFileTable {
  id: Generated<number>
  /** In bytes. */
  size: number
  /** SHA-256 of the file as it was sent. */
  sha256: string
  /** 1: something refers to it. What nobody took up is swept away. */
  isKept: number
  storedAt: string
  /** Kept no longer than this; null: for as long as something refers to it. */
  keptUntil: string | null
}

/** A piece of a file, encrypted by itself. */
export interface StoredFilePieceTable {
  fileId: number
  /** From 0 on. */
  number: number
  sealed: Buffer
}

/** Long work that goes on by itself: nobody's page waits for it. Instants here are the machine's, not a drill's. */
export interface JobTable {
  id: Generated<number>
  /** Which work (`src/worker.ts` knows who does it). */
  kind: string
  /** What it is done to, `register-import 12`: never two jobs at a time on one thing. */
  subject: string
  electionId: number | null
  state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled'
  /** What it is at, in the words of the page. */
  phase: string
  phaseStartedAt: string | null
  done: number
  /** Null: not known how much there is. */
  total: number | null
  /** JSON: what the work was asked for, with who asked. */
  input: string
  /** JSON: what came of it, or why nothing did. */
  outcome: string | null
  requestedBy: number
  requestedAt: string
  startedAt: string | null
  finishedAt: string | null
  /** The process that does it, `host/process/start`, and when it last gave a sign of life. */
  runner: string | null
  heartbeatAt: string | null
  /** How often it was begun: once more after each process that died over it. */
  attempts: Generated<number>
  /** 1: somebody wants it stopped. */
  isCancelled: Generated<number>
}

/** A job as it is read. */
export type Job = Selectable<JobTable>
