import t from 'tap'
import { ballots } from '../../../src/rules/figures/ballots.js'
import { textsOf } from '../../helpers/figures.js'

t.test('each figure is said in Chinese with its unit', async (t) => {
  textsOf(t, ballots, [
    ['ballotReserve', 5, '每百人另加5张'],
    ['ballotMarks', 'circleCross', '赞成画○，反对画×，弃权不画'],
    ['ballotMarks', 'tickCrossCircle', '赞成画√，反对画×，弃权画○'],
    ['overvoteScope', 'ballot', '整张选票无效'],
    ['overvoteScope', 'post', '只有该职务的票无效'],
    ['multiPost', 'invalid', '选票无效'],
    ['multiPost', 'carryDown', '高职务的票计入低职务'],
    ['multiPost', 'highestOnly', '只计最高职务'],
    ['illegibleScope', 'part', '只有无法辨认的部分无效'],
    ['illegibleScope', 'ballot', '整张选票无效'],
    ['writeInMustBeVoter', true, '须为本社区选民'],
    ['writeInMustBeVoter', false, '本社区居民即可'],
    ['writeInWithoutMark', 'for', '计为赞成票'],
    ['writeInWithoutMark', 'invalid', '该部分无效'],
    ['ballotsNotMoreThan', 'issued', '不多于发出的选票'],
    ['ballotsNotMoreThan', 'voted', '不多于参加投票的人数'],
    ['ballotsNotMoreThan', 'both', '不多于发出的选票，也不多于参加投票的人数'],
    ['overfullBox', 'ballotsVoid', '该票箱的选票无效'],
    ['overfullBox', 'notAsked', '不按票箱核对'],
  ])
})
