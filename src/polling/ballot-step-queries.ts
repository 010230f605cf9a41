import type { Insertable } from 'kysely'
import type { Db, Trx } from '../infra/db/database.js'
import type { BallotStepTable, BoxActTable } from '../infra/db/tables/ballots.js'
import type { BoxActKind } from '../rules/box-acts.js'

export type BallotStepRow = Awaited<ReturnType<typeof listBallotSteps>>[number]

/** The way of a round's ballots, step after step, with the name of the station and of who typed it. */
export async function listBallotSteps(db: Db, roundId: number) {
  return await db
    .selectFrom('ballotStep')
    .innerJoin('account', 'account.id', 'ballotStep.accountId')
    .leftJoin('pollingStation', 'pollingStation.id', 'ballotStep.stationId')
    .select(['ballotStep.id', 'ballotStep.kind', 'ballotStep.stationId', 'ballotStep.ballots', 'ballotStep.announced'])
    .select(['ballotStep.firstName', 'ballotStep.secondName', 'ballotStep.explanation', 'ballotStep.at'])
    .select(['account.displayName as recordedBy', 'pollingStation.name as stationName'])
    .where('ballotStep.roundId', '=', roundId)
    .orderBy('ballotStep.id')
    .execute()
}

/** Records a step; the table takes neither changes nor deletions. */
export async function insertBallotStep(trx: Trx, step: Insertable<BallotStepTable>): Promise<void> {
  await trx.insertInto('ballotStep').values(step).execute()
}

export interface BoxAct {
  readonly id: number
  readonly stationId: number
  readonly kind: BoxActKind
  readonly boxNumber: string
  readonly place: string
  readonly firstName: string
  readonly secondName: string
  readonly isSealWhole: boolean
  readonly note: string | null
  readonly at: string
}

/** What was done to the boxes of a round before witnesses, in order. */
export async function listBoxActs(db: Db, roundId: number): Promise<BoxAct[]> {
  const rows = await db
    .selectFrom('boxAct')
    .innerJoin('pollingStation', 'pollingStation.id', 'boxAct.stationId')
    .select(['boxAct.id', 'boxAct.stationId', 'boxAct.kind', 'boxAct.boxNumber', 'boxAct.place', 'boxAct.firstName'])
    .select(['boxAct.secondName', 'boxAct.isSealWhole', 'boxAct.note', 'boxAct.at'])
    .where('pollingStation.roundId', '=', roundId)
    .orderBy('boxAct.id')
    .execute()
  return rows.map((row) => ({ ...row, isSealWhole: row.isSealWhole === 1 }))
}

/** Records an act on a box. The same act twice is a unique violation. */
export async function insertBoxAct(trx: Trx, act: Insertable<BoxActTable>): Promise<void> {
  await trx.insertInto('boxAct').values(act).execute()
}

/** Where the boxes of a round are opened and the votes counted, as planned; blank while it is not. */
export async function findCountingPlace(db: Db, roundId: number): Promise<string> {
  const row = await db.selectFrom('countPlan').select('place').where('roundId', '=', roundId).executeTakeFirst()
  return row?.place ?? ''
}
