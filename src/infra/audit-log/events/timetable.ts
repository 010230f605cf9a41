import type { PlainDate } from '../../../lib/plain-date.js'

export type TimetableEvent =
  | {
      type: 'electionOpened'
      communityId: number
      form: string
      electionDay: PlainDate
      ruleSetId: string
      ruleSetVersion: number
      posts: object[]
    }
  | { type: 'electionChanged'; before: object; after: object }
  | {
      type: 'figureSet'
      figure: string
      before: string
      after: string
      reason: string
      document: string | null
      acknowledged: readonly string[]
    }
  | {
      type: 'figureSetForSeason'
      seasonId: number
      figure: string
      after: string
      reason: string
      document: string | null
      /** Names of the communities to which it was applied, and why not to the others. */
      applied: readonly string[]
      notApplied: readonly string[]
    }
  | { type: 'electionCommitteeFormed'; selectedOn: PlainDate; members: object[]; reserves?: object[] }
  | {
      type: 'formDecided'
      number: number
      form: string
      decidedBy: string
      on: PlainDate
      entitled: number
      present: number
      inFavour: number
      document: string
    }
  | {
      type: 'stepRecorded'
      step: string
      on: PlainDate
      note: string
      before: PlainDate | null
      withSpeeches?: boolean
    }
  | { type: 'holidaysChanged'; seasonId: number; source: string; before: object | null; after: object }
  | { type: 'milestoneReached'; milestone: string; round: number; on: PlainDate }
  | {
      type: 'roundOpened'
      roundId: number
      number: number
      kind: string
      votingDay: PlainDate
      posts: object[]
      candidates: object[]
      /** The frozen list of candidates. */
      list: { readonly version: number; readonly hash: string }
      lateReason?: string
    }
