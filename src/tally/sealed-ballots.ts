import { addBallots, noBallots, type SealedBallots, sealedKinds, sealedKindText } from '../rules/ballot-seals.js'
import type { Db } from '../infra/db/database.js'
import type { ElectionInScope, RoundInScope } from '../infra/http/context.js'
import { listStations } from '../polling/queries.js'
import { countVote } from './count-vote.js'
import { countInHand, listRecounts } from './queries.js'
import { type BallotSeal, listSeals } from './seal-queries.js'

/** What there is to be sealed of a vote, what is, and whether it may be sealed or opened now. */
export interface SealingState {
  readonly seals: readonly BallotSeal[]
  /** By the count in hand; undefined while it is not counted to the end. */
  readonly due: SealedBallots | undefined
  /** In packages whose seal is whole. */
  readonly sealed: SealedBallots
  readonly recount: number
  /** Only while a vote is being counted again is there a reason to open a seal. */
  readonly isRecounting: boolean
}

type Vote = Pick<RoundInScope, 'id' | 'number' | 'kind'>

export async function sealingState(db: Db, election: ElectionInScope, round: Vote): Promise<SealingState> {
  const roundId = round.id
  const seals = await listSeals(db, roundId)
  const recounts = await listRecounts(db, roundId)
  const closed = seals.filter(({ opening }) => opening === undefined)
  return {
    seals,
    due: await ballotsDue(db, election, round),
    sealed: addBallots(closed),
    recount: await countInHand(db, roundId),
    isRecounting: recounts.some(({ state }) => state === 'open'),
  }
}

/** The ballots of the count and those the stations kept over, once all are counted. */
async function ballotsDue(db: Db, election: ElectionInScope, round: Vote): Promise<SealedBallots | undefined> {
  const counted = await countVote(db, election, round)
  if (!counted.ok) return undefined
  const fromBoxes = counted.value.stations.map(({ valid, invalid, blank }) => ({
    ...noBallots,
    valid,
    invalid: invalid + blank,
  }))
  const keptOver = (await listStations(db, round.id)).map(({ unused, spoiled }) => ({
    ...noBallots,
    unused: unused ?? 0,
    spoiled: spoiled ?? 0,
  }))
  return addBallots([...fromBoxes, ...keptOver])
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
