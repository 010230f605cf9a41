import { differences } from '../rules/sheet-fields.js'
import { unexplainedWarnings } from '../rules/double-entry.js'
import type { RuleSet } from '../rules/rule-set.js'
import { checkSheet } from '../rules/tally-sheet.js'
import { mayJoin } from '../rules/write-in-spellings.js'
import type { CountedVote } from './counted-vote.js'
import { decideVote, membersBefore, membersOf, type RefusedSheet, sealVote, type VoteFacts } from './decide-vote.js'
import { compare, fault, type RecordFault } from './record-faults.js'
import type { ElectionRecord, RecordedVote } from './record-schema.js'
import { checkTypedBallots, unreadable } from './verify-ballots.js'
import { checkPlace } from './verify-vote-order.js'

type CountedBefore = VoteFacts['before'][number]

/** Every vote counted again from its sheets, in order; what it found is what the next one builds on. */
export function checkVotes(record: ElectionRecord, ruleSet: RuleSet): RecordFault[] {
  const faults: RecordFault[] = []
  const before: CountedBefore[] = []
  for (const [index, vote] of record.votes.entries()) {
    const path = `votes[${index}]`
    const misplaced = checkPlace(record.votes, index, before)
    faults.push(
      ...misplaced,
      ...checkSheets(vote, ruleSet, path),
      ...checkTypedBallots(vote, ruleSet, path),
      ...checkAccounts(vote, path),
      ...checkPeople(vote, path),
      ...checkSpellings(vote, path),
    )
    // A vote that cannot follow those before it cannot be decided from them.
    if (misplaced.length > 0) return faults
    if (vote.sheets.some((sheet) => unreadable(sheet, vote, path).length > 0)) return faults
    const decided = decideVote(factsOf(record, vote, { before, ruleSet }))
    if (!decided.ok) return [...faults, ...decided.error.flatMap((sheet) => refusedSheet(sheet, path))]
    faults.push(
      ...compareVote(vote, decided.value, path),
      ...checkEarlierCounts(record, vote, { before, ruleSet, path }),
    )
    before.push({ kind: vote.kind, counted: decided.value })
  }
  return [...faults, ...checkResult(record, before)]
}

function factsOf(
  { election, rules }: ElectionRecord,
  vote: RecordedVote,
  known: { readonly before: readonly CountedBefore[]; readonly ruleSet: RuleSet },
): VoteFacts {
  return {
    ...known,
    form: election.form,
    kind: vote.kind,
    registered: vote.registered,
    electedBefore: membersBefore(known.before, vote.inOffice ?? []).length,
    ruleSetId: rules.id,
    ruleSetVersion: rules.version,
    contests: vote.posts,
    stations: vote.stations,
    sheets: vote.sheets.map(({ stationId, number, entries: [{ entered, explanations }], readings = [] }) => ({
      stationId,
      number,
      entered,
      readings: new Map(readings.map(({ ballot, reading }) => [ballot, reading])),
      explanations,
    })),
    writeIns: vote.writeIns,
    spellings: vote.spellings ?? [],
    relatives: vote.relatives,
    ineligible: vote.ineligible,
    inOffice: vote.inOffice ?? [],
  }
}

function refusedSheet({ index, findings }: RefusedSheet, path: string): RecordFault[] {
  return findings.map(({ message }) => fault(`${path}.sheets[${index}]`, message))
}

/** Each sheet typed twice alike by two people, every warning explained, of a station of the vote; no station without. */
function checkSheets(vote: RecordedVote, ruleSet: RuleSet, path: string): RecordFault[] {
  const sheets = vote.sheets.flatMap((sheet, index) => {
    const here = `${path}.sheets[${index}]`
    const [first, second] = sheet.entries
    const station = vote.stations.find(({ id }) => id === sheet.stationId)
    const isMobileBox = station?.kind === 'mobile'
    const facts = { ...ruleSet, contests: vote.posts, ballotsIssued: station?.issued, isMobileBox }
    const unexplained = sheet.entries.flatMap((entry, which) =>
      unexplainedWarnings(entry, checkSheet(entry.entered, facts)).map(({ message }) =>
        fault(`${here}.entries[${which}].explanations`, `没有说明：${message}`),
      ),
    )
    return [
      ...(station ? [] : [fault(`${here}.stationId`, '没有这个投票站')]),
      ...(first.by === second.by ? [fault(`${here}.entries[1].by`, '两次录入是同一个人')] : []),
      ...differences(first.entered, second.entered).map((field) =>
        fault(`${here}.entries`, `两次录入不一致：${field}`),
      ),
      ...unexplained,
    ]
  })
  const bare = vote.stations.flatMap(({ id, name }, index) =>
    vote.sheets.some(({ stationId }) => stationId === id)
      ? []
      : [fault(`${path}.stations[${index}]`, `${name}没有计票单`)],
  )
  return [...sheets, ...bare]
}

/** The ballots of each station account for themselves, or somebody has said why not. */
function checkAccounts(vote: RecordedVote, path: string): RecordFault[] {
  return vote.stations.flatMap(({ name, received, issued, spoiled, unused, difference }, index) => {
    if (received === null || spoiled === null || unused === null) return []
    if (received === issued + spoiled + unused || difference !== null) return []
    const sum = `领取${received}张，发出${issued}张＋污损换发${spoiled}张＋剩余${unused}张`
    return [fault(`${path}.stations[${index}]`, `${name}的选票账目不平，又没有说明：${sum}`)]
  })
}

function checkPeople({ result }: RecordedVote, path: string): RecordFault[] {
  if (result.proposedBy !== result.declaredBy) return []
  return [fault(`${path}.result.declaredBy`, '提出结果的人和宣布结果的人是同一个人')]
}

/** Each spelling once, under a name that is itself counted under no other. */
function checkSpellings({ spellings = [] }: RecordedVote, path: string): RecordFault[] {
  const joined = new Map<string, string>()
  return spellings.flatMap(({ spelling, name }, index) => {
    const refusal = mayJoin(spelling, name, joined)
    joined.set(spelling, name)
    return refusal ? [fault(`${path}.spellings[${index}]`, `“${spelling}”不能按“${name}”计票`)] : []
  })
}

function compareVote(vote: RecordedVote, counted: CountedVote, path: string): RecordFault[] {
  const expected = JSON.parse(JSON.stringify(counted)) as CountedVote
  const stations = vote.stations.flatMap((station, index) => {
    const counted = expected.stations[index]
    return (['returned', 'valid', 'invalid', 'blank'] as const).flatMap((sum) =>
      compare(station[sum], counted?.[sum], `${path}.stations[${index}].${sum}`),
    )
  })
  return [
    ...compare(vote.electedBefore, expected.electedBefore, `${path}.electedBefore`),
    ...stations,
    ...compare(vote.outcome, expected.outcome, `${path}.outcome`),
    ...compare(vote.result.hash, sealVote(counted).hash, `${path}.result.hash`),
  ]
}

/**
 * Each count that a recount has replaced, counted again like the one in force: what a recount changed is known only if
 * the count before it is what it was.
 */
function checkEarlierCounts(
  record: ElectionRecord,
  vote: RecordedVote,
  { before, ruleSet, path }: { before: readonly CountedBefore[]; ruleSet: RuleSet; path: string },
): RecordFault[] {
  const { earlierCounts = [], recount } = vote
  const numbers = [...earlierCounts.map((count) => count.recount), ...(recount ? [recount.number] : [])]
  const misnumbered = numbers.some((number, index) =>
    index === 0 ? number !== 0 : number <= (numbers[index - 1] ?? 0),
  )
  const isAlone = earlierCounts.length > 0 !== (recount !== undefined)
  return [
    ...(misnumbered || isAlone ? [fault(`${path}.recount`, '复核的次序不对')] : []),
    ...earlierCounts.flatMap((earlier, index) => {
      const here = `${path}.earlierCounts[${index}]`
      const { sheets, writeIns, spellings = [], relatives, ineligible, outcome, result } = earlier
      const counted: RecordedVote = { ...vote, sheets, writeIns, spellings, relatives, ineligible, outcome, result }
      return checkCount(record, counted, { before, ruleSet, path: here })
    }),
  ]
}

/** One earlier count by itself; what a station returned is held against the count in force alone. */
function checkCount(
  record: ElectionRecord,
  vote: RecordedVote,
  { before, ruleSet, path }: { before: readonly CountedBefore[]; ruleSet: RuleSet; path: string },
): RecordFault[] {
  const faults = [
    ...checkSheets(vote, ruleSet, path),
    ...checkTypedBallots(vote, ruleSet, path),
    ...checkPeople(vote, path),
  ]
  if (vote.sheets.some((sheet) => unreadable(sheet, vote, path).length > 0)) return faults
  const decided = decideVote(factsOf(record, vote, { before, ruleSet }))
  if (!decided.ok) return [...faults, ...decided.error.flatMap((sheet) => refusedSheet(sheet, path))]
  const expected = JSON.parse(JSON.stringify(decided.value)) as CountedVote
  return [
    ...faults,
    ...compare(vote.outcome, expected.outcome, `${path}.outcome`),
    ...compare(vote.result.hash, sealVote(decided.value).hash, `${path}.result.hash`),
  ]
}

/** Who was elected in the end, from the votes counted again. */
function checkResult({ result }: ElectionRecord, votes: readonly CountedBefore[]): RecordFault[] {
  const expected = membersOf(votes).map(({ vote, postId, member: { title: post, name, votes } }) => ({
    ...{ vote: vote + 1, postId, post, name, votes },
  }))
  const keys = (people: readonly object[]) => people.map((person) => JSON.stringify(Object.entries(person).sort()))
  const [recordedKeys, expectedKeys] = [keys(result.elected), keys(expected)]
  const extra = result.elected.flatMap(({ post, name }, index) =>
    recordedKeys.indexOf(recordedKeys[index] ?? '') === index && expectedKeys.includes(recordedKeys[index] ?? '')
      ? []
      : [fault(`result.elected[${index}]`, `${post}${name}：重新核算没有这一项`)],
  )
  const missing = expected
    .filter((_, index) => !recordedKeys.includes(expectedKeys[index] ?? ''))
    .map(({ post, name, votes }) => fault('result.elected', `少了${post}${name}（${votes}票）`))
  const followUp = votes.at(-1)?.counted.outcome.followUp.kind
  return [...extra, ...missing, ...compare(result.followUp, followUp, 'result.followUp')]
}
