import type { FastifyRequest } from 'fastify'
import { ok, type Result, refused } from '../lib/result.js'
import type { Finding } from '../rules/finding.js'
import type { Kinship } from '../rules/kinship.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import type { Db, Trx } from '../infra/db/database.js'
import type { ElectionInScope } from '../infra/http/context.js'
import { errorsFromFindings, type FormErrors, formErrors } from '../infra/http/forms.js'
import { asKinship, listCandidates, listKinships, listNominees } from '../nomination/queries.js'
import { listStaff, listStations, type NewStaffMember, replaceStaff } from './queries.js'
import { checkPersons } from './station-checks.js'

/** Who stands in the vote, and who is whose relative. */
export interface Bars {
  readonly candidates: readonly { readonly name: string; readonly voterId: number | null }[]
  readonly kinships: readonly Kinship[]
  /** Until the candidates are confirmed it is those nominated who are looked at, and nothing blocks. */
  readonly isConfirmed: boolean
}

export async function readBars(db: Db, election: ElectionInScope): Promise<Bars> {
  const kinships = (await listKinships(db, election.id)).map(asKinship)
  const candidates = await listCandidates(db, election.round.id)
  if (candidates.length > 0) return { candidates, kinships, isConfirmed: true }
  const nominees = await listNominees(db, election.id)
  const standing = nominees.filter(({ vetting }) => vetting === 'open' || vetting === 'passed')
  return { candidates: standing, kinships, isConfirmed: false }
}

type StaffOf = ReadonlyMap<number, readonly NewStaffMember[]>

/** What is to be said about the persons of a round's staff, were it as given. */
export async function staffFindings(db: Db, election: ElectionInScope, staff: StaffOf): Promise<Finding[]> {
  const { candidates, kinships, isConfirmed } = await readBars(db, election)
  const stations = (await listStations(db, election.round.id)).map((station) => {
    return { station, staff: staff.get(station.id) ?? [] }
  })
  const findings = checkPersons(stations, candidates, ruleSetInForce(election), kinships)
  if (isConfirmed) return findings
  return findings.map((finding) => ({
    ...finding,
    severity: 'warning',
    message: finding.message.replaceAll('候选人', '被提名人'),
  }))
}

/** The staff wished for some stations, the others as they are. */
export interface StaffWish {
  readonly staff: StaffOf
  /** Why it is arranged so although something is remarked. */
  readonly reason: string
}

/**
 * Changes the staff of stations whose staff was wished otherwise; returns the stations changed. What the rule forbids
 * blocks, what is remarked anew needs a reason; what was remarked before was answered then.
 */
export async function changeStaff(
  trx: Trx,
  { election, actor }: Pick<FastifyRequest, 'election' | 'actor'>,
  { staff: wished, reason }: StaffWish,
): Promise<Result<number[], FormErrors>> {
  const present = await listStaff(trx, election.round.id)
  const findings = await staffFindings(trx, election, new Map([...present, ...wished]))
  const errors = findings.filter(({ severity }) => severity === 'error')
  if (errors.length > 0) return refused(errorsFromFindings(errors))
  const before = new Set((await staffFindings(trx, election, present)).map(({ message }) => message))
  const remarked = findings.filter(({ message }) => !before.has(message))
  if (remarked.length > 0 && reason === '') {
    return refused(
      formErrors([
        ...errorsFromFindings(remarked).list,
        { field: 'staffReason', message: '上面是提醒，仍要这样安排的，请写明理由' },
      ]),
    )
  }
  const changed: number[] = []
  for (const [stationId, staff] of wished) {
    if (JSON.stringify(staff.map(plain)) === JSON.stringify((present.get(stationId) ?? []).map(plain))) continue
    await replaceStaff(trx, stationId, staff)
    const answer = { acknowledged: remarked.map(({ code }) => code), reason: remarked.length > 0 ? reason : null }
    const event = { type: 'stationStaffed', stationId, staff: staff.map(plain), ...answer } as const
    await recordEvent(trx, actor, event, election.id)
    changed.push(stationId)
  }
  return ok(changed)
}

function plain({ function: each, name, voterId = null, note = '' }: NewStaffMember) {
  return { function: each, name, voterId, note }
}
