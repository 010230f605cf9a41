import type { Actor } from '../infra/audit-log/record-event.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import type { Trx } from '../infra/db/database.js'
import type { ElectionInScope } from '../infra/http/context.js'
import { Conflict } from '../infra/http/errors.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { vettingVerdict } from '../rules/vetting-verdict.js'
import { findNominee, updateNominee } from './queries.js'
import { listDepartments, listOpinionsOf } from './vetting-queries.js'

/** What is known of the election in which somebody is reviewed. */
export type ReviewedIn = Pick<ElectionInScope, 'id' | 'seasonId' | 'ruleSetId' | 'settings'>

/** Brings a nominee's verdict up to what the rows of the review say now. Who withdrew stays withdrawn. */
export async function settleVetting(trx: Trx, actor: Actor, election: ReviewedIn, nomineeId: number): Promise<void> {
  const nominee = await findNominee(trx, election.id, nomineeId)
  const rows = await listOpinionsOf(trx, nomineeId)
  if (!nominee || nominee.vetting === 'withdrawn') return
  const departments = await listDepartments(trx, election.seasonId)
  const { vetting, bars, reason } = vettingVerdict(rows, departments, ruleSetInForce(election))
  const days = rows.map(({ givenOn }) => givenOn).sort()
  const vettedOn = vetting === 'open' ? null : (days.at(-1) ?? null)
  const change = { vetting, vettingReason: reason || null, vettedOn, statutoryBars: bars }
  if (isAsBefore(nominee, change)) return
  if (!(await updateNominee(trx, nominee, change))) throw new Conflict()
  if (vetting === nominee.vetting && change.vettingReason === nominee.vettingReason) return
  const event = { type: 'nomineeVetted', nomineeId, vetting, reason: change.vettingReason, bars } as const
  await recordEvent(trx, actor, event, election.id)
}

type Verdict = Pick<
  NonNullable<Awaited<ReturnType<typeof findNominee>>>,
  'vetting' | 'vettingReason' | 'vettedOn' | 'statutoryBars'
>

function isAsBefore(nominee: Verdict, change: Verdict): boolean {
  const { vetting, vettingReason, vettedOn, statutoryBars } = nominee
  const before = { vetting, vettingReason, vettedOn, statutoryBars }
  return JSON.stringify(before) === JSON.stringify(change)
}
