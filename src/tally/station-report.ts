import { sheetOfBallots } from '../rules/ballot-bundle.js'
import { countSheets, type Standings } from '../rules/count.js'
import type { FinishedEntry } from '../rules/double-entry.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { acceptSheet, checkSheet, type EnteredSheet, type SheetFacts } from '../rules/tally-sheet.js'
import type { Db } from '../infra/db/database.js'
import type { ElectionInScope } from '../infra/http/context.js'
import { listStations, type Station } from '../polling/queries.js'
import { doubtfulAmong, readingsOf } from './doubtful-ballots.js'
import { findingName } from './finding-advice.js'
import { listSheets, type SheetRow } from './queries.js'
import { type BallotReading, listReadings } from './reading-queries.js'
import { listContests } from './vote-facts.js'

/** A warning about a sheet that somebody explained in writing. */
export interface Explained {
  /** 1 and up within the station. */
  readonly sheet: number
  /** W05 无效票较多 */
  readonly name: string
  /** As typed the first time, and the second time where that is worded otherwise. */
  readonly explanations: readonly string[]
}

/** What the count of one station found: all of its sheets are definitive and its doubtful ballots decided. */
export interface StationReport {
  readonly station: Station
  readonly sheets: number
  readonly counted: Standings
  readonly explained: readonly Explained[]
}

/** The stations of the round under way that are counted to the end, in the order of their numbers. */
export async function listStationReports(db: Db, election: ElectionInScope): Promise<StationReport[]> {
  const roundId = election.round.id
  const sheets = await listSheets(db, roundId)
  const readings = await listReadings(db, roundId)
  const contests = await listContests(db, roundId)
  const open = new Set(
    [
      ...sheets.filter(({ entry }) => entry.status !== 'definitive'),
      ...doubtfulAmong(sheets, readings).flatMap(({ sheet, decided }) => (decided ? [] : [sheet])),
    ].map(({ stationId }) => stationId),
  )
  return (await listStations(db, roundId)).flatMap((station) => {
    const own = sheets.filter(({ stationId }) => stationId === station.id)
    if (own.length === 0 || open.has(station.id)) return []
    const isMobileBox = station.kind === 'mobile'
    const facts = { ...ruleSetInForce(election), contests, ballotsIssued: station.issued, isMobileBox }
    return [reportOf(station, own, readings, facts)]
  })
}

function reportOf(
  station: Station,
  sheets: readonly SheetRow[],
  readings: readonly BallotReading[],
  facts: SheetFacts,
): StationReport {
  const checked = sheets.flatMap((sheet) => {
    if (sheet.entry.status !== 'definitive') return []
    const accepted = acceptSheet(asRead(sheet.entry.first.entered, sheet.id, readings, facts), facts)
    return accepted.ok ? [accepted.value] : []
  })
  return {
    station,
    sheets: sheets.length,
    counted: countSheets(checked, facts.contests),
    explained: sheets.flatMap((sheet) => explainedOn(sheet, facts)),
  }
}

function asRead(
  entered: EnteredSheet,
  sheetId: number,
  readings: readonly BallotReading[],
  facts: SheetFacts,
): EnteredSheet {
  const { ballots } = entered
  return ballots ? sheetOfBallots(ballots, facts.contests, facts, readingsOf(sheetId, readings)) : entered
}

/** Every warning of a sheet with what both typists wrote about it. */
function explainedOn({ number, entry }: SheetRow, facts: SheetFacts): Explained[] {
  if (entry.status !== 'definitive') return []
  const { first, second } = entry
  const codes = new Set(
    checkSheet(first.entered, facts).flatMap(({ severity, code }) => (severity === 'warning' ? [code] : [])),
  )
  const said = ({ explanations }: FinishedEntry, code: string) => explanations[code]?.trim() ?? ''
  return [...codes].map((code) => ({
    sheet: number,
    name: findingName(code),
    explanations: [...new Set([said(first, code), said(second, code)])].filter((text) => text !== ''),
  }))
}
