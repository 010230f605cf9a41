import fc from 'fast-check'
import { type Ballot, type BallotRules, namedTwice, type PostMarks } from '../../src/rules/ballot-validity.js'
import { countBallots } from '../../src/rules/count.js'
import { electionForms } from '../../src/rules/election-form.js'
import { decideOutcome, type Outcome, type Vote } from '../../src/rules/outcome.js'
import type { Contest } from '../../src/rules/post.js'
import type { RuleSet } from '../../src/rules/rule-set.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { acceptSheet, type CheckedSheet, type EnteredSheet } from '../../src/rules/tally-sheet.js'
import { whoIsWho, writtenName } from '../../src/rules/write-in.js'
import { aContest } from './votes.js'

/** A whole vote: what it is about, its ballots, and the settings under which they are counted. */
export interface RandomVote {
  readonly vote: Vote
  readonly pile: readonly Ballot[]
  readonly ruleSet: RuleSet
}

/** Known by name in the community, but standing for nothing. */
const others = ['张三', '李四']

const anySettings = fc.record({
  overvoteScope: fc.constantFrom('ballot', 'post'),
  multiPost: fc.constantFrom('invalid', 'highestOnly', 'carryDown'),
  womanSeat: fc.constantFrom('separateLine', 'ranking'),
  surplusMinimum: fc.constantFrom(1, 2),
})

function anyContest(id: string, mostSeats: number): fc.Arbitrary<Contest> {
  const reservedForWoman = id === 'woman'
  const anySex = reservedForWoman ? fc.constant('female' as const) : fc.constantFrom('male', 'female', undefined)
  return fc
    .record({ seats: fc.integer({ min: 1, max: mostSeats }), sexes: fc.array(anySex, { minLength: 1, maxLength: 5 }) })
    .map(({ seats, sexes }) => {
      const people = sexes.map((sex, index) => ({ id: `${id}${index}`, name: `${id}${index}`, sex }))
      return aContest(id, seats, people, { reservedForWoman })
    })
}

const anyContests: fc.Arbitrary<Contest[]> = fc
  .tuple(
    anyContest('chair', 1),
    fc.option(anyContest('viceChair', 2)),
    fc.option(anyContest('member', 3)),
    fc.option(anyContest('partTime', 2)),
    fc.option(anyContest('woman', 1)),
  )
  .map((all) => all.filter((contest) => contest !== null))

/** Mostly the first candidates, so that somebody wins, and as many as the seats allow; nobody twice. */
function anyMarks({ id: postId, seats, candidates }: Contest, contests: readonly Contest[]): fc.Arbitrary<PostMarks> {
  const ids = candidates.map(({ id }) => id)
  const written = [...others, ...contests.flatMap((contest) => contest.candidates.map(({ name }) => name))]
  const favourites = fc.nat(seats).map((most) => ids.slice(0, most))
  const fitting = fc.shuffledSubarray(ids, { maxLength: Math.min(seats, ids.length) })
  const who = whoIsWho(contests)
  return fc
    .record({
      for: fc.oneof(
        { weight: 9, arbitrary: favourites },
        { weight: 5, arbitrary: fitting },
        { weight: 1, arbitrary: fc.subarray(ids) },
      ),
      against: fc.subarray(ids),
      writeIn: fc.oneof(
        { weight: 12, arbitrary: fc.constant<string[]>([]) },
        { weight: 2, arbitrary: fc.subarray(written, { maxLength: 1 }) },
        { weight: 1, arbitrary: fc.subarray([...others, ...written], { maxLength: 2 }) },
      ),
    })
    .map((drawn) => {
      const marks = {
        for: drawn.for.slice(0, Math.max(0, drawn.for.length - drawn.writeIn.length)),
        against: drawn.against.filter((id) => !drawn.for.includes(id)),
        writeIn: drawn.writeIn,
      }
      return namedTwice(marks, postId, who) ? { ...marks, writeIn: [] } : marks
    })
}

function anyBallot(contests: readonly Contest[]): fc.Arbitrary<Ballot> {
  const marks = Object.fromEntries(contests.map((contest) => [contest.id, anyMarks(contest, contests)]))
  return fc.record({
    times: fc.nat(9),
    marks: fc.record(marks),
    invalid: fc.oneof(
      { weight: 9, arbitrary: fc.constant(undefined) },
      fc.constantFrom('illegible', 'not-official', 'blank'),
    ),
  })
}

export const cast = (pile: readonly Ballot[]): number => pile.reduce((sum, { times }) => sum + times, 0)

/** A vote of any form and round, with turnout mostly reached and ballots mostly as issued. */
export const anyVote: fc.Arbitrary<RandomVote> = anyContests.chain((contests) =>
  fc
    .record({
      pile: fc.array(anyBallot(contests), { maxLength: 12, size: 'max' }),
      settings: anySettings,
      form: fc.constantFrom(...electionForms),
      round: fc.constantFrom('first', 'runoff', 'tieBreak'),
      absent: fc.integer({ min: 0, max: 11 }),
      neverReturned: fc.option(fc.integer({ min: -1, max: 9 }), { nil: undefined }),
    })
    .map(({ pile, settings, form, round, absent, neverReturned }) => {
      const returned = cast(pile)
      const registered = returned + Math.floor((absent * returned) / 10)
      const ballotsIssued = neverReturned === undefined ? undefined : Math.max(0, returned + neverReturned)
      const ruleSet = { ...national2026, ...settings }
      return { vote: { form, round, registered, ballotsIssued, contests }, pile, ruleSet }
    }),
)

export function decide({ vote, pile, ruleSet }: RandomVote): Outcome {
  return decideOutcome(vote, countBallots(pile, vote.contests, ruleSet), ruleSet)
}

/** The sheet that scrutineers would write from these ballots. */
export function sheetOf(pile: readonly Ballot[], contests: readonly Contest[], rules: BallotRules): CheckedSheet {
  const { ballots, posts } = countBallots(pile, contests, rules)
  const entered: EnteredSheet = {
    ballotsReturned: ballots.returned,
    validBallots: ballots.valid,
    invalidBallots: ballots.invalid,
    blankBallots: ballots.blank,
    posts: contests.map(({ id, candidates }) => {
      const standings = posts.find(({ postId }) => postId === id)?.standings ?? []
      const inOrder = candidates.flatMap((candidate) => standings.filter((standing) => standing.id === candidate.id))
      return {
        postId: id,
        candidates: inOrder.map((s) => ({ candidateId: s.id, for: s.for, against: s.against, abstain: s.abstain })),
        writeIns: standings
          .filter(({ writeIn }) => writeIn)
          .map((s) => ({ name: writtenName(s.id) ?? '', votes: s.for })),
      }
    }),
  }
  const accepted = acceptSheet(entered, { ...national2026, contests, overvoteScope: 'post' })
  if (!accepted.ok) throw new Error(accepted.error.map(({ message }) => message).join())
  return accepted.value
}
