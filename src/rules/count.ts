import { assert } from '../lib/assert.js'
import { type BallotBox, voidBallots } from './ballot-boxes.js'
import { type Ballot, type BallotRules, ballotJudge, type JudgedBallot } from './ballot-validity.js'
import { invalidReasons } from './invalid-ballots.js'
import type { Contest, Sex } from './post.js'
import type { CheckedSheet } from './tally-sheet.js'
import { type WhoIsWho, whoIsWho, writtenName } from './write-in.js'

/** The votes one person has for one post. */
export interface Standing {
  /** The candidate's id; for a write-in `writeIn:` and the name. */
  readonly id: string
  /**
   * Who it is across posts: a candidate of another post who is written in here is that candidate.
   * Otherwise the same as `id`.
   */
  readonly personId: string
  readonly name: string
  readonly sex?: Sex | undefined
  readonly for: number
  readonly against: number
  readonly abstain: number
  readonly writeIn: boolean
  /** Of the votes for: those that came down from a higher post (票数下加), where the procedure has it. */
  readonly carriedDown?: number | undefined
}

export interface PostStandings {
  readonly postId: string
  /** In order of votes; ties keep the order of the ballot, write-ins after candidates by name. */
  readonly standings: readonly Standing[]
}

/** The ballots of a vote: returned = valid + invalid + blank. */
export interface BallotTotals {
  readonly returned: number
  readonly valid: number
  readonly invalid: number
  readonly blank: number
  /** Invalid ballots by reason code; empty when a sheet states only their number. */
  readonly invalidBy: Readonly<Record<string, number>>
  /** Forged ballots, and those in a box beyond the people who voted there: no ballots cast. Absent when none. */
  readonly setApart?: number
  /** Boxes whose ballots are void; absent when none. */
  readonly voidBoxes?: readonly BallotBox[]
}

/** What the count found, before anything is decided. */
export interface Standings {
  readonly ballots: BallotTotals
  /** In the order of the contests. */
  readonly posts: readonly PostStandings[]
}

type Row = { -readonly [K in keyof Standing]: Standing[K] }

/** The rows of every post by standing id. */
interface Board {
  readonly posts: ReadonlyMap<string, Map<string, Row>>
  readonly who: WhoIsWho
}

/**
 * Counts ballots by the rules of validity: one pass, work in proportion to the marks on them. The ballots of void
 * boxes are not among those given; how many they are is.
 */
export function countBallots(
  ballots: Iterable<Ballot>,
  contests: readonly Contest[],
  rules: BallotRules,
  voidBoxes: readonly BallotBox[] = [],
): Standings {
  const judge = ballotJudge(contests, rules)
  const board = emptyBoard(contests)
  const totals = { valid: 0, invalid: 0, blank: 0, setApart: 0 }
  const invalidBy = new Map<string, number>()
  for (const ballot of ballots) {
    // No ballot at all: it must not put a name on the list.
    if (ballot.times === 0) continue
    const judged = judge(ballot)
    totals[judged.verdict] += ballot.times
    if (judged.verdict === 'valid') addMarks(board, judged, ballot.times, rules.multiPost === 'carryDown')
    if (judged.verdict === 'invalid') {
      invalidBy.set(judged.reason, (invalidBy.get(judged.reason) ?? 0) + ballot.times)
    }
  }
  for (const rows of board.posts.values()) {
    for (const row of rows.values()) if (!row.writeIn) row.abstain = totals.valid - row.for - row.against
  }
  const { valid, invalid, blank, setApart } = totals
  const counted = { returned: valid + invalid + blank, valid, invalid, blank }
  return { ballots: withVoidBoxes(counted, invalidBy, setApart, voidBoxes), posts: ranked(board) }
}

function withVoidBoxes(
  counted: Omit<BallotTotals, 'invalidBy'>,
  invalidBy: Map<string, number>,
  forged: number,
  boxes: readonly BallotBox[],
): BallotTotals {
  const inBoxes = voidBallots(boxes)
  if (boxes.length > 0) invalidBy.set('box-overfull', inBoxes.invalid)
  const setApart = forged + inBoxes.setApart
  return {
    ...counted,
    returned: counted.returned + inBoxes.invalid,
    invalid: counted.invalid + inBoxes.invalid,
    invalidBy: Object.fromEntries([...invalidBy].sort(([a], [b]) => (a < b ? -1 : 1))),
    ...(setApart > 0 ? { setApart } : {}),
    ...(boxes.length > 0 ? { voidBoxes: boxes } : {}),
  }
}

/**
 * Adds up tally sheets; where the sheets stand for the same ballots this is the same count. The sheets of void boxes
 * are not among those given; how many ballots were in the boxes is.
 */
export function countSheets(
  sheets: readonly CheckedSheet[],
  contests: readonly Contest[],
  voidBoxes: readonly BallotBox[] = [],
): Standings {
  const board = emptyBoard(contests)
  const totals = { returned: 0, valid: 0, invalid: 0, blank: 0 }
  let setApart = 0
  for (const sheet of sheets) {
    setApart += sheet.setApart ?? 0
    totals.returned += sheet.ballotsReturned
    totals.valid += sheet.validBallots
    totals.invalid += sheet.invalidBallots
    totals.blank += sheet.blankBallots
    for (const { postId, candidates, writeIns } of sheet.posts) {
      for (const typed of candidates) {
        const row = rowOf(board, postId, typed.candidateId)
        row.for += typed.for
        row.against += typed.against
        row.abstain += typed.abstain
      }
      for (const { name, votes } of writeIns) rowOf(board, postId, board.who.standingOf(postId, name)).for += votes
    }
  }
  return { ballots: withVoidBoxes(totals, invalidReasons(sheets), setApart, voidBoxes), posts: ranked(board) }
}

function emptyBoard(contests: readonly Contest[]): Board {
  const rowsOf = ({ candidates }: Contest): Map<string, Row> =>
    new Map(
      candidates.map(({ id, name, sex }) => [
        id,
        { id, personId: id, name, sex, for: 0, against: 0, abstain: 0, writeIn: false },
      ]),
    )
  return { posts: new Map(contests.map((contest) => [contest.id, rowsOf(contest)])), who: whoIsWho(contests) }
}

function rowOf({ posts, who }: Board, postId: string, id: string): Row {
  const rows = posts.get(postId)
  assert(rows, `post ${postId} is not voted on`)
  const known = rows.get(id)
  if (known) return known
  const name = writtenName(id)
  assert(name !== undefined, `${id} is not a candidate for post ${postId}`)
  const personId = who.personOf(id)
  const row = { id, personId, name, sex: who.sexOf(personId), for: 0, against: 0, abstain: 0, writeIn: true }
  rows.set(id, row)
  return row
}

function addMarks(
  board: Board,
  { counted, voided }: JudgedBallot & { readonly verdict: 'valid' },
  times: number,
  carriesDown: boolean,
): void {
  for (const marks of counted) {
    for (const id of marks.for) rowOf(board, marks.postId, id).for += times
    for (const id of marks.against) rowOf(board, marks.postId, id).against += times
  }
  if (!carriesDown) return
  // The vote counts at the higher post and comes down with that post's votes if they elect nobody; to receive
  // it the person must stand in the lower post's list, even with no vote of its own.
  for (const part of voided) {
    if (part.reason === 'double-naming') for (const id of part.names) rowOf(board, part.postId, id)
  }
}

function ranked({ posts }: Board): PostStandings[] {
  return [...posts].map(([postId, rows]) => ({ postId, standings: byVotes([...rows.values()]) }))
}

/** What was counted for one post. */
export function standingsFor({ posts }: Standings, postId: string): readonly Standing[] {
  const counted = posts.find((post) => post.postId === postId)
  assert(counted, `nothing was counted for post ${postId}`)
  return counted.standings
}

/** Most votes first. Ties keep the order of the ballot; write-ins follow, by name, whatever order they came in. */
export function byVotes(standings: readonly Standing[]): Standing[] {
  return [...standings].sort((a, b) => {
    if (a.for !== b.for) return b.for - a.for
    if (a.writeIn !== b.writeIn) return a.writeIn ? 1 : -1
    return a.writeIn ? (a.id < b.id ? -1 : 1) : 0
  })
}
