import fc from 'fast-check'
import t from 'tap'
import {
  asBallot,
  ballotLine,
  comparedLine,
  isDoubtful,
  readBallotLine,
  setAsideKeys,
  type TypedBallot,
} from '../../src/rules/typed-ballot.js'
import { aContest } from '../helpers/votes.js'

// Candidates are numbered through the ballot: c1 1, c2 2, m1 3, m2 4, m3 5.
const contests = [
  aContest('chair', 1, [
    { id: 'c1', name: '王伟' },
    { id: 'c2', name: '李芳' },
  ]),
  aContest('member', 2, ['m1', 'm2', 'm3']),
]

const marksOf = (line: string): unknown => {
  const read = readBallotLine(line, contests)
  if (!read.ok) return read.error.code
  return read.value.kind === 'marks' ? kept(read.value.marks) : read.value
}

/** Without the empty lists. */
const kept = (marks: object): unknown =>
  JSON.parse(JSON.stringify(marks), (_key, value: unknown) =>
    value === false || (Array.isArray(value) && value.length === 0) ? undefined : value,
  )

t.test('what a line means', async (t) => {
  for (const { line, means, because } of [
    { line: '1 3 4', means: { chair: { for: ['c1'] }, member: { for: ['m1', 'm2'] } }, because: 'numbers run through' },
    { line: '4.1.3', means: { chair: { for: ['c1'] }, member: { for: ['m2', 'm1'] } }, because: 'the key beside 0' },
    { line: '1+3，4、5', means: { chair: { for: ['c1'] }, member: { for: ['m1', 'm2', 'm3'] } }, because: 'lenient' },
    { line: '１　－３', means: { chair: { for: ['c1'] }, member: { against: ['m1'] } }, because: 'full width' },
    { line: '1.-3.', means: { chair: { for: ['c1'] }, member: { against: ['m1'] } }, because: 'a stop at the end' },
    { line: '/2张三', means: { member: { writeIn: ['张三'] } }, because: 'written in and marked' },
    { line: '／２张三！ 3', means: { member: { for: ['m1'], unmarked: ['张三'] } }, because: 'without its mark' },
    { line: '/2阿依．古丽.3', means: { member: { for: ['m1'], writeIn: ['阿依·古丽'] } }, because: 'a dot in a name' },
    { line: '/2Anna_Lee', means: { member: { writeIn: ['Anna Lee'] } }, because: 'a blank in a name' },
    { line: '1 x2', means: { chair: { for: ['c1'] }, member: { illegible: true } }, because: 'a part not legible' },
    { line: ' 0 ', means: {}, because: 'blank' },
    { line: 'W2', means: { kind: 'setAside', reason: 'illegible' }, because: 'set aside as a whole' },
    { line: '？ 涂改 两处', means: { kind: 'doubtful', question: '涂改 两处' }, because: 'in question' },
    { line: '', means: 'nothing-typed', because: 'blank is 0, not nothing' },
    { line: '6', means: 'no-such-candidate', because: 'five stand' },
    { line: '00', means: 'no-such-candidate', because: 'nobody is number 0' },
    { line: '/3张三', means: 'no-such-post', because: 'two posts' },
    { line: '/张三', means: 'no-such-post', because: 'for which post?' },
    { line: 'x3', means: 'no-such-post', because: 'two posts' },
    { line: '/2', means: 'name-missing', because: 'who?' },
    { line: '3 3', means: 'marked-twice', because: 'twice' },
    { line: '3 -3', means: 'marked-twice', because: 'for and against' },
    { line: '1 /1王伟', means: 'marked-twice', because: 'the printed name once more' },
    { line: '0 3', means: 'stands-alone', because: 'blank and a mark' },
    { line: 'w1 3', means: 'stands-alone', because: 'set aside and a mark' },
    { line: '1 y', means: 'cannot-be-read', because: 'no such key' },
    { line: 'w5', means: 'cannot-be-read', because: 'four reasons' },
  ]) {
    t.same(marksOf(line), means, `${line}: ${because}`)
  }
})

t.test('a refusal says what and what there is instead', async (t) => {
  const said = (line: string) => {
    const read = readBallotLine(line, contests)
    return read.ok ? '' : read.error.message
  }
  t.equal(said('7'), '没有 7 号候选人，序号是 1 至 5。')
  t.equal(said('/张三'), '没有第 ？ 项职务：1 主任、2 委员。')
  t.equal(said('1 1'), '王伟在主任中录了两次。')
  t.equal(said('w1 1'), '“w1”表示整张选票，后面不能再录别的。')
  t.equal(said('/2!'), '“/2!”后面要写另选人的姓名。')
  t.equal(said('abc'), '“abc”看不懂。按 ? 看按键说明。')
  t.equal(said(' '), '还没有录入；空白票请录 0。')
})

t.test('the same marks are kept as the same line', async (t) => {
  const lineOf = (line: string): string => {
    const read = readBallotLine(line, contests)
    return read.ok ? ballotLine(read.value, contests) : read.error.code
  }
  for (const { typed, line } of [
    { typed: '4.1.3', line: '1 3 4' },
    { typed: 'x2 -5 /2李四 /2张三! /2丙 1', line: '1 -5 /2丙 /2李四 /2张三! x2' },
    { typed: '/2Anna_Lee /1Bob_Ray!', line: '/1Bob_Ray! /2Anna_Lee' },
    { typed: '０', line: '0' },
    { typed: 'w4', line: 'w4' },
    { typed: '？涂改', line: '?涂改' },
  ]) {
    t.equal(lineOf(typed), line)
    t.equal(lineOf(line), line, 'a kept line is kept as it is')
  }
})

t.test('every ballot can be read from its line again', async (t) => {
  const ballot = fc.record({
    chair: fc.constantFrom('', '1', '2', '-1', '1 -2', '/1赵六', '/1赵六!'),
    member: fc.subarray(['3', '4', '-5', '/2钱七', '/2孙八!', 'x2']),
  })
  fc.assert(
    fc.property(ballot, ({ chair, member }) => {
      const read = readBallotLine([...member, chair].join(' ') || '0', contests)
      if (!read.ok) return read.error.code === 'nothing-typed'
      const line = ballotLine(read.value, contests)
      const again = readBallotLine(line, contests)
      return again.ok && ballotLine(again.value, contests) === line
    }),
  )
  t.pass('over random ballots')
})

t.test('typists are compared by what they saw, not by how they put a question', async (t) => {
  t.ok(isDoubtful('?涂改'))
  t.notOk(isDoubtful('1 3'))
  t.equal(comparedLine('?涂改'), comparedLine('?看不清'))
  t.equal(comparedLine('1 3'), '1 3')
})

t.test('a ballot as the rules judge it', async (t) => {
  t.same(asBallot({ kind: 'marks', marks: { chair: { for: ['c1'] } } }), {
    times: 1,
    marks: { chair: { for: ['c1'] } },
  })
  t.same(asBallot({ kind: 'setAside', reason: 'forged' }), { times: 1, marks: {}, invalid: 'forged' })
  t.equal(asBallot({ kind: 'doubtful', question: '' }), undefined)
  const lines = setAsideKeys.map((reason) => ballotLine({ kind: 'setAside', reason } satisfies TypedBallot, contests))
  t.same(lines, ['w1', 'w2', 'w3', 'w4'])
})
