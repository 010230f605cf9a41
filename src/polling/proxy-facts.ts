import type { Kinship, PersonId } from '../rules/kinship.js'
import { type LapsedProxy, lapsedProxies, type ProxyFacts } from '../rules/proxies.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import type { Db } from '../infra/db/database.js'
import type { ElectionInScope } from '../infra/http/context.js'
import { listCandidates, listNominees } from '../nomination/queries.js'
import { type Grant, type GrantPerson, listGrants, listStaffPeople } from './proxy-queries.js'

type Pair = Pick<Grant, 'principal' | 'proxy' | 'relation'>

/** What grants are judged by as the roll, the candidates and the staff are now. */
export async function proxyFacts(db: Db, election: ElectionInScope, pairs: readonly Pair[]): Promise<ProxyFacts> {
  const { round, form } = election
  const people = new Map<PersonId, GrantPerson>(
    pairs.flatMap(({ principal, proxy }) => [principal, proxy]).map((person) => [person.id, person]),
  )
  const candidates = new Set<PersonId | null>((await listCandidates(db, round.id)).map(({ voterId }) => voterId))
  const nominees = (await listNominees(db, election.id)).filter(
    ({ vetting }) => vetting === 'open' || vetting === 'passed',
  )
  const proposed = new Set<PersonId>(candidates.size > 0 ? [] : nominees.map(({ voterId }) => voterId))
  const staff = await listStaffPeople(db, round.id)
  return {
    form,
    electionDay: round.votingDay,
    isElector: (id) => people.get(id)?.isElector ?? false,
    isOnRoll: (id) => people.get(id)?.isOnRoll ?? false,
    isCandidate: (id) => candidates.has(id),
    isNominee: (id) => proposed.has(id),
    isElectionStaff: (id) => staff.voterIds.has(Number(id)) || staff.names.has(people.get(id)?.name ?? ''),
    kinships: pairs.flatMap(kinshipOfPair),
  }
}

/** As the two of them state it on the paper; between generations the elder comes first. */
function kinshipOfPair({ principal, proxy, relation }: Pair): Kinship[] {
  if (relation === 'none') return []
  const [elder, younger] = principal.birthDate <= proxy.birthDate ? [principal, proxy] : [proxy, principal]
  return [{ between: [elder.id, younger.id], relation }]
}

/** The grants that hold in a round, those already voted on among them. */
export async function listStandingGrants(db: Db, roundId: number): Promise<Grant[]> {
  return (await listGrants(db, roundId)).filter(({ entry }) => entry === 'registered')
}

/** The grants that hold no longer since the roll, the candidates or the form changed; a vote that was cast stays cast. */
export async function listLapsedGrants(db: Db, election: ElectionInScope): Promise<LapsedProxy<Grant>[]> {
  const grants = await listStandingGrants(db, election.round.id)
  if (grants.length === 0) return []
  const facts = await proxyFacts(db, election, grants)
  return lapsedProxies(grants, facts, ruleSetInForce(election)).filter(({ grant }) => grant.state === 'open')
}
