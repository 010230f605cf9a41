import { assert } from '../../src/lib/assert.js'
import { sheetOfBallots } from '../../src/rules/ballot-bundle.js'
import { countBallots, countSheets } from '../../src/rules/count.js'
import type { Contest } from '../../src/rules/post.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { differences } from '../../src/rules/sheet-fields.js'
import { acceptSheet } from '../../src/rules/tally-sheet.js'
import { asBallot, ballotLine, readBallotLine } from '../../src/rules/typed-ballot.js'
import type { Benchmark } from './benchmark.js'

const communities = 34
const ballotsEach = 10_000
const bundle = 500

const people = (prefix: string, many: number) =>
  Array.from({ length: many }, (_, index) => ({ id: `${prefix}${index + 1}`, name: `${prefix}${index + 1}` }))
const post = { reservedForWoman: false } as const
const contests: readonly Contest[] = [
  { ...post, id: 'chair', title: '主任', position: 'chair', seats: 1, candidates: people('c', 2) },
  { ...post, id: 'viceChair', title: '副主任', position: 'viceChair', seats: 1, candidates: people('v', 2) },
  { ...post, id: 'member', title: '委员', position: 'member', seats: 5, candidates: people('m', 8) },
]

/** A made-up ballot as it is typed, different for every number, the same in every run. */
function typed(number: number): string {
  if (number % 101 === 0) return 'w1'
  const members = [...new Set([0, 1, 2, 3, 4].map((at) => ((number * 7 + at * 3 + (number >> 5)) % 8) + 5))]
  const writeIn = number % 50 === 0 && members.length < 5 ? [`/3另选${number % 97}`] : []
  return [number % 3 === 0 ? 2 : 1, (number % 2) + 3, ...members, ...writeIn].join('.')
}

function entryOf(lines: readonly string[]) {
  const kept = lines.map((line) => {
    const read = readBallotLine(line, contests)
    assert(read.ok, `a made-up line can be read: ${line}`)
    return ballotLine(read.value, contests)
  })
  return sheetOfBallots(kept, contests, national2026)
}

/** Bundles typed twice ballot by ballot, compared, judged and counted, against counting the same ballots once as they are. */
export const benchmark: Benchmark = {
  name: 'typed-ballots',
  title: '34 个社区逐张录入两遍的选票：读取、比对、认定、汇总',
  reference: '同样的选票不经录入，直接计一遍',
  runs: 1,
  prepare: () => {
    const lines = Array.from({ length: ballotsEach }, (_, index) => typed(index + 1))
    const bundles = Array.from({ length: ballotsEach / bundle }, (_, at) => lines.slice(at * bundle, (at + 1) * bundle))
    const ballots = lines.flatMap((line) => {
      const read = readBallotLine(line, contests)
      return read.ok ? [asBallot(read.value) ?? []].flat() : []
    })
    return {
      data: `${communities * ballotsEach}张，每捆${bundle}张，录两遍`,
      work: () => {
        for (let community = 0; community < communities; community += 1) {
          const sheets = bundles.map((own) => {
            const [first, second] = [entryOf(own), entryOf(own)]
            assert(differences(first, second).length === 0, 'typed alike')
            const accepted = acceptSheet(first, { ...national2026, contests })
            assert(accepted.ok, 'a sheet made by the rules passes its check')
            return accepted.value
          })
          assert(countSheets(sheets, contests).ballots.returned === ballotsEach, 'every ballot is counted')
        }
      },
      against: () => {
        for (let community = 0; community < communities; community += 1) countBallots(ballots, contests, national2026)
      },
    }
  },
}
