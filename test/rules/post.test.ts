import t from 'tap'
import { highestFirst, isHigher } from '../../src/rules/post.js'
import { aContest } from '../helpers/votes.js'

const chair = aContest('chair', 1, [])
const viceChair = aContest('viceChair', 2, [])
const fullTime = aContest('fullTime', 3, [])
const partTime = aContest('partTime', 3, [])

t.test('posts rank by position; members keep the order of the list', async (t) => {
  const ids = (posts: readonly { id: string }[]) => posts.map(({ id }) => id)
  t.same(ids(highestFirst([partTime, viceChair, fullTime, chair])), ['chair', 'viceChair', 'partTime', 'fullTime'])
})

t.test('only a position makes a post higher', async (t) => {
  for (const { a, b, higher, because } of [
    { a: chair, b: viceChair, higher: true, because: 'the chair is above the vice-chairs' },
    { a: viceChair, b: fullTime, higher: true, because: 'a vice-chair is above the members' },
    { a: viceChair, b: chair, higher: false, because: 'not the other way round' },
    { a: fullTime, b: partTime, higher: false, because: 'two kinds of members are on a par' },
  ]) {
    t.equal(isHigher(a, b), higher, because)
  }
})
