import type { PlainDate } from '../../../lib/plain-date.js'

export type OrganisationEvent =
  | { type: 'installed'; kind: 'drill' | 'real'; bureauName: string }
  | { type: 'signedIn' }
  | { type: 'signedOut' }
  | { type: 'signInRefused'; signInName: string; reason: 'unknown' | 'password' | 'locked' | 'inactive' }
  | { type: 'passwordChanged'; accountId: number }
  | {
      type: 'accountCreated'
      accountId: number
      signInName: string
      role: string
      townshipId: number | null
      communityId: number | null
    }
  | { type: 'accountChanged'; accountId: number; isActive: boolean; displayName: string }
  | { type: 'passwordReset'; accountId: number }
  | {
      type: 'strokesEntered'
      character: string
      codePoint: string
      count: number
      strokes: string
      source: string
      before: object | null
    }
  | { type: 'townshipAdded'; townshipId: number; name: string }
  | { type: 'communityAdded'; communityId: number; name: string }
  | {
      type: 'seasonOpened'
      seasonId: number
      termNumber: number
      firstDay: PlainDate
      lastDay: PlainDate
      target: string
    }
  | { type: 'seasonChanged'; seasonId: number; before: object; after: object; reason: string }
  | { type: 'drillTodayMoved'; seasonId: number; from: PlainDate; to: PlainDate }
  | {
      type: 'participationChanged'
      seasonId: number
      communityId: number
      participation: string
      reason: string | null
    }
  // Rows from before they were sealed, or that a new form of the tables has changed.
  | { type: 'rowsSealed'; migrations: readonly string[]; rows: number; leftBroken: number }
  // What no event told of: a fault of the house, which says so itself.
  | { type: 'changedSilently'; tables: readonly string[] }
