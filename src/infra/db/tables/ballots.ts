import type { Generated } from 'kysely'

/** A proof of the ballot with everything it was made from; never changed, frozen by its two approvals. */
export interface BallotDesignTable {
  id: Generated<number>
  roundId: number
  kind: 'vote' | 'primary'
  /** Counts up within the round and kind; a change is a new number. */
  number: number
  /** JSON: what stands on it (rules/ballot-content.ts). */
  content: string
  /** JSON: paper, arrangement and colours. */
  layout: string
  /** JSON: the place of every box on its page, for reading a scan. */
  geometry: string
  /** SHA-256 of content and layout; its beginning is printed on every ballot. */
  fingerprint: string
  pages: number
  /** With 样票 across each page. */
  samplePdf: Buffer
  /** What is printed; in a drill the sample again. */
  printPdf: Buffer
  printSha256: string
  madeAt: string
  madeBy: number
}

/** One of the two approvals of a proof, by different accounts. */
export interface BallotApprovalTable {
  id: Generated<number>
  designId: number
  place: number
  accountId: number
  approvedAt: string
}

/** A step of the ballots' way: printed, handed to a station, brought back, left over, sealed (选票印制、发放、封存记录). */
export interface BallotStepTable {
  id: Generated<number>
  roundId: number
  /** Null: at the election committee. */
  stationId: number | null
  kind: 'printed' | 'printedLess' | 'handedOut' | 'broughtBack' | 'spoiled' | 'unused' | 'sealed'
  ballots: number
  /** As the delivery note or the account before said. */
  announced: number | null
  /** Who gave. */
  firstName: string
  /** Who took or checked. */
  secondName: string
  explanation: string | null
  at: string
  accountId: number
}

/** An act on a station's ballot box before two people (票箱启封、封存记录). */
export interface BoxActTable {
  id: Generated<number>
  stationId: number
  kind: 'shownEmpty' | 'sealed' | 'departed' | 'arrived' | 'unsealed'
  boxNumber: string
  place: string
  firstName: string
  secondName: string
  isSealWhole: number
  note: string | null
  at: string
  accountId: number
}
