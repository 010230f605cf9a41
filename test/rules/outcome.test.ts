import t from 'tap'
import type { Ballot } from '../../src/rules/ballot-validity.js'
import { countBallots } from '../../src/rules/count.js'
import type { Kinship } from '../../src/rules/kinship.js'
import { decideOutcome, type Outcome, type Vote } from '../../src/rules/outcome.js'
import type { Contest } from '../../src/rules/post.js'
import type { RuleSet } from '../../src/rules/rule-set.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import type { MemberBefore } from '../../src/rules/seat-bars.js'
import { aContest, aPerson, ballots } from '../helpers/votes.js'

const chair = aContest('chair', 1, [aPerson('c1', 'male'), aPerson('c2', 'male')])
const member = aContest('member', 2, [aPerson('m1', 'male'), aPerson('m2', 'male'), aPerson('f1', 'female')])

function decide(
  contests: readonly Contest[],
  pile: readonly Ballot[],
  more: Partial<Vote> = {},
  set: Partial<RuleSet> = {},
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

const forChair = (times: number, id: string): Ballot => ballots(times, { chair: { for: [id] } })
const forMembers = (times: number, ...ids: string[]): Ballot => ballots(times, { member: { for: ids } })

t.test('more than half of the ballots cast elect, blank and invalid ones counted', async (t) => {
  for (const { pile, answer, because } of [
    { pile: [forChair(41, 'c1'), forChair(39, 'c2')], answer: 'chair: c1 |  | 0', because: '41 of 80' },
    { pile: [forChair(40, 'c1'), forChair(40, 'c2')], answer: 'chair:  |  | 1', because: '40 of 80 is exactly half' },
    { pile: [forChair(40, 'c1'), forChair(39, 'c2')], answer: 'chair: c1 |  | 0', because: '40 of 79' },
    { pile: [forChair(40, 'c1'), ballots(40, {})], answer: 'chair:  |  | 1', because: 'blank ballots are cast' },
    { pile: [forChair(40, 'c1'), ballots(40, {}, 'illegible')], answer: 'chair:  |  | 1', because: 'invalid ones too' },
  ]) {
    t.equal(shown(decide([chair], pile))[0], answer, because)
  }
})

t.test('a void vote stops everything: all seats are voted on again', async (t) => {
  const woman = aContest('woman', 1, [aPerson('f2', 'female')], { reservedForWoman: true })
  const outcome = decide([chair, woman], [forChair(50, 'c1')])
  t.match(outcome, { isValid: false, findings: [{ code: 'turnout-not-reached' }], followUp: { kind: 'rerun' } })
  t.same(shown(outcome), ['chair:  |  | 1', 'woman:  |  | 1'])
  t.same(
    outcome.posts.map(({ seatsForWoman, standings }) => [seatsForWoman, standings[0]?.for]),
    [
      [0, 50],
      [1, 0],
    ],
    'the votes are still shown',
  )
  t.match(decide([chair], [forChair(51, 'c1')], { ballotsIssued: 50 }), { isValid: false, followUp: { kind: 'rerun' } })
  t.match(decide([chair], [forChair(51, 'c1')]), { isValid: true, followUp: { kind: 'none' } })
})

t.test('too many over half: the most votes; equal for the last seat: voted on again', async (t) => {
  const clear = decide([member], [forMembers(60, 'm1', 'm2'), forMembers(55, 'f1', 'm1')], { registered: 200 })
  t.same(shown(clear), ['member: m1 m2 |  | 0'])
  const tied = decide([member], [forMembers(30, 'm1', 'm2'), forMembers(30, 'm1', 'f1'), forMembers(25, 'm2', 'f1')])
  t.same(shown(tied), ['member: m1 | m2 f1 | 1'], '60 against 55 and 55')
  t.match(tied.followUp, {
    kind: 'tieBreak',
    posts: [{ post: { id: 'member' }, seats: 1, tied: [{ id: 'm2' }, { id: 'f1' }] }],
  })
})

t.test('a tie comes before any run-off', async (t) => {
  const outcome = decide(
    [chair, member],
    [
      ballots(30, { chair: { for: ['c1'] }, member: { for: ['m1', 'm2'] } }),
      ballots(30, { member: { for: ['m1', 'f1'] } }),
      ballots(25, { member: { for: ['m2', 'f1'] } }),
    ],
  )
  t.same(shown(outcome), ['chair:  |  | 1', 'member: m1 | m2 f1 | 1'])
  t.match(outcome.followUp, { kind: 'tieBreak', posts: [{ post: { id: 'member' } }] })
  t.equal(outcome.followUp.kind === 'tieBreak' && outcome.followUp.posts.length, 1)
})

t.test('seats left lead to a run-off among the not elected', async (t) => {
  const outcome = decide([member], [forMembers(60, 'm1'), forMembers(20, 'm2')])
  t.match(outcome.followUp, {
    kind: 'runoff',
    posts: [{ post: { id: 'member' }, seats: 1, womenOnly: false, candidates: [{ id: 'm2' }, { id: 'f1' }] }],
  })
  t.notOk('candidates' in (outcome.posts[0]?.post ?? {}), 'a post is without its candidates')
})

t.test('a write-in for another post counts for that post only; elected to two, the higher is kept', async (t) => {
  const both = decide(
    [chair, member],
    [
      ballots(60, { chair: { for: ['c1'] }, member: { for: ['m1'] } }),
      ballots(55, { member: { writeIn: ['c1'], for: ['m2'] } }),
    ],
    { registered: 200 },
  )
  t.same(shown(both), ['chair: c1 |  | 0', 'member: m1 |  | 1'], '60 of 115 each; c1 and m2 have 55')
  const higher = decide(
    [chair, member],
    [
      ballots(60, { chair: { for: ['c1'] }, member: { for: ['m1', 'm2'] } }),
      ballots(59, { member: { writeIn: ['c1'], for: ['m1'] } }),
      ballots(0, {}),
    ],
    { registered: 200 },
    { winningShare: { num: 1, den: 3 } },
  )
  t.same(shown(higher), ['chair: c1 |  | 0', 'member: m1 m2 |  | 0'])
  t.same(
    higher.posts[1]?.electedHigher.map(({ id }) => id),
    ['writeIn:c1'],
  )
})

t.test('carried down, the votes for the chair count for the member', async (t) => {
  const pile = [ballots(30, { chair: { writeIn: ['m1'] } }), forMembers(25, 'm1'), forMembers(4, 'm2')]
  const registered = 100
  t.same(
    shown(decide([chair, member], pile, { registered }, { multiPost: 'carryDown' })),
    ['chair: writeIn:m1 |  | 0', 'member:  |  | 2'],
    'elected above: nothing comes down',
  )
  const less = [ballots(29, { chair: { writeIn: ['m1'] } }), forMembers(25, 'm1'), forMembers(6, 'm2')]
  t.same(shown(decide([chair, member], less, { registered }, { multiPost: 'carryDown' })), [
    'chair:  |  | 1',
    'member: m1 |  | 1',
  ])
  t.same(shown(decide([chair, member], less, { registered })), ['chair:  |  | 1', 'member:  |  | 2'])
})

t.test('the woman’s seat by ranking', async (t) => {
  const pile = [forMembers(60, 'm1', 'm2'), forMembers(20, 'm1', 'f1'), forMembers(40, 'f1', 'm2')]
  const by = (womanSeat: RuleSet['womanSeat'], more: Partial<Vote> = {}) =>
    decide([member], pile, { registered: 200, ...more }, { womanSeat })
  t.same(shown(by('separateLine')), ['member: m2 m1 |  | 0'], '100, 80 and 60 of 120: she has exactly half')
  t.same(shown(by('ranking')), ['member: m2 |  | 1'], 'a seat is kept')
  t.match(by('ranking').followUp, { kind: 'runoff', posts: [{ womenOnly: true, candidates: [{ id: 'f1' }] }] })
  t.match(by('ranking'), { womansSeat: { kind: 'womanFirst', postId: 'member' }, posts: [{ seatsForWoman: 1 }] })
  const enough = [...pile, forMembers(3, 'f1')]
  t.same(
    shown(decide([member], enough, { registered: 200 }, { womanSeat: 'ranking' })),
    ['member: m2 f1 |  | 0'],
    '63 of 123',
  )
  t.same(shown(by('ranking', { round: 'runoff' })), ['member: m2 m1 |  | 0'], 'only a first vote asks')
})

t.test('a run-off: most votes, at least a third of its ballots', async (t) => {
  for (const { pile, answer, because } of [
    {
      pile: [forChair(30, 'c1'), forChair(20, 'c2'), ballots(40, {})],
      answer: 'chair: c1 |  | 0',
      because: 'exactly a third of 90',
    },
    {
      pile: [forChair(30, 'c1'), forChair(20, 'c2'), ballots(41, {})],
      answer: 'chair:  |  | 1',
      because: 'less than a third of 91',
    },
    { pile: [forChair(40, 'c1'), forChair(40, 'c2')], answer: 'chair:  | c1 c2 | 1', because: 'equal' },
    {
      pile: [forChair(10, 'c1'), forChair(5, 'c2')],
      answer: 'chair: c1 |  | 0',
      because: 'the turnout is not asked again',
    },
  ]) {
    t.equal(shown(decide([chair], pile, { round: 'runoff' }))[0], answer, because)
  }
})

t.test('after a run-off seats may stay empty once enough are elected', async (t) => {
  const none = [ballots(60, {})]
  for (const { more, set, kind, because } of [
    { more: { round: 'runoff', electedBefore: 5 }, set: {}, kind: 'none', because: 'five are elected' },
    { more: { round: 'runoff', electedBefore: 4 }, set: {}, kind: 'runoff', because: 'one short of five' },
    { more: { round: 'runoff' }, set: {}, kind: 'runoff', because: 'nobody knows how many are' },
    { more: { round: 'first', electedBefore: 5 }, set: {}, kind: 'runoff', because: 'a first vote has its run-off' },
  ] as const) {
    t.equal(decide([chair], none, more, set).followUp.kind, kind, because)
  }
  const one = decide([member], [forMembers(60, 'm1')], { round: 'runoff', electedBefore: 4 })
  t.equal(one.followUp.kind, 'none', 'four before and one now')
  const woman = aContest('woman', 1, [aPerson('f2', 'female')], { reservedForWoman: true })
  t.equal(decide([woman], none, { round: 'runoff', electedBefore: 6 }).followUp.kind, 'runoff', 'not the woman’s seat')
  const both = decide([woman, chair], none, { round: 'runoff', electedBefore: 6 })
  t.equal(both.followUp.kind, 'runoff', 'nor another with it')
})

t.test('a tie-break vote: most votes of the tied, without a threshold', async (t) => {
  const tieBreak = (pile: readonly Ballot[]) => shown(decide([chair], pile, { round: 'tieBreak' }))[0]
  t.equal(tieBreak([forChair(10, 'c1'), forChair(9, 'c2'), ballots(60, {})]), 'chair: c1 |  | 0')
  t.equal(tieBreak([forChair(10, 'c1'), forChair(10, 'c2')]), 'chair:  | c1 c2 | 1', 'equal again')
  t.equal(
    tieBreak([forChair(10, 'c1'), ballots(40, { chair: { writeIn: ['张三'] } })]),
    'chair: c1 |  | 0',
    'nobody else',
  )
})

t.test('a void vote decides nothing at all', async (t) => {
  const { posts, womansSeat } = decide([chair], [forChair(50, 'c1')], {}, { womanSeat: 'ranking' })
  t.same(womansSeat, { kind: 'settled' })
  t.match(posts, [{ elected: [], ties: [], electedHigher: [] }])
  t.equal(posts[0]?.electedHigher.length, 0)
})

const sitting = (personId: string, position: 'chair' | 'member'): MemberBefore => ({
  personId,
  name: personId,
  position,
  title: '前职',
  votes: 60,
})
const couple: Kinship[] = [{ between: ['c1', 'm1'], relation: 'spouse' }]
const both = [ballots(60, { chair: { for: ['c1'] }, member: { for: ['m1', 'm2'] } })]

t.test('close relatives do not sit together: the higher post stays, the seat goes on', async (t) => {
  const outcome = decide([chair, member], both, { relatives: couple })
  t.same(shown(outcome), ['chair: c1 |  | 0', 'member: m2 |  | 1'])
  t.match(outcome.posts[1]?.barred, [{ person: { id: 'm1' }, bar: { kind: 'relative', relation: 'spouse' } }])
  t.match(outcome.followUp, { kind: 'runoff', posts: [{ candidates: [{ id: 'f1' }] }] }, 'and he does not stand again')
  const distant: Kinship[] = [{ between: ['c1', 'm1'], relation: 'grandparentGrandchild' }]
  t.same(shown(decide([chair, member], both, { relatives: distant }, { closeRelatives: 'immediate' })), [
    'chair: c1 |  | 0',
    'member: m1 m2 |  | 0',
  ])
})

t.test('who is not eligible leaves the seat to the next', async (t) => {
  const pile = [forMembers(40, 'm1', 'm2'), forMembers(20, 'm1', 'f1'), ballots(35, { member: { writeIn: ['张三'] } })]
  const told = (writeInMustBeVoter: boolean) =>
    decide(
      [member],
      [...pile, ballots(60, { member: { writeIn: ['张三'] } })],
      { registered: 200, ineligible: [{ personId: 'writeIn:张三', reason: 'not-on-roll' }] },
      { writeInMustBeVoter },
    )
  t.same(shown(told(true)), ['member:  |  | 2'])
  t.match(told(true).posts[0]?.barred, [{ bar: { kind: 'ineligible' } }])
  t.equal(
    told(true).followUp.kind === 'runoff' && told(true).posts[0]?.standings[0]?.id,
    'writeIn:张三',
    'the votes are still shown',
  )
  t.notMatch(JSON.stringify(told(true).followUp), /张三/, 'but do not lead into the run-off')
  t.same(shown(told(false)), ['member: writeIn:张三 |  | 1'], 'any resident may be written in')
  const void22 = decide([chair], [forChair(60, 'c1')], {
    round: 'runoff',
    ineligible: [{ personId: 'c1', reason: 'election-void' }],
  })
  t.same(shown(void22), ['chair:  |  | 1'], 'elected again after a void election: void again')
})

t.test('of members elected before, relatives and the elected themselves give way to a higher post', async (t) => {
  const runoff = (membersBefore: readonly MemberBefore[], more: Partial<Vote> = {}) =>
    decide([chair], [forChair(60, 'c1')], { round: 'runoff', membersBefore, relatives: couple, ...more })
  t.same(shown(runoff([sitting('m1', 'chair')])), ['chair:  |  | 1'])
  t.match(runoff([sitting('m1', 'member')]), {
    posts: [{ elected: [{ id: 'c1' }] }],
    waysGiven: [{ member: { personId: 'm1' }, relation: 'spouse' }],
  })
  t.match(runoff([sitting('c1', 'member')]), { posts: [{ elected: [{ id: 'c1' }] }], waysGiven: [{ to: {} }] })
  t.same(runoff([sitting('x', 'member')]).waysGiven, [])
  const vacancy = (membersBefore: readonly MemberBefore[], more: Partial<Vote> = {}) =>
    decide([chair, member], [forChair(60, 'c1')], { round: 'runoff', membersBefore, relatives: couple, ...more })
  const four = ['m1', 'x1', 'x2', 'x3'].map((id) => sitting(id, 'member'))
  t.equal(vacancy(four).followUp.kind, 'runoff', 'four, and one for one: four')
  t.equal(vacancy([...four, sitting('x4', 'member')]).followUp.kind, 'none', 'five stay')
  t.equal(vacancy(four, { electedBefore: 5 }).followUp.kind, 'none', 'the number given counts')
})

t.test('a seat kept for a woman is kept in the run-off, beside the others', async (t) => {
  const kept = aContest('member', 2, member.candidates, { seatsForWomen: 1 })
  const pile = [forMembers(59, 'm1', 'm2'), forMembers(1, 'm1'), forMembers(30, 'f1')]
  const outcome = decide([kept], pile, { round: 'runoff' })
  t.same(shown(outcome), ['member: m1 f1 |  | 0'], 'exactly a third of 90')
  t.equal(outcome.posts[0]?.post.seatsForWomen, 1)
  const none = decide([kept], [...pile.slice(0, 2), forMembers(29, 'f1'), ballots(1, {})], { round: 'runoff' })
  t.same(shown(none), ['member: m1 |  | 1'])
  t.match(none.followUp, { kind: 'runoff', posts: [{ womenOnly: true, candidates: [{ id: 'f1' }] }] })
  const isVoid = decide([kept], [forMembers(60, 'm1')], { round: 'runoff', ballotsIssued: 9 })
  t.match(isVoid, { followUp: { kind: 'runoff' }, posts: [{ seatsForWoman: 1 }] })
})

t.test('the woman of most votes who may be elected is looked for in every post of a member', async (t) => {
  const partTime = aContest('partTime', 1, [aPerson('p1', 'male')])
  const others = { chair: { for: ['c1'] }, partTime: { for: ['p1'] } }
  const pile = [
    ballots(60, { ...others, member: { for: ['m1', 'm2'] } }),
    ballots(20, { ...others, member: { for: ['m1', 'f1'] } }),
    ...[forMembers(20, 'm1', 'f1'), forMembers(50, 'f1', 'm2')],
  ]
  const told = (more: Partial<Vote>) =>
    decide([chair, member, partTime], pile, { registered: 200, ...more }, { womanSeat: 'ranking' })
  const seat = (more: Partial<Vote>) => told(more).womansSeat
  t.match(seat({}), { kind: 'womanFirst', postId: 'member' }, '90 of 150, behind 100 and 110')
  const ineligible = [{ personId: 'f1', reason: 'barred' }] as const
  t.match(seat({ ineligible }), { kind: 'womanFirst', postId: 'partTime' }, 'she cannot be: the last post')
  const brother = (id: string) => ({ relatives: [{ between: [id, 'f1'], relation: 'sibling' } as const] })
  t.match(seat(brother('c1')), { postId: 'partTime' }, 'nor below a brother')
  t.match(seat(brother('p1')), { postId: 'member' }, 'but beside one: he has 80 votes')
  t.same(shown(told(brother('p1'))), ['chair: c1 |  | 0', 'member: m2 f1 |  | 0', 'partTime:  |  | 1'], 'and gives way')
})
