import type { PlainDate } from '../lib/plain-date.js'
import type { Participation } from '../rules/direct-election-rate.js'
import type { ElectionForm } from '../rules/election-form.js'
import { hasOpenLaterVote, isLaterVoteDue } from '../rules/stages.js'
import type { Db } from '../infra/db/database.js'
import type { Account } from '../infra/http/context.js'
import { getSeason } from '../organisation/queries.js'
import { seatsByElection, votersByElection } from './cockpit-queries.js'
import { countAdults } from './evidence-queries.js'
import { listCommunityElections, listVoidElections, milestonesByElection } from './queries.js'
import { participationOf } from './season-rate.js'
import { type Capacity, type Person, peopleOfSeason } from './statistics-people.js'
import {
  countCheckInsOfSeason,
  countRollChangesOfSeason,
  countScribesOfSeason,
  countStationsOfSeason,
  listElectionsWithPrimary,
  listRoundsOfSeason,
  listSelectionsOfSeason,
  listSpeechesOfSeason,
} from './statistics-queries.js'
import { turnoutOfSeason } from './turnout-figures.js'

/** How the ballots of one or more votes were handed out, and where. */
export interface VotingWays {
  readonly central: number
  readonly station: number
  readonly mobile: number
  readonly proxy: number
  readonly scribes: number
  readonly stations: number
  readonly boxes: number
  readonly booths: number
}

/** How an election came to its end. */
export type Ending = 'atOnce' | 'runoff' | 'rerun' | 'open'

/** What the tables know of one community. Everything of an election is null while there is none. */
export interface CommunityFacts {
  readonly communityId: number
  readonly name: string
  readonly townshipId: number
  readonly townshipName: string
  readonly electionId: number | null
  readonly participation: Participation
  readonly reason: string
  readonly form: ElectionForm | null
  readonly isDirect: boolean
  readonly electionDay: PlainDate | null
  readonly ending: Ending
  readonly people: Readonly<Record<Capacity, readonly Person[]>>
  /** Whether the election has come as far as to have people of a kind. */
  readonly has: Readonly<Record<Capacity, boolean>>
  readonly selectedBy: 'residentsAssembly' | 'representativesAssembly' | null
  readonly hasPrimary: boolean
  /** Whether candidates spoke where they met the voters; null where nobody has said so. */
  readonly hasSpeeches: boolean | null
  readonly seats: number | null
  /** Of age in the registers; null where none was imported. */
  readonly entitled: number | null
  readonly registered: number | null
  readonly turnout: { readonly registered: number; readonly voted: number } | null
  /** Of the vote that decides; null before anybody voted. */
  readonly ways: VotingWays | null
  /** Of run-offs, tie-break votes and re-runs together; null where there was none. */
  readonly laterWays: VotingWays | null
  /** Changes of the roll after it was posted, by reason. */
  readonly changes: ReadonlyMap<string, number>
}

/** The facts of every community that an account sees. */
export async function statisticsFacts(db: Db, seasonId: number, account: Account): Promise<CommunityFacts[]> {
  const rows = await listCommunityElections(db, seasonId, account)
  const ids = rows.flatMap(({ electionId }) => (electionId === null ? [] : [electionId]))
  const { directForms } = await getSeason(db, seasonId)
  const milestones = await milestonesByElection(db, seasonId)
  const voided = await listVoidElections(db, seasonId)
  const people = await peopleOfSeason(db, seasonId)
  const turnout = new Map((await turnoutOfSeason(db, seasonId, rows)).map((row) => [row.communityId, row]))
  const rounds = await listRoundsOfSeason(db, seasonId)
  const waysOf = await votingWays(db, seasonId)
  const selections = await listSelectionsOfSeason(db, seasonId)
  const primaries = await listElectionsWithPrimary(db, seasonId)
  const speeches = await listSpeechesOfSeason(db, seasonId)
  const seats = await seatsByElection(db, seasonId)
  const entitled = ids.length === 0 ? new Map<number, number>() : await countAdults(db, ids)
  const voters = await votersByElection(db, seasonId)
  const changes = await countRollChangesOfSeason(db, seasonId)
  return rows.map((row) => {
    const { electionId } = row
    const id = electionId ?? 0
    const own = milestones.get(id) ?? []
    const reached = (name: string) => own.some((milestone) => milestone.name === name)
    const ownRounds = rounds.filter((round) => round.electionId === id)
    const participation = participationOf(row, own, voided)
    const voted = turnout.get(row.id)
    const ownPeople = groupPeople(people.filter((person) => person.electionId === id))
    const isOver = participation === 'held' && !hasOpenLaterVote(own) && !isLaterVoteDue(own)
    const deciding = voted?.roundId || ownRounds[0]?.id
    const later = ownRounds.filter(({ kind }) => kind !== 'first')
    return {
      ...{ communityId: row.id, name: row.name, townshipId: row.townshipId, townshipName: row.townshipName },
      ...{ electionId, participation, reason: row.reason ?? '', form: row.form, electionDay: row.electionDay },
      isDirect: row.form !== null && directForms.includes(row.form),
      ending: isOver ? endingOf(later) : 'open',
      people: ownPeople,
      has: {
        committee: reached('electionCommitteeFormed'),
        nominees: ownPeople.nominees.length > 0,
        candidates: reached('candidatesConfirmed'),
        elected: reached('resultDeclared'),
        representatives: ownPeople.representatives.length > 0,
      },
      selectedBy: selections.get(id) ?? null,
      hasPrimary: primaries.has(id),
      hasSpeeches: speeches.get(id) ?? null,
      seats: seats.get(id)?.seats ?? null,
      entitled: entitled.get(id) ?? null,
      registered: voters.get(id) ?? null,
      turnout: voted && voted.state !== 'none' ? { registered: voted.registered, voted: voted.voted } : null,
      ways: voted && voted.state !== 'none' ? waysOf(deciding === undefined ? [] : [deciding]) : null,
      laterWays: later.length === 0 ? null : waysOf(later.map((round) => round.id)),
      changes: new Map(changes.filter((one) => one.electionId === id).map(({ reason, count }) => [reason, count])),
    }
  })
}

/** Held again counts before a run-off: somebody looks at it first. */
function endingOf(later: readonly { readonly kind: string }[]): Ending {
  if (later.some(({ kind }) => kind === 'rerun')) return 'rerun'
  return later.length > 0 ? 'runoff' : 'atOnce'
}

function groupPeople(people: readonly Person[]): Record<Capacity, readonly Person[]> {
  const as = (capacity: Capacity) => people.filter((person) => person.capacity === capacity)
  return {
    committee: as('committee'),
    nominees: as('nominees'),
    candidates: as('candidates'),
    elected: as('elected'),
    representatives: as('representatives'),
  }
}

async function votingWays(db: Db, seasonId: number): Promise<(roundIds: readonly number[]) => VotingWays> {
  const checkIns = await countCheckInsOfSeason(db, seasonId)
  const stations = await countStationsOfSeason(db, seasonId)
  const scribes = await countScribesOfSeason(db, seasonId)
  return (roundIds) => {
    const own = checkIns.filter(({ roundId }) => roundIds.includes(roundId))
    const places = stations.filter(({ roundId }) => roundIds.includes(roundId))
    const inPerson = (kind: string) =>
      sum(own.filter((row) => row.kind === kind).map(({ all, byProxy }) => all - byProxy))
    return {
      ...{ central: inPerson('central'), station: inPerson('station'), mobile: inPerson('mobile') },
      proxy: sum(own.map(({ byProxy }) => byProxy)),
      scribes: sum(roundIds.map((id) => scribes.get(id) ?? 0)),
      stations: sum(places.filter(({ kind }) => kind === 'station').map(({ all }) => all)),
      boxes: sum(places.filter(({ kind }) => kind === 'mobile').map(({ all }) => all)),
      booths: sum(places.map(({ booths }) => booths)),
    }
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((so, number) => so + number, 0)
}
