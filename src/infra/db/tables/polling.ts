import type { Generated } from 'kysely'

/** A polling place of a round, with the account of its ballots. */
export interface PollingStationTable {
  id: Generated<number>
  roundId: number
  number: number
  kind: 'central' | 'station' | 'mobile'
  name: string
  place: string
  /** JSON list of the residents' groups served; empty: all. */
  residentsGroups: string
  /** Announced hours, `08:00`. */
  opens: string
  closes: string
  /** 1: a place for writing in secret (秘密写票处) is set up. */
  hasVotingBooth: number
  openedAt: string | null
  /** The two who saw the empty box sealed: 陈国强、林美芳. */
  openingWitnesses: string | null
  closedAt: string | null
  ballotsReceived: number | null
  /** Spoiled by the voter and replaced. */
  ballotsSpoiled: number | null
  ballotsUnused: number | null
  /** Why received is not issued + spoiled + unused, where it is not. */
  differenceExplained: string | null
  /** The two who signed the account of the ballots. */
  closingWitnesses: string | null
  version: Generated<number>
}

/** A member of a station's staff. */
export interface StationStaffTable {
  id: Generated<number>
  stationId: number
  function: 'head' | 'scrutineer' | 'ballotIssuer' | 'voteCounter' | 'ballotCaller' | 'scribe'
  name: string
}

/** A voter who came and was handed a ballot; undone entries stay, with the reason. */
export interface CheckInTable {
  id: Generated<number>
  roundId: number
  stationId: number
  voterId: number
  at: string
  accountId: number
  undoneAt: string | null
  undoneBy: number | null
  undoneReason: string | null
}

/** The station a check-in clerk sits at. */
export interface CheckInDeskTable {
  accountId: number
  stationId: number
}
