import { createHash } from 'node:crypto'
import { assert } from '../lib/assert.js'
import { type Result, ok, refused } from '../lib/result.js'
import { byVotes, countSheets, type Standing, type Standings } from '../rules/count.js'
import { decideOutcome, type Outcome, type Vote } from '../rules/outcome.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { acceptSheet, type CheckedSheet, type SheetFacts } from '../rules/tally-sheet.js'
import { continueVote } from '../rules/tie-break.js'
import { plainName } from '../rules/write-in.js'
import type { Db } from '../infra/db/database.js'
import type { ElectionInScope, RoundInScope } from '../infra/http/context.js'
import { listStations, type Station } from '../polling/queries.js'
import { countElectors } from '../roll/queries.js'
import {
  type CountedStation,
  type CountedVote,
  definitiveEntry,
  personIdOf,
  type WriteInDecision,
} from './counted-vote.js'
import { listElectedMembers, listResults, listSheets, listWriteInDecisions, type SheetRow } from './queries.js'
import { listContests, roundOfRules } from './vote-facts.js'

/** Why a vote cannot be counted yet. */
export interface NotCounted {
  readonly sheets: number
  readonly definitive: number
  /** Stations without a single sheet. */
  readonly withoutSheet: readonly string[]
}

/** Whether every station has a sheet and every sheet is definitive. */
export async function checkTally(db: Db, roundId: number): Promise<Result<SheetRow[], NotCounted>> {
  const sheets = await listSheets(db, roundId)
  const stations = await listStations(db, roundId)
  const covered = new Set(sheets.map(({ stationId }) => stationId))
  const withoutSheet = stations.filter(({ id }) => !covered.has(id)).map(({ name }) => name)
  const definitive = sheets.filter(({ entry }) => entry.status === 'definitive').length
  const isComplete = sheets.length > 0 && definitive === sheets.length && withoutSheet.length === 0
  return isComplete ? ok(sheets) : refused({ sheets: sheets.length, definitive, withoutSheet })
}

/**
 * Counts a round from its definitive sheets and decides it by the rules, the same today and in ten years: its
 * facts are the roll, the stations' check-ins, the sheets and what was decided about persons written in.
 */
export async function countVote(
  db: Db,
  election: ElectionInScope,
  round: Pick<RoundInScope, 'id' | 'number' | 'kind'>,
): Promise<Result<CountedVote, NotCounted>> {
  const complete = await checkTally(db, round.id)
  if (!complete.ok) return complete
  const contests = await listContests(db, round.id)
  const stations = await listStations(db, round.id)
  const writeIns = await listWriteInDecisions(db, round.id)
  const ruleSet = ruleSetInForce(election)
  const ballotsIssued = stations.reduce((sum, { issued }) => sum + issued, 0)
  const elected = (await listElectedMembers(db, election.id)).filter(({ roundNumber }) => roundNumber < round.number)
  const vote: Vote = {
    form: election.form,
    round: roundOfRules(round.kind),
    registered: await countElectors(db, election.id),
    ballotsIssued,
    votersWhoVoted: ballotsIssued,
    contests,
    electedBefore: elected.length,
  }
  const checked = complete.value.map((sheet) => checkedSheet(sheet, stations, { contests, ...ruleSet }))
  const standings = withDecisions(countSheets(checked, contests), writeIns)
  const outcome = await continued(db, election, round, decideOutcome(vote, standings, ruleSet))
  return ok({
    form: vote.form,
    round: vote.round,
    registered: vote.registered,
    ballotsIssued,
    votersWhoVoted: ballotsIssued,
    electedBefore: elected.length,
    ruleSetId: election.ruleSetId,
    ruleSetVersion: election.ruleSetVersion,
    outcome: withExclusions(outcome, writeIns),
    stations: stations.map((station) => countedStation(station, complete.value)),
    writeIns,
    explained: complete.value.flatMap(explainedWarnings),
  })
}

/** A definitive sheet taken for the count. That it passes is why it could become definitive. */
function checkedSheet(sheet: SheetRow, stations: readonly Station[], facts: SheetFacts): CheckedSheet {
  const entry = definitiveEntry(sheet.entry)
  assert(entry, `sheet ${sheet.id} is counted and not definitive`)
  const { issued } = stations.find(({ id }) => id === sheet.stationId) ?? {}
  const accepted = acceptSheet(entry.entered, { ...facts, ballotsIssued: issued })
  assert(accepted.ok, `sheet ${sheet.id} is definitive and does not pass its check`)
  return accepted.value
}

/**
 * Persons written in as the election committee decided: who is on the roll is that voter, and whoever cannot be
 * elected is left out before anything is decided (law.md 6.2: votes for somebody ineligible are void).
 */
function withDecisions({ ballots, posts }: Standings, decisions: readonly WriteInDecision[]): Standings {
  const byName = new Map(decisions.map((decision) => [decision.name, decision]))
  const decided = (standing: Standing): Standing[] => {
    const decision = standing.writeIn ? byName.get(plainName(standing.name)) : undefined
    if (decision === undefined) return [standing]
    if (decision.verdict === 'ineligible') return []
    return [{ ...standing, personId: personIdOf(decision.voterId, decision.name), sex: decision.sex ?? undefined }]
  }
  return {
    ballots,
    posts: posts.map(({ postId, standings }) => ({ postId, standings: byVotes(standings.flatMap(decided)) })),
  }
}

function withExclusions(outcome: Outcome, decisions: readonly WriteInDecision[]): Outcome {
  const excluded = decisions.filter(({ verdict }) => verdict === 'ineligible')
  const sentences = excluded.map(({ name, reason }) => `另选人${name}不符合当选条件（${reason}），所得票不计入排名。`)
  return { ...outcome, explanation: [...outcome.explanation, ...sentences] }
}

/** What follows a tie-break vote depends on the vote it belongs to. */
async function continued(
  db: Db,
  election: ElectionInScope,
  round: Pick<RoundInScope, 'number' | 'kind'>,
  outcome: Outcome,
): Promise<Outcome> {
  if (round.kind !== 'tieBreak') return outcome
  const before = (await listResults(db, election.id)).filter(({ roundNumber }) => roundNumber < round.number)
  const index = before.findLastIndex(({ roundKind }) => roundKind !== 'tieBreak')
  const base = before[index]
  assert(base, 'a tie-break vote follows a declared vote')
  const tieBreaks = before.slice(index + 1).map(({ counted }) => counted.outcome)
  return continueVote(
    outcome,
    { vote: base.counted, outcome: base.counted.outcome, tieBreaks },
    ruleSetInForce(election),
  )
}

function countedStation({ id, name, issued }: Station, sheets: readonly SheetRow[]): CountedStation {
  const entries = sheets.filter(({ stationId }) => stationId === id).map(({ entry }) => definitiveEntry(entry)?.entered)
  const sum = (field: 'ballotsReturned' | 'validBallots' | 'invalidBallots' | 'blankBallots'): number =>
    entries.reduce((total, entered) => total + (entered?.[field] ?? 0), 0)
  return {
    stationId: id,
    name,
    issued,
    returned: sum('ballotsReturned'),
    valid: sum('validBallots'),
    invalid: sum('invalidBallots'),
    blank: sum('blankBallots'),
  }
}

function explainedWarnings({ entry, stationName, number }: SheetRow) {
  const { explanations = {} } = definitiveEntry(entry) ?? {}
  return Object.entries(explanations)
    .filter(([, explanation]) => explanation.trim() !== '')
    .map(([code, explanation]) => ({ sheet: `${stationName}第${number}张`, code, explanation }))
}

/** The vote as stored, and the SHA-256 of exactly that text. */
export function sealVote(counted: CountedVote): { outcome: string; hash: string } {
  const outcome = JSON.stringify(counted)
  return { outcome, hash: createHash('sha256').update(outcome).digest('hex') }
}
