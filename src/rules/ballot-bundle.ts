import { assert } from '../lib/assert.js'
import { ballotJudge, type Ballot, type BallotRules } from './ballot-validity.js'
import { countBallots } from './count.js'
import type { Contest } from './post.js'
import type { EnteredSheet } from './tally-sheet.js'
import { asBallot, isDoubtful, readBallotLine } from './typed-ballot.js'
import { joinMarks, noSpellings, type Spellings } from './write-in-spellings.js'

/** How a doubtful ballot of a bundle is to be read, as the officer decided: a line of the desk that is not doubtful. */
export type Readings = ReadonlyMap<number, string>

/** Set provisionally aside until somebody has decided how it is to be read. */
const undecided = 'doubtful'

/**
 * A bundle typed ballot by ballot, as the tally sheet that the count takes: each ballot judged by the rules, the
 * figures added up. `lines` are ballots as `ballotLine` keeps them; `readings` say how the doubtful ones are read, by
 * their number in the bundle from 1, `spellings` which written names are one person. A doubtful ballot that nobody has decided stands among the invalid ones, so that
 * the figures hold together; nothing is counted before all of them are decided (`undecidedBallots`).
 */
export function sheetOfBallots(
  lines: readonly string[],
  contests: readonly Contest[],
  rules: BallotRules,
  readings: Readings = new Map(),
  spellings: Spellings = noSpellings,
): EnteredSheet {
  const ballots = lines.map((line, index) => ballotOf(readings.get(index + 1) ?? line, contests, spellings))
  const { ballots: totals, posts } = countBallots(ballots, contests, rules)
  return {
    ballotsReturned: totals.returned,
    validBallots: totals.valid,
    invalidBallots: totals.invalid,
    blankBallots: totals.blank,
    posts: posts.map(({ postId, standings }) => ({
      postId,
      candidates: inBallotOrder(postId, contests).map((candidateId) => {
        const row = standings.find(({ id }) => id === candidateId)
        assert(row, `${candidateId} was not counted`)
        return { candidateId, for: row.for, against: row.against, abstain: row.abstain }
      }),
      writeIns: standings.filter(({ writeIn }) => writeIn).map(({ name, for: votes }) => ({ name, votes })),
    })),
    ballots: lines,
    invalidBy: totals.invalidBy,
    setApart: totals.setApart ?? 0,
  }
}

function inBallotOrder(postId: string, contests: readonly Contest[]): string[] {
  return contests.filter(({ id }) => id === postId).flatMap(({ candidates }) => candidates.map(({ id }) => id))
}

function ballotOf(line: string, contests: readonly Contest[], spellings: Spellings = noSpellings): Ballot {
  const read = readBallotLine(line, contests)
  assert(read.ok, `a kept line can be read: ${line}`)
  const ballot = asBallot(read.value) ?? { times: 1, marks: {}, invalid: undecided }
  return { ...ballot, marks: joinMarks(ballot.marks, spellings) }
}

/** The numbers of the doubtful ballots of a bundle that nobody has decided yet. */
export function undecidedBallots(lines: readonly string[], readings: Readings): number[] {
  return lines.flatMap((line, index) => (isDoubtful(line) && !readings.has(index + 1) ? [index + 1] : []))
}

/** What the rules make of one line: the verdict with its reason, for showing it beside what was typed. */
export function judgeLine(line: string, contests: readonly Contest[], rules: BallotRules) {
  return ballotJudge(contests, rules)(ballotOf(line, contests))
}
