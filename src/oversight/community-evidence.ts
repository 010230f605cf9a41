import type { PlainDate } from '../lib/plain-date.js'
import type { ElectionForm } from '../rules/election-form.js'
import { type ClosedRoll, type DayNotice, dayNoticeEvidence, formDecisionEvidence } from '../rules/form-evidence.js'
import { rollEvidence } from '../rules/form-evidence.js'
import { type ResultPaper, resultNoticeEvidence, returnEvidence } from '../rules/paper-evidence.js'
import type { EvidencePiece } from '../rules/rate-evidence.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { ballotsEvidence, countEvidence, type DeclaredVote, turnoutEvidence } from '../rules/vote-evidence.js'
import type { Milestone } from '../rules/stages.js'
import type { Db } from '../infra/db/database.js'
import type { ResultRow } from '../tally/queries.js'
import {
  countAdults,
  countRolls,
  listClosedRolls,
  listDecidingRounds,
  listDeclaredResults,
  listEvidencePapers,
  listDecisionsOf,
  listSheetsOf,
  listStationsOf,
} from './evidence-queries.js'

/** An election whose claim is examined. */
export interface ClaimedElection {
  readonly electionId: number
  readonly form: ElectionForm
  readonly electionDay: PlainDate
  readonly ruleSetId: string
  readonly settings: string
}

const paperKeys = ['election-day', 'election-return', 'result']

/** Everything that proves the forms of these elections, asked of the database at once. */
export async function loadEvidenceFacts(db: Db, electionIds: readonly number[]) {
  const rounds = await listDecidingRounds(db, electionIds)
  const results = await listDeclaredResults(
    db,
    rounds.map(({ id }) => id),
  )
  const counted = new Map(
    results.map(({ outcome, ...row }) => [
      row.roundId,
      { ...row, counted: JSON.parse(outcome) as ResultRow['counted'] },
    ]),
  )
  const deciding = decidingRounds(rounds, (id) => counted.get(id)?.counted.outcome.isValid === true)
  const roundIds = [...deciding.values()].map(({ id }) => id)
  return {
    decisions: new Map((await listDecisionsOf(db, electionIds)).map((row) => [row.electionId, row])),
    papers: await listEvidencePapers(db, electionIds, paperKeys),
    rolls: await listClosedRolls(db, electionIds),
    rollsNow: await countRolls(db, electionIds),
    adults: await countAdults(db, electionIds),
    deciding,
    counted,
    stations: await listStationsOf(db, roundIds),
    sheets: await listSheetsOf(db, roundIds),
  }
}

export type EvidenceFacts = Awaited<ReturnType<typeof loadEvidenceFacts>>

/** Of each election the vote that stands: the last one that is valid, or else the last one at all. */
function decidingRounds(rounds: Awaited<ReturnType<typeof listDecidingRounds>>, isValid: (id: number) => boolean) {
  const deciding = new Map<number, (typeof rounds)[number]>()
  for (const round of rounds) {
    const before = deciding.get(round.electionId)
    if (!before || isValid(round.id) || !isValid(before.id)) deciding.set(round.electionId, round)
  }
  return deciding
}

/** The evidence of each election, piece by piece. */
export async function evidenceOf(
  db: Db,
  elections: readonly ClaimedElection[],
  milestones: ReadonlyMap<number, readonly Milestone[]>,
): Promise<ReadonlyMap<number, readonly EvidencePiece[]>> {
  if (elections.length === 0) return new Map()
  const facts = await loadEvidenceFacts(
    db,
    elections.map(({ electionId }) => electionId),
  )
  return new Map(
    elections.map((election) => [
      election.electionId,
      piecesOf(election, facts, milestones.get(election.electionId) ?? []),
    ]),
  )
}

function piecesOf(election: ClaimedElection, facts: EvidenceFacts, milestones: readonly Milestone[]): EvidencePiece[] {
  const { electionId, form } = election
  const round = facts.deciding.get(electionId)
  const has = (name: Milestone['name']) =>
    milestones.some((milestone) => milestone.name === name && Math.max(1, milestone.round) === (round?.number ?? 1))
  const isRollPosted = milestones.some(({ name }) => name === 'rollPosted')
  const notice = dayNoticeOf(facts, electionId)
  const roll = closedRollOf(facts, electionId)
  const vote = declaredVoteOf(facts, round?.id)
  const paper = (key: string) => resultPaperOf(facts, electionId, round?.id, key)
  return [
    formDecisionEvidence(election, facts.decisions.get(electionId), notice, isRollPosted),
    dayNoticeEvidence(election, notice, isRollPosted),
    rollEvidence(election, roll, has('pollOpened')),
    ballotsEvidence(stationsOf(facts, round?.id), vote, has('pollClosed')),
    turnoutEvidence(vote, roll?.electors, ruleSetInForce(election)),
    countEvidence(sheetsOf(facts, round?.id), vote),
    returnEvidence(form, paper('election-return'), vote),
    resultNoticeEvidence(paper('result'), vote),
  ]
}

type PaperFacts = Readonly<Record<string, unknown>>

function dayNoticeOf({ papers }: EvidenceFacts, electionId: number): DayNotice | undefined {
  const paper = papers.filter((one) => one.electionId === electionId && one.key === 'election-day').at(-1)
  if (!paper) return undefined
  const facts = JSON.parse(paper.facts) as PaperFacts
  return {
    number: paper.noticeNumber ?? 0,
    issuedOn: paper.issuedOn,
    form: formIn(facts['form']),
    electionDay: String(facts['electionDay']),
    isCorrected: Number(paper.corrections) > 0,
    postings: Number(paper.postings),
  }
}

/** The form that a paper names in words. */
function formIn(words: unknown): ElectionForm | null {
  const text = String(words)
  if (text.includes('居民直选')) return 'allVoters'
  if (text.includes('户代表')) return 'households'
  return text.includes('居民代表') ? 'representatives' : null
}

function closedRollOf({ rolls, rollsNow, adults }: EvidenceFacts, electionId: number): ClosedRoll | undefined {
  const versions = rolls.filter((one) => one.electionId === electionId)
  const last = versions.at(-1)
  if (!last || !versions.some(({ kind }) => kind === 'closed')) return undefined
  const now = rollsNow.get(electionId) ?? { voters: 0, electors: 0 }
  const { number: version, madeOn, voters, electors } = last
  const present = { votersNow: now.voters, electorsNow: now.electors, adults: adults.get(electionId) ?? 0 }
  return { version, madeOn, voters, electors, ...present }
}

export function declaredVoteOf(
  { counted }: Pick<EvidenceFacts, 'counted'>,
  roundId: number | undefined,
): DeclaredVote | undefined {
  const result = counted.get(roundId ?? 0)
  if (!result) return undefined
  const { form, registered, ballotsIssued, outcome } = result.counted
  const { returned, valid, invalid, blank } = outcome.ballots
  const hasTwoSigners = result.declaredBy !== null && result.declaredBy !== result.proposedBy
  const { isValid } = outcome
  return { form, registered, issued: ballotsIssued, returned, valid, invalid, blank, isValid, hasTwoSigners }
}

function stationsOf({ stations }: EvidenceFacts, roundId: number | undefined) {
  return stations
    .filter((station) => station.roundId === roundId)
    .map(({ name, closedAt, ballotsReceived, ballotsSpoiled, ballotsUnused, differenceExplained, issued }) => ({
      name,
      isClosed: closedAt !== null,
      received: ballotsReceived ?? 0,
      issued: Number(issued),
      spoiled: ballotsSpoiled ?? 0,
      unused: ballotsUnused ?? 0,
      isExplained: differenceExplained !== null && differenceExplained !== '',
    }))
}

function sheetsOf({ sheets }: EvidenceFacts, roundId: number | undefined) {
  return sheets
    .filter((sheet) => sheet.roundId === roundId)
    .map(({ entry }) => {
      if (entry.status !== 'definitive') return { isDefinitive: false, hasTwoTypists: false, returned: 0 }
      const { first, second } = entry
      const hasTwoTypists = first.accountId !== second.accountId
      return { isDefinitive: true, hasTwoTypists, returned: first.entered.ballotsReturned }
    })
}

function resultPaperOf(
  { papers }: EvidenceFacts,
  electionId: number,
  roundId: number | undefined,
  key: string,
): ResultPaper | undefined {
  const paper = papers
    .filter((one) => one.electionId === electionId && one.key === key && one.roundId === (roundId ?? 0))
    .at(-1)
  if (!paper) return undefined
  const facts = JSON.parse(paper.facts) as PaperFacts
  const figure = (name: string) => Number(facts[name])
  return {
    number: paper.noticeNumber,
    issuedOn: paper.issuedOn,
    form: formIn(facts['form']),
    registered: figure('registered'),
    issued: figure('issued'),
    returned: figure('returned'),
    valid: figure('valid'),
    invalid: figure('invalid'),
    isCorrected: Number(paper.corrections) > 0,
    postings: Number(paper.postings),
  }
}
