import fc from 'fast-check'
import t from 'tap'
import { hasErrors } from '../../src/rules/finding.js'
import { checkNomination, type NominationPaper } from '../../src/rules/nomination.js'
import {
  checkNomineesOnPaper,
  checkPapersTogether,
  checkSignatureUse,
  noLongerNominated,
  type Signature,
} from '../../src/rules/nomination-papers.js'
import type { Post } from '../../src/rules/post.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { sichuan2026 } from '../../src/rules/rule-sets/sichuan-2026.js'
import { zhejiang2026 } from '../../src/rules/rule-sets/zhejiang-2026.js'
import { inFull } from '../helpers/findings.js'

const wang = { id: 50, name: '王秀英' }
const li = { id: 51, name: '李伟' }
const ids = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)
const joint = (nominators: number[], nominee = wang): NominationPaper => ({ kind: 'joint', nominee, nominators })
const party = (nominee = wang): NominationPaper => ({ kind: 'party', nominee, nominators: [] })
const self = (nominee = wang): NominationPaper => ({ kind: 'self', nominee, nominators: [] })
const isOnRoll = (id: number | string) => Number(id) < 100

t.test('papers for one person count together', async (t) => {
  for (const { papers, codes, because } of [
    { papers: [joint(ids(1, 6)), joint(ids(7, 10))], codes: [], because: 'six and four' },
    { papers: [joint(ids(1, 6)), joint(ids(6, 9))], codes: ['too-few-nominators'], because: 'one signed both' },
    { papers: [joint(ids(1, 2)), party()], codes: [], because: 'the Party organisation is enough' },
    { papers: [self(), joint(ids(1, 10))], codes: [], because: 'so are ten voters' },
    { papers: [self(), joint(ids(1, 9))], codes: ['too-few-nominators'], because: 'nearest is the joint one' },
    { papers: [self()], codes: ['self-nomination-not-provided'], because: 'nobody but himself' },
    { papers: [], codes: [], because: 'no papers, nothing to say' },
  ]) {
    t.same(
      checkPapersTogether(papers, isOnRoll, national2026).map(({ code }) => code),
      codes,
      because,
    )
  }
})

t.test('when the roll changes, it is told whose papers no longer nominate', async (t) => {
  const papers = [joint(ids(1, 10)), joint(ids(11, 19), li), joint(ids(19, 20), li), party({ id: 52, name: '陈明' })]
  const after = (...removed: number[]) =>
    noLongerNominated(papers, (id) => !removed.includes(Number(id)), national2026).map(({ nominee, findings }) => [
      nominee.name,
      ...findings.map(({ code }) => code),
    ])
  t.same(after(), [], 'nobody removed')
  t.same(after(10), [['王秀英', 'too-few-nominators']], 'the tenth removed')
  t.same(after(19), [['李伟', 'too-few-nominators']], 'ten in two papers, nine without the one who signed both')
  t.same(after(20, 52), [
    ['李伟', 'too-few-nominators'],
    ['陈明', 'nominee-not-on-roll'],
  ])
})

const post: Post = { id: 'member', title: '委员', position: 'member', seats: 2, reservedForWoman: false }

t.test('a paper names at most as many as there are seats', async (t) => {
  const people = [wang, li, { id: 52, name: '陈明' }]
  t.same(checkNomineesOnPaper(post, people.slice(0, 2), sichuan2026), [], 'two for two seats')
  t.match(checkNomineesOnPaper(post, people, sichuan2026), [
    {
      code: 'too-many-nominees-on-paper',
      severity: 'error',
      message: '每张提名表的提名人数不超过应选名额：委员应选2名，提名3名，多1名。',
      article: '《四川省城市居民委员会选举条例》第二十条',
    },
  ])
  t.match(checkNomineesOnPaper(post, people, zhejiang2026), [{ severity: 'warning' }])
  t.same(checkNomineesOnPaper(post, people, { ...sichuan2026, nomineesWithinSeats: false }), [])
  t.match(checkNomineesOnPaper(post, [wang, li, wang], sichuan2026), [
    { code: 'nominee-repeated', severity: 'warning', message: '提名表上有1处重复，同一人只计一次。' },
  ])
})

t.test('a voter has as many signatures for a post as it has seats, and one post for a person', async (t) => {
  const voter = { id: 1, name: '赵敏' }
  const signed = (nomineeId: number, postId = 'member'): Signature => ({ voterId: 1, nomineeId, postId })
  const check = (earlier: Signature[], ruleSet = national2026, nominators = [voter]) =>
    checkSignatureUse({ post, nomineeId: 50, nominators }, earlier, ruleSet).map(({ code }) => code)
  for (const { earlier, codes, because } of [
    { earlier: [], codes: [], because: 'the first' },
    { earlier: [signed(60)], codes: [], because: 'the second of two' },
    { earlier: [signed(60), signed(61)], codes: ['nominator-used-up'], because: 'a third' },
    { earlier: [signed(60), signed(60)], codes: [], because: 'twice for the same person is once' },
    { earlier: [signed(60), signed(50)], codes: [], because: 'another paper for the same nominee' },
    { earlier: [signed(60, 'chair'), signed(61)], codes: [], because: 'another post' },
    { earlier: [signed(50, 'chair')], codes: ['nominator-names-two-posts'], because: 'one person for two posts' },
    { earlier: [{ ...signed(60), voterId: 2 }, signed(61)], codes: [], because: "somebody else's" },
  ]) {
    t.same(check(earlier), codes, because)
  }
  const both = [signed(60), signed(61), signed(50, 'chair')]
  t.same(check(both), ['nominator-used-up', 'nominator-names-two-posts'])
  t.same(check(both, national2026, [voter, voter]), ['nominator-used-up', 'nominator-names-two-posts'], 'told once')
  t.same(check(both, { ...national2026, nomineesWithinSeats: false, onePostPerPerson: false }), [])
  t.match(checkSignatureUse({ post, nomineeId: 50, nominators: [voter] }, both, zhejiang2026), [
    {
      severity: 'warning',
      message: '赵敏已联名提名委员2名，达到应选名额2名，请核实。',
      article: '参照《浙江省村民委员会选举办法》第十七条',
    },
    {
      severity: 'warning',
      message: '赵敏已联名提名同一人担任另一职务，请核实。',
      article: '参照《浙江省村民委员会选举办法》第十八条',
    },
  ])
})

t.test('splitting the signatures over papers changes nothing', async () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 120 }), { maxLength: 20 }), fc.nat({ max: 20 }), (nominators, at) => {
      const whole = hasErrors(checkNomination(joint(nominators), isOnRoll, national2026))
      const split = [joint(nominators.slice(at)), joint(nominators.slice(0, at))]
      return hasErrors(checkPapersTogether(split, isOnRoll, national2026)) === whole
    }),
  )
})

t.test('every finding in full', async (t) => {
  const people = [wang, li, { id: 52, name: '陈明' }, wang]
  t.same(inFull(checkNomineesOnPaper(post, people, sichuan2026)), [
    'warning nominee-repeated [nominees]: 提名表上有1处重复，同一人只计一次。',
    'error too-many-nominees-on-paper [nominees]: 每张提名表的提名人数不超过应选名额：委员应选2名，提名3名，多1名。（《四川省城市居民委员会选举条例》第二十条）',
  ])
  const earlier: Signature[] = [
    { voterId: 1, nomineeId: 60, postId: 'member' },
    { voterId: 1, nomineeId: 61, postId: 'member' },
    { voterId: 1, nomineeId: 50, postId: 'chair' },
  ]
  const paper = { post, nomineeId: 50, nominators: [{ id: 1, name: '赵敏' }] }
  t.same(inFull(checkSignatureUse(paper, earlier, zhejiang2026)), [
    'warning nominator-used-up [nominators]: 赵敏已联名提名委员2名，达到应选名额2名，请核实。（参照《浙江省村民委员会选举办法》第十七条）',
    'warning nominator-names-two-posts [nominators]: 赵敏已联名提名同一人担任另一职务，请核实。（参照《浙江省村民委员会选举办法》第十八条）',
  ])
})
