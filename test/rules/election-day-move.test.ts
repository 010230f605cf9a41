import fc from 'fast-check'
import t from 'tap'
import { addDays } from '../../src/lib/plain-date.js'
import { consequencesOfMoving, type MoveConsequences } from '../../src/rules/election-day-move.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { sichuan2026 } from '../../src/rules/rule-sets/sichuan-2026.js'
import { zhejiang2026 } from '../../src/rules/rule-sets/zhejiang-2026.js'
import { reached, timetableFacts } from '../helpers/timetable.js'

const posted = [reached('registerImported', '2027-04-20', 0), reached('rollPosted', '2027-04-25', 0)]
const changeOf = ({ steps }: MoveConsequences, key: string) => steps.find(({ before }) => before.key === key)?.change

t.test('each step: moved, broken, mended or as it was', async (t) => {
  const facts = timetableFacts(posted, { ruleSet: zhejiang2026 })
  const earlier = consequencesOfMoving(facts, '2027-05-14', '2027-04-26')
  t.equal(changeOf(earlier, 'rollPosted'), 'breaks', '25 April is less than twenty days before 14 May')
  t.equal(
    changeOf(consequencesOfMoving(facts, '2027-05-15', '2027-04-26'), 'rollPosted'),
    'moves',
    'and twenty before 15',
  )
  t.equal(changeOf(earlier, 'rollClosed'), 'stays', 'counted from the posting')
  t.equal(changeOf(earlier, 'poll'), 'moves')
  t.match(
    earlier.steps.find(({ before }) => before.key === 'rollPosted'),
    {
      before: { latest: '2027-04-30', state: 'kept' },
      after: { latest: '2027-04-24', state: 'violated', finding: { code: 'roll-posted-late' } },
    },
  )
  const late = timetableFacts([reached('rollPosted', '2027-05-02', 0)], { ruleSet: zhejiang2026 })
  t.equal(changeOf(consequencesOfMoving(late, '2027-05-22', '2027-05-03'), 'rollPosted'), 'mends')
  t.equal(changeOf(consequencesOfMoving(late, '2027-05-21', '2027-05-03'), 'rollPosted'), 'broken', 'a day short')
})

t.test('what is posted again: what is up and names the day', async (t) => {
  const again = (
    facts: Parameters<typeof consequencesOfMoving>[0],
    to: `${number}-${number}-${number}` = '2027-05-25',
  ) => consequencesOfMoving(facts, to, '2027-04-26').postAgain.map(({ key }) => key)
  t.strictSame(again(timetableFacts()), [], 'nothing is up')
  t.strictSame(again(timetableFacts(posted)), ['rollPosted'], 'on any move, where the set says so')
  t.strictSame(again(timetableFacts(posted), '2027-05-20'), [], 'no move')
  const sichuan = timetableFacts(posted, { ruleSet: sichuan2026 })
  t.strictSame(again(sichuan, '2027-06-19'), [], 'thirty days are not more than thirty')
  t.strictSame(again(sichuan, '2027-06-20'), ['rollPosted'], 'thirty-one are')
  t.strictSame(again(sichuan, '2027-04-19'), ['rollPosted'], 'to an earlier day as well')
  const all = timetableFacts([...posted, reached('candidatesConfirmed', '2027-05-14')], {
    done: { announcement: '2027-04-01', pollingPosted: '2027-05-14', proxyList: '2027-05-18' },
  })
  t.strictSame(again(all), ['announcement', 'rollPosted', 'candidatesConfirmed', 'pollingPosted', 'proxyList'])
  t.strictSame(consequencesOfMoving(all, '2027-05-25', '2027-04-26').postAgain, [
    { key: 'announcement', title: '选举日公告', why: '改为2027年5月25日，说明原因' },
    { key: 'rollPosted', title: '选民名单', why: '选举日变动，名单重新核对、公布' },
    { key: 'candidatesConfirmed', title: '正式候选人名单', why: '公告写有选举日' },
    { key: 'pollingPosted', title: '投票时间、地点和工作人员', why: '投票日变了，工作人员和场地重新落实' },
    { key: 'proxyList', title: '委托投票名单', why: '委托是为原来的选举日办的' },
  ])
  t.strictSame(again(all, '2027-05-20'), [], 'no move')
  const why = (to: `${number}-${number}-${number}`, ruleSet = national2026) =>
    consequencesOfMoving(timetableFacts(posted, { ruleSet }), to, '2027-05-05').postAgain[0]?.why
  t.equal(why('2027-05-25'), '选举日变动，名单重新核对、公布', 'twenty days are left')
  t.equal(
    why('2027-05-24'),
    '选举日变动，名单重新核对、公布；今天重新公布，距新的选举日只有19日，不满20日，请先问街道（镇）',
  )
  t.match(why('2027-07-01', sichuan2026), '选举日变动超过30日')
})

t.test('what is looked at again', async (t) => {
  const again = (
    facts: Parameters<typeof consequencesOfMoving>[0],
    to: `${number}-${number}-${number}` = '2027-05-25',
  ) => consequencesOfMoving(facts, to, '2027-04-26').checkAgain.join('')
  t.equal(again(timetableFacts()), '', 'nothing to look at yet')
  const registered = timetableFacts([reached('registerImported', '2027-04-20', 0)])
  t.match(again(registered), '满18周岁的居民可以登记；社区工作者工作满6个月')
  t.match(again(registered, '2027-05-15'), '还不满18周岁的人')
  t.notMatch(again(registered), /异议|提名/)
  t.equal(again(registered, '2027-05-20'), '', 'no move')
  t.notMatch(again({ ...registered, form: 'allVoters' }), '委托投票', 'nobody can have given a proxy yet')
  const open = timetableFacts(posted, { form: 'allVoters' })
  t.match(again(open), /异议：.*提名：.*仍满10人。委托投票：/)
  t.notMatch(again(open), /候选人：|选票：/)
  t.notMatch(again(timetableFacts(posted)), '委托投票', 'the form is not known')
  t.notMatch(again(timetableFacts(posted, { form: 'representatives' })), '委托投票', 'and has none')
  const closed = timetableFacts(
    [...posted, reached('rollClosed', '2027-05-03', 0), reached('candidatesConfirmed', '2027-05-14')],
    { done: { ballotsPrinted: '2027-05-15' } },
  )
  t.notMatch(again(closed), '异议：')
  t.match(again(closed), /候选人：.*选票：/)
})

t.test('moving there and back mends what it broke', async () => {
  fc.assert(
    fc.property(fc.integer({ min: -30, max: 30 }), fc.nat({ max: 60 }), (moved, passed) => {
      const today = addDays('2027-04-01', passed)
      const to = addDays('2027-05-20', moved)
      const there = consequencesOfMoving(timetableFacts(posted), to, today)
      const back = consequencesOfMoving(timetableFacts(posted, { electionDay: to }), '2027-05-20', today)
      const opposite = { breaks: 'mends', mends: 'breaks', broken: 'broken', moves: 'moves', stays: 'stays' } as const
      return there.steps.every(({ before, change }) => changeOf(back, before.key) === opposite[change])
    }),
  )
})
