import fc from 'fast-check'
import t from 'tap'
import {
  afterDropOut,
  checkWithdrawal,
  type DropOut,
  dropOutReasons,
  dropOutText,
  lastWithdrawalDay,
  staysOnBallot,
} from '../../src/rules/candidate-withdrawal.js'
import type { Post } from '../../src/rules/post.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { zhejiang2026 } from '../../src/rules/rule-sets/zhejiang-2026.js'
import { inFull } from '../helpers/findings.js'

const electionDay = '2027-05-20'
const dropOut = (more: Partial<DropOut> = {}): DropOut => {
  return { id: 1, name: '陈明', reason: 'withdrew', on: '2027-05-17', isWritten: true, ...more }
}

t.test('the name of who drops out late stays on ballots that are printed', async (t) => {
  for (const { on, areBallotsPrinted, stays } of [
    { on: '2027-05-17', areBallotsPrinted: true, stays: false },
    { on: '2027-05-18', areBallotsPrinted: true, stays: true },
    { on: '2027-05-18', areBallotsPrinted: false, stays: false },
  ] as const) {
    t.equal(staysOnBallot({ on, areBallotsPrinted }, electionDay, zhejiang2026), stays, `${on} ${areBallotsPrinted}`)
  }
})

t.test('a candidate withdraws in writing, three days before', async (t) => {
  t.equal(lastWithdrawalDay(electionDay, zhejiang2026), '2027-05-17')
  for (const { more, codes, because } of [
    { more: {}, codes: [], because: 'D-3' },
    { more: { on: '2027-05-18' }, codes: ['withdrawal-late'], because: 'D-2' },
    { more: { isWritten: false }, codes: ['withdrawal-not-written'], because: 'by word of mouth' },
    {
      more: { on: '2027-05-19', isWritten: false },
      codes: ['withdrawal-not-written', 'withdrawal-late'],
      because: 'neither',
    },
    { more: { reason: 'died', on: '2027-05-19', isWritten: false }, codes: [], because: 'death keeps no day' },
  ] as const) {
    t.same(
      checkWithdrawal(dropOut(more), electionDay, zhejiang2026).map(({ code }) => code),
      codes,
      because,
    )
  }
  t.match(checkWithdrawal(dropOut({ on: '2027-05-19', isWritten: false }), electionDay, zhejiang2026), [
    { severity: 'error', message: '陈明放弃候选人资格，须本人书面提出。' },
    {
      severity: 'warning',
      message:
        '候选人放弃应在选举日3日前提出：选举日2027年5月20日，最迟2027年5月17日；陈明于2027年5月19日提出，迟2日。',
      article: '参照《浙江省村民委员会选举办法》第十九条',
    },
  ])
  t.same(
    dropOutReasons.map((reason) => dropOutText[reason]),
    ['书面放弃', '去世', '经查不符合候选人条件', '被取消选民登记'],
  )
})

const post: Post = { id: 'member', title: '委员', position: 'member', seats: 2, reservedForWoman: false }
const people = (count: number) => Array.from({ length: count }, (_, i) => ({ id: i + 1, name: `候选人${i + 1}` }))
const reserve = (id: number, votes: number) => ({ id, name: `备选${id}`, votes })
const printed = { electionDay, areBallotsPrinted: true, hadPrimary: true, isLaterVote: false } as const

t.test('who follows when a candidate drops out', async (t) => {
  for (const { candidates, reserves, on, ruleSet, refill, left, codes, because } of [
    {
      candidates: 4,
      reserves: [reserve(9, 30), reserve(8, 40)],
      on: '2027-05-17',
      ruleSet: zhejiang2026,
      refill: { kind: 'byVotes', people: [{ id: 8 }] },
      left: 4,
      codes: [],
      because: 'the next by votes',
    },
    {
      candidates: 4,
      reserves: [reserve(9, 40), reserve(8, 40), reserve(7, 39)],
      on: '2027-05-17',
      ruleSet: zhejiang2026,
      refill: { kind: 'byVotes', people: [{ id: 9 }, { id: 8 }] },
      left: 5,
      codes: [],
      because: 'two of equal votes, who all go on',
    },
    {
      candidates: 4,
      reserves: [reserve(9, 40), reserve(8, 40)],
      on: '2027-05-17',
      ruleSet: { ...zhejiang2026, primaryTie: 'voteAgain' },
      refill: { kind: 'tied', people: [{ id: 9 }, { id: 8 }] },
      left: 3,
      codes: [],
      because: 'or are voted on again',
    },
    {
      candidates: 4,
      reserves: [],
      on: '2027-05-17',
      ruleSet: zhejiang2026,
      refill: { kind: 'notNeeded' },
      left: 3,
      codes: [],
      because: 'nobody follows, three for two seats are enough',
    },
    {
      candidates: 3,
      reserves: [reserve(1, 50)],
      on: '2027-05-17',
      ruleSet: zhejiang2026,
      refill: { kind: 'nominateAgain', missing: 1 },
      left: 2,
      codes: ['too-few-candidates'],
      because: 'two for two are not, and nobody follows himself',
    },
    {
      candidates: 3,
      reserves: [reserve(9, 50)],
      on: '2027-05-17',
      ruleSet: { ...zhejiang2026, withdrawalRefill: 'none' },
      refill: { kind: 'nominateAgain', missing: 1 },
      left: 2,
      codes: ['too-few-candidates'],
      because: 'no refilling, but a contest all the same',
    },
    {
      candidates: 4,
      reserves: [reserve(9, 50)],
      on: '2027-05-18',
      ruleSet: zhejiang2026,
      refill: { kind: 'tooLate', missing: 0 },
      left: 3,
      codes: [],
      because: 'D-2: nobody follows',
    },
    {
      candidates: 3,
      reserves: [reserve(9, 50)],
      on: '2027-05-18',
      ruleSet: zhejiang2026,
      refill: { kind: 'tooLate', missing: 1 },
      left: 2,
      codes: ['contest-lost-late'],
      because: 'even if the contest is lost',
    },
  ] as const) {
    const list = { post, candidates: people(candidates), reserves }
    const after = afterDropOut(list, dropOut({ on }), printed, ruleSet)
    t.match(after.refill, refill, because)
    t.equal(after.candidates.length, left, because)
    t.notOk(
      after.candidates.some(({ id }) => id === 1),
      because,
    )
    t.same(
      after.findings.map(({ code }) => code),
      codes,
      because,
    )
  }
})

t.test('what is done is said, and the trace is kept', async (t) => {
  const three = { post, candidates: people(3), reserves: [reserve(9, 40)] }
  const say = (more: Partial<DropOut>, areBallotsPrinted: boolean, list = three, ruleSet = zhejiang2026) =>
    afterDropOut(list, dropOut(more), { ...printed, areBallotsPrinted }, ruleSet).explanation
  t.same(say({}, true), [
    '陈明于2027年5月17日书面放弃，不再列为委员候选人，原名单和本次变动一并留存。',
    '按预选得票多少依次递补：备选9（40票）（参照《浙江省村民委员会选举办法》第十九条）。',
    '已经印好的选票全部封存作废，按变动后的名单重新印制。',
  ])
  t.same(say({ reason: 'died', on: '2027-05-19' }, true), [
    '陈明于2027年5月19日去世，不再列为委员候选人，原名单和本次变动一并留存。',
    '已过选举日3日前的期限，委员不再递补（参照《浙江省村民委员会选举办法》第十九条）。',
    '选票不再重印：在每个投票站张贴更正并当众宣布，投给陈明的不计票，选票上其他选择照常有效。',
  ])
  t.equal(say({}, false)[2], '选票还没有印制，按变动后的名单印制。')
  t.equal(say({ reason: 'died', on: '2027-05-19' }, false)[2], '选票还没有印制，按变动后的名单印制。')
  t.match(say({}, true, { ...three, reserves: [] })[1], '没有可以递补的人，委员还差1名候选人，须另行提名')
  t.match(say({}, true, { ...three, candidates: people(4), reserves: [] })[1], '委员其余候选人仍多于应选名额，不再递补')
  const equal = { ...three, reserves: [reserve(9, 40), reserve(8, 40)] }
  const again = { ...zhejiang2026, primaryTie: 'voteAgain' as const }
  t.match(say({}, true, equal, again)[1], '备选9（40票）、备选8（40票）相等，在其中再次投票确定递补的人')
  t.match(say({}, true, equal)[1], '按预选得票多少依次递补：备选9（40票）、备选8（40票）')
  const nominated = afterDropOut(three, dropOut(), { ...printed, hadPrimary: false }, zhejiang2026)
  t.match(nominated.explanation[1], '没有举行预选，按联名提名人数多少依次递补：备选9（40人）')
})

t.test('a later vote has its candidates from the vote before: nobody follows', async (t) => {
  for (const { candidates, refill, codes, because } of [
    { candidates: 3, refill: { kind: 'notNeeded' }, codes: [], because: 'as many as seats are left' },
    { candidates: 2, refill: { kind: 'tooLate', missing: 1 }, codes: ['contest-lost-late'], because: 'too few are' },
  ] as const) {
    const list = { post, candidates: people(candidates), reserves: [reserve(9, 40)] }
    const after = afterDropOut(list, dropOut(), { ...printed, isLaterVote: true }, zhejiang2026)
    t.same(after.refill, refill, because)
    t.equal(after.explanation[1], '委员候选人由前一次投票产生，不再递补。')
    t.same(
      after.findings.map(({ code }) => code),
      codes,
      because,
    )
  }
})

t.test('a contest that is lost blocks while it can be mended, and is a matter for the township after', async (t) => {
  const list = { post, candidates: people(3), reserves: [] }
  t.match(afterDropOut(list, dropOut(), printed, national2026).findings, [
    {
      severity: 'error',
      fields: ['member'],
      message: '委员应选2名，候选人应有3名以上，只剩2名。',
      article: '《城市居民委员会组织法》第十八条',
    },
  ])
  t.match(afterDropOut(list, dropOut({ reason: 'died', on: '2027-05-20' }), printed, national2026).findings, [
    {
      severity: 'warning',
      message: '委员应选2名，候选人应有3名以上，只剩2名。请居民选举委员会报街道（镇）研究是否改期。',
    },
  ])
})

t.test('who dropped out never stays, and nobody else goes', async () => {
  const someone = fc.record({ id: fc.nat({ max: 9 }), votes: fc.nat({ max: 4 }) })
  fc.assert(
    fc.property(fc.array(someone), fc.nat({ max: 9 }), fc.nat({ max: 6 }), (ranked, gone, days) => {
      const candidates = people(6).filter(({ id }) => ranked.every((one) => one.id !== id))
      const reserves = ranked.map(({ id, votes }) => reserve(id, votes))
      const on = `2027-05-${14 + days}` as const
      const after = afterDropOut({ post, candidates, reserves }, dropOut({ id: gone, on }), printed, zhejiang2026)
      const kept = new Set(after.candidates.map(({ id }) => id))
      return !kept.has(gone) && candidates.every(({ id }) => id === gone || kept.has(id))
    }),
  )
})

t.test('every finding in full', async (t) => {
  const late = dropOut({ on: '2027-05-19', isWritten: false })
  t.same(inFull(checkWithdrawal(late, electionDay, zhejiang2026)), [
    'error withdrawal-not-written [isWritten]: 陈明放弃候选人资格，须本人书面提出。（参照《浙江省村民委员会选举办法》第十九条）',
    'warning withdrawal-late [on]: 候选人放弃应在选举日3日前提出：选举日2027年5月20日，最迟2027年5月17日；陈明于2027年5月19日提出，迟2日。（参照《浙江省村民委员会选举办法》第十九条）',
  ])
})
