import type { Db, Trx } from '../infra/db/database.js'

/** How a doubtful ballot is read, and on what grounds. */
export interface BallotReading {
  readonly sheetId: number
  /** Of the ballot in its bundle, 1 and up. */
  readonly ballotNumber: number
  readonly reading: string
  readonly grounds: string
  readonly decidedBy: number
  readonly decidedAt: string
}

/** What was decided about the doubtful ballots of a round, by sheet and number. */
export async function listReadings(db: Db, roundId: number): Promise<BallotReading[]> {
  return await db
    .selectFrom('ballotReading')
    .innerJoin('tallySheet', 'tallySheet.id', 'ballotReading.sheetId')
    .select(['ballotReading.sheetId', 'ballotReading.ballotNumber', 'ballotReading.reading', 'ballotReading.grounds'])
    .select(['ballotReading.decidedBy', 'ballotReading.decidedAt'])
    .where('tallySheet.roundId', '=', roundId)
    .orderBy('ballotReading.sheetId')
    .orderBy('ballotReading.ballotNumber')
    .execute()
}

/** Decides how a doubtful ballot is read, or decides anew. */
export async function saveReading(trx: Trx, reading: BallotReading): Promise<void> {
  await trx
    .insertInto('ballotReading')
    .values(reading)
    .onConflict((conflict) => conflict.columns(['sheetId', 'ballotNumber']).doUpdateSet(reading))
    .execute()
}

/** Forgets what was decided about the ballots of a sheet that is typed anew: their numbers may mean other ballots. */
export async function deleteReadings(trx: Trx, sheetId: number): Promise<void> {
  await trx.deleteFrom('ballotReading').where('sheetId', '=', sheetId).execute()
}
