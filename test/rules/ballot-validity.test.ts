import t from 'tap'
import {
  ballotJudge,
  type BallotRules,
  type JudgedBallot,
  namedTwice,
  type PostMarks,
} from '../../src/rules/ballot-validity.js'
import { whoIsWho } from '../../src/rules/write-in.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { aContest, ballots } from '../helpers/votes.js'

// Listed low before high: the judge ranks them.
const contests = [aContest('member', 2, ['m1', 'm2', 'm3']), aContest('chair', 1, ['c1', 'c2'])]

const judge = (rules: Partial<BallotRules>, marks: Record<string, PostMarks>, invalid?: string): JudgedBallot =>
  ballotJudge(contests, { ...national2026, ...rules })(ballots(1, marks, invalid))

/** The verdict in short: the reason of an invalid ballot, `blank`, or what counts for each post. */
function shown(judged: JudgedBallot): unknown {
  if (judged.verdict === 'invalid') return judged.reason
  if (judged.verdict !== 'valid') return judged.verdict
  return Object.fromEntries(judged.counted.map(({ postId, for: names }) => [postId, names.join(' ')]))
}

t.test('more persons than seats void the ballot or the post, by the procedure', async (t) => {
  const seatsFull = { member: { for: ['m1', 'm2'] } }
  const oneTooMany = { member: { for: ['m1', 'm2', 'm3'] } }
  const withChair = { ...oneTooMany, chair: { for: ['c1'] } }
  for (const { scope, marks, verdict, because } of [
    { scope: 'ballot', marks: seatsFull, verdict: { member: 'm1 m2' }, because: 'as many as the seats' },
    { scope: 'post', marks: seatsFull, verdict: { member: 'm1 m2' }, because: 'as many as the seats' },
    { scope: 'ballot', marks: { member: { for: ['m1'] } }, verdict: { member: 'm1' }, because: 'fewer than the seats' },
    { scope: 'ballot', marks: oneTooMany, verdict: 'overvote', because: 'one too many' },
    { scope: 'ballot', marks: withChair, verdict: 'overvote', because: 'the good part falls with it' },
    { scope: 'post', marks: withChair, verdict: { chair: 'c1' }, because: 'the good part stands' },
    { scope: 'post', marks: oneTooMany, verdict: 'overvote', because: 'nothing else is marked' },
    {
      scope: 'ballot',
      marks: { member: { for: ['m1'], writeIn: ['张三', '李四'] } },
      verdict: 'overvote',
      because: 'persons written in are chosen too',
    },
    {
      scope: 'ballot',
      marks: { member: { for: ['m1'], against: ['m2', 'm3'], writeIn: ['张三'] } },
      verdict: { member: 'm1 writeIn:张三' },
      because: 'marks against choose nobody',
    },
  ] as const) {
    t.same(shown(judge({ overvoteScope: scope }, marks)), verdict, `${scope}: ${because}`)
  }
})

t.test('one person for two posts', async (t) => {
  const named = { chair: { for: ['c1'] }, member: { for: ['m1'], writeIn: ['c1'] } }
  for (const { multiPost, marks, verdict, because } of [
    { multiPost: 'invalid', marks: named, verdict: 'double-naming', because: 'the ballot is void' },
    { multiPost: 'highestOnly', marks: named, verdict: { chair: 'c1', member: 'm1' }, because: 'the chair counts' },
    {
      multiPost: 'carryDown',
      marks: named,
      verdict: { chair: 'c1', member: 'm1' },
      because: 'the vote comes down later',
    },
    {
      multiPost: 'invalid',
      marks: { chair: { writeIn: ['张三'] }, member: { writeIn: ['张 三'] } },
      verdict: 'double-naming',
      because: 'written in for both',
    },
    {
      multiPost: 'invalid',
      marks: { chair: { against: ['c1'] }, member: { writeIn: ['c1'] } },
      verdict: { chair: '', member: 'writeIn:c1' },
      because: 'only marks for name a person',
    },
  ] as const) {
    t.same(shown(judge({ multiPost }, marks)), verdict, `${multiPost}: ${because}`)
  }
  const voidPost = { chair: { for: ['c1', 'c2'] }, member: { writeIn: ['c1'] } }
  t.same(shown(judge({ overvoteScope: 'post' }, voidPost)), { member: 'writeIn:c1' }, 'a void post names nobody')
})

t.test('what does not count is reported by post and reason', async (t) => {
  t.match(judge({ overvoteScope: 'post' }, { chair: { for: ['c1', 'c2'] }, member: { for: ['m1'] } }), {
    voided: [{ postId: 'chair', reason: 'overvote' }],
  })
  t.match(judge({ multiPost: 'highestOnly' }, { chair: { for: ['c1'] }, member: { writeIn: ['c1'] } }), {
    voided: [{ postId: 'member', reason: 'double-naming', names: ['writeIn:c1'] }],
  })
})

t.test('blank is an abstention, set aside is invalid with its reason', async (t) => {
  for (const { marks, invalid, verdict, because } of [
    { marks: {}, verdict: 'blank', because: 'no post marked' },
    { marks: { chair: { for: [], against: [], writeIn: [] } }, verdict: 'blank', because: 'empty marks are no marks' },
    { marks: { chair: { against: ['c1'] } }, verdict: { chair: '' }, because: 'a mark against is a mark' },
    { marks: {}, invalid: 'not-official', verdict: 'not-official', because: 'the scrutineers said so' },
    { marks: { chair: { for: ['c1'] } }, invalid: 'illegible', verdict: 'illegible', because: 'whatever is marked' },
    {
      marks: { chair: { for: ['c1'] } },
      invalid: 'blank',
      verdict: 'blank',
      because: 'set aside as blank is blank, whatever the marks',
    },
    { marks: { chair: { for: ['c1'] } }, invalid: 'forged', verdict: 'setApart', because: 'forged: no ballot at all' },
  ]) {
    t.same(shown(judge({}, marks, invalid)), verdict, because)
  }
})

t.test('blank is a verdict of its own, and a void part is reported only where there is one', async (t) => {
  t.equal(judge({}, { chair: { for: ['c1'] } }, 'blank').verdict, 'blank')
  t.same(judge({ writeInWithoutMark: 'invalid' }, { chair: { for: ['c1'] } }), {
    verdict: 'valid',
    counted: [{ postId: 'chair', for: ['c1'], against: [] }],
    voided: [],
  })
})

t.test('a candidate named without a mark is that candidate', async (t) => {
  const who = whoIsWho([aContest('chair', 1, [{ id: 'c1', name: '王伟' }])])
  t.same(namedTwice({ for: ['c1'], unmarked: ['王 伟'] }, 'chair', who), { list: 'unmarked', index: 0 })
})

t.test('a person named twice under one post is found where it happens', async (t) => {
  const who = whoIsWho(contests)
  for (const { marks, place, because } of [
    { marks: { for: ['m1', 'm2'], against: ['m3'] }, place: undefined, because: 'everybody once' },
    { marks: {}, place: undefined, because: 'nobody' },
    { marks: { for: ['m1', 'm1'] }, place: { list: 'for', index: 1 }, because: 'twice for' },
    { marks: { for: ['m1'], against: ['m2', 'm1'] }, place: { list: 'against', index: 1 }, because: 'for and against' },
    { marks: { for: ['m1', '张三'], writeIn: ['张三'] }, place: undefined, because: 'an id is no name' },
    { marks: { for: ['m1'], writeIn: ['m1'] }, place: { list: 'writeIn', index: 0 }, because: 'marked and written in' },
    { marks: { writeIn: ['张三', '张　三'] }, place: { list: 'writeIn', index: 1 }, because: 'written in twice' },
  ] as const) {
    t.same(namedTwice(marks, 'member', who), place, because)
  }
})

t.test('what cannot be read voids its part or the ballot, by the procedure', async (t) => {
  const partly = { chair: { for: ['c1'] }, member: { for: ['m1'], illegible: true } }
  const only = { member: { illegible: true } }
  for (const { scope, marks, verdict, because } of [
    { scope: 'part', marks: partly, verdict: { chair: 'c1', member: 'm1' }, because: 'what can be read counts' },
    { scope: 'ballot', marks: partly, verdict: 'illegible', because: 'the good part falls with it' },
    { scope: 'part', marks: only, verdict: 'illegible', because: 'nothing can be read: not a blank ballot' },
    { scope: 'ballot', marks: only, verdict: 'illegible', because: 'nothing can be read' },
    {
      scope: 'ballot',
      marks: { member: { for: ['m1'], illegible: false } },
      verdict: { member: 'm1' },
      because: 'all clear',
    },
  ] as const) {
    t.same(shown(judge({ illegibleScope: scope }, marks)), verdict, `${scope}: ${because}`)
  }
  t.match(judge({ illegibleScope: 'part' }, partly), { voided: [{ postId: 'member', reason: 'illegible' }] })
})

t.test('a name written in without a mark', async (t) => {
  const beside = { member: { for: ['m1'], unmarked: ['张三'] } }
  const only = { chair: { unmarked: ['张三'] } }
  const full = { member: { for: ['m1', 'm2'], unmarked: ['张三'] } }
  for (const { means, marks, verdict, because } of [
    {
      means: 'for',
      marks: beside,
      verdict: { member: 'm1 writeIn:张三' },
      because: 'writing the name is voting for it',
    },
    { means: 'invalid', marks: beside, verdict: { member: 'm1' }, because: 'the name alone is void' },
    { means: 'for', marks: only, verdict: { chair: 'writeIn:张三' }, because: 'nothing else is marked' },
    { means: 'invalid', marks: only, verdict: 'write-in-without-mark', because: 'not blank: something was written' },
    { means: 'for', marks: full, verdict: 'overvote', because: 'a third person for two seats' },
    { means: 'invalid', marks: full, verdict: { member: 'm1 m2' }, because: 'a void name chooses nobody' },
  ] as const) {
    t.same(shown(judge({ writeInWithoutMark: means }, marks)), verdict, `${means}: ${because}`)
  }
  t.same(namedTwice({ for: ['m1'], unmarked: ['m1'] }, 'member', whoIsWho(contests)), { list: 'unmarked', index: 0 })
})
