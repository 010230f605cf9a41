import { recordEvent } from '../infra/audit-log/record-event.js'
import type { Trx } from '../infra/db/database.js'
import type { BoxActKind } from '../rules/box-acts.js'
import { insertBoxAct } from './ballot-step-queries.js'
import type { Scene } from './open-station.js'
import type { Station } from './queries.js'

export interface BoxActWish {
  readonly boxNumber: string
  readonly place: string
  readonly firstName: string
  readonly secondName: string
  /** Default: the seal is whole. */
  readonly isSealWhole?: boolean
  readonly note?: string | null
}

/** Records what was done to a station's box before two people, with its event. */
export async function recordBoxAct(
  trx: Trx,
  { election, actor }: Pick<Scene, 'election' | 'actor'>,
  { id: stationId }: Pick<Station, 'id'>,
  kind: BoxActKind,
  wish: BoxActWish,
): Promise<void> {
  const { isSealWhole = true, note = null, boxNumber, place, firstName, secondName } = wish
  const act = { stationId, kind, boxNumber, place, note }
  const row = { ...act, firstName, secondName, isSealWhole: isSealWhole ? 1 : 0, at: actor.at }
  await insertBoxAct(trx, { ...row, accountId: actor.accountId ?? 0 })
  const witnesses = `${firstName}、${secondName}`
  await recordEvent(trx, actor, { type: 'boxActRecorded', ...act, witnesses, isSealWhole }, election.id)
}
