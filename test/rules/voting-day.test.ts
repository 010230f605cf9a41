import t from 'tap'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { zhejiang2012 } from '../../src/rules/rule-sets/zhejiang-2012.js'
import { checkVotingDay } from '../../src/rules/voting-day.js'
import { inFull } from '../helpers/findings.js'

t.test('ballots are issued on the announced day and no other', async (t) => {
  t.same(checkVotingDay('2027-05-20', '2027-05-20', national2026), [], 'the day itself')
  for (const today of ['2027-05-19', '2027-05-21', '2028-05-20'] as const) {
    t.match(checkVotingDay(today, '2027-05-20', national2026), [{ code: 'not-voting-day', severity: 'error' }], today)
  }
  t.same(inFull(checkVotingDay('2027-05-19', '2027-05-20', national2026)), [
    'error not-voting-day []: 投票日是2027年5月20日（星期四），今天是2027年5月19日，只能在投票日当天投票。（《城市居民委员会组织法》第十九条）',
  ])
  t.match(checkVotingDay('2019-05-19', '2019-05-20', zhejiang2012), [
    { article: '参照2025年修订的《城市居民委员会组织法》第十九条' },
  ])
})
