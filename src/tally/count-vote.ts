import { assert } from '../lib/assert.js'
import { type Result, ok, refused } from '../lib/result.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import type { Db } from '../infra/db/database.js'
import type { ElectionInScope, RoundInScope } from '../infra/http/context.js'
import { listMembersInOffice } from '../nomination/queries.js'
import { listStations } from '../polling/queries.js'
import { countElectors } from '../roll/queries.js'
import { type CountedVote, definitiveEntry } from './counted-vote.js'
import { decideVote, membersBefore, type SheetOfVote } from './decide-vote.js'
import { doubtfulAmong, readingsOf } from './doubtful-ballots.js'
import { listCounts, listResults, listSheets, listWriteInDecisions, type SheetRow } from './queries.js'
import { type BallotReading, listReadings } from './reading-queries.js'
import { listSpellings } from './spelling-queries.js'
import { listContests } from './vote-facts.js'
import { loadToldFacts } from './winner-checks.js'

/** Why a vote cannot be counted yet. */
export interface NotCounted {
  readonly sheets: number
  readonly definitive: number
  /** Doubtful ballots that nobody has decided yet. */
  readonly undecided: number
  /** Stations without a single sheet. */
  readonly withoutSheet: readonly string[]
}

/** Whether every station has a sheet, every sheet is definitive and every doubtful ballot decided. */
export async function checkTally(db: Db, roundId: number): Promise<Result<SheetRow[], NotCounted>> {
  const sheets = await listSheets(db, roundId)
  const stations = await listStations(db, roundId)
  const covered = new Set(sheets.map(({ stationId }) => stationId))
  const withoutSheet = stations.filter(({ id }) => !covered.has(id)).map(({ name }) => name)
  const definitive = sheets.filter(({ entry }) => entry.status === 'definitive').length
  const doubtful = doubtfulAmong(sheets, await listReadings(db, roundId))
  const undecided = doubtful.filter(({ decided }) => decided === undefined).length
  const isComplete = sheets.length > 0 && definitive === sheets.length && withoutSheet.length === 0 && undecided === 0
  return isComplete ? ok(sheets) : refused({ sheets: sheets.length, definitive, undecided, withoutSheet })
}

/**
 * Counts a round from its definitive sheets and decides it: its facts are the roll, the stations' check-ins, the
 * sheets and what was decided about persons written in.
 */
export async function countVote(
  db: Db,
  election: ElectionInScope,
  round: Pick<RoundInScope, 'id' | 'number' | 'kind'>,
): Promise<Result<CountedVote, NotCounted>> {
  const complete = await checkTally(db, round.id)
  if (!complete.ok) return complete
  const results = (await listResults(db, election.id)).filter(({ roundNumber }) => roundNumber < round.number)
  const before = results.map(({ roundKind, counted }) => ({ kind: roundKind, counted }))
  const inOffice = await inOfficeFor(db, election, round)
  const readings = await listReadings(db, round.id)
  const decided = decideVote({
    form: election.form,
    kind: round.kind,
    registered: await countElectors(db, election.id),
    electedBefore: membersBefore(before, inOffice).length,
    ruleSet: ruleSetInForce(election),
    ruleSetId: election.ruleSetId,
    ruleSetVersion: election.ruleSetVersion,
    contests: await listContests(db, round.id),
    stations: await listStations(db, round.id),
    sheets: complete.value.map((sheet) => sheetOfVote(sheet, readings)),
    writeIns: await listWriteInDecisions(db, round.id),
    spellings: await listSpellings(db, round.id),
    ...(await loadToldFacts(db, election)),
    inOffice,
    before,
  })
  assert(decided.ok, 'a definitive sheet passes its check: that is why it could become definitive')
  return ok(decided.value)
}

/**
 * In a by-election who sits beside those it elects. A recount is told what the count before it was: who has left the
 * committee since was in office when that result was declared.
 */
async function inOfficeFor(db: Db, election: ElectionInScope, { id }: Pick<RoundInScope, 'id'>) {
  const declared = (await listCounts(db, id)).at(-1)
  return declared ? (declared.counted.inOffice ?? []) : await listMembersInOffice(db, election.id)
}

/** A definitive sheet as the count takes it. */
export function sheetOfVote(
  { id, stationId, number, entry }: SheetRow,
  readings: readonly BallotReading[],
): SheetOfVote {
  const definitive = definitiveEntry(entry)
  assert(definitive, `sheet ${id} is counted and not definitive`)
  const { entered, explanations = {} } = definitive
  return { stationId, number, entered, readings: readingsOf(id, readings), explanations }
}
