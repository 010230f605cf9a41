import fc from 'fast-check'
import t from 'tap'
import type { Ballot } from '../../src/rules/ballot-validity.js'
import { countBallots } from '../../src/rules/count.js'
import { ineligibleReasons } from '../../src/rules/eligibility.js'
import { closeRelations, type Kinship } from '../../src/rules/kinship.js'
import { decideOutcome, type Outcome, type Vote } from '../../src/rules/outcome.js'
import { type Contest, highestFirst } from '../../src/rules/post.js'
import { relativesOf } from '../../src/rules/relatives.js'
import type { RuleSet } from '../../src/rules/rule-set.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { anyVote, decide as decideRandom, type RandomVote } from '../helpers/random-vote.js'
import { aContest, aPerson, ballots } from '../helpers/votes.js'

const member = aContest('member', 2, [aPerson('m1', 'male'), aPerson('m2', 'male'), aPerson('f1', 'female')])
const chair = aContest('chair', 1, [aPerson('c1', 'male'), aPerson('c2', 'male')])

function decide(contests: readonly Contest[], pile: readonly Ballot[], more: Partial<Vote>, set: Partial<RuleSet>) {
  const ruleSet = { ...national2026, ...set }
  const vote: Vote = { form: 'allVoters', round: 'first', registered: 100, contests, ...more }
  return decideOutcome(vote, countBallots(pile, contests, ruleSet), ruleSet)
}

const shown = ({ posts }: Outcome): string[] =>
  posts.map(({ post, elected, seatsLeft }) => `${post.id}: ${elected.map(({ id }) => id).join(' ')} | ${seatsLeft}`)

t.test('relatives and the woman’s seat', async (t) => {
  const five = aContest('member', 2, [...member.candidates, aPerson('f2', 'female')])
  const pile = [
    ballots(60, { chair: { for: ['c1'] }, member: { for: ['m1', 'm2'] } }),
    ballots(20, { chair: { for: ['c1'] }, member: { for: ['f1', 'f2'] } }),
    ballots(45, { chair: { for: ['c1'] }, member: { for: ['f1', 'm1'] } }),
    ballots(44, { chair: { for: ['c1'] }, member: { for: ['f2', 'm2'] } }),
    ballots(60, { chair: { for: ['c1'] }, member: { for: ['f1', 'f2'] } }),
  ]
  const by = (...between: (readonly [string, string])[]) =>
    decide(
      [chair, five],
      pile,
      { registered: 300, relatives: between.map((pair) => ({ between: pair, relation: 'sibling' })) },
      { womanSeat: 'ranking', winningShare: { num: 2, den: 5 } },
    )
  t.same(shown(by())[1], 'member: f1 f2 | 0', 'by votes alone two women')
  t.same(shown(by(['c1', 'f1']))[1], 'member: f2 m1 | 0', 'the other woman')
  t.same(shown(by(['c1', 'f1'], ['c1', 'f2']))[1], 'member: m1 | 1', 'neither: a seat is kept')
  t.match(by(['c1', 'f1'], ['c1', 'f2']).posts[1], { seatsForWoman: 1 })
})

/** A random vote with relatives among its people and those elected before, and some of them not eligible. */
const anyFamily: fc.Arbitrary<RandomVote> = anyVote.chain((random) => {
  const people = [
    ...random.vote.contests.flatMap(({ candidates }) => candidates.map(({ id }) => id)),
    'writeIn:张三',
    'x1',
  ]
  const aPersonOf = fc.constantFrom(...people)
  const before = { name: 'x1', title: '前职', votes: 1 }
  return fc
    .record({
      relatives: fc.array(
        fc.record({ between: fc.tuple(aPersonOf, aPersonOf), relation: fc.constantFrom(...closeRelations) }),
        { maxLength: 8 },
      ),
      ineligible: fc.array(fc.record({ personId: aPersonOf, reason: fc.constantFrom(...ineligibleReasons) }), {
        maxLength: 2,
      }),
      position: fc.constantFrom('chair', 'viceChair', 'member'),
      isInOffice: fc.boolean(),
      writeInMustBeVoter: fc.boolean(),
    })
    .map(({ relatives, ineligible, position, isInOffice, writeInMustBeVoter }) => ({
      ...random,
      ruleSet: { ...random.ruleSet, writeInMustBeVoter },
      vote: {
        ...random.vote,
        relatives: relatives.filter(({ between: [a, b] }) => a !== b),
        ineligible,
        // Before a first vote only a by-election knows members.
        membersBefore: isInOffice
          ? [{ ...before, personId: 'x1', position, isInOffice }]
          : random.vote.round === 'first'
            ? []
            : [{ ...before, personId: 'x1', position }],
      },
    }))
})

const electedIn = ({ posts }: Outcome): string[] => posts.flatMap(({ elected }) => elected.map((each) => each.personId))

t.test('relatives never sit together, nor with those elected before who stay', async () => {
  fc.assert(
    fc.property(anyFamily, (random) => {
      const { vote, ruleSet } = random
      const outcome = decideRandom(random)
      const left = new Set(outcome.waysGiven.map(({ member: { personId } }) => personId))
      const stayed = (vote.membersBefore ?? []).map(({ personId }) => personId).filter((id) => !left.has(id))
      const sitting = [...electedIn(outcome), ...stayed]
      const relatives = relativesOf(vote.relatives ?? [], ruleSet)
      return sitting.every((a) => sitting.every((b) => !relatives.between(a, b)))
    }),
    { numRuns: 300 },
  )
})

t.test('a by-election ends no term: a member in office leaves a post for a higher one alone', async () => {
  fc.assert(
    fc.property(anyFamily, (random) => {
      const { waysGiven } = decideRandom(random)
      return waysGiven.every(
        ({ member, to, relation }) =>
          !member.isInOffice || (relation === undefined && to.person.personId === member.personId),
      )
    }),
    { numRuns: 300 },
  )
})

t.test('nobody ineligible is elected or stands in a run-off; never more than the seats', async () => {
  fc.assert(
    fc.property(anyFamily, (random) => {
      const outcome = decideRandom(random)
      const { writeInMustBeVoter } = random.ruleSet
      const barred = (random.vote.ineligible ?? []).filter((one) => one.reason !== 'not-on-roll' || writeInMustBeVoter)
      const inPools =
        outcome.followUp.kind === 'runoff' ? outcome.followUp.posts.flatMap(({ candidates }) => candidates) : []
      const chosen = [...electedIn(outcome), ...inPools.map(({ personId }) => personId)]
      return (
        barred.every(({ personId }) => !chosen.includes(personId)) &&
        outcome.posts.every(({ post, elected, ties, seatsLeft, seatsForWoman }) => {
          const pending = ties.reduce((sum, { seats }) => sum + seats, 0)
          return (
            elected.length + seatsLeft === post.seats &&
            pending + (post.reservedForWoman ? 0 : seatsForWoman) <= seatsLeft
          )
        })
      )
    }),
    { numRuns: 300 },
  )
})

t.test(
  'an empty seat is a relative’s to nobody: who was barred is a relative of somebody who sits, or told',
  async () => {
    fc.assert(
      fc.property(anyFamily, (random) => {
        const outcome = decideRandom(random)
        const names = new Set([
          ...outcome.posts.flatMap(({ elected }) => elected.map(({ name }) => name)),
          ...(random.vote.membersBefore ?? []).map(({ name }) => name),
        ])
        return outcome.posts.every(({ barred }) =>
          barred.every(({ bar }) => bar.kind !== 'relative' || names.has(bar.of.name)),
        )
      }),
      { numRuns: 300 },
    )
  },
)

/** Of parent and child the elder comes first, and other relations follow from it; of these two kinds neither does. */
const alike: readonly Kinship['relation'][] = ['spouse', 'sibling']

t.test('which of two spouses or siblings is named first decides nothing', async () => {
  fc.assert(
    fc.property(anyFamily, (random) => {
      const turned = (random.vote.relatives ?? []).map(
        ({ between: [a, b], relation }): Kinship => ({ between: alike.includes(relation) ? [b, a] : [a, b], relation }),
      )
      const other = { ...random, vote: { ...random.vote, relatives: turned } }
      return JSON.stringify(shown(decideRandom(random))) === JSON.stringify(shown(decideRandom(other)))
    }),
  )
})

/**
 * With kinship one more ballot can unseat a winner: it raises half of the ballots, a relative's relative falls short,
 * the relative comes in with more votes and keeps the winner out. One vote more on a ballot already cast cannot, unless
 * a tie is open, in which a relative may still win.
 */
t.test('a blank ballot turned into a vote for a winner never unseats them', async () => {
  fc.assert(
    fc.property(anyFamily, (random) => {
      const pile = [...random.pile, ballots(1, {})]
      const blank = { ...random, pile, vote: { ...random.vote, registered: random.vote.registered + 1 } }
      const before = decideRandom(blank)
      if (before.posts.some(({ ties }) => ties.length > 0)) return true
      return highestFirst(before.posts.map(({ post, elected }) => ({ ...post, elected }))).every(({ id, elected }) =>
        elected.every(({ id: standing, personId, writeIn, name }) => {
          const mark = writeIn ? { writeIn: [name] } : { for: [standing] }
          const more = { ...blank, pile: [...random.pile, ballots(1, { [id]: mark })] }
          return electedIn(decideRandom(more)).includes(personId)
        }),
      )
    }),
    { numRuns: 300 },
  )
})
