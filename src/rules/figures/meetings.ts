import type { Fraction } from '../../lib/fraction.js'
import { choice, fixed, flag, number, numbers } from './figure.js'
import { before, days, fractionText, people, type Quorum, quorumText, type Range, within } from './wording.js'

const size = { min: '最少', max: '最多' }

/** The residents' meetings and the committee that runs the election. */
export const meetings = {
  /** The township's guidance group, its budget, training and staff are there so many days before election day. */
  guidanceGroupDaysBefore: number('成立选举指导组提前天数', before, 'more'),
  /** Who must be present at a residents' assembly (居民会议), of those entitled. */
  residentsAssemblyQuorum: fixed<Quorum>('居民会议到会人数比例', quorumText),
  /** Days' notice of a residents' assembly. */
  residentsAssemblyNoticeDays: number('居民会议提前通知天数', days, 'more'),
  /** Who must be present at a residents' representatives' assembly (居民代表会议), of its members. */
  representativesAssemblyQuorum: fixed<Quorum>('居民代表会议到会人数比例', quorumText),
  /** Residents' representatives among the members of their assembly, at least. */
  representativesShare: fixed<Fraction>('居民代表占居民代表会议成员比例', (share) => `${fractionText(share)}以上`),
  /** Households that one residents' representative stands for. */
  householdsPerRepresentative: numbers<Range>(
    '每名居民代表对应户数',
    size,
    ({ min, max }) => `一般${min}至${max}户`,
    'narrower',
  ),
  /** Members of the residents' election committee. */
  electionCommitteeSize: numbers<Range>('居民选举委员会人数', size, people, 'narrower'),
  /** Whether an even number of them draws a warning. */
  electionCommitteeOdd: flag('居民选举委员会人数宜为单数', '宜为单数', '不要求'),
  /** Meetings missed in a row without reason after which a member is treated as having left. */
  electionCommitteeAbsences: number('选举委员会成员连续缺席视为退出的次数', (n) => `${n}次`),
  /** From when a member must have left because the member or a close relative stands for election. */
  electionCommitteeLeavesOn: choice<'nomination' | 'consent'>('选举委员会成员因提名退出的时间', {
    nomination: '本人或者近亲属被提名时',
    consent: '本人或者近亲属接受提名时',
  }),
  /** The election committee is chosen at least so many days before election day. */
  electionCommitteeDaysBefore: number('推选居民选举委员会提前天数', before, 'more'),
  /** The members of the election committee are posted and filed within so many days of its being chosen. */
  committeeNoticeDays: number('选举委员会成员公布天数', within, 'fewer'),
  /** Election day and the way of electing are announced at least so many days before it. */
  announcementDaysBefore: number('公布选举日提前天数', before, 'more'),
}
