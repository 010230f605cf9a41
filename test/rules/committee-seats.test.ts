import t from 'tap'
import { checkSeats } from '../../src/rules/committee-seats.js'
import type { Post } from '../../src/rules/post.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { inFull } from '../helpers/findings.js'

const chair: Post = { id: 'chair', title: '主任', position: 'chair', seats: 1, reservedForWoman: false }
const woman: Post = { id: 'woman', title: '妇女委员', position: 'member', seats: 1, reservedForWoman: true }
const members = (seats: number): Post => ({
  id: 'm',
  title: '委员',
  position: 'member',
  seats,
  reservedForWoman: false,
})

t.test('five to nine members with one chair and a seat for a woman', async (t) => {
  for (const { posts, codes, because } of [
    { posts: [chair, woman, members(3)], codes: [], because: 'five' },
    { posts: [chair, woman, members(7)], codes: [], because: 'nine' },
    { posts: [chair, woman, members(2)], codes: ['committee-size'], because: 'four' },
    { posts: [chair, woman, members(8)], codes: ['committee-size'], because: 'ten' },
    { posts: [woman, members(4)], codes: ['one-chair'], because: 'no chair' },
    { posts: [{ ...chair, seats: 2 }, woman, members(3)], codes: ['one-chair'], because: 'two chairs' },
    { posts: [chair, members(4)], codes: ['no-seat-for-woman'], because: 'no line for a woman' },
    { posts: [], codes: ['committee-size', 'one-chair', 'no-seat-for-woman'], because: 'nothing at all' },
  ]) {
    t.same(
      checkSeats(posts, national2026).map(({ code }) => code),
      codes,
      because,
    )
  }
})

t.test('where the ranking secures her seat no line is asked for', async (t) => {
  t.same(checkSeats([chair, members(4)], { ...national2026, womanSeat: 'ranking' }), [])
})

t.test('the missing line warns, the wrong size blocks', async (t) => {
  t.match(checkSeats([chair, members(3)], national2026), [
    { severity: 'error', message: '居民委员会由5至9人组成：现设各职务共4名。', article: /第八条$/ },
    { severity: 'warning', message: /现单列0名/ },
  ])
})

t.test('every finding in full', async (t) => {
  t.same(inFull(checkSeats([], national2026)), [
    'error committee-size [posts]: 居民委员会由5至9人组成：现设各职务共0名。（《城市居民委员会组织法》第八条）',
    'error one-chair [posts]: 居民委员会设主任1名：现设0名。（《城市居民委员会组织法》第八条）',
    'warning no-seat-for-woman [posts]: 居民委员会应有妇女成员1名以上：选票上宜单列妇女名额，现单列0名。（《城市居民委员会组织法》第八条）',
  ])
})
