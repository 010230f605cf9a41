import { checkVoterAtDesk, type DeskPlace } from '../rules/voter-at-desk.js'
import { type Finding, hasErrors } from '../rules/finding.js'
import { checkProxyUse, principalTurnsUp } from '../rules/proxy-votes.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import type { Db } from '../infra/db/database.js'
import type { ElectionInScope } from '../infra/http/context.js'
import { getVoter, listGroupNames, type SoughtVoter } from '../roll/queries.js'
import { type CheckIn, type DeskStation, findVotersBox, hasGrants, listCheckInsOf } from './check-in-queries.js'
import { issuedText } from './check-in-text.js'
import { findGrantOfPrincipal, type Grant, listGrantsHeldBy } from './proxy-queries.js'

/** A ballot that somebody at the desk may ask for: whether it is handed out, and what is to be known about it. */
export interface BallotAsked {
  readonly state: 'ready' | 'issued' | 'refused'
  readonly findings: readonly Finding[]
  /** The check-in that stands already. */
  readonly checkIn: CheckIn | undefined
}

/** Everything that decides what somebody who has come is handed. */
export interface DeskStanding {
  readonly voter: SoughtVoter
  /** The voter's own ballot, and the grant that ends with it because the principal came after all. */
  readonly own: BallotAsked & { readonly endsGrant: Grant | undefined }
  readonly principals: readonly (BallotAsked & { readonly grant: Grant })[]
}

/** Where somebody stands who has come to a desk; looked at for the page, and again in the transaction that issues. */
export async function deskStanding(
  db: Db,
  election: ElectionInScope,
  station: DeskStation,
  voterId: number,
): Promise<DeskStanding> {
  const { round } = election
  const voter = await getVoter(db, election.id, voterId)
  const hasAny = await hasGrants(db, round.id, voterId)
  const given = hasAny ? await findGrantOfPrincipal(db, round.id, voterId) : undefined
  const held = hasAny ? await listGrantsHeldBy(db, round.id, voterId) : []
  const checkIns = await listCheckInsOf(db, round.id, [voterId, ...held.map(({ principal }) => principal.id)])
  const byVoter = new Map(checkIns.map((checkIn) => [checkIn.voterId, checkIn]))
  const place = await placeOf(db, election.id, station, voter)
  const box = await findVotersBox(db, round.id, voterId)
  const own = ownBallot(election, place, voter, { box, given, checkIn: byVoter.get(voterId) })
  const principals = []
  for (const grant of held) {
    const principal = await getVoter(db, election.id, grant.principal.id)
    principals.push({ ...principalsBallot(election, station, { grant, principal, proxy: voter }, byVoter), grant })
  }
  return { voter, own, principals }
}

interface OwnFacts {
  readonly box: Awaited<ReturnType<typeof findVotersBox>>
  readonly given: Grant | undefined
  readonly checkIn: CheckIn | undefined
}

function ownBallot(
  election: ElectionInScope,
  place: Place,
  voter: SoughtVoter,
  { box, given, checkIn }: OwnFacts,
): DeskStanding['own'] {
  if (checkIn) {
    const message = `${voter.name}（${voter.voterNumber} 号）${issuedText(checkIn)}，不能再发第二张。`
    return { state: 'issued', findings: [issued(message)], checkIn, endsGrant: undefined }
  }
  const mobileBox = box && { name: box.name, isHere: box.id === place.stationId, isOut: box.isOut }
  const person = { name: voter.name, isOnRoll: voter.state === 'registered', isElector: voter.isElector }
  const findings = checkVoterAtDesk({ ...person, form: election.form, mobileBox }, place, ruleSetInForce(election))
  if (hasErrors(findings)) return { state: 'refused', findings, checkIn, endsGrant: undefined }
  const turnsUp = given && principalTurnsUp(given)
  const told = turnsUp ? [warning('principal-turns-up', turnsUp.sentence)] : []
  return { state: 'ready', findings: [...findings, ...told], checkIn, endsGrant: given }
}

type Place = DeskPlace & { readonly stationId: number }

async function placeOf(db: Db, electionId: number, station: DeskStation, voter: SoughtVoter): Promise<Place> {
  const { id: stationId, name, kind, groups } = station
  const serves = groups.length === 0 || groups.includes(voter.residentsGroup)
  const names = serves ? [] : await listGroupNames(db, electionId, groups)
  return { stationId, name, isMobile: kind === 'mobile', serves, groupsText: names.join('、') }
}

interface GrantAtDesk {
  readonly grant: Grant
  readonly principal: SoughtVoter
  readonly proxy: SoughtVoter
}

/** A mobile box takes the ballots of those listed for it alone, so no proxy votes there. */
function principalsBallot(
  election: ElectionInScope,
  station: DeskStation,
  { grant, principal, proxy }: GrantAtDesk,
  byVoter: ReadonlyMap<number, CheckIn>,
): BallotAsked {
  const checkIn = byVoter.get(principal.id)
  if (checkIn) return { state: 'issued', findings: [issued(`${principal.name}${issuedText(checkIn)}。`)], checkIn }
  const findings = [
    ...(proxy.state === 'registered' ? [] : [barred(`${proxy.name}已从选民名单取消，不能代${principal.name}领票。`)]),
    ...(principal.state === 'registered' && principal.isElector
      ? []
      : [barred(`${principal.name}已不在选民名单上，委托不再有效。`)]),
    ...(station.kind === 'mobile' ? [barred(`流动票箱不办理代领，请到投票站代${principal.name}领票。`)] : []),
    ...checkProxyUse(grant, election.round.votingDay, ruleSetInForce(election)),
  ]
  return { state: hasErrors(findings) ? 'refused' : 'ready', findings, checkIn }
}

function issued(message: string): Finding {
  return { code: 'ballot-issued', severity: 'error', fields: [], message }
}

function barred(message: string): Finding {
  return { code: 'proxy-barred', severity: 'error', fields: [], message }
}

function warning(code: string, message: string): Finding {
  return { code, severity: 'warning', fields: [], message }
}
