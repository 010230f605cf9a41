import type { Db } from '../infra/db/database.js'
import type { ElectionInScope } from '../infra/http/context.js'
import type { RankedMember } from '../rules/election-committee-succession.js'
import type { StandingNominee } from '../rules/election-committee-leaving.js'
import type { Kinship } from '../rules/kinship.js'
import { personIdOf } from '../rules/person-id.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import type { RuleSet } from '../rules/rule-set.js'
import {
  type CommitteeChangeRow,
  type ElectionCommitteeMember,
  type ElectionCommitteeReserve,
  findElectionCommittee,
  listCommitteeChanges,
  listEverybodyWhoSat,
  listReserves,
} from '../timetable/queries.js'
import { asKinship, listKinships, listNominees, listPapers } from './queries.js'

/** A person as the rules on leaving and succession know them: by voter, or by name while nobody was found. */
export function personOf<P extends { readonly voterId: number | null; readonly name: string }>(person: P) {
  return { ...person, id: personIdOf(person.voterId, person.name) }
}

/** A place that a member left and nobody has taken yet. */
export interface OpenPlace {
  readonly memberId: number
  readonly name: string
  readonly change: CommitteeChangeRow
}

/** The election committee with everything from which it is decided who leaves and who follows. */
export interface CommitteePeople {
  readonly ruleSet: RuleSet
  readonly version: number
  readonly selection: NonNullable<Awaited<ReturnType<typeof findElectionCommittee>>>
  readonly sitting: readonly ElectionCommitteeMember[]
  readonly everybody: readonly ElectionCommitteeMember[]
  /** Who may still succeed, by votes. */
  readonly reserves: readonly ElectionCommitteeReserve[]
  readonly changes: readonly CommitteeChangeRow[]
  readonly openPlaces: readonly OpenPlace[]
  readonly nominees: readonly StandingNominee[]
  readonly kinships: readonly Kinship[]
}

/** Undefined while no committee is recorded. */
export async function readCommitteePeople(db: Db, election: ElectionInScope): Promise<CommitteePeople | undefined> {
  const selection = await findElectionCommittee(db, election.id)
  if (!selection) return undefined
  const everybody = await listEverybodyWhoSat(db, election.id)
  const changes = await listCommitteeChanges(db, election.id)
  return {
    ruleSet: ruleSetInForce(election),
    version: selection.version,
    selection,
    sitting: selection.members,
    everybody,
    reserves: (await listReserves(db, election.id)).filter(({ memberId }) => memberId === null),
    changes,
    openPlaces: openPlacesOf(changes, everybody),
    nominees: await readStandingNominees(db, election.id),
    kinships: (await listKinships(db, election.id)).map(asKinship),
  }
}

function openPlacesOf(changes: readonly CommitteeChangeRow[], everybody: CommitteePeople['everybody']): OpenPlace[] {
  const filled = new Set(changes.map(({ insteadOf }) => insteadOf))
  return changes
    .filter(({ kind, memberId }) => kind === 'left' && !filled.has(memberId))
    .map((change) => {
      const name = everybody.find(({ id }) => id === change.memberId)?.name ?? ''
      return { memberId: change.memberId, name, change }
    })
}

async function readStandingNominees(db: Db, electionId: number): Promise<StandingNominee[]> {
  const nominees = (await listNominees(db, electionId)).filter(
    ({ vetting }) => vetting === 'open' || vetting === 'passed',
  )
  return await Promise.all(
    nominees.map(async ({ id, voterId, name, consentedOn }) => {
      const days = (await listPapers(db, id)).map(({ receivedOn }) => receivedOn).sort()
      return { id: personIdOf(voterId, name), name, nominatedOn: days[0], consentedOn }
    }),
  )
}

/** The members as the rule that says who chairs wants them; each under the key of the person. */
export function rankedMembers(sitting: readonly ElectionCommitteeMember[]): RankedMember[] {
  return sitting.map((member) => {
    const { id, name, position, votes } = personOf(member)
    return { id, name, position, votes }
  })
}
