import { assert } from '../lib/assert.js'
import type { FinishedEntry } from '../rules/double-entry.js'
import type { Figures } from '../rules/figures.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { type Actor, recordEvent, writeEvents } from '../infra/audit-log/record-event.js'
import type { Db, Trx } from '../infra/db/database.js'
import type { ElectionInScope } from '../infra/http/context.js'
import { findInstallation } from '../organisation/queries.js'
import { getBallotsPrinted, listStations } from '../polling/queries.js'
import { listRollChanges, listRollVersions } from '../roll/queries.js'
import { listMilestones, listPosts } from '../timetable/queries.js'
import { listCounts, listElectedMembers, listRecounts, listResults, listSheets, type ResultRow } from './queries.js'
import { listReadings } from './reading-queries.js'
import { loadEvents, openContentOf } from './record-events.js'
import { insertRecord } from './record-queries.js'
import { rulesSection } from './record-rules.js'
import {
  type EarlierCount,
  type ElectionRecord,
  type OpenRecord,
  type RecordedEvent,
  type RecordedVote,
  recordFormat,
} from './record-schema.js'
import { sealOf } from './record-seal.js'
import { listContests } from './vote-facts.js'

/**
 * Makes the record of a round that is being declared, with all rounds before it, and keeps it for good. It is made
 * once for each count, at its declaration, so that the fingerprint printed on the return is that of every copy ever handed out.
 */
export async function keepRecord(trx: Trx, actor: Actor, election: ElectionInScope, recount: number): Promise<string> {
  // The record shows the declaration that it is of, as it stands in the log.
  await writeEvents(trx)
  const record = await makeRecord(trx, election)
  const { fingerprint } = record.seal
  const roundId = election.round.id
  await insertRecord(trx, { roundId, recount }, { content: JSON.stringify(record), fingerprint })
  const event = { type: 'recordKept', roundId, ...(recount > 0 ? { recount } : {}), hash: fingerprint } as const
  await recordEvent(trx, actor, event, election.id)
  return fingerprint
}

async function makeRecord(db: Db, election: ElectionInScope): Promise<ElectionRecord> {
  const events = await loadEvents(db, election.id)
  const ruleSet = ruleSetInForce(election)
  const settings = JSON.parse(election.settings) as Partial<Figures>
  const results = await listResults(db, election.id)
  const pseudonym = pseudonyms()
  const votes: RecordedVote[] = []
  for (const result of results) votes.push(await voteSection(db, result, { events, pseudonym }))
  const open: OpenRecord = {
    format: recordFormat,
    election: await electionSection(db, election),
    rules: rulesSection(ruleSet, election.ruleSetVersion, settings),
    roll: await rollSection(db, election.id),
    milestones: (await listMilestones(db, election.id)).map(({ name, on, round = 0 }) => ({ name, on, round })),
    votes,
    result: await resultSection(db, election.id, results),
    events,
  }
  // What is undefined is not there: hashed is what is written.
  const written = JSON.parse(JSON.stringify(open)) as OpenRecord
  return { ...written, seal: sealOf(written) }
}

async function electionSection(db: Db, election: ElectionInScope): Promise<OpenRecord['election']> {
  const installation = await findInstallation(db)
  assert(installation, 'an election belongs to an installation')
  return {
    id: election.id,
    kind: installation.kind,
    bureau: installation.bureauName,
    township: election.townshipName,
    community: election.communityName,
    termNumber: election.termNumber,
    form: election.form,
    electionDay: election.electionDay,
    posts: await listPosts(db, election.id),
  }
}

/** Versions and changes of the roll in figures only. */
async function rollSection(db: Db, electionId: number): Promise<OpenRecord['roll']> {
  const versions = (await listRollVersions(db, electionId)).map((version) => {
    const { number, kind, madeOn, voters, electors, hash } = version
    return { number, kind, on: madeOn, voters, electors, hash }
  })
  const counts = new Map<string, OpenRecord['roll']['changes'][number]>()
  for (const { rollVersion, kind, reason } of await listRollChanges(db, electionId)) {
    const key = `${rollVersion} ${kind} ${reason}`
    const count = (counts.get(key)?.count ?? 0) + 1
    counts.set(key, { afterVersion: rollVersion, kind, reason, count })
  }
  return { versions, changes: [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, change]) => change) }
}

interface VoteContext {
  readonly events: readonly RecordedEvent[]
  readonly pseudonym: (accountId: number) => string
}

async function voteSection(db: Db, result: ResultRow, { events, pseudonym }: VoteContext): Promise<RecordedVote> {
  const { roundId, recount, counted } = result
  return {
    id: roundId,
    number: result.roundNumber,
    kind: result.roundKind,
    votingDay: result.votingDay,
    registered: counted.registered,
    electedBefore: counted.electedBefore,
    ballotsPrinted: (await getBallotsPrinted(db, roundId)).printed,
    posts: await listContests(db, roundId),
    stations: await stationRows(db, result),
    sheets: await sheetRows(db, { roundId, recount }, { events, pseudonym }),
    writeIns: counted.writeIns,
    ...(counted.spellings ? { spellings: [...counted.spellings] } : {}),
    relatives: counted.relatives,
    ineligible: counted.ineligible,
    ...(counted.inOffice ? { inOffice: counted.inOffice } : {}),
    outcome: counted.outcome,
    result: declarationOf(result, pseudonym),
    ...(recount > 0 ? await recountSection(db, result, { events, pseudonym }) : {}),
  }
}

function declarationOf(result: ResultRow, pseudonym: VoteContext['pseudonym']): RecordedVote['result'] {
  const { hash, proposedBy, proposedAt, declaredBy, declaredAt, declaredOn } = result
  assert(declaredBy && declaredAt && declaredOn, 'only declared votes are recorded')
  return {
    ...{ hash, proposedBy: pseudonym(proposedBy), proposedAt },
    ...{ declaredBy: pseudonym(declaredBy), declaredAt, declaredOn },
  }
}

/** On whose decision the vote was counted again, and each count before with its own sheets. */
async function recountSection(
  db: Db,
  { roundId, recount }: ResultRow,
  context: VoteContext,
): Promise<Required<Pick<RecordedVote, 'recount' | 'earlierCounts'>>> {
  const opened = (await listRecounts(db, roundId)).find(({ number }) => number === recount)
  assert(opened, 'a recount was opened before its result was declared')
  const { orderedBy, decidedOn, openedOn, openedBy } = opened
  const earlierCounts: EarlierCount[] = []
  for (const earlier of await listCounts(db, roundId)) {
    if (earlier.recount >= recount) continue
    const { writeIns, spellings, relatives, ineligible, outcome } = earlier.counted
    const sheets = await sheetRows(db, earlier, context)
    const result = declarationOf(earlier, context.pseudonym)
    const people = { writeIns, ...(spellings ? { spellings: [...spellings] } : {}), relatives, ineligible }
    earlierCounts.push({ recount: earlier.recount, sheets, ...people, outcome, result })
  }
  return {
    recount: { number: recount, orderedBy, decidedOn, openedOn, openedBy: context.pseudonym(openedBy) },
    earlierCounts,
  }
}

async function stationRows(db: Db, { roundId, counted }: ResultRow): Promise<RecordedVote['stations']> {
  const byId = new Map(counted.stations.map((station) => [station.stationId, station]))
  return (await listStations(db, roundId)).map((station) => {
    const { id, number, kind, name, received, spoiled, unused, differenceExplained: difference } = station
    const { issued = 0, returned = 0, valid = 0, invalid = 0, blank = 0 } = byId.get(id) ?? {}
    return { id, number, kind, name, issued, received, spoiled, unused, difference, returned, valid, invalid, blank }
  })
}

async function sheetRows(
  db: Db,
  { roundId, recount }: Pick<ResultRow, 'roundId' | 'recount'>,
  context: VoteContext,
): Promise<RecordedVote['sheets']> {
  const resolved = context.events.flatMap((event) => openContentOf(event, 'differencesResolved') ?? [])
  const readings = await listReadings(db, roundId)
  return (await listSheets(db, roundId, recount)).map(({ id, stationId, number, mode, entry }) => {
    assert(entry.status === 'definitive', `sheet ${id} is counted and not definitive`)
    const typed = ({ accountId, entered, explanations }: FinishedEntry) => ({
      by: context.pseudonym(accountId),
      entered,
      explanations,
    })
    const resolutions = resolved.filter(({ sheetId }) => sheetId === id).map(({ resolution }) => resolution)
    const own = readings.filter(({ sheetId }) => sheetId === id)
    const read = own.map(({ ballotNumber, reading, grounds, decidedBy }) => ({
      ...{ ballot: ballotNumber, reading, grounds },
      by: context.pseudonym(decidedBy),
    }))
    const entries: [ReturnType<typeof typed>, ReturnType<typeof typed>] = [typed(entry.first), typed(entry.second)]
    return { id, stationId, number, entries, resolutions, ...(mode === 'ballots' ? { readings: read } : {}) }
  })
}

async function resultSection(db: Db, electionId: number, results: readonly ResultRow[]): Promise<OpenRecord['result']> {
  const elected = await listElectedMembers(db, electionId)
  return {
    elected: elected.map(({ roundNumber, postId, postTitle, name, votes }) => ({
      vote: roundNumber,
      postId: String(postId),
      post: postTitle,
      name,
      votes,
    })),
    followUp: results.at(-1)?.counted.outcome.followUp.kind ?? 'none',
  }
}

/** P1, P2 … in the order in which people come up in the record. */
function pseudonyms(): (accountId: number) => string {
  const known = new Map<number, string>()
  return (accountId) => {
    const pseudonym = known.get(accountId) ?? `P${known.size + 1}`
    known.set(accountId, pseudonym)
    return pseudonym
  }
}
