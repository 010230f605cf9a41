import type { Standing } from '../rules/count.js'
import type { Ineligible } from '../rules/eligibility.js'
import type { Finding } from '../rules/finding.js'
import { closeKinships } from '../rules/kinship.js'
import type { PostOutcome } from '../rules/outcome.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { writtenName } from '../rules/write-in.js'
import type { Db } from '../infra/db/database.js'
import type { ElectionInScope } from '../infra/http/context.js'
import { asKinship, listCandidates, listKinships, listMembersInOffice } from '../nomination/queries.js'
import { listRounds } from '../timetable/queries.js'
import { type CountedVote, type DeclaredKinship, personIdOf } from './counted-vote.js'
import { listElectedMembers, listWriteInDecisions } from './queries.js'
import { listWinnerChecks, type WinnerCheck } from './winner-queries.js'

/**
 * What the count is told about eligibility and kinship, from what was noted. Of the relations only those between
 * people voted for or elected before, whoever they follow through: others are no business of the result.
 */
export async function loadToldFacts(
  db: Db,
  election: ElectionInScope,
): Promise<{ ineligible: Ineligible[]; relatives: DeclaredKinship[] }> {
  const checks = await listWinnerChecks(db, election.id)
  const people = await listVotedFor(db, election.id)
  const close = closeKinships((await listKinships(db, election.id)).map(asKinship), ruleSetInForce(election))
  return {
    // What was looked at, and by whom, stays on the page: the count and its record are for everybody to read.
    ineligible: checks.flatMap(({ personId, reason }) => (reason === null ? [] : [{ personId, reason }])),
    relatives: close.flatMap(({ between: [one, other], relation }) =>
      people.has(String(one)) && people.has(String(other))
        ? [{ between: [String(one), String(other)] as const, relation }]
        : [],
    ),
  }
}

/** Everybody who has stood or been written in so far, was elected, or in a by-election is in office. */
async function listVotedFor(db: Db, electionId: number): Promise<ReadonlySet<string>> {
  const people = new Set<string>()
  for (const { id } of await listRounds(db, electionId)) {
    const candidates = await listCandidates(db, id)
    const writeIns = await listWriteInDecisions(db, id)
    for (const { voterId, name } of [...candidates, ...writeIns]) people.add(personIdOf(voterId, name))
  }
  for (const { voterId, name } of await listElectedMembers(db, electionId)) people.add(personIdOf(voterId, name))
  for (const { personId } of await listMembersInOffice(db, electionId)) people.add(personId)
  return people
}

/** Somebody with the votes for a seat, or barred from one, and whether it was looked into. */
export interface WouldBeWinner {
  readonly personId: string
  readonly name: string
  readonly post: string
  readonly votes: number
  readonly standing: 'elected' | 'tied' | 'barred'
  readonly writeIn: boolean
  /** Not a name written in of which nobody has decided whose it is. */
  readonly isKnown: boolean
  /** Stood as a candidate in the first vote, and so was vetted. */
  readonly isVetted: boolean
  readonly check: WinnerCheck | undefined
}

/** Everybody who would be elected or voted on again, and whom only a finding keeps out. */
export async function listWouldBeWinners(db: Db, electionId: number, counted: CountedVote): Promise<WouldBeWinner[]> {
  const [first] = await listRounds(db, electionId)
  const candidates = first ? await listCandidates(db, first.id) : []
  const vetted = new Set(candidates.map(({ voterId, name }) => personIdOf(voterId, name)))
  const checks = new Map((await listWinnerChecks(db, electionId)).map((check) => [check.personId, check]))
  const all = counted.outcome.posts.flatMap((decided) => winnersOf(decided))
  return all.map(({ person, standing, post }) => ({
    ...{ personId: person.personId, name: person.name, votes: person.for, writeIn: person.writeIn },
    ...{ post, standing, isKnown: writtenName(person.personId) === undefined },
    isVetted: vetted.has(person.personId),
    check: checks.get(person.personId),
  }))
}

function winnersOf({ post, elected, ties, barred }: PostOutcome) {
  const named = (people: readonly Standing[], standing: WouldBeWinner['standing']) =>
    people.map((person) => ({ person, standing, post: post.title }))
  return [
    ...named(elected, 'elected'),
    ...named(
      ties.flatMap(({ tied }) => tied),
      'tied',
    ),
    ...named(
      barred.map(({ person }) => person).filter((person) => !person.personId.startsWith('ineligible-')),
      'barred',
    ),
  ]
}

/** Those who were never vetted and whom nobody has looked into; whose name is not matched yet is another matter. */
export function uncheckedWinners(winners: readonly WouldBeWinner[]): WouldBeWinner[] {
  return winners.filter(
    ({ standing, isVetted, check, isKnown }) => standing !== 'barred' && !isVetted && check === undefined && isKnown,
  )
}

/** A winner who was never vetted cannot be declared before the check (law.md 6.2, step 5). */
export async function checkWinnersChecked(db: Db, electionId: number, counted: CountedVote): Promise<Finding[]> {
  const winners = uncheckedWinners(await listWouldBeWinners(db, electionId, counted))
  return winners.map(({ name, post }) => ({
    code: 'winner-unchecked',
    severity: 'error',
    fields: [],
    message: `${name}得票可以当选${post}，但不是经审查的候选人，还没有核对当选资格，不能宣布。`,
  }))
}
