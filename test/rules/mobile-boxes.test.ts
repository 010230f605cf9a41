import fc from 'fast-check'
import t from 'tap'
import {
  checkMobileBox,
  checkMobileBoxBallots,
  type MobileBox,
  type MobileBoxFacts,
} from '../../src/rules/mobile-boxes.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { zhejiang2026 } from '../../src/rules/rule-sets/zhejiang-2026.js'
import { inFull } from '../helpers/findings.js'

const people = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => ({ id: from + i, name: `选民${from + i}` }))
const box: MobileBox = {
  name: '流动票箱',
  approvedOn: '2027-05-12',
  postedOn: '2027-05-15',
  users: people(1, 4),
  scrutineers: people(50, 52),
}
const facts: MobileBoxFacts = {
  electionDay: '2027-05-20',
  isElector: (id) => Number(id) < 100,
  elsewhere: () => undefined,
}
const allowed = { ...zhejiang2026, mobileBoxes: true }
const codes = (more: Partial<MobileBox>, other: Partial<MobileBoxFacts> = {}, ruleSet = allowed) =>
  checkMobileBox({ ...box, ...more }, { ...facts, ...other }, ruleSet).map(({ code }) => code)

t.test('a mobile box goes out where the rule set knows it, approved, posted and watched', async (t) => {
  for (const { more, expected, because } of [
    { more: {}, expected: [], because: 'as it should be' },
    { more: { approvedOn: null }, expected: ['mobile-box-not-approved'], because: 'no approval' },
    { more: { approvedOn: '2027-05-20' }, expected: [], because: 'approved on the day' },
    { more: { approvedOn: '2027-05-21' }, expected: ['mobile-box-not-approved'], because: 'and after it' },
    { more: { postedOn: null }, expected: ['mobile-box-not-posted'], because: 'no list' },
    { more: { postedOn: '2027-05-19' }, expected: [], because: 'the day before' },
    { more: { postedOn: '2027-05-20' }, expected: ['mobile-box-not-posted'], because: 'the day itself' },
    { more: { scrutineers: people(50, 51) }, expected: ['mobile-box-scrutineers'], because: 'two' },
    {
      more: { scrutineers: [...people(50, 51), ...people(50, 50)] },
      expected: ['mobile-box-scrutineers'],
      because: 'one of them named twice',
    },
    { more: { users: [] }, expected: [], because: 'nobody listed yet' },
    { more: { users: [...people(1, 2), ...people(1, 1)] }, expected: ['mobile-box-user-twice'], because: 'twice' },
    { more: { users: people(99, 100) }, expected: ['mobile-box-user-no-elector'], because: 'one has no vote' },
  ] as const) {
    t.same(codes(more), expected, because)
  }
  t.same(codes({}, {}, zhejiang2026), ['mobile-box-not-provided'], 'the default knows none')
  t.same(codes({}, { elsewhere: (id) => (id === 2 ? '第二投票站' : undefined) }), ['mobile-box-user-elsewhere'])
})

t.test('every finding in full', async (t) => {
  const worst = { ...box, approvedOn: null, postedOn: '2027-05-20', scrutineers: [] } as const
  const users = [...people(1, 2), ...people(1, 1), ...people(100, 100)]
  const elsewhere = (id: number | string) => (id === 2 ? '委托投票名单上' : undefined)
  const silent = '（法律未规定，系统默认）'
  t.same(inFull(checkMobileBox({ ...worst, users }, { ...facts, elsewhere }, allowed)), [
    `error mobile-box-not-approved [approvedOn]: 流动票箱没有经街道（镇）批准，不能使用。${silent}`,
    `error mobile-box-not-posted [postedOn]: 流动票箱的使用人和监票人名单2027年5月20日才公布，应在选举日之前公布，最迟2027年5月19日。${silent}`,
    'warning mobile-box-scrutineers [scrutineers]: 流动票箱监票人应不少于3人：现有0人。（参照《浙江省村民委员会选举办法》第二十四条）',
    `error mobile-box-user-elsewhere [users]: 选民2列入流动票箱名单，又在委托投票名单上，只能投一次票。${silent}`,
    `error mobile-box-user-twice [users]: 选民1在流动票箱名单中出现两次。${silent}`,
    `error mobile-box-user-no-elector [users]: 流动票箱名单中的选民100没有这次选举的选票。${silent}`,
  ])
  t.same(inFull(checkMobileBox(box, facts, national2026)), [
    `error mobile-box-not-provided [kind]: 本次选举不使用流动票箱，不能设置流动票箱。${silent}`,
  ])
  t.match(inFull(checkMobileBox({ ...box, postedOn: null }, facts, allowed)), [
    `error mobile-box-not-posted [postedOn]: 流动票箱的使用人和监票人名单没有公布，应在选举日之前公布，最迟2027年5月19日。${silent}`,
  ])
})

t.test('no more ballots than listed voters', async (t) => {
  t.same(checkMobileBoxBallots({ name: '一号流动票箱', users: 20, ballots: 20 }, allowed), [], 'as many')
  t.same(inFull(checkMobileBoxBallots({ name: '一号流动票箱', users: 20, ballots: 21 }, allowed)), [
    'error mobile-box-more-ballots [ballots]: 一号流动票箱箱内应有选票21张，多于名单上的20人，多1张。（法律未规定，系统默认）',
  ])
})

t.test('the order of the list does not matter to whether the box may go out', async () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 95, max: 102 }), { maxLength: 8 }), (ids) => {
      const users = ids.map((id) => ({ id, name: `选民${id}` }))
      return (codes({ users }).length === 0) === (codes({ users: [...users].reverse() }).length === 0)
    }),
  )
})
