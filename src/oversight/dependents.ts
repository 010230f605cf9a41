import type { Db } from '../infra/db/database.js'
import type { ElectionInScope } from '../infra/http/context.js'
import { listNominees, listPapers, listSignatures, type NomineeRow } from '../nomination/queries.js'
import { listPostedVoters, listRollChanges, listVotersOfVersion, type RollVoter } from '../roll/queries.js'
import { listLapsedGrants, listMobileBoxUsers, listStandingGrants } from '../polling/queries.js'
import type { Finding } from '../rules/finding.js'
import type { Dependent, RollPerson, RollState } from '../rules/recheck.js'
import { findElectionCommittee } from '../timetable/queries.js'

/** Something that rests on the roll, with where it is put right. */
export interface Resting {
  readonly dependent: Dependent
  /** What it is, in a few words. */
  readonly title: string
  /** Below the election. */
  readonly path: string
  /** What is wrong with it beside the roll: the candidates changed, or the form. */
  readonly findings?: readonly Finding[]
}

/** Everything that rests on the roll of an election, with the roll as it was when it was in order, and as it is. */
export async function readDependents(db: Db, election: ElectionInScope) {
  const voters = await listPostedVoters(db, election.id)
  const resting = [
    ...(await nominations(db, election.id)),
    ...(election.form === 'allVoters' ? [] : await electors(db, election, voters)),
    ...(await committeeMembers(db, election.id, voters)),
    ...(await proxies(db, election)),
    ...(await mobileBoxUsers(db, election)),
  ]
  const roll = new Map(voters.map(({ id, birthDate, isElector }) => [id, { birth: birthDate, isElector }] as const))
  const after: RollState = { roll, electionDay: election.electionDay }
  return { resting, before: whereAllWasWell(resting, roll), after }
}

/** The state in which each of them was entered: everybody on the roll, of age, and an elector. */
function whereAllWasWell(resting: readonly Resting[], roll: ReadonlyMap<number, RollPerson>): RollState {
  const people = resting.flatMap(({ dependent }) => peopleOf(dependent))
  const well = (id: number) => [id, { birth: roll.get(id)?.birth ?? '1900-01-01', isElector: true } as const] as const
  return { roll: new Map(people.map(well)), electionDay: '9999-12-31' }
}

function peopleOf(dependent: Dependent): number[] {
  if (dependent.kind === 'paper') return [dependent.paper.nominee.id, ...dependent.paper.nominators].map(Number)
  return dependent.kind === 'proxy' ? [dependent.principal.id, dependent.agent.id].map(Number) : [Number(dependent.id)]
}

const isStanding = ({ vetting }: NomineeRow) => vetting === 'open' || vetting === 'passed'

/** Those who stand and the papers that propose them; who withdrew or failed needs no paper. */
async function nominations(db: Db, electionId: number): Promise<Resting[]> {
  const signatures = await listSignatures(db, electionId)
  const nominees = (await listNominees(db, electionId)).filter(isStanding)
  const papers = await Promise.all(
    nominees.map(async (nominee) => ({ nominee, papers: await listPapers(db, nominee.id) })),
  )
  return papers.flatMap(({ nominee, papers: own }) => {
    const path = `nomination/nominees/${nominee.id}`
    const person = { id: nominee.voterId, name: nominee.name }
    return [
      {
        dependent: { kind: 'nominee', ...person },
        title: `被提名人${nominee.name}（${nominee.postTitle}）`,
        path,
      } as const,
      ...own.map(({ id, number, kind }): Resting => {
        const nominators = signatures.filter(({ paperId }) => paperId === id).map(({ voterId }) => voterId)
        const paper = { kind, nominee: person, nominators }
        return { dependent: { kind: 'paper', number, paper }, title: `第${number}号提名表（${nominee.name}）`, path }
      }),
    ]
  })
}

/** Those who were posted as electors; a household that has named another since is in order. */
async function electors(db: Db, { id }: ElectionInScope, voters: readonly RollVoter[]): Promise<Resting[]> {
  const householdOf = (voter: Pick<RollVoter, 'residentsGroup' | 'householdNumber'>) =>
    `${voter.residentsGroup} ${voter.householdNumber}`
  const represented = new Set(voters.filter(({ isElector }) => isElector).map(householdOf))
  return (await listVotersOfVersion(db, id, 1))
    .filter((voter) => voter.isElector && !represented.has(householdOf(voter)))
    .map(({ voterId, name, groupName, householdNumber }) => ({
      dependent: { kind: 'elector', id: voterId, name },
      title: `${groupName}第${householdNumber}户`,
      path: `roll/voters/${voterId}`,
    }))
}

/** Members taken off the roll; who has not been looked up in it yet is known by the name alone, if nobody left bears it. */
async function committeeMembers(db: Db, electionId: number, voters: readonly RollVoter[]): Promise<Resting[]> {
  const members = (await findElectionCommittee(db, electionId))?.members ?? []
  const ids = new Set(voters.map(({ id }) => id))
  const names = new Set(voters.map(({ name }) => name))
  const gone = (await listRollChanges(db, electionId)).filter(({ kind }) => kind === 'removed')
  return members.flatMap(({ name, voterId, isOffRoll }) => {
    const called = isOffRoll || names.has(name) ? undefined : gone.find(({ before }) => before?.name === name)?.voterId
    const id = voterId === null ? called : ids.has(voterId) ? undefined : voterId
    if (id === undefined) return []
    const dependent = { kind: 'electionCommitteeMember', id, name } as const
    return [{ dependent, title: `居民选举委员会成员${name}`, path: 'election-committee' }]
  })
}

/** Said of the roll already, in the words of the recheck. */
const ofTheRoll = new Set(['proxy-not-on-roll', 'principal-is-no-elector'])

/** The grants that hold: two people of the roll each, and a proxy who is no candidate (art. 19). */
async function proxies(db: Db, election: ElectionInScope): Promise<Resting[]> {
  const grants = (await listStandingGrants(db, election.round.id)).filter(({ state }) => state === 'open')
  const lapsed = new Map((await listLapsedGrants(db, election)).map(({ grant, findings }) => [grant.id, findings]))
  return grants.map(({ id, number, principal, proxy }) => ({
    dependent: { kind: 'proxy', principal, agent: proxy },
    title: `第${number}号委托（${principal.name}委托${proxy.name}）`,
    path: 'polling/lapse-proxies',
    findings: (lapsed.get(id) ?? []).filter(({ code }) => !ofTheRoll.has(code)),
  }))
}

async function mobileBoxUsers(db: Db, { round }: ElectionInScope): Promise<Resting[]> {
  return (await listMobileBoxUsers(db, round.id)).map(({ stationId, voterId, name }) => ({
    dependent: { kind: 'mobileBoxUser', id: voterId, name },
    title: `流动票箱投票人${name}`,
    path: `polling/mobile-boxes/${stationId}`,
  }))
}
