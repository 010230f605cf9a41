import { createHash } from 'node:crypto'
import { assert } from '../lib/assert.js'
import { type Result, ok, refused } from '../lib/result.js'
import { type BallotBox, overfullBoxes } from '../rules/ballot-boxes.js'
import { type Readings, sheetOfBallots } from '../rules/ballot-bundle.js'
import { byVotes, countSheets, type Standing, type Standings } from '../rules/count.js'
import type { ElectionForm } from '../rules/election-form.js'
import type { Ineligible } from '../rules/eligibility.js'
import type { Finding } from '../rules/finding.js'
import { decideOutcome, type Outcome, type Round, type Vote } from '../rules/outcome.js'
import type { Contest } from '../rules/post.js'
import type { RuleSet } from '../rules/rule-set.js'
import { acceptSheet, type CheckedSheet, type EnteredSheet } from '../rules/tally-sheet.js'
import type { MemberBefore } from '../rules/seat-bars.js'
import { continueVote } from '../rules/tie-break.js'
import { plainName } from '../rules/write-in.js'
import { joinSpellings } from '../rules/write-in-spellings.js'
import {
  type CountedStation,
  type CountedVote,
  type DeclaredKinship,
  type JoinedSpelling,
  personIdOf,
  type WriteInDecision,
} from './counted-vote.js'

export type RoundKind = 'first' | 'runoff' | 'tieBreak' | 'rerun'

/** Everything that a vote is counted and decided from. */
export interface VoteFacts {
  readonly form: ElectionForm
  readonly kind: RoundKind
  readonly registered: number
  /** Members elected in earlier rounds, and in a by-election those in office. */
  readonly electedBefore: number
  readonly ruleSet: RuleSet
  readonly ruleSetId: string
  readonly ruleSetVersion: number
  readonly contests: readonly Contest[]
  readonly stations: readonly StationOfVote[]
  readonly sheets: readonly SheetOfVote[]
  readonly writeIns: readonly WriteInDecision[]
  /** Spellings of persons written in that are counted as one. */
  readonly spellings: readonly JoinedSpelling[]
  readonly relatives: readonly DeclaredKinship[]
  readonly ineligible: readonly Ineligible[]
  /** In a by-election the members of the residents' committee in office; nobody otherwise. */
  readonly inOffice: readonly MemberBefore[]
  /** The votes declared before this one, first to last. */
  readonly before: readonly { readonly kind: RoundKind; readonly counted: CountedVote }[]
}

export interface StationOfVote {
  readonly id: number
  readonly name: string
  readonly kind: 'central' | 'station' | 'mobile'
  /** Ballots handed out: one for each voter checked in. */
  readonly issued: number
}

/** A definitive sheet: one of the two entries, which are alike. */
export interface SheetOfVote {
  readonly stationId: number
  /** 1 and up within the station. */
  readonly number: number
  readonly entered: EnteredSheet
  /** How the doubtful ballots of a bundle typed ballot by ballot are read. */
  readonly readings?: Readings | undefined
  /** What was written about each warning, by its code. */
  readonly explanations: Readonly<Record<string, string>>
}

/** A sheet that cannot be counted, by its place in the list. */
export interface RefusedSheet {
  readonly index: number
  readonly findings: readonly Finding[]
}

/** How the rules count a round: nothing of a void vote stands, so a re-run is a first vote. */
export function roundOfRules(kind: RoundKind): Round {
  return kind === 'rerun' ? 'first' : kind
}

/** What sheets are counted from, before anything is decided. */
export type SheetsOfVote = Pick<VoteFacts, 'contests' | 'ruleSet' | 'sheets' | 'spellings' | 'stations'>

/** What the sheets given add up to: of a vote that is not counted to the end as well. */
export function countSoFar(told: SheetsOfVote): Result<Standings, RefusedSheet[]> {
  const facts = { ...told, sheets: told.sheets.map((sheet) => asRead(sheet, told)) }
  const checked = checkSheets(facts)
  return checked.ok ? ok(countTrusted(checked.value, facts)) : checked
}

/** Counts the sheets of a vote and decides it by the rules alone: the same today and in ten years. */
export function decideVote(told: VoteFacts): Result<CountedVote, RefusedSheet[]> {
  const facts = { ...told, sheets: told.sheets.map((sheet) => asRead(sheet, told)) }
  const checked = checkSheets(facts)
  if (!checked.ok) return checked
  const { form, registered, electedBefore, contests, stations, sheets, writeIns, relatives, ineligible, ruleSet } =
    facts
  const round = roundOfRules(facts.kind)
  const ballotsIssued = stations.reduce((sum, { issued }) => sum + issued, 0)
  const vote: Vote = {
    form,
    round,
    registered,
    ballotsIssued,
    votersWhoVoted: ballotsIssued,
    contests,
    electedBefore,
    ...toldBefore(facts),
  }
  const standings = withDecisions(countTrusted(checked.value, facts), writeIns)
  const outcome = continued(facts, decideOutcome(vote, standings, ruleSet))
  return ok({
    form,
    round,
    registered,
    ballotsIssued,
    votersWhoVoted: ballotsIssued,
    electedBefore,
    ruleSetId: facts.ruleSetId,
    ruleSetVersion: facts.ruleSetVersion,
    outcome,
    stations: stations.map((station) => countedStation(station, sheets)),
    writeIns,
    ...(told.spellings.length > 0 ? { spellings: told.spellings } : {}),
    relatives,
    ineligible,
    ...(told.inOffice.length > 0 ? { inOffice: told.inOffice } : {}),
    explained: sheets.flatMap((sheet) => explainedWarnings(sheet, stations)),
  })
}

/**
 * Counts the sheets but those of mobile boxes that held more ballots than voters were handed one there: none of
 * their ballots can be trusted, and the other boxes stand (law.md 5.1).
 */
function countTrusted(
  checked: readonly CheckedSheet[],
  { sheets, stations, contests, ruleSet }: SheetsOfVote,
): Standings {
  const boxes = stations.filter(({ kind }) => kind === 'mobile').map((station) => boxOf(station, sheets))
  const overfull = overfullBoxes(boxes, ruleSet)
  const distrusted = new Set(overfull.map(({ stationId }) => stationId))
  const trusted = checked.filter((_, index) => !distrusted.has(sheets[index]?.stationId ?? 0))
  const voidBoxes = overfull.map(({ name, voters, ballots }) => ({ name, voters, ballots }))
  return countSheets(trusted, contests, voidBoxes)
}

/** Only listed voters are handed a ballot at a mobile box, so its voters are those who were. */
function boxOf({ id, name, issued }: StationOfVote, sheets: readonly SheetOfVote[]): BallotBox & { stationId: number } {
  const own = sheets.filter(({ stationId }) => stationId === id)
  const ballots = own.reduce((sum, { entered }) => sum + entered.ballotsReturned, 0)
  return { stationId: id, name, voters: issued, ballots }
}

/** A sheet with the spellings of one person joined; its ballots, where they were typed, judged as they are read. */
export function asRead(
  sheet: SheetOfVote,
  { contests, ruleSet, spellings }: Pick<VoteFacts, 'contests' | 'ruleSet' | 'spellings'>,
): SheetOfVote {
  const { entered, readings } = sheet
  const joined = new Map(spellings.map(({ spelling, name }) => [spelling, name]))
  const { ballots } = entered
  return {
    ...sheet,
    entered: ballots ? sheetOfBallots(ballots, contests, ruleSet, readings, joined) : joinSpellings(entered, joined),
  }
}

function checkSheets({ sheets, stations, contests, ruleSet }: SheetsOfVote): Result<CheckedSheet[], RefusedSheet[]> {
  const checked: CheckedSheet[] = []
  const wrong: RefusedSheet[] = []
  for (const [index, { entered, stationId }] of sheets.entries()) {
    const station = stations.find(({ id }) => id === stationId)
    const isMobileBox = station?.kind === 'mobile'
    const accepted = acceptSheet(entered, { ...ruleSet, contests, ballotsIssued: station?.issued, isMobileBox })
    if (accepted.ok) checked.push(accepted.value)
    else wrong.push({ index, findings: accepted.error })
  }
  return wrong.length > 0 ? refused(wrong) : ok(checked)
}

/** What the rules are told beside the ballots: who cannot be elected, who is related, who sits already. */
function toldBefore({ writeIns, relatives, ineligible, inOffice, before }: VoteFacts) {
  const unfit = writeIns.flatMap((decision): Ineligible[] => {
    const { name, verdict, reason } = decision
    if (verdict !== 'ineligible') return []
    return [{ personId: personOfDecision(decision), reason: 'not-qualified', note: reason ?? name }]
  })
  return { relatives, ineligible: [...unfit, ...ineligible], membersBefore: membersBefore(before, inOffice) }
}

/** A member with the vote, 0 for the first of the list, and the post that elected them. */
export interface MemberOfVote {
  readonly vote: number
  readonly postId: string
  readonly member: MemberBefore
}

/** Who is in office, or was elected in the votes before, and has neither given way nor moved up since. */
export function membersBefore(before: VoteFacts['before'], inOffice: VoteFacts['inOffice']): MemberBefore[] {
  const gone = before.flatMap(({ counted }) => counted.outcome.waysGiven.map(({ member }) => member.personId))
  const stayed = inOffice.filter(({ personId }) => !gone.includes(personId))
  return [...stayed, ...membersOf(before).map(({ member }) => member)]
}

/** Who was elected in the votes before and has not given way since, with where each was elected. */
export function membersOf(before: VoteFacts['before']): MemberOfVote[] {
  let members: MemberOfVote[] = []
  for (const [vote, { counted }] of before.entries()) {
    const { outcome } = counted
    const left = new Set(outcome.waysGiven.map(({ member }) => member.personId))
    const elected = outcome.posts.flatMap(({ post, elected: people }) =>
      people.map(({ personId, name, for: votes }) => {
        const { position, title } = post
        return { vote, postId: post.id, member: { personId, name, votes, position, title } }
      }),
    )
    members = [...members.filter(({ member }) => !left.has(member.personId)), ...elected]
  }
  return members
}

/** Persons written in as the election committee decided: who is on the roll is that voter (law.md 6.2, step 5). */
function withDecisions({ ballots, posts }: Standings, decisions: readonly WriteInDecision[]): Standings {
  const byName = new Map(decisions.map((decision) => [decision.name, decision]))
  const decided = (standing: Standing): Standing => {
    const decision = standing.writeIn ? byName.get(plainName(standing.name)) : undefined
    if (decision === undefined) return standing
    return { ...standing, personId: personOfDecision(decision), sex: decision.sex ?? undefined }
  }
  return {
    ballots,
    posts: posts.map(({ postId, standings }) => ({ postId, standings: byVotes(standings.map(decided)) })),
  }
}

/** A person found not eligible is nobody else; whoever is not on the roll is known by name. */
export function personOfDecision({ verdict, voterId, name }: WriteInDecision): string {
  return verdict === 'ineligible' ? `ineligible-${name}` : personIdOf(voterId, name)
}

/** What follows a tie-break vote depends on the vote it belongs to. */
function continued(facts: VoteFacts, outcome: Outcome): Outcome {
  const { kind, before, ruleSet } = facts
  if (kind !== 'tieBreak') return outcome
  const index = before.findLastIndex((earlier) => earlier.kind !== 'tieBreak')
  const base = before[index]
  assert(base, 'a tie-break vote follows a declared vote')
  const tieBreaks = before.slice(index + 1).map(({ counted }) => counted.outcome)
  return continueVote(
    outcome,
    { vote: { ...base.counted, ...toldBefore(facts) }, outcome: base.counted.outcome, tieBreaks },
    ruleSet,
  )
}

function countedStation({ id, name, issued }: StationOfVote, sheets: readonly SheetOfVote[]): CountedStation {
  const own = sheets.filter(({ stationId }) => stationId === id)
  const sum = (field: 'ballotsReturned' | 'validBallots' | 'invalidBallots' | 'blankBallots'): number =>
    own.reduce((total, { entered }) => total + entered[field], 0)
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

function explainedWarnings({ stationId, number, explanations }: SheetOfVote, stations: readonly StationOfVote[]) {
  const name = stations.find(({ id }) => id === stationId)?.name ?? ''
  return Object.entries(explanations)
    .filter(([, explanation]) => explanation.trim() !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, explanation]) => ({ sheet: `${name}第${number}张`, code, explanation }))
}

/** The vote as stored, and the SHA-256 of exactly that text. */
export function sealVote(counted: CountedVote): { outcome: string; hash: string } {
  const outcome = JSON.stringify(counted)
  return { outcome, hash: createHash('sha256').update(outcome).digest('hex') }
}
