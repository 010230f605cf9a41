import fc from 'fast-check'
import t from 'tap'
import { judgeLine, sheetOfBallots, undecidedBallots } from '../../src/rules/ballot-bundle.js'
import type { Ballot, BallotRules } from '../../src/rules/ballot-validity.js'
import { countBallots, countSheets } from '../../src/rules/count.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { acceptSheet } from '../../src/rules/tally-sheet.js'
import { asBallot, ballotLine, readBallotLine } from '../../src/rules/typed-ballot.js'
import { aContest } from '../helpers/votes.js'

const contests = [aContest('chair', 1, ['c1', 'c2']), aContest('member', 2, ['m1', 'm2', 'm3'])]
const rules: BallotRules = national2026

t.test('ballots add up to a sheet by the rules', async (t) => {
  const lines = ['1 3 4', '1 -2 /2张三', '0', 'w1', 'w4', '1 2', '3 4 5 1', '2']
  const sheet = sheetOfBallots(lines, contests, { ...rules, overvoteScope: 'ballot' })
  t.match(sheet, { ballotsReturned: 7, validBallots: 3, invalidBallots: 3, blankBallots: 1, setApart: 1 })
  t.same(sheet.invalidBy, { 'not-official': 1, overvote: 2 })
  t.same(sheet.posts[0]?.candidates, [
    { candidateId: 'c1', for: 2, against: 0, abstain: 1 },
    { candidateId: 'c2', for: 1, against: 1, abstain: 1 },
  ])
  t.same(sheet.posts[1]?.writeIns, [{ name: '张三', votes: 1 }])
  t.same(sheet.ballots, lines)
})

t.test('a doubtful ballot is as the officer read it, and stands aside until then', async (t) => {
  const lines = ['1 3', '?涂改', '?看不清', '0']
  t.same(undecidedBallots(lines, new Map()), [2, 3])
  t.same(undecidedBallots(lines, new Map([[2, '1']])), [3])
  t.match(sheetOfBallots(lines, contests, rules), { validBallots: 1, invalidBallots: 2, invalidBy: { doubtful: 2 } })
  const readings = new Map([
    [2, '2 4'],
    [3, 'w2'],
  ])
  const decided = sheetOfBallots(lines, contests, rules, readings)
  t.match(decided, { validBallots: 2, invalidBallots: 1, blankBallots: 1, invalidBy: { illegible: 1 } })
  t.equal(decided.posts[0]?.candidates[1]?.for, 1)
  t.same(decided.ballots, lines, 'what was typed stays what was typed')
})

t.test('one line is judged as the count will', async (t) => {
  t.match(judgeLine('1 2', contests, { ...rules, overvoteScope: 'post' }), { verdict: 'invalid', reason: 'overvote' })
  t.match(judgeLine('0', contests, rules), { verdict: 'blank' })
})

t.test('a line that was never kept is a bug', async (t) => {
  t.throws(() => sheetOfBallots(['99'], contests, rules))
})

const line = fc
  .array(fc.constantFrom('1', '2', '-1', '3', '4', '5', '-5', '/1赵六', '/2赵六', '/2m1', '/2钱七!', 'x1', 'x2'), {
    maxLength: 4,
  })
  .map((tokens) => readBallotLine(tokens.join(' ') || '0', contests))
  .filter((read) => read.ok)
  .map((read) => (read.ok ? ballotLine(read.value, contests) : '0'))
const anyLine = fc.oneof({ weight: 8, arbitrary: line }, { weight: 1, arbitrary: fc.constantFrom('w1', 'w3', 'w4') })
const procedure = fc.record({
  overvoteScope: fc.constantFrom('ballot' as const, 'post' as const),
  multiPost: fc.constantFrom('invalid' as const, 'carryDown' as const, 'highestOnly' as const),
  illegibleScope: fc.constantFrom('ballot' as const, 'part' as const),
  writeInWithoutMark: fc.constantFrom('for' as const, 'invalid' as const),
})

t.test('whatever is typed, the sheets of the bundles are the count of the ballots', async () => {
  fc.assert(
    fc.property(fc.array(anyLine, { maxLength: 30 }), fc.nat(30), procedure, (lines, cut, chosen) => {
      const bundles = [lines.slice(0, cut), lines.slice(cut)].filter((bundle) => bundle.length > 0)
      const sheets = bundles.map((bundle) => {
        const facts = { ...national2026, ...chosen, contests }
        const accepted = acceptSheet(sheetOfBallots(bundle, contests, chosen), facts)
        if (!accepted.ok) throw new Error(accepted.error.map(({ code }) => code).join())
        return accepted.value
      })
      const ballots = lines.map((one): Ballot => {
        const read = readBallotLine(one, contests)
        if (!read.ok) throw new Error(one)
        return asBallot(read.value) as Ballot
      })
      const fromSheets = countSheets(sheets, contests)
      const fromBallots = countBallots(ballots, contests, chosen)
      t.same(fromSheets, fromBallots)
    }),
    { numRuns: 300 },
  )
})
