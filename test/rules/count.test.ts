import fc from 'fast-check'
import t from 'tap'
import type { Ballot, BallotRules } from '../../src/rules/ballot-validity.js'
import { byVotes, countBallots, countSheets, type Standings, standingsFor } from '../../src/rules/count.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import type { CheckedSheet, EnteredSheet } from '../../src/rules/tally-sheet.js'
import { sheetOf } from '../helpers/random-vote.js'
import { aContest, aPerson, aSheet, aStanding, ballots } from '../helpers/votes.js'

const chair = aContest('chair', 1, [aPerson('c1', 'male'), aPerson('c2', 'female')])
const member = aContest('member', 2, [aPerson('m1', 'female'), aPerson('m2'), aPerson('m3')])
const contests = [chair, member]
const rules: BallotRules = national2026

/** `id for/against/abstain`, in order. */
const shown = ({ posts }: Standings): string[] =>
  posts.map(({ standings }) => standings.map((s) => `${s.id} ${s.for}/${s.against}/${s.abstain}`).join(', '))

const box = [
  ballots(5, { chair: { for: ['c1'], against: ['c2'] }, member: { for: ['m1', 'm2'] } }),
  ballots(3, { chair: { for: ['c2'] }, member: { for: ['m2'], writeIn: ['张三'] } }),
  ballots(2, { member: { against: ['m3'], writeIn: ['c1'] } }),
  ballots(4, { chair: { for: ['c1', 'c2'] } }),
  ballots(1, { chair: { for: ['c1'] }, member: { writeIn: ['c1'] } }),
  ballots(6, {}),
  ballots(2, {}, 'not-official'),
  ballots(1, {}, 'illegible'),
]

t.test('ballots are judged and added up', async (t) => {
  const counted = countBallots(box, contests, rules)
  const invalidBy = { 'double-naming': 1, illegible: 1, 'not-official': 2, overvote: 4 }
  t.same(counted.ballots, { returned: 24, valid: 10, invalid: 8, blank: 6, invalidBy })
  t.same(Object.keys(counted.ballots.invalidBy), Object.keys(invalidBy), 'reasons in a fixed order')
  t.same(shown(counted), ['c1 5/0/5, c2 3/5/2', 'm2 8/0/2, m1 5/0/5, writeIn:张三 3/0/0, writeIn:c1 2/0/0, m3 0/2/8'])
  const [, members] = counted.posts
  t.match(members?.standings[1], { personId: 'm1', name: 'm1', sex: 'female', writeIn: false })
  t.match(members?.standings[2], { personId: 'writeIn:张三', name: '张三', sex: undefined, writeIn: true })
  t.match(
    members?.standings[3],
    { personId: 'c1', name: 'c1', sex: 'male', writeIn: true },
    'the candidate for the chair',
  )
})

t.test('a person of two posts is carried to the lower list only where votes come down', async (t) => {
  const twice = [ballots(1, { chair: { writeIn: ['张三'] }, member: { writeIn: ['张三'], for: ['m1'] } })]
  const carried = shown(countBallots(twice, contests, { ...rules, multiPost: 'carryDown' }))
  t.match(carried[1], /writeIn:张三 0/)
  t.notMatch(shown(countBallots(twice, contests, { ...rules, multiPost: 'highestOnly' }))[1], /张三/)
  const over = [ballots(1, { chair: { for: ['c1', 'c2'] }, member: { for: ['m1'] } })]
  const kept = countBallots(over, contests, { ...rules, overvoteScope: 'post', multiPost: 'carryDown' })
  t.same(shown(kept), ['c1 0/0/1, c2 0/0/1', 'm1 1/0/0, m2 0/0/1, m3 0/0/1'])
})

t.test('forged ballots are no ballots cast; void boxes count by the people who voted there', async (t) => {
  const forgeries = [...box, ballots(7, { chair: { for: ['c1'] } }, 'forged')]
  const counted = countBallots(forgeries, contests, rules)
  t.match(counted.ballots, { returned: 24, valid: 10, invalid: 8, blank: 6, setApart: 7 })
  t.notOk('forged' in counted.ballots.invalidBy)
  t.notOk('setApart' in countBallots(box, contests, rules).ballots, 'none, so nothing is said')

  const mobile = { name: '流动票箱', ballots: 12, voters: 10 }
  const withBox = countBallots(forgeries, contests, rules, [mobile]).ballots
  t.match(withBox, { returned: 34, valid: 10, invalid: 18, blank: 6, setApart: 9, voidBoxes: [mobile] })
  t.same(Object.keys(withBox.invalidBy), ['box-overfull', 'double-naming', 'illegible', 'not-official', 'overvote'])
  const sheets = countSheets([sheetOf(box, contests, rules)], contests, [mobile])
  t.match(sheets.ballots, { returned: 34, valid: 10, invalid: 18, setApart: 2, invalidBy: { 'box-overfull': 10 } })
  t.same(sheets.posts, countBallots(box, contests, rules).posts, 'not a vote of the box counts')
})

t.test('no ballots, no votes', async (t) => {
  const none = countBallots([ballots(0, { chair: { writeIn: ['张三'] } })], contests, rules)
  t.same(shown(none), shown(countBallots([], contests, rules)), 'no name comes onto the list')
  t.same(countBallots([], contests, rules).ballots, { returned: 0, valid: 0, invalid: 0, blank: 0, invalidBy: {} })
})

t.test('what the check lets through by no means is a bug', async (t) => {
  t.equal(standingsFor(countBallots(box, contests, rules), 'chair')[0]?.id, 'c1')
  t.throws(() => standingsFor(countBallots(box, contests, rules), 'x'), /nothing was counted for post x/)
  t.throws(() => countBallots([ballots(1, { chair: { for: ['c9'] } })], contests, rules), /c9 is not a candidate/)
  const stray = { ...noSheet, posts: [{ postId: 'x', candidates: [], writeIns: [{ name: '张三', votes: 1 }] }] }
  t.throws(() => countSheets([stray as unknown as CheckedSheet], contests), /post x is not voted on/)
})

t.test('order of votes, of the ballot, of names', async (t) => {
  const written = (id: string, votes: number) => aStanding(id, votes, { writeIn: true })
  const mixed = [
    written('writeIn:乙', 2),
    aStanding('b', 2),
    written('writeIn:丙', 2),
    aStanding('a', 2),
    written('writeIn:甲', 9),
  ]
  t.same(
    byVotes(mixed).map(({ id }) => id),
    ['writeIn:甲', 'b', 'a', 'writeIn:丙', 'writeIn:乙'],
  )
  t.same(
    byVotes([aStanding('a', 1), written('writeIn:甲', 1)]).map(({ id }) => id),
    ['a', 'writeIn:甲'],
  )
  t.same(
    byVotes([written('writeIn:丙', 2), written('writeIn:乙', 2)]).map(({ id }) => id),
    ['writeIn:丙', 'writeIn:乙'],
    'in order already',
  )
})

const noSheet: EnteredSheet = { ballotsReturned: 0, validBallots: 0, invalidBallots: 0, blankBallots: 0, posts: [] }
const somePeople = (names: readonly string[]) => fc.uniqueArray(fc.constantFrom(...names), { maxLength: 3 })
const marks = (names: readonly string[], written: readonly string[]) =>
  fc
    .record({ for: somePeople(names), writeIn: somePeople(written) })
    .chain((chosen) =>
      somePeople(names).map((against) => ({ ...chosen, against: against.filter((id) => !chosen.for.includes(id)) })),
    )
const anyBallot: fc.Arbitrary<Ballot> = fc.record({
  times: fc.nat(5),
  marks: fc.record({
    chair: marks(['c1', 'c2'], ['张三', 'm1']),
    member: marks(['m1', 'm2', 'm3'], ['张三', '李四', 'c1']),
  }),
  invalid: fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, fc.constantFrom('illegible', 'not-official')),
})
const pile = fc.array(anyBallot, { maxLength: 30 })
const anyRules = fc.record({
  overvoteScope: fc.constantFrom('ballot', 'post'),
  multiPost: fc.constantFrom('invalid', 'highestOnly', 'carryDown'),
  illegibleScope: fc.constantFrom('part', 'ballot'),
  writeInWithoutMark: fc.constantFrom('for', 'invalid'),
}) as fc.Arbitrary<BallotRules>

t.test('the order of ballots never matters', async () => {
  const shuffled = pile.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })))
  fc.assert(
    fc.property(shuffled, anyRules, ([all, other], by) => {
      const [one, two] = [all, other].map((each) => JSON.stringify(countBallots(each, contests, by)))
      return one === two
    }),
  )
})

t.test('every ballot is one of three, every mark is counted at most once', async () => {
  fc.assert(
    fc.property(pile, anyRules, (all, by) => {
      const { ballots: totals, posts } = countBallots(all, contests, by)
      const reasons = Object.values(totals.invalidBy).reduce((sum, each) => sum + each, 0)
      const isBalanced =
        totals.returned === all.reduce((sum, { times }) => sum + times, 0) &&
        totals.returned === totals.valid + totals.invalid + totals.blank &&
        totals.invalid === reasons
      const printed = posts.flatMap(({ standings }) => standings).filter(({ writeIn }) => !writeIn)
      const isWhole = printed.every((s) => s.abstain >= 0 && s.for + s.against + s.abstain === totals.valid)
      const areWithinSeats = posts.every(
        ({ standings }, at) =>
          standings.reduce((sum, s) => sum + s.for, 0) <= totals.valid * (contests[at]?.seats ?? 0),
      )
      return isBalanced && isWhole && areWithinSeats
    }),
  )
})

t.test('standings sum to the marks of the ballots that count', async () => {
  const valid = fc.array(
    fc.record({
      times: fc.nat(5),
      chairman: fc.constantFrom('c1', 'c2'),
      members: somePeople(['m1', 'm2', 'm3', 'x']),
    }),
  )
  fc.assert(
    fc.property(valid, (all) => {
      const fitting = all.filter(({ members }) => members.length <= 2)
      const pileOf = fitting.map(({ times, chairman, members }) =>
        ballots(times, {
          chair: { for: [chairman] },
          member: { for: members.filter((id) => id !== 'x'), writeIn: members.filter((id) => id === 'x') },
        }),
      )
      const marked = fitting.reduce((sum, { times, members }) => sum + times * (1 + members.length), 0)
      const counted = countBallots(pileOf, contests, rules).posts.flatMap(({ standings }) => standings)
      return counted.reduce((sum, s) => sum + s.for, 0) === marked
    }),
  )
})

t.test('counting sheets is counting ballots, however the ballots are split into sheets', async () => {
  const piles = fc.array(fc.array(anyBallot, { maxLength: 8 }), { maxLength: 4 })
  fc.assert(
    fc.property(piles, (each) => {
      const bySheets = countSheets(
        each.map((pile) => sheetOf(pile, contests, rules)),
        contests,
      )
      const byBallots = countBallots(each.flat(), contests, rules)
      const withoutReasons = { ...byBallots, ballots: { ...byBallots.ballots, invalidBy: {} } }
      return JSON.stringify(bySheets) === JSON.stringify(withoutReasons)
    }),
  )
})

t.test('what bundles typed ballot by ballot know is added up', async (t) => {
  const sheet = { ...aSheet({ invalidBy: { overvote: 3 }, setApart: 2 }) } as CheckedSheet
  const { ballots: totals } = countSheets([sheet, sheet], [aContest('member', 2, ['m1', 'm2'])])
  t.match(totals, { invalidBy: { overvote: 6 }, setApart: 4 })
})
