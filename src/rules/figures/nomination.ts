import type { Fraction } from '../../lib/fraction.js'
import type { Position } from '../post.js'
import { choice, fixed, flag, number, numbers } from './figure.js'
import { before, moreThanText } from './wording.js'

/** Who nominates, and how nominees become candidates. */
export const nomination = {
  /** Voters who must sign a joint nomination. */
  nominatorsMinimum: number('联名提名最少人数', (n) => `${n}人以上`),
  /** Whether the community's Party organisation nominates. */
  partyNomination: flag('社区党组织提名', '可以', '不可以'),
  /** Whether somebody may nominate himself. */
  selfNomination: flag('是否可以自荐', '可以', '不可以'),
  /** Last day, counted back from election day, on which somebody may nominate himself. */
  selfNominationDaysBefore: number('自荐截止提前天数', before),
  /** Whether one paper may name at most as many persons for a post as it has seats. */
  nomineesWithinSeats: flag('每张提名表的提名人数', '不超过该职务的应选名额', '不限'),
  /** Whether a person stands for one post only. */
  onePostPerPerson: flag('一人只能竞选一个职务', '只能选定一个', '可以竞选几个'),
  /** Nomination papers are taken until so many days before election day. */
  nominationDaysBefore: number('提名截止提前天数', before),
  /** Candidates beyond the seats, for each post. */
  surplusMinimum: number('最少差额', (n) => `比应选名额至少多${n}人`, 'more'),
  /** Candidates beyond the seats that each post may have before a primary is needed. */
  surplusMaximum: numbers<Record<Position, number>>(
    '最多差额',
    { chair: '主任', viceChair: '副主任', member: '委员' },
    ({ chair, viceChair, member }) => `主任多${chair}人，副主任多${viceChair}人，委员多${member}人`,
  ),
  /** Nominees are posted at least so many days before election day. */
  nomineesDaysBefore: number('初步候选人公布提前天数', before, 'more'),
  /** The joint review of the nominees is over so many days before election day. */
  vettingDaysBefore: number('候选人资格联审提前天数', before, 'more'),
  /** Whether a primary decides when there are more nominees than the surplus allows. */
  primary: flag('提名人数过多时预选', '举行预选', '不举行'),
  /** Share of the voters, or of the representatives, that must take part in a primary; strictly more. */
  primaryTurnout: fixed<Fraction>('预选参加投票比例', moreThanText),
  /** What becomes of nominees of equal votes for the last places that a primary decides. */
  primaryTie: choice<'allGoOn' | 'voteAgain'>('预选末位得票相等', {
    allGoOn: '一并列为正式候选人',
    voteAgain: '在得票相等的人中再次投票',
  }),
  /** The primary is held at least so many days before election day. */
  primaryDaysBefore: number('预选提前天数', before, 'more'),
  /** Candidates are posted at least so many days before election day. */
  candidatesDaysBefore: number('正式候选人公布提前天数', before, 'more'),
  /** The order of names on the list and the ballot. */
  candidateOrder: choice<'strokes' | 'votesAfterPrimary'>('候选人排列次序', {
    strokes: '按姓名笔画',
    votesAfterPrimary: '预选的按得票多少，未预选的按姓名笔画',
  }),
  /** Last day, counted back from election day, on which a candidate may ask to speak in public. */
  speechRequestDaysBefore: number('候选人申请公开演讲截止提前天数', before),
  /** Last day, counted back from election day, on which a candidate may withdraw. */
  withdrawalDaysBefore: number('候选人放弃截止提前天数', before, 'more'),
  /** Who takes the place of a candidate who withdrew. */
  withdrawalRefill: choice<'byVotes' | 'none'>('候选人放弃后的递补', {
    byVotes: '按提名或者预选得票依次递补，仍不足差额的另行提名',
    none: '不递补',
  }),
  /** Whether the election committee must arrange for candidates to meet the voters. */
  candidatesMeetVoters: flag('组织候选人与居民见面', '应当组织', '不要求'),
}
