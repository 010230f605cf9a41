import fc from 'fast-check'
import t from 'tap'
import { sheetOfBallots } from '../../src/rules/ballot-bundle.js'
import type { BallotRules } from '../../src/rules/ballot-validity.js'
import { countSheets } from '../../src/rules/count.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { acceptSheet, type EnteredSheet } from '../../src/rules/tally-sheet.js'
import { ballotLine, readBallotLine } from '../../src/rules/typed-ballot.js'
import { joinMarks, joinSpellings, mayJoin, noSpellings } from '../../src/rules/write-in-spellings.js'
import { aContest } from '../helpers/votes.js'

const contests = [aContest('chair', 1, ['c1', 'c2']), aContest('member', 2, ['m1', 'm2', 'm3'])]
const spellings = new Map([
  ['张叁', '张三'],
  ['章三', '张三'],
])

t.test('the rows of one person become one, and others stay', async (t) => {
  const sheet: EnteredSheet = {
    ...{ ballotsReturned: 20, validBallots: 20, invalidBallots: 0, blankBallots: 0 },
    posts: [
      {
        postId: 'chair',
        candidates: [],
        writeIns: [
          { name: '张 叁', votes: 3 },
          { name: '李四', votes: 2 },
          { name: '张三', votes: 4 },
          { name: '章三', votes: 1 },
        ],
      },
    ],
  }
  t.same(joinSpellings(sheet, spellings).posts[0]?.writeIns, [
    { name: '张三', votes: 8 },
    { name: '李四', votes: 2 },
  ])
  t.equal(joinSpellings(sheet, noSpellings), sheet)
})

t.test('somebody written twice on a ballot is named once', async (t) => {
  const marks = { chair: { for: ['c1'], writeIn: ['张三', '张叁'], unmarked: ['章三', '李四'] } }
  t.same(joinMarks(marks, spellings), { chair: { for: ['c1'], writeIn: ['张三'], unmarked: ['李四'] } })
  t.equal(joinMarks(marks, noSpellings), marks)
  t.same(joinMarks({ chair: {} }, spellings), { chair: { writeIn: [], unmarked: [] } })
})

t.test('a name that others are counted under is counted under no other', async (t) => {
  for (const { spelling, name, refusal, because } of [
    { spelling: '张仨', name: '张三', refusal: undefined, because: 'one more spelling' },
    { spelling: '李四', name: '王五', refusal: undefined, because: 'another person' },
    { spelling: '张三', name: '张三', refusal: 'same-name', because: 'nothing to join' },
    { spelling: '李四', name: '张叁', refusal: 'name-is-a-spelling', because: 'a spelling is nobody’s name' },
    { spelling: '张叁', name: '李四', refusal: 'already-joined', because: 'one name each' },
    { spelling: '张三', name: '李四', refusal: 'spelling-has-spellings', because: 'no chains' },
  ]) {
    t.equal(mayJoin(spelling, name, spellings), refusal, because)
  }
})

/** The same with every spelling written as the one name; a ballot that then names somebody twice names them once. */
function spelledAlike(line: string): string {
  const tokens = line.split(' ').map((token) => token.replace(/张叁|章三/, '张三'))
  const marked = new Set(tokens.filter((token) => !token.endsWith('!')))
  const kept = [...new Set(tokens)].filter((token) => !token.endsWith('!') || !marked.has(token.slice(0, -1)))
  const read = readBallotLine(kept.join(' '), contests)
  return read.ok ? ballotLine(read.value, contests) : line
}

const line = fc
  .array(fc.constantFrom('1', '2', '3', '4', '/1张三', '/1张叁', '/2张三', '/2章三', '/2张叁!', '/2李四', '-1'), {
    maxLength: 4,
  })
  .map((tokens) => readBallotLine(tokens.join(' ') || '0', contests))
  .filter((read) => read.ok)
  .map((read) => (read.ok ? ballotLine(read.value, contests) : '0'))
const procedure = fc.record({
  overvoteScope: fc.constantFrom('ballot' as const, 'post' as const),
  multiPost: fc.constantFrom('invalid' as const, 'highestOnly' as const, 'carryDown' as const),
  writeInWithoutMark: fc.constantFrom('for' as const, 'invalid' as const),
})

t.test('joining counts a bundle as if every voter had written the name alike', async (t) => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), procedure, (lines, local) => {
      const rules: BallotRules = { ...national2026, ...local }
      const joined = sheetOfBallots(lines, contests, rules, new Map(), spellings)
      const alike = sheetOfBallots(lines.map(spelledAlike), contests, rules)
      t.same({ ...joined, ballots: [] }, { ...alike, ballots: [] })
    }),
    { numRuns: 300 },
  )
  t.pass('300 bundles')
})

t.test('joining counts sheets as if the name had been typed alike', async (t) => {
  const rows = fc.uniqueArray(
    fc.record({ name: fc.constantFrom('张三', '张叁', '章三', '李四', '王五'), votes: fc.integer({ min: 1, max: 5 }) }),
    { selector: ({ name }) => name, maxLength: 5 },
  )
  const candidates = (ids: readonly string[]) =>
    ids.map((candidateId) => ({ candidateId, for: 0, against: 0, abstain: 40 }))
  const sheetOf = (writeIns: readonly { readonly name: string; readonly votes: number }[]): EnteredSheet => ({
    ...{ ballotsReturned: 40, validBallots: 40, invalidBallots: 0, blankBallots: 0 },
    posts: [
      { postId: 'chair', candidates: candidates(['c1', 'c2']), writeIns },
      { postId: 'member', candidates: candidates(['m1', 'm2', 'm3']), writeIns: [] },
    ],
  })
  const counted = (sheets: readonly EnteredSheet[]) =>
    countSheets(
      sheets.map((sheet) => {
        const accepted = acceptSheet(sheet, { ...national2026, contests })
        if (!accepted.ok) throw new Error(JSON.stringify(accepted.error))
        return accepted.value
      }),
      contests,
    )
  fc.assert(
    fc.property(fc.array(rows, { maxLength: 4 }), (sheets) => {
      const joined = sheets.map((own) => joinSpellings(sheetOf(own), spellings))
      const alike = sheets.flatMap((own) =>
        // One row a sheet: typed alike they would have been one row of their sum.
        [own.map(({ name, votes }) => ({ name: spellings.get(name) ?? name, votes }))].map((all) =>
          sheetOf(
            [...new Set(all.map(({ name }) => name))].map((name) => ({
              name,
              votes: all.filter((row) => row.name === name).reduce((sum, { votes }) => sum + votes, 0),
            })),
          ),
        ),
      )
      t.same(counted(joined), counted(alike))
    }),
    { numRuns: 200 },
  )
  t.pass('200 tallies')
})
