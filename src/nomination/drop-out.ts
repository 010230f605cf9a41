import type { Db } from '../infra/db/database.js'
import type { ElectionInScope } from '../infra/http/context.js'
import { readStrokeKey } from '../organisation/queries.js'
import {
  type AfterDropOut,
  afterDropOut,
  checkWithdrawal,
  type DropOut,
  type DropOutReason,
} from '../rules/candidate-withdrawal.js'
import { checkCandidates } from '../rules/candidate-vetting.js'
import { type Finding, hasErrors } from '../rules/finding.js'
import { orderCandidates } from '../rules/name-order.js'
import { personIdOf } from '../rules/person-id.js'
import type { Post } from '../rules/post.js'
import type { PlainDate } from '../lib/plain-date.js'
import { listRounds } from '../timetable/queries.js'
import { choicesOf, readyNominees, standingByVotes } from './primary-choice.js'
import {
  type CandidateList,
  type CandidateRow,
  getCandidateList,
  type NewCandidate,
  type NomineeRow,
} from './queries.js'
import { relativesInOffice } from './kin-findings.js'
import { readSlate, type Slate, tieFindings } from './slate.js'

/** What was said of somebody who drops out. */
export interface DropOutFacts {
  readonly reason: DropOutReason
  readonly on: PlainDate
  readonly isWritten: boolean
}

/** Somebody who could follow, known by the voter, with the votes of the primary or the voters who nominated. */
interface ReserveNominee {
  readonly id: string
  readonly name: string
  readonly votes: number
  readonly nominee: NomineeRow
}

/** What follows when a candidate drops out, worked out before it is made so. */
export interface Consequence {
  readonly candidate: CandidateRow
  readonly list: CandidateList
  readonly after: AfterDropOut<ReserveNominee>
  /** What is wrong with the withdrawal itself. */
  readonly withdrawal: readonly Finding[]
  /** What has to be known about the new list. */
  readonly warnings: readonly Finding[]
  readonly areBallotsPrinted: boolean
  /** The list that takes the place of the old one. */
  readonly candidates: readonly NewCandidate[]
  readonly added: readonly NomineeRow[]
  /** Whether the list is open again: somebody must still be found, so nothing is printed on it. */
  readonly isReopened: boolean
}

/** What follows by the rules when a candidate of the round in force drops out; undefined for somebody not on its list. */
export async function readConsequence(
  db: Db,
  election: ElectionInScope,
  candidateId: number,
  facts: DropOutFacts,
): Promise<Consequence | undefined> {
  const { round } = election
  const list = await getCandidateList(db, round.id)
  const standing = list?.posts.find(({ candidates }) => candidates.some(({ id }) => id === candidateId))
  const candidate = standing?.candidates.find(({ id }) => id === candidateId)
  if (!list || !standing || !candidate) return undefined
  const slate = await readSlate(db, election)
  const { post, candidates } = standing
  const isLaterVote = round.number > 1
  const reserves = isLaterVote ? [] : reservesOf(post, list, slate)
  const free = reserves.filter(({ nominee }) => !hasErrors(tieFindings(slate, nominee)))
  // By the person: the number of a candidate may be that of another nominee.
  const dropOut: DropOut = { ...asPerson(candidate), ...facts }
  const areBallotsPrinted = (await listRounds(db, election.id)).some(
    ({ id, ballotsPrinted }) => id === round.id && ballotsPrinted !== null,
  )
  const circumstances = {
    electionDay: round.votingDay,
    areBallotsPrinted,
    hadPrimary: choicesOf(slate).some((choice) => choice.post.id === post.id && choice.votes !== undefined),
    isLaterVote,
  }
  const after = afterDropOut(
    { post, candidates: candidates.map(asPerson), reserves: free },
    dropOut,
    circumstances,
    slate.ruleSet,
  )
  const added = after.refill.kind === 'byVotes' ? after.refill.people.map(({ nominee }) => nominee) : []
  const changed = await inNewOrder(db, post, candidates, candidate, added, slate)
  return {
    candidate,
    list,
    after,
    withdrawal: checkWithdrawal(dropOut, round.votingDay, slate.ruleSet),
    warnings: [...womanFindings(list, changed, post, slate), ...reserveFindings(reserves, added, slate)],
    areBallotsPrinted,
    candidates: list.posts.flatMap((one): readonly NewCandidate[] =>
      one.post.id === post.id ? changed : one.candidates,
    ),
    added,
    isReopened: after.refill.kind === 'nominateAgain' || after.refill.kind === 'tied',
  }
}

function asPerson({ voterId, name }: Pick<CandidateRow, 'voterId' | 'name'>) {
  return { id: personIdOf(voterId, name), name }
}

/** Nominees of the post who may stand and do not: passed over by the primary, or left out otherwise. */
function reservesOf(post: Post, list: CandidateList, slate: Slate): ReserveNominee[] {
  const listed = new Set(list.posts.flatMap(({ candidates }) => candidates.map(({ voterId }) => voterId)))
  const votes = choicesOf(slate).find((choice) => choice.post.id === post.id)?.votes
  return readyNominees(slate)
    .filter(({ postId, voterId, isOnRoll }) => String(postId) === post.id && isOnRoll && !listed.has(voterId))
    .filter(({ sex }) => !post.reservedForWoman || sex === 'female')
    .map((nominee) => {
      const given = votes ? votes.get(nominee.id)?.votes : slate.counts.get(nominee.id)?.nominators
      return { ...asPerson(nominee), votes: given ?? 0, nominee }
    })
}

/**
 * What has come up about those who could follow since they were left out: a recall demanded, a seat taken, a relative
 * in office (arts. 8, 20 and 24). Who cannot stand is passed over; of who follows it is told.
 */
function reserveFindings(reserves: readonly ReserveNominee[], added: readonly NomineeRow[], slate: Slate): Finding[] {
  const passedOver = reserves.flatMap(({ nominee }) =>
    tieFindings(slate, nominee)
      .filter(({ severity }) => severity === 'error')
      .map((finding): Finding => ({ ...finding, severity: 'warning', message: `不能递补：${finding.message}` })),
  )
  const told = added.flatMap((nominee) => [...tieFindings(slate, nominee), ...relativesInOffice([nominee], slate)])
  return [...passedOver, ...told]
}

/** The candidates of the post in order again: by the rules where they stood so, else those who follow come last. */
async function inNewOrder(
  db: Db,
  post: Post,
  before: readonly CandidateRow[],
  gone: CandidateRow,
  added: readonly NomineeRow[],
  slate: Slate,
): Promise<NewCandidate[]> {
  const strokeKey = await readStrokeKey(db)
  const votes = choicesOf(slate).find((choice) => choice.post.id === post.id)?.votes
  const byVotes = votes && standingByVotes(votes)
  const nomineeOf = new Map(slate.nominees.map((nominee) => [nominee.voterId, nominee]))
  const rankOf = (voterId: number | null) => {
    const nominee = voterId === null ? undefined : nomineeOf.get(voterId)
    return nominee && byVotes ? byVotes(nominee) : -1
  }
  const order = <T extends { readonly name: string; readonly voterId: number | null }>(people: readonly T[]) =>
    orderCandidates(people, ({ name }) => name, byVotes && (({ voterId }) => rankOf(voterId)), slate.ruleSet, strokeKey)
      .ordered
  const left = before.filter(({ id }) => id !== gone.id)
  const isInOrder = order(before).every((one, index) => one === before[index])
  const following = added.map(({ voterId, name, sex }) => ({ voterId, name, sex, previousVotes: null }))
  const people = [
    ...left.map(({ voterId, name, sex, previousVotes }) => ({ voterId, name, sex, previousVotes })),
    ...following,
  ]
  const ordered = isInOrder ? order(people) : people
  return ordered.map((person, index) => ({ ...person, postId: Number(post.id), ballotOrder: index + 1 }))
}

/** Whether women are left among the candidates. */
function womanFindings(list: CandidateList, changed: readonly NewCandidate[], post: Post, slate: Slate): Finding[] {
  const people = list.posts.flatMap((one): readonly Pick<NewCandidate, 'voterId' | 'name' | 'sex' | 'postId'>[] =>
    one.post.id === post.id ? changed : one.candidates,
  )
  const nominees = people.map(({ voterId, name, sex, postId }) => ({
    id: voterId ?? name,
    name,
    sex: sex ?? 'male',
    postId: String(postId),
    hasConsented: true,
    vetting: 'passed' as const,
  }))
  return checkCandidates(nominees, [], slate.ruleSet).filter(({ code }) => code === 'too-few-women')
}
