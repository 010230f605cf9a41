import fc from 'fast-check'
import t from 'tap'
import { countBallots, countSheets, type Standing } from '../../src/rules/count.js'
import { decideOutcome, type FollowUp, type Outcome, type PostOutcome } from '../../src/rules/outcome.js'
import { anyVote, cast, decide, type RandomVote, sheetOf } from '../helpers/random-vote.js'
import { ballots } from '../helpers/votes.js'

const shuffled = <T>(items: readonly T[]) => fc.shuffledSubarray([...items], { minLength: items.length })

/** What was decided, without regard to the order of a list. */
function decision({ isValid, posts, followUp }: Outcome): string {
  const ids = (people: readonly Standing[]): string[] => people.map(({ id }) => id).sort()
  const each = posts.map(({ post, elected, ties, electedHigher, seatsLeft, seatsForWoman }) => [
    post.id,
    [elected, electedHigher, ...ties.map(({ tied }) => tied)].map(ids),
    [seatsLeft, seatsForWoman],
  ])
  return JSON.stringify([isValid, each.sort(), followUp.kind, poolsOf(followUp).sort()])
}

function poolsOf(followUp: FollowUp): string[] {
  if (followUp.kind !== 'runoff') return []
  return followUp.posts.map(({ post, seats, womenOnly, candidates }) =>
    JSON.stringify([post.id, seats, womenOnly, candidates.map(({ id }) => id).sort()]),
  )
}

t.test('never more elected than seats, nobody twice, and every seat accounted for', async () => {
  fc.assert(
    fc.property(anyVote, (random) => {
      const { posts } = decide(random)
      const people = posts.flatMap(({ elected }) => elected.map(({ personId }) => personId))
      const areSeatsKept = posts.every(({ post, elected, ties, seatsLeft, seatsForWoman }) => {
        const pending = ties.reduce((sum, { seats, tied }) => sum + (tied.length > seats ? seats : Number.NaN), 0)
        // In a post reserved for a woman every seat left is hers, one under a tie too.
        const kept = post.reservedForWoman ? Math.max(pending, seatsForWoman) : pending + seatsForWoman
        return elected.length + seatsLeft === post.seats && kept <= seatsLeft
      })
      return new Set(people).size === people.length && areSeatsKept
    }),
  )
})

t.test('elected are those above the line of the round, and only by a valid vote', async () => {
  const isAbove = ({ for: votes, writeIn }: Standing, { vote, pile }: RandomVote): boolean => {
    if (vote.round === 'first') return 2 * votes > cast(pile)
    return vote.round === 'runoff' ? votes > 0 && 3 * votes >= cast(pile) : votes > 0 && !writeIn
  }
  const isPassedOver = ({ elected, ties, electedHigher }: PostOutcome, person: Standing): boolean =>
    ![...elected, ...electedHigher, ...ties.flatMap(({ tied }) => tied)].includes(person)
  fc.assert(
    fc.property(anyVote, (random) => {
      const { isValid, posts, womansSeat } = decide(random)
      if (!isValid) return posts.every(({ elected, ties }) => elected.length + ties.length === 0)
      return posts.every((decided) => {
        const { post, standings, elected, ties } = decided
        const last = [...elected, ...ties.flatMap(({ tied }) => tied)].reduce((least, s) => Math.min(least, s.for), 1e9)
        const isWomanFirst = womansSeat.kind === 'womanFirst' && womansSeat.postId === post.id
        const passedOver = standings.filter((person) => isAbove(person, random) && isPassedOver(decided, person))
        return (
          elected.every((person) => isAbove(person, random)) &&
          passedOver.every((s) => (post.reservedForWoman && s.sex === 'male') || isWomanFirst || s.for <= last)
        )
      })
    }),
  )
})

t.test('standings sum to the ballots that count', async () => {
  fc.assert(
    fc.property(anyVote, ({ vote: { contests }, pile, ruleSet }) => {
      const { ballots: totals, posts } = countBallots(pile, contests, ruleSet)
      const printed = posts.flatMap(({ standings }) => standings).filter(({ writeIn }) => !writeIn)
      return (
        totals.returned === cast(pile) &&
        totals.returned === totals.valid + totals.invalid + totals.blank &&
        printed.every((s) => s.abstain >= 0 && s.for + s.against + s.abstain === totals.valid) &&
        posts.every(({ standings }, at) => {
          const votes = standings.reduce((sum, s) => sum + s.for, 0)
          return votes <= totals.valid * (contests[at]?.seats ?? 0)
        })
      )
    }),
  )
})

t.test('the order of the ballots decides nothing, not even a sentence', async () => {
  const anyOrder = anyVote.chain((random) => fc.tuple(fc.constant(random), shuffled(random.pile)))
  fc.assert(
    fc.property(
      anyOrder,
      ([random, pile]) => JSON.stringify(decide(random)) === JSON.stringify(decide({ ...random, pile })),
    ),
  )
})

t.test('sheets decide as their ballots do, however the ballots are split and in whatever order', async () => {
  // A vote to be carried down is seen on the ballot only, so sheets are not used under that setting.
  const split = anyVote
    .filter(({ ruleSet }) => ruleSet.multiPost !== 'carryDown')
    .chain((random) =>
      fc.tuple(fc.constant(random), fc.array(fc.nat(3), { minLength: 12, maxLength: 12 }), shuffled([0, 1, 2, 3])),
    )
  fc.assert(
    fc.property(split, ([{ vote, pile, ruleSet }, sheetFor, order]) => {
      const sheets = order.map((sheet) => pile.filter((_ballot, index) => sheetFor[index] === sheet))
      const bySheets = countSheets(
        sheets.map((each) => sheetOf(each, vote.contests, ruleSet)),
        vote.contests,
      )
      const byBallots = countBallots(pile, vote.contests, ruleSet)
      const withoutReasons = { ...byBallots, ballots: { ...byBallots.ballots, invalidBy: {} } }
      const [one, two] = [bySheets, withoutReasons].map((each) => JSON.stringify(decideOutcome(vote, each, ruleSet)))
      return one === two
    }),
  )
})

t.test('the order of candidates and of posts decides nothing', async () => {
  // Two members' posts are on a par: which of them keeps a person written in for both, or a woman's seat, is
  // the order of the list. So there is one of them here.
  const anyOrder = anyVote
    .map((random) => only(random, ['chair', 'viceChair', 'member']))
    .chain((random) => fc.tuple(fc.constant(random), shuffled(random.vote.contests)))
  fc.assert(
    fc.property(anyOrder, ([random, order]) => {
      const contests = order.map((contest) => ({ ...contest, candidates: [...contest.candidates].reverse() }))
      return decision(decide(random)) === decision(decide({ ...random, vote: { ...random.vote, contests } }))
    }),
  )
})

/** The vote on these posts alone. */
function only(random: RandomVote, ids: readonly string[]): RandomVote {
  const contests = random.vote.contests.filter(({ id }) => ids.includes(id))
  const known = new Set([...contests.flatMap(({ candidates }) => candidates.map(({ id }) => id)), '张三', '李四'])
  const pile = random.pile.map((ballot) => ({
    ...ballot,
    marks: Object.fromEntries(
      contests.map(({ id }) => {
        const marks = ballot.marks[id] ?? {}
        return [id, { ...marks, writeIn: marks.writeIn?.filter((name) => known.has(name)) }]
      }),
    ),
  }))
  return { ...random, vote: { ...random.vote, contests }, pile }
}

const isSeated = ({ posts }: Outcome, personId: string): boolean =>
  posts.some(({ elected }) => elected.some((person) => person.personId === personId))

t.test('one more vote for a winner never unseats them', async () => {
  const blank = ballots(1, {})
  fc.assert(
    fc.property(anyVote, (drawn) => {
      // Somebody left a ballot blank: now it carries the vote. (A further ballot would also raise the line for
      // everybody, and by law one who falls below it in a higher post may then take a lower seat from another.)
      const vote = { ...drawn.vote, registered: drawn.vote.registered + 1, ballotsIssued: undefined }
      const withBlank = { ...drawn, vote, pile: [...drawn.pile, blank] }
      return decide(withBlank).posts.every(({ post, elected }) =>
        elected.every(({ id, personId, writeIn, name }) => {
          const marked = ballots(1, { [post.id]: writeIn ? { writeIn: [name] } : { for: [id] } })
          return isSeated(decide({ ...withBlank, pile: [...drawn.pile, marked] }), personId)
        }),
      )
    }),
  )
})

t.test('a ballot set aside raises nobody', async () => {
  fc.assert(
    fc.property(anyVote, fc.nat(11), ({ vote: { contests }, pile, ruleSet }, at) => {
      const without = pile.map((ballot, index) => (index === at ? { ...ballot, invalid: 'not-official' } : ballot))
      const [before, after] = [pile, without].map((each) => countBallots(each, contests, ruleSet))
      const votes = new Map(
        before?.posts.flatMap(({ postId, standings }) => standings.map((s) => [postId + s.id, s.for])),
      )
      return (
        before?.ballots.returned === after?.ballots.returned &&
        after?.posts.every(({ postId, standings }) => standings.every((s) => s.for <= (votes.get(postId + s.id) ?? -1)))
      )
    }),
  )
})

t.test('other names for the same people give the same result under other names', async () => {
  const renamed = (text: string): string =>
    text.replace(
      /\b(chair|viceChair|member|partTime|woman)(\d)\b/g,
      (_all, post: string, n: string) => `某${post}${9 - Number(n)}`,
    )
  fc.assert(
    fc.property(anyVote, (random) => {
      const { vote, pile } = JSON.parse(renamed(JSON.stringify({ vote: random.vote, pile: random.pile }))) as RandomVote
      const contests = vote.contests.map((contest) => ({
        ...contest,
        candidates: contest.candidates.map((candidate) => ({ sex: undefined, ...candidate })),
      }))
      const other = decide({ ...random, vote: { ...vote, contests }, pile })
      const names = (outcome: Outcome) => JSON.parse(decision(outcome)) as unknown
      const sorted = (value: unknown): string =>
        JSON.stringify(value)
          .split(/(?<=[",\][])/)
          .sort()
          .join('')
      return sorted(JSON.parse(renamed(JSON.stringify(names(decide(random)))))) === sorted(names(other))
    }),
  )
})
