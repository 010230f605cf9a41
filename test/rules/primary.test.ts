import fc from 'fast-check'
import t from 'tap'
import type { Post } from '../../src/rules/post.js'
import {
  choiceOfPrimary,
  compareByPrimary,
  type PrimaryCount,
  type PrimaryVotes,
  placesOf,
  primaryNeeded,
  primaryOutcome,
  primaryShare,
} from '../../src/rules/primary.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { sichuan2026 } from '../../src/rules/rule-sets/sichuan-2026.js'
import { inFull } from '../helpers/findings.js'

const chair: Post = { id: 'chair', title: '主任', position: 'chair', seats: 1, reservedForWoman: false }
const member: Post = { id: 'member', title: '委员', position: 'member', seats: 2, reservedForWoman: false }
const nominees = (count: number, postId: string) =>
  Array.from({ length: count }, (_, i) => ({ id: `${postId}${i}`, name: `${postId}${i}`, postId }))

t.test('a primary is needed for posts with more nominees than the surplus allows', async (t) => {
  t.equal(placesOf(chair, national2026), 2)
  t.equal(placesOf(member, national2026), 5)
  for (const { chairs, members, posts, because } of [
    { chairs: 2, members: 5, posts: [], because: 'exactly the surplus' },
    { chairs: 3, members: 5, posts: ['chair'], because: 'one more for the chair' },
    { chairs: 2, members: 6, posts: ['member'], because: 'one more member' },
    { chairs: 9, members: 9, posts: ['chair', 'member'], because: 'both' },
    { chairs: 0, members: 0, posts: [], because: 'nobody' },
  ]) {
    const all = [...nominees(chairs, 'chair'), ...nominees(members, 'member')]
    const needed = primaryNeeded(all, [chair, member], national2026)
    t.same(
      needed.map(({ post }) => post.id),
      posts,
      because,
    )
    t.same(primaryNeeded(all, [chair, member], { ...national2026, primary: false }), [], 'none where none is held')
  }
  const [contest] = primaryNeeded(nominees(7, 'member'), [chair, member], sichuan2026)
  t.match(contest, {
    places: 5,
    sentence: '委员应选2名，正式候选人最多2＋3＝5名，提名7名，须经预选（《四川省城市居民委员会选举条例》第二十二条）。',
  })
  t.equal(contest?.nominees.length, 7)
})

const count = (
  votes: readonly number[],
  more: Partial<PrimaryCount<PrimaryVotes>> = {},
): PrimaryCount<PrimaryVotes> => ({
  form: 'allVoters',
  electors: 100,
  ballotsIssued: 60,
  ballotsReturned: 60,
  posts: [{ post: chair, nominees: votes.map((n, i) => ({ id: i, name: `人${i}`, votes: n })) }],
  ...more,
})

t.test('more than half must take part, and more than two thirds of representatives', async (t) => {
  const half = { num: 1, den: 2 }
  t.same(primaryShare('allVoters', national2026), half)
  t.same(primaryShare('households', national2026), half)
  t.same(primaryShare('representatives', national2026), { num: 2, den: 3 })
  const stricter = { ...national2026, primaryTurnout: { num: 3, den: 4 } }
  t.same(primaryShare('representatives', stricter), { num: 3, den: 4 }, 'the larger share')
  for (const { form, electors, ballotsReturned, isValid, because } of [
    { form: 'allVoters', electors: 100, ballotsReturned: 50, isValid: false, because: 'exactly half' },
    { form: 'allVoters', electors: 100, ballotsReturned: 51, isValid: true, because: 'one more' },
    { form: 'representatives', electors: 90, ballotsReturned: 60, isValid: false, because: 'exactly two thirds' },
    { form: 'representatives', electors: 90, ballotsReturned: 61, isValid: true, because: 'one more' },
    { form: 'allVoters', electors: 0, ballotsReturned: 0, isValid: false, because: 'nobody at all' },
  ] as const) {
    const outcome = primaryOutcome(
      count([0, 0, 0], { form, electors, ballotsReturned, ballotsIssued: 99 }),
      national2026,
    )
    t.equal(outcome.isValid, isValid, `${form}: ${because}`)
    t.equal(outcome.posts.length, isValid ? 1 : 0, 'a void primary decides nothing')
  }
})

t.test('a void primary says why', async (t) => {
  t.same(primaryOutcome(count([1, 2, 3], { ballotsReturned: 50 }), national2026).explanation, [
    '预选收回选票50张，未超过选民100人的半数（50×2＝100，等于100）。',
    '预选无效，须重新预选。',
  ])
  for (const { more, codes, because } of [
    { more: { ballotsIssued: 60 }, codes: [], because: 'as many as were issued' },
    { more: { ballotsIssued: 59 }, codes: ['primary-more-ballots-than-issued'], because: 'one too many' },
    { more: { electors: 60 }, codes: [], because: 'as many as may vote' },
    { more: { electors: 59 }, codes: ['primary-more-ballots-than-electors'], because: 'one too many' },
  ]) {
    const outcome = primaryOutcome(count([60, 0, 0], more), national2026)
    t.same(
      outcome.findings.map(({ code }) => code),
      codes,
      because,
    )
    t.equal(outcome.isValid, codes.length === 0)
  }
  t.match(primaryOutcome(count([61, 0, 0], { ballotsIssued: 59 }), national2026).findings, [
    { severity: 'error', message: '预选收回选票60张，多于发出选票59张，多1张。' },
    { code: 'primary-more-votes-than-ballots', message: '人0得61票，多于预选收回选票60张，请核对。' },
  ])
})

const names = (people: readonly { name: string }[]) => people.map(({ name }) => name)

t.test('most votes go on, and equal votes at the edge as the figure says', async (t) => {
  for (const { votes, ruleSet, candidates, tied, passedOver, because } of [
    {
      votes: [10, 30, 20],
      ruleSet: national2026,
      candidates: ['人1', '人2'],
      tied: [],
      passedOver: ['人0'],
      because: 'two places',
    },
    {
      votes: [20, 30, 20],
      ruleSet: national2026,
      candidates: ['人1', '人0', '人2'],
      tied: [],
      passedOver: [],
      because: 'equal at the edge: all go on',
    },
    {
      votes: [20, 30, 20, 5],
      ruleSet: sichuan2026,
      candidates: ['人1'],
      tied: ['人0', '人2'],
      passedOver: ['人3'],
      because: 'voted on again where the number binds',
    },
    {
      votes: [30, 30, 20],
      ruleSet: sichuan2026,
      candidates: ['人0', '人1'],
      tied: [],
      passedOver: ['人2'],
      because: 'equal votes that both have a place',
    },
    {
      votes: [30, 20],
      ruleSet: sichuan2026,
      candidates: ['人0', '人1'],
      tied: [],
      passedOver: [],
      because: 'no more than places',
    },
  ]) {
    const [post] = primaryOutcome(count(votes), ruleSet).posts
    t.same(names(post?.candidates ?? []), candidates, because)
    t.same(names(post?.tied ?? []), tied, because)
    t.same(names(post?.passedOver ?? []), passedOver, because)
    t.equal(post?.placesForTied, tied.length > 0 ? 1 : 0, because)
  }
})

t.test('the decision is told with its sums', async (t) => {
  t.same(primaryOutcome(count([10, 30, 20]), sichuan2026).explanation, [
    '预选收回选票60张，超过选民100人的半数（60×2＝120＞100），预选有效（《四川省城市居民委员会选举条例》第二十二条）。',
    '主任正式候选人应选1名＋最多差额1名＝2名，按预选得票多少为：人130票、人220票（《四川省城市居民委员会选举条例》第二十二条）。',
    '未列入的按得票多少为：人010票，有人放弃时依次递补。',
  ])
  t.match(
    primaryOutcome(count([20, 30, 20]), sichuan2026).explanation.at(-1),
    '人020票、人220票，得票相等，只余1名，在其中再次投票。',
  )
  t.match(
    primaryOutcome(count([20, 30, 20]), national2026).explanation.at(-1),
    '人0、人2争主任末位得票相等，法律没有规定，一并列为正式候选人。',
  )
})

t.test('those of equal votes are voted on again for the places left', async (t) => {
  const again = (votes: readonly number[], places: number, ruleSet = sichuan2026) =>
    primaryOutcome(
      count([], {
        posts: [{ post: chair, places, nominees: votes.map((n, i) => ({ id: i, name: `人${i}`, votes: n })) }],
      }),
      ruleSet,
    ).posts[0]
  t.match(again([30, 20], 1), { candidates: [{ id: 0 }], tied: [], placesForTied: 0, passedOver: [{ id: 1 }] })
  t.match(again([30, 30], 1), { candidates: [], tied: [{ id: 0 }, { id: 1 }], placesForTied: 1 })
  t.same(again([30, 30], 1)?.sentences, [
    '主任正式候选人还余1名，再次投票后为：还不能确定（《四川省城市居民委员会选举条例》第二十二条）。',
    '人030票、人130票，得票相等，只余1名，在其中再次投票。',
  ])
  const person = (id: number, votes: number, ...votesAgain: number[]) => ({ id, name: `人${id}`, votes, votesAgain })
  const choice = (nominees: readonly PrimaryVotes[]) => choiceOfPrimary({ post: chair, nominees }, sichuan2026)
  t.match(choice([person(1, 20, 5), person(2, 30), person(3, 20, 9)]), {
    candidates: [{ id: 2 }, { id: 3 }],
    tied: [],
    passedOver: [{ id: 1 }],
    sentences: [/人230票、人320票（再次投票9票）/, /未列入的按得票多少为：人120票（再次投票5票）/],
  })
  t.match(choice([person(1, 20, 5, 7), person(2, 30), person(3, 20, 5, 8)]).candidates, [{ id: 2 }, { id: 3 }])
  t.match(choice([person(1, 20, 5), person(3, 20, 9)]).candidates, [{ id: 3 }, { id: 1 }], 'one left: the next follows')
  t.match(
    choice([person(1, 20), person(2, 30), person(3, 20, 9)]).candidates,
    [{ id: 2 }, { id: 3 }],
    'not voted on again',
  )
})

const someVotes = fc.array(fc.nat({ max: 6 }), { maxLength: 9 })

t.test('nobody passes somebody of more votes, everybody is somewhere, and one more vote never puts back', async () => {
  fc.assert(
    fc.property(someVotes, fc.boolean(), (votes, all) => {
      const ruleSet = { ...national2026, primaryTie: all ? ('allGoOn' as const) : ('voteAgain' as const) }
      const [post] = primaryOutcome(count(votes), ruleSet).posts
      if (!post) return false
      const { candidates, tied, passedOver } = post
      const least = Math.min(...[...candidates, ...tied].map((one) => one.votes))
      return (
        candidates.length + tied.length + passedOver.length === votes.length &&
        passedOver.every((one) => one.votes < least) &&
        (all || candidates.length + post.placesForTied === Math.min(votes.length, 2))
      )
    }),
  )
  fc.assert(
    fc.property(someVotes, fc.nat({ max: 8 }), (votes, lucky) => {
      const chosen = (of: readonly number[]) =>
        primaryOutcome(count(of), national2026).posts[0]?.candidates.some(({ id }) => id === lucky) ?? false
      return !chosen(votes) || chosen(votes.map((n, i) => (i === lucky ? n + 1 : n)))
    }),
  )
})

t.test(
  'equal votes are ordered by the votes held again among them, and those never voted on again stand behind',
  async (t) => {
    const person = (votes: number, ...votesAgain: readonly number[]): PrimaryVotes => ({
      ...{ id: 'x', name: '王伟', votes },
      ...(votesAgain.length > 0 ? { votesAgain } : {}),
    })
    for (const { one, other, first, because } of [
      { one: person(9), other: person(8, 5), first: -1, because: 'more votes in the primary' },
      { one: person(8, 3), other: person(8, 2), first: -1, because: 'more when voted on again' },
      { one: person(8, 3, 1), other: person(8, 3), first: -1, because: 'voted on once more' },
      { one: person(8), other: person(8), first: 0, because: 'nothing decides' },
    ]) {
      t.equal(Math.sign(compareByPrimary(one, other)), first, because)
      t.equal(Math.sign(compareByPrimary(other, one)), first === 0 ? 0 : -first, `${because}, the other way round`)
    }
  },
)

t.test('every finding in full', async (t) => {
  const crowded = count([61, 0, 0], { ballotsReturned: 60, ballotsIssued: 59, electors: 59 })
  t.same(inFull(primaryOutcome(crowded, national2026).findings), [
    'error primary-more-ballots-than-issued [ballotsReturned]: 预选收回选票60张，多于发出选票59张，多1张。',
    'error primary-more-ballots-than-electors [ballotsReturned]: 预选收回选票60张，多于选民59人，多1张。',
    'error primary-more-votes-than-ballots [人0]: 人0得61票，多于预选收回选票60张，请核对。',
  ])
  t.same(inFull(primaryOutcome(count([1, 2, 3], { ballotsReturned: 50 }), national2026).findings), [
    'error primary-turnout [ballotsReturned]: 预选收回选票50张，未超过选民100人的半数（50×2＝100，等于100）。（法律未规定，系统默认）',
  ])
})
