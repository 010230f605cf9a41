import type { Fraction } from '../../lib/fraction.js'
import { choice, fixed, flag, number } from './figure.js'
import { byFormText, fractionText, moreThanText, type SharesByForm, within } from './wording.js'

/** When a vote counts, and who is elected. */
export const outcome = {
  /** Share of the electorate that must vote; always strictly more. */
  turnout: fixed<SharesByForm>('参加投票比例', byFormText(moreThanText)),
  /** Share of the ballots cast that elects in a first vote; strictly more. */
  winningShare: fixed<Fraction>('当选票数比例', moreThanText),
  /** What decides between people of equal votes for fewer seats. */
  tieAtCut: fixed<'voteAgain'>('得票相等的处理', () => '对得票相等的人再次投票，得票多的当选'),
  /** What becomes of a winner who may not be elected, as a rule somebody written in. */
  ineligibleWinner: fixed<'void'>('不符合条件的人得票当选', () => '当选无效，名额由符合条件的人依次取得'),
  /** Which of several close relatives keeps the seat. */
  relativesKeep: fixed<'highestPost'>(
    '近亲属同时当选的处理',
    () => '保留职务最高的；职务相同的，保留得票多的；得票相同的，再次投票',
  ),
  /** How the woman's seat is secured. */
  womanSeat: choice<'separateLine' | 'ranking'>('妇女名额的办法', {
    separateLine: '选票上单列妇女名额',
    ranking: '过半数的妇女中得票最多的优先当选',
  }),
  /** Share of the ballots cast that a winner of a run-off needs; exactly this is enough. */
  runoffMinimum: fixed<Fraction>('另行选举当选票数比例', (share) => `不少于${fractionText(share)}`),
  /** Whether the turnout of the first vote is asked for again in a run-off. */
  runoffTurnout: choice<'required' | 'warned' | 'none'>('另行选举的参加投票比例', {
    required: '与第一次投票相同',
    warned: '不足时提醒，不影响有效',
    none: '不要求',
  }),
  /** A run-off is held within so many days of the vote it follows. */
  runoffDays: number('另行选举期限天数', within, 'fewer'),
  /** Seats may stay empty once so many are elected. */
  seatsMayStayEmptyFrom: number('可以暂缺的最少当选人数', (n) => `已选出${n}人`, 'more'),
  /** The list of those elected is posted within so many days of the vote. */
  resultNoticeDays: number('当选名单公布天数', within, 'fewer'),
  /** Whether those at the count may see the votes of the sheets typed so far, marked 未公布, before a result is declared. */
  standingsWhileCounting: flag(
    '计票时显示得票进度',
    '投票全部结束后可以在计票现场显示，标明“未公布”',
    '宣布结果以前不显示',
  ),
}
