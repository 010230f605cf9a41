import type { PlainDate } from '../lib/plain-date.js'
import type { DirectElectionTarget } from '../rules/direct-election-rate.js'
import type { ElectionForm } from '../rules/election-form.js'
import { type RateChange, type RatedCommunity, rateOnDay } from '../rules/rate-history.js'
import type { Db } from '../infra/db/database.js'
import type { Account } from '../infra/http/context.js'
import { getSeason, listParticipation, listSeasonTownships } from '../organisation/queries.js'
import {
  listCommunityDays,
  listDeclarations,
  listFormChanges,
  listParticipationChanges,
  listSettingChanges,
  listVerdictDays,
} from './history-queries.js'
import { listCommunityElections } from './queries.js'

/** A change with what is on record of it beside its effect. */
export type RecordedChange = RateChange & {
  readonly by: string
  /** Why: of a target that was changed, or of a community that does not elect. */
  readonly reason: string
  /** Of a declaration: a vote that was counted or held again. */
  readonly note: '' | 'recount' | 'rerun'
}

/** Everything the rate of a season rests on, with its days. */
export interface RateRecord {
  readonly settings: DirectElectionTarget
  readonly changes: readonly RecordedChange[]
  readonly communities: readonly RatedCommunity[]
  readonly townships: readonly { readonly id: number; readonly name: string }[]
}

/**
 * What is on record of the rate within what an account may see: from the log, the declarations and the verdicts, each
 * with its day, and nothing from how the season stands today, except where nothing was ever changed.
 */
export async function rateRecordOf(db: Db, seasonId: number, account: Account): Promise<RateRecord> {
  const rows = await listCommunityElections(db, seasonId, account)
  const since = await listCommunityDays(db)
  const townships = await listSeasonTownships(db, seasonId)
  const settings = await listSettingChanges(db, seasonId)
  const seen = new Set(rows.map(({ id }) => id))
  const ownTowns = new Set(rows.map(({ townshipId }) => townshipId))
  const changes = [
    ...settings.map(({ on, by, after, reason }) => changeOf({ on, kind: 'settings', settings: after }, { by, reason })),
    ...(await participationChanges(db, seasonId)),
    ...(await formChanges(db, seasonId)),
    ...(await declarations(db, seasonId)),
    ...(await confirmations(db, seasonId)),
  ]
  return {
    settings: settings[0]?.before ?? (await settingsNow(db, seasonId)),
    changes: changes.filter((change) => change.kind === 'settings' || seen.has(change.communityId)),
    communities: rows.map(({ id, name, townshipId }) => ({
      communityId: id,
      communityName: name,
      townshipId,
      since: since.get(id),
    })),
    townships: townships.filter(({ id }) => ownTowns.has(id)),
  }
}

/** The rate at the end of a day. */
export function rateOf({ changes, communities, settings }: RateRecord, day: PlainDate) {
  return rateOnDay(changes, communities, settings, day)
}

function changeOf(change: RateChange, { by = '', reason = '', note = '' }: Partial<RecordedChange>): RecordedChange {
  return { ...change, by, reason, note }
}

/** Where the settings were never changed they are what they were from the first. */
async function settingsNow(db: Db, seasonId: number): Promise<DirectElectionTarget> {
  const { targetNum, targetDen, directForms } = await getSeason(db, seasonId)
  const townships = await listSeasonTownships(db, seasonId)
  const mustAllBeDirect = townships.filter((township) => township.mustAllBeDirect).map(({ id }) => id)
  return { target: { num: targetNum, den: targetDen }, directForms, mustAllBeDirect }
}

/** As said from day to day; what was set up together with the season has stood from its first day. */
async function participationChanges(db: Db, seasonId: number): Promise<RecordedChange[]> {
  const said = await listParticipationChanges(db, seasonId)
  const spokenOf = new Set(said.map(({ communityId }) => communityId))
  const { firstDay } = await getSeason(db, seasonId)
  const first = (await listParticipation(db, seasonId))
    .filter(({ communityId }) => !spokenOf.has(communityId))
    .map(({ reason, ...entry }) => ({ ...entry, on: firstDay, by: '', reason: reason ?? '' }))
  return [...first, ...said].map(({ on, communityId, participation, by, reason }) =>
    changeOf({ on, kind: 'participation', communityId, participation }, { by, reason }),
  )
}

async function formChanges(db: Db, seasonId: number): Promise<RecordedChange[]> {
  return (await listFormChanges(db, seasonId)).map(({ on, by, communityId, form }) =>
    changeOf({ on, kind: 'form', communityId, form }, { by }),
  )
}

async function declarations(db: Db, seasonId: number): Promise<RecordedChange[]> {
  return (await listDeclarations(db, seasonId)).map(({ on, by, communityId, isValid, recount, kind }) =>
    changeOf(
      { on, kind: 'declared', communityId, isValid },
      { by, note: recount > 0 ? 'recount' : kind === 'rerun' ? 'rerun' : '' },
    ),
  )
}

/** A verdict that is given takes the one before it out of force; the second name puts it in force. */
async function confirmations(db: Db, seasonId: number): Promise<RecordedChange[]> {
  const inForce = new Map<number, ElectionForm | null>()
  return (await listVerdictDays(db, seasonId)).flatMap(({ on, by, communityId, verdict, form, place, agrees }) => {
    const confirmed = place === 2 && agrees === 1 && verdict === 'confirmed' ? form : null
    if ((inForce.get(communityId) ?? null) === confirmed) return []
    inForce.set(communityId, confirmed)
    return [changeOf({ on, kind: 'confirmed', communityId, form: confirmed }, { by })]
  })
}
