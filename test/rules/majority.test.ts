import t from 'tap'
import { hasEnough, isEnoughInFirstVote } from '../../src/rules/majority.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { aStanding } from '../helpers/votes.js'

t.test('a first vote elects with more than half of the ballots cast', async (t) => {
  for (const { votes, cast, enough, because } of [
    { votes: 50, cast: 100, enough: false, because: 'exactly half' },
    { votes: 51, cast: 100, enough: true, because: 'one more' },
    { votes: 51, cast: 101, enough: true, because: 'more than half of an odd number' },
    { votes: 50, cast: 101, enough: false, because: 'less than half' },
    { votes: 0, cast: 0, enough: false, because: 'nothing of nothing' },
  ]) {
    t.equal(isEnoughInFirstVote(votes, cast, national2026), enough, because)
  }
})

t.test('each round has its own line', async (t) => {
  for (const { round, votes, enough, because } of [
    { round: 'first', votes: 150, enough: false, because: 'half of 300' },
    { round: 'first', votes: 151, enough: true, because: 'more than half of 300' },
    { round: 'runoff', votes: 99, enough: false, because: 'less than a third of 300' },
    { round: 'runoff', votes: 100, enough: true, because: 'a third of 300' },
    { round: 'tieBreak', votes: 0, enough: false, because: 'no vote' },
    { round: 'tieBreak', votes: 1, enough: true, because: 'no threshold' },
  ] as const) {
    t.equal(hasEnough(aStanding('c1', votes), round, 300, national2026), enough, `${round}: ${because}`)
  }
})
