import t from 'tap'
import { ballotDifferences } from '../../src/rules/ballot-changes.js'
import { type BallotContent, type BallotPost, ballotRulesOf } from '../../src/rules/ballot-content.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'

const names = ['王伟', '李明', '张强'].map((name, i) => ({ id: String(i), name, note: '' }))
const chair: BallotPost = {
  id: 'c',
  title: '主任',
  reservedForWoman: false,
  seats: 1,
  seatsForWomen: 0,
  names,
  writeIns: 1,
}
const member: BallotPost = { ...chair, id: 'm', title: '委员', seats: 3, writeIns: 3 }
const designed: BallotContent = {
  community: '奉中社区',
  termNumber: 9,
  vote: 'first',
  votingDay: '2027-05-20',
  posts: [chair, member],
  rules: ballotRulesOf(national2026),
}

const differs = (change: Partial<BallotContent>) => ballotDifferences(designed, { ...designed, ...change })
const ofChair = (change: Partial<BallotPost>) => differs({ posts: [{ ...chair, ...change }, member] })

t.test('the same content differs in nothing', async (t) => {
  t.same(differs({}), [])
  t.same(ballotDifferences(designed, JSON.parse(JSON.stringify(designed)) as BallotContent), [])
})

t.test('each change is a sentence', async (t) => {
  const [first, second, third] = names
  if (!first || !second || !third) return
  for (const { found, expected } of [
    { found: differs({ votingDay: '2027-05-21' }), expected: ['投票日由5月20日改为5月21日。'] },
    {
      found: differs({ vote: 'rerun' }),
      expected: ['标题由“奉中社区第九届居民委员会换届选举选票”改为“奉中社区第九届居民委员会重新选举选票”。'],
    },
    { found: differs({ posts: [chair] }), expected: ['委员不再在本次投票中选举。'] },
    {
      found: differs({ posts: [chair, member, { ...member, id: 'w', title: '妇女委员', seats: 1 }] }),
      expected: ['增加了妇女委员1名。'],
    },
    { found: differs({ posts: [member, chair] }), expected: ['职务的次序有变动。'] },
    { found: ofChair({ title: '主席' }), expected: ['主任改称主席。'] },
    { found: ofChair({ seats: 2, writeIns: 2 }), expected: ['主任应选名额由1名改为2名。'] },
    { found: ofChair({ writeIns: 2 }), expected: ['主任另选他人的空格数有变动。'] },
    { found: ofChair({ seatsForWomen: 1 }), expected: ['主任的妇女名额有变动。'] },
    { found: ofChair({ reservedForWoman: true }), expected: ['主任的妇女名额有变动。'] },
    { found: ofChair({ names: [first, second] }), expected: ['主任候选人少了张强。'] },
    {
      found: ofChair({ names: [...names, { id: '9', name: '赵六', note: '女' }] }),
      expected: ['主任候选人多了赵六（女）。'],
    },
    { found: ofChair({ names: [first, { ...second, name: '李铭' }, third] }), expected: ['主任候选人李明改为李铭。'] },
    {
      found: ofChair({ names: [first, { ...second, note: '男' }, third] }),
      expected: ['主任候选人李明改为李明（男）。'],
    },
    { found: ofChair({ names: [second, first, third] }), expected: ['主任候选人的次序有变动。'] },
    { found: ofChair({ names: [second, third] }), expected: ['主任候选人少了王伟。'] },
    {
      found: differs({ rules: { ...designed.rules, overvoteScope: 'post', writeInMustBeVoter: true } }),
      expected: [
        '多选的处理范围由“整张选票无效”改为“只有该职务的票无效”。',
        '另选人是否须为选民由“本社区居民即可”改为“须为本社区选民”。',
      ],
    },
  ]) {
    t.same(found, expected)
  }
})
