import fc from 'fast-check'
import t from 'tap'
import type { Ballot } from '../../src/rules/ballot-validity.js'
import { countBallots } from '../../src/rules/count.js'
import { decideOutcome, type Outcome, type Vote } from '../../src/rules/outcome.js'
import type { Contest } from '../../src/rules/post.js'
import type { RuleSet } from '../../src/rules/rule-set.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { aContest, aPerson, ballots } from '../helpers/votes.js'

const chair = aContest('chair', 1, [aPerson('c1', 'male'), aPerson('c2', 'male')])
const member = aContest('member', 2, [aPerson('m1', 'male'), aPerson('m2', 'male'), aPerson('f1', 'female')])

function decide(
  contests: readonly Contest[],
  pile: readonly Ballot[],
  more: Partial<Vote>,
  set: Partial<RuleSet>,
): Outcome {
  const ruleSet = { ...national2026, ...set }
  const vote: Vote = { form: 'allVoters', round: 'first', registered: 100, contests, ...more }
  return decideOutcome(vote, countBallots(pile, contests, ruleSet), ruleSet)
}

/** In short: `chair: c1 | tied | seats left`. */
const shown = ({ posts }: Outcome): string[] =>
  posts.map(({ post, elected, ties, seatsLeft }) => {
    const ids = (people: readonly { id: string }[]) => people.map(({ id }) => id).join(' ')
    return `${post.id}: ${ids(elected)} | ${ties.map(({ tied }) => ids(tied)).join(' + ')} | ${seatsLeft}`
  })

const contests = [
  chair,
  member,
  aContest('partTime', 2, [aPerson('p1', 'male'), aPerson('p2', 'female'), aPerson('p3')]),
]
const someOf = (ids: readonly string[], most: number) => fc.uniqueArray(fc.constantFrom(...ids), { maxLength: most })
const anyBallot = fc
  .record({
    times: fc.nat(9),
    c: someOf(['c1', 'c2'], 1),
    m: someOf(['m1', 'm2', 'f1'], 2),
    p: someOf(['p1', 'p2', 'p3'], 2),
    w: someOf(['c1', 'm1', '张三'], 1),
  })
  .map(({ times, c, m, p, w }) =>
    ballots(times, { chair: { for: c }, member: { for: m, writeIn: m.length < 2 ? w : [] }, partTime: { for: p } }),
  )
const anyPile = fc.array(anyBallot, { maxLength: 12 })
const anySet: fc.Arbitrary<Partial<RuleSet>> = fc.record({
  overvoteScope: fc.constantFrom('ballot', 'post'),
  multiPost: fc.constantFrom('invalid', 'highestOnly', 'carryDown'),
  womanSeat: fc.constantFrom('separateLine', 'ranking'),
})
const anyRound = fc.constantFrom('first', 'runoff', 'tieBreak')
const cast = (pile: readonly Ballot[]): number => pile.reduce((sum, { times }) => sum + times, 0)

t.test('never more elected than seats, and nobody twice', async () => {
  fc.assert(
    fc.property(anyPile, anySet, anyRound, (pile, set, round) => {
      const { posts } = decide(contests, pile, { registered: cast(pile), round }, set)
      const people = posts.flatMap(({ elected }) => elected.map(({ personId }) => personId))
      return (
        new Set(people).size === people.length &&
        posts.every(({ post, elected, ties, seatsLeft, seatsForWoman }) => {
          const pending = ties.reduce((sum, { seats, tied }) => sum + (tied.length > seats ? seats : Number.NaN), 0)
          return elected.length + seatsLeft === post.seats && pending + seatsForWoman <= seatsLeft
        })
      )
    }),
    { numRuns: 500 },
  )
})

t.test('the order of candidates and of posts decides nothing', async () => {
  const turned = (some: readonly Contest[]): Contest[] =>
    [...some].reverse().map((contest) => ({ ...contest, candidates: [...contest.candidates].reverse() }))
  const decided = ({ posts, followUp }: Outcome): string => {
    const names = (people: readonly { id: string }[]): string[] => people.map(({ id }) => id).sort()
    const each = posts.map(({ post, elected, ties, seatsLeft }) => [
      post.id,
      names(elected),
      ties.map(({ seats, tied }) => [seats, names(tied)]),
      seatsLeft,
    ])
    return JSON.stringify([each.sort(), followUp.kind])
  }
  // Two members' posts are on a par: which of them keeps a person written in for both, or a woman's seat, is
  // the order of the list. So there is one of them here.
  const some = contests.slice(0, 2)
  fc.assert(
    fc.property(anyPile, anySet, anyRound, (pile, set, round) => {
      const fitting = pile.map(({ times, marks }) =>
        ballots(times, { chair: marks.chair ?? {}, member: marks.member ?? {} }),
      )
      const facts = { registered: cast(pile), round }
      return decided(decide(some, fitting, facts, set)) === decided(decide(turned(some), fitting, facts, set))
    }),
  )
})

t.test('one more ballot for a winner never unseats them', async () => {
  const isSeated = (outcome: Outcome, personId: string): boolean =>
    outcome.posts.some(({ elected }) => elected.some((person) => person.personId === personId))
  fc.assert(
    fc.property(anyPile, anySet, fc.constantFrom('first', 'runoff'), (pile, set, round) => {
      const facts = { registered: cast(pile) + 1, round } as const
      const before = decide(contests, pile, facts, set)
      return before.posts.every(({ post, elected }) =>
        elected.every(({ id, personId, writeIn, name }) => {
          const mark = writeIn ? { writeIn: [name] } : { for: [id] }
          const more = [...pile, ballots(1, { [post.id]: mark })]
          return isSeated(decide(contests, more, facts, set), personId)
        }),
      )
    }),
    { numRuns: 500 },
  )
})

t.test('other names for the same people give the same result under other names', async () => {
  const renamed = (text: string): string => text.replace(/\b([cmfp])(\d)\b/g, 'x$1$2')
  const others = JSON.parse(renamed(JSON.stringify(contests))) as Contest[]
  fc.assert(
    fc.property(anyPile, anySet, (pile, set) => {
      const facts = { registered: cast(pile) }
      const one = shown(decide(contests, pile, facts, set)).map(renamed)
      const two = shown(decide(others, JSON.parse(renamed(JSON.stringify(pile))) as Ballot[], facts, set))
      return JSON.stringify(one) === JSON.stringify(two)
    }),
  )
})
