import { choice, fixed, number, numbers } from './figure.js'
import { byFormText, fractionText, type SharesByForm, within, withinMonths, years } from './wording.js'

/** A length of time in calendar months and days. */
export interface Span {
  readonly months: number
  readonly days: number
}

function spanText({ months, days }: Span): string {
  return `${months > 0 ? `${months}个月` : ''}${days > 0 ? `${days}日` : ''}内`
}

/** Handing over, and how a seat is left and filled again during the term. */
export const afterElection = {
  /** The result is filed with the township and the bureau within so many days. */
  filingDays: number('选举结果备案天数', within, 'fewer'),
  /** Who issues the certificates of election. */
  certificateIssuer: choice('当选证书颁发单位', {
    township: '街道办事处或镇人民政府',
    electionCommittee: '居民选举委员会',
  }),
  /** Days from the coming into being of the new committee within which the old one hands over. */
  handoverDays: number('工作移交天数', within, 'fewer'),
  /** Days within which the election file is handed to the new committee. */
  archiveDays: number('选举档案移交天数', within, 'fewer'),
  /** Days within which the residents' group leaders and the supervision committee are chosen. */
  bodiesDays: number('推选居民小组长、居务监督委员会天数', within, 'fewer'),
  /** Years for which the sealed ballots are kept at least. */
  ballotsKeptYears: number('封存选票保管年数', (n) => `至少${years(n)}`, 'more'),
  /** Share of those with the vote who may petition for a recall; exactly this is enough. */
  recallPetition: fixed<SharesByForm>(
    '提出罢免的人数比例',
    byFormText((share) => `${fractionText(share)}以上`),
  ),
  /** A recall is voted on within so long after the petition. */
  recallVoteWithin: numbers<Span>('罢免表决期限', { months: '月', days: '日' }, spanText),
  /** Months within which the recall of a member may not be asked for again on the same grounds. */
  recallRepeatMonths: number('再次提出罢免的间隔月数', withinMonths),
  /** Days within which a meeting decides on a resignation. */
  resignationMeetingDays: number('讨论辞职的会议期限天数', within, 'fewer'),
  /** Months of absence after which a member is treated as having resigned; 0: there is no such rule. */
  absenceMonths: number('不能履职视为辞职的月数', (n) => (n === 0 ? '没有规定' : `连续${n}个月`)),
  /** Yearly appraisals in a row as unfit that end a member's post. */
  unfitAppraisals: number('连续评议不称职终止职务的次数', (n) => `连续${n}次`),
  /** Days within which a change of members is posted and filed. */
  changeNoticeDays: number('成员变动公告、备案天数', within, 'fewer'),
  /** Months within which the seats are filled again when the committee has fallen below its least size. */
  byElectionMonths: number('成员不足法定人数时补选期限月数', withinMonths, 'fewer'),
}
