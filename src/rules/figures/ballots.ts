import { choice, flag, number } from './figure.js'

/** What a ballot means. */
export const ballots = {
  /** How a voter marks the ballot. */
  ballotMarks: choice<'circleCross' | 'tickCrossCircle'>('选票符号', {
    circleCross: '赞成画○，反对画×，弃权不画',
    tickCrossCircle: '赞成画√，反对画×，弃权画○',
  }),
  /** What marks for more persons than seats make void. */
  overvoteScope: choice<'ballot' | 'post'>('多选的处理范围', {
    ballot: '整张选票无效',
    post: '只有该职务的票无效',
  }),
  /** What becomes of a ballot that names one person for several posts. */
  multiPost: choice<'invalid' | 'carryDown' | 'highestOnly'>('一人被选多职的处理', {
    invalid: '选票无效',
    carryDown: '高职务的票计入低职务',
    highestOnly: '只计最高职务',
  }),
  /** What marks that cannot be read make void. */
  illegibleScope: choice<'part' | 'ballot'>('无法辨认的处理范围', {
    part: '只有无法辨认的部分无效',
    ballot: '整张选票无效',
  }),
  /** Whether a write-in must be a voter of the community or may be any resident. */
  writeInMustBeVoter: flag('另选人是否须为选民', '须为本社区选民', '本社区居民即可'),
  /** What a name written in without a mark counts as. */
  writeInWithoutMark: choice<'for' | 'invalid'>('另选人未画符号', {
    for: '计为赞成票',
    invalid: '该部分无效',
  }),
  /** What the ballots returned may not exceed. */
  ballotsNotMoreThan: choice<'issued' | 'voted' | 'both'>('收回选票的上限', {
    issued: '不多于发出的选票',
    voted: '不多于参加投票的人数',
    both: '不多于发出的选票，也不多于参加投票的人数',
  }),
  /** What becomes of a ballot box that holds more ballots than voters are recorded at it. */
  overfullBox: choice<'ballotsVoid' | 'notAsked'>('票箱选票多于投票人数', {
    ballotsVoid: '该票箱的选票无效',
    notAsked: '不按票箱核对',
  }),
  /** Ballots printed beyond one for each elector, in per cent, for those that are spoiled. */
  ballotReserve: number('选票备用比例', (n) => `每百人另加${n}张`),
}
