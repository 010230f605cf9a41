import t from 'tap'
import { outcome } from '../../../src/rules/figures/outcome.js'
import { textsOf } from '../../helpers/figures.js'

const half = { num: 1, den: 2 }

t.test('each figure is said in Chinese with its unit', async (t) => {
  textsOf(t, outcome, [
    [
      'turnout',
      { allVoters: half, households: half, representatives: { num: 2, den: 3 } },
      '居民直选：过半数；户代表选举：过半数；居民代表选举：超过三分之二',
    ],
    ['winningShare', half, '过半数'],
    ['tieAtCut', 'voteAgain', '对得票相等的人再次投票，得票多的当选'],
    ['ineligibleWinner', 'void', '当选无效，名额由符合条件的人依次取得'],
    ['relativesKeep', 'highestPost', '保留职务最高的；职务相同的，保留得票多的；得票相同的，再次投票'],
    ['womanSeat', 'separateLine', '选票上单列妇女名额'],
    ['womanSeat', 'ranking', '过半数的妇女中得票最多的优先当选'],
    ['runoffMinimum', { num: 1, den: 3 }, '不少于三分之一'],
    ['runoffTurnout', 'required', '与第一次投票相同'],
    ['runoffTurnout', 'warned', '不足时提醒，不影响有效'],
    ['runoffTurnout', 'none', '不要求'],
    ['runoffDays', 30, '30日内'],
    ['seatsMayStayEmptyFrom', 5, '已选出5人'],
    ['resultNoticeDays', 0, '当日'],
    ['resultNoticeDays', 1, '1日内'],
    ['standingsWhileCounting', true, '投票全部结束后可以在计票现场显示，标明“未公布”'],
    ['standingsWhileCounting', false, '宣布结果以前不显示'],
  ])
})
