import { assert } from '../../src/lib/assert.js'
import { countFile } from '../../src/tally/count-file.js'
import type { Benchmark } from './benchmark.js'

const ballots = 1_000_000
const people = (prefix: string, many: number) =>
  Array.from({ length: many }, (_, index) => ({ id: `${prefix}${index + 1}`, name: `${prefix}${index + 1}` }))
const posts = [
  { post: 'chair', seats: 1, candidates: people('c', 2) },
  { post: 'viceChair', seats: 1, candidates: people('v', 2) },
  { post: 'member', seats: 5, candidates: people('m', 8) },
]

/** A made-up ballot, different for every number, the same in every run. */
function ballot(number: number): object {
  const members = [0, 1, 2, 3, 4].map((at) => `m${((number * 7 + at * 3 + (number >> 5)) % 8) + 1}`)
  const chosen = [...new Set(members)]
  const writeIn = number % 50 === 0 && chosen.length < 5 ? { writeIn: [`另选${number % 97}`] } : {}
  const marks = {
    chair: { for: [`c${(number % 3 === 0 ? 1 : 0) + 1}`] },
    viceChair: number % 11 === 0 ? { against: ['v1', 'v2'] } : { for: [`v${(number % 2) + 1}`] },
    member: { for: chosen, ...writeIn },
  }
  return number % 101 === 0 ? { times: 1, invalid: 'not-official' } : { times: 1, marks }
}

/** Reading, checking, counting and deciding a vote, against parsing the same bytes. */
export const benchmark: Benchmark = {
  name: 'million-ballots',
  title: '一百万张选票：读取、检查、计票、认定结果',
  reference: '只解析同一份 JSON',
  prepare: () => {
    const file = {
      ...{ ruleSet: 'national-2026', form: 'allVoters', round: 'first', registered: ballots + 1, posts },
      ballots: Array.from({ length: ballots }, (_, index) => ballot(index + 1)),
    }
    const text = JSON.stringify(file)
    return {
      data: `${ballots}张，${Math.round(Buffer.byteLength(text) / 1e6)} MB`,
      work: () => {
        const counted = countFile(JSON.parse(text))
        assert(counted.ok && counted.value.ballots.returned === ballots, 'every ballot is counted')
      },
      against: () => JSON.parse(text) as unknown,
    }
  },
}
