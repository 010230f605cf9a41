import { type SealedBallots, sealedKinds, sealedKindText } from '../rules/ballot-seals.js'
import type { Db } from '../infra/db/database.js'
import type { ElectionInScope, RoundInScope } from '../infra/http/context.js'
import { countVote } from './count-vote.js'
import { countInHand, findDeclaredResult, listRecounts } from './queries.js'
import { type BallotSeal, listSeals } from './seal-queries.js'
import { dueOf, sealedIn } from './sealed-votes.js'

/** What there is to be sealed of a vote, what is, and whether it may be sealed or opened now. */
export interface SealingState {
  readonly seals: readonly BallotSeal[]
  /** By the count in hand; undefined while it is not counted to the end. */
  readonly due: SealedBallots | undefined
  /** In packages whose seal is whole. */
  readonly sealed: SealedBallots
  readonly recount: number
  /** While the vote is being counted again its ballots lie open. */
  readonly isRecounting: boolean
}

type Vote = Pick<RoundInScope, 'id' | 'number' | 'kind'>

export async function sealingState(db: Db, election: ElectionInScope, round: Vote): Promise<SealingState> {
  const roundId = round.id
  const seals = await listSeals(db, roundId)
  const recounts = await listRecounts(db, roundId)
  const isRecounting = recounts.some(({ state }) => state === 'open')
  return {
    seals,
    due: await ballotsDue(db, election, round, isRecounting),
    sealed: sealedIn(seals),
    recount: await countInHand(db, roundId),
    isRecounting,
  }
}

/** What there is of a vote by its declared result, and while it is counted by the count, once all is counted. */
async function ballotsDue(
  db: Db,
  election: ElectionInScope,
  round: Vote,
  isRecounting: boolean,
): Promise<SealedBallots | undefined> {
  const declared = isRecounting ? undefined : await findDeclaredResult(db, round.id)
  if (declared) return await dueOf(db, round.id, declared.counted)
  const counted = await countVote(db, election, round)
  return counted.ok ? await dueOf(db, round.id, counted.value) : undefined
}

/** Kind by kind what there is, what is sealed and what is left, in the order of the paper. */
export function balanceRows(due: SealedBallots, sealed: SealedBallots) {
  return sealedKinds.map((kind) => ({
    kind,
    title: sealedKindText[kind],
    due: due[kind],
    sealed: sealed[kind],
    left: due[kind] - sealed[kind],
    isWhole: due[kind] === sealed[kind],
  }))
}
