import t from 'tap'
import { polling } from '../../../src/rules/figures/polling.js'
import { textsOf } from '../../helpers/figures.js'

t.test('each figure is said in Chinese with its unit', async (t) => {
  textsOf(t, polling, [
    ['pollingDaysBefore', 5, '选举日5日前'],
    ['stationStaff', { min: 3, scrutineersMin: 2 }, '至少3人，其中监票人至少2人'],
    ['staffRelativesBarred', true, '不可以'],
    ['votingBooth', true, '应当设立'],
    ['proxyForms', ['allVoters', 'households'], '居民直选、户代表选举'],
    ['proxyMayBe', 'anyVoter', '本社区其他选民'],
    ['proxyMayBe', 'relative', '本社区选民中的近亲属'],
    ['proxyMaximum', 3, '不超过3人'],
    ['candidateAsProxy', false, '不可以'],
    ['proxyPassedOn', false, '不可以'],
    ['proxyDaysBefore', 3, '选举日3日前'],
    ['proxyListDaysBefore', 1, '选举日1日前'],
    ['unpostedProxyVoid', true, '无效'],
    ['mobileBoxes', true, '经批准可以使用'],
    ['mobileBoxes', false, '不使用'],
    ['mobileBoxScrutineers', 3, '至少3人'],
  ])
})
