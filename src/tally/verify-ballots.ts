import { sheetOfBallots } from '../rules/ballot-bundle.js'
import type { RuleSet } from '../rules/rule-set.js'
import { isDoubtful, readBallotLine } from '../rules/typed-ballot.js'
import { compare, fault, type RecordFault } from './record-faults.js'
import type { RecordedVote } from './record-schema.js'

/**
 * The bundles that were typed ballot by ballot: every line can be read, every doubtful ballot and no other has a
 * reading, and the figures of an entry are what the rules make of its ballots.
 */
export function checkTypedBallots(vote: RecordedVote, ruleSet: RuleSet, path: string): RecordFault[] {
  return vote.sheets.flatMap((sheet, index) => {
    const here = `${path}.sheets[${index}]`
    const unread = unreadable(sheet, vote, here)
    // What cannot be read cannot be added up either.
    if (unread.length > 0) return unread
    return [
      ...misread(sheet, here),
      ...sheet.entries.flatMap(({ entered }, which) => {
        if (!entered.ballots) return []
        const made = sheetOfBallots(entered.ballots, vote.posts, ruleSet)
        return compare(entered, made, `${here}.entries[${which}].entered`)
      }),
    ]
  })
}

type RecordedSheet = RecordedVote['sheets'][number]

/** Lines and readings that no ballot desk can have kept. */
export function unreadable({ entries, readings = [] }: RecordedSheet, { posts }: RecordedVote, here: string) {
  const lines = entries.flatMap(({ entered }, which) =>
    (entered.ballots ?? []).map((line, at) => ({ line, path: `${here}.entries[${which}].entered.ballots[${at}]` })),
  )
  const read = readings.map(({ reading }, at) => ({ line: reading, path: `${here}.readings[${at}].reading` }))
  return [...lines, ...read].flatMap(({ line, path }) =>
    readBallotLine(line, posts).ok ? [] : [fault(path, `“${line}”不是一张选票`)],
  )
}

function misread({ entries: [{ entered }], readings = [] }: RecordedSheet, here: string): RecordFault[] {
  const doubtful = (entered.ballots ?? []).flatMap((line, at) => (isDoubtful(line) ? [at + 1] : []))
  const decided = readings.map(({ ballot }) => ballot)
  return [
    ...doubtful
      .filter((number) => !decided.includes(number))
      .map((number) => fault(`${here}.readings`, `第 ${number} 张疑难票没有认定`)),
    ...readings.flatMap(({ ballot, reading }, at) => [
      ...(doubtful.includes(ballot) ? [] : [fault(`${here}.readings[${at}]`, `第 ${ballot} 张不是疑难票`)]),
      ...(isDoubtful(reading) ? [fault(`${here}.readings[${at}]`, '认定后仍是疑难票')] : []),
    ]),
  ]
}
