import { isDoubtful } from '../rules/typed-ballot.js'
import type { Readings } from '../rules/ballot-bundle.js'
import type { Db } from '../infra/db/database.js'
import { listSheets, type SheetRow } from './queries.js'
import { type BallotReading, listReadings } from './reading-queries.js'

/** A ballot that both typists set apart, and how it is read once somebody has decided. */
export interface DoubtfulBallot {
  readonly sheet: SheetRow
  readonly number: number
  /** What each typist put in question. */
  readonly questions: readonly string[]
  readonly decided: BallotReading | undefined
}

/** The doubtful ballots of a round's definitive bundles, in the order of sheets and ballots. */
export async function listDoubtfulBallots(db: Db, roundId: number): Promise<DoubtfulBallot[]> {
  return doubtfulAmong(await listSheets(db, roundId), await listReadings(db, roundId))
}

export function doubtfulAmong(sheets: readonly SheetRow[], readings: readonly BallotReading[]): DoubtfulBallot[] {
  return sheets.flatMap((sheet) => {
    if (sheet.entry.status !== 'definitive') return []
    const { first, second } = sheet.entry
    return (first.entered.ballots ?? []).flatMap((line, index) => {
      if (!isDoubtful(line)) return []
      const number = index + 1
      const asked = [line, second.entered.ballots?.[index] ?? ''].map((one) => one.slice(1).trim())
      const questions = [...new Set(asked.filter((question) => question !== ''))]
      const decided = readings.find((one) => one.sheetId === sheet.id && one.ballotNumber === number)
      return [{ sheet, number, questions, decided }]
    })
  })
}

/** How the doubtful ballots of one sheet are read, as the count wants it. */
export function readingsOf(sheetId: number, readings: readonly BallotReading[]): Readings {
  return new Map(
    readings.filter((one) => one.sheetId === sheetId).map(({ ballotNumber, reading }) => [ballotNumber, reading]),
  )
}
