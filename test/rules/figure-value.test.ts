import t from 'tap'
import { figureTitle } from '../../src/rules/figure-title.js'
import { figureValueText } from '../../src/rules/figure-value.js'
import type { Figures } from '../../src/rules/rule-set.js'
import { ruleSets } from '../../src/rules/rule-sets.js'

const half = { num: 1, den: 2 }
const third = { num: 1, den: 3 }
const twoThirds = { num: 2, den: 3 }

const rows: readonly { [K in keyof Figures]: [K, Figures[K], string] }[keyof Figures][] = [
  ['termYears', 5, '5年'],
  ['committeeSize', { min: 5, max: 9 }, '5至9人'],
  ['committeeSize', { min: 7, max: 7 }, '7人'],
  ['womenMinimum', 1, '至少1人'],
  ['residentsAssemblyQuorum', { share: half, reachedBy: 'moreThan' }, '过半数'],
  ['residentsAssemblyQuorum', { share: half, reachedBy: 'atLeast' }, '二分之一以上'],
  ['representativesAssemblyQuorum', { share: twoThirds, reachedBy: 'atLeast' }, '三分之二以上'],
  ['electionCommitteeSize', { min: 3, max: 9 }, '3至9人'],
  ['electionCommitteeDaysBefore', 45, '选举日45日前'],
  ['announcementDaysBefore', 40, '选举日40日前'],
  ['registrationDaysBefore', { opens: 40, closes: 26 }, '选举日前第40日至第26日'],
  ['votingAge', 18, '年满18周岁'],
  ['communityWorkerMonths', 6, '满6个月'],
  ['rollDaysBefore', 20, '选举日20日前'],
  ['objectionDays', 5, '5日'],
  ['residentsDeadlineSkipsHolidays', true, '顺延'],
  ['residentsDeadlineSkipsHolidays', false, '不顺延'],
  ['decisionDays', 3, '3日'],
  ['nominatorsMinimum', 10, '10人以上'],
  ['selfNomination', true, '可以'],
  ['selfNomination', false, '不可以'],
  ['nominationDaysBefore', 16, '选举日16日前'],
  ['surplusMinimum', 1, '比应选名额至少多1人'],
  ['nomineesDaysBefore', 15, '选举日15日前'],
  ['candidatesDaysBefore', 5, '选举日5日前'],
  ['pollingDaysBefore', 5, '选举日5日前'],
  ['withdrawalDaysBefore', 3, '选举日3日前'],
  ['proxyDaysBefore', 3, '选举日3日前'],
  ['proxyListDaysBefore', 1, '选举日1日前'],
  ['proxyMaximum', 3, '不超过3人'],
  ['stationStaff', { min: 3, scrutineersMin: 2 }, '至少3人，其中监票人至少2人'],
  [
    'turnout',
    { allVoters: half, households: half, representatives: twoThirds },
    '居民直选：过半数；户代表选举：过半数；居民代表选举：超过三分之二',
  ],
  ['winningShare', half, '过半数'],
  ['winningShare', { num: 2, den: 4 }, '过半数'],
  ['winningShare', { num: 1, den: 20 }, '超过20分之一'],
  ['winningShare', { num: 3, den: 10 }, '超过十分之三'],
  ['runoffMinimum', third, '不少于三分之一'],
  ['runoffDays', 30, '30日内'],
  ['seatsMayStayEmptyFrom', 5, '已选出5人'],
  ['resultNoticeDays', 0, '当日'],
  ['resultNoticeDays', 1, '1日内'],
  ['handoverDays', 10, '10日内'],
  ['overvoteScope', 'ballot', '整张选票无效'],
  ['overvoteScope', 'post', '只有该职务的票无效'],
  ['multiPost', 'invalid', '选票无效'],
  ['multiPost', 'carryDown', '高职务的票计入低职务'],
  ['multiPost', 'highestOnly', '只计最高职务'],
  ['womanSeat', 'separateLine', '选票上单列妇女名额'],
  ['womanSeat', 'ranking', '过半数的妇女中得票最多的优先当选'],
  ['writeInMustBeVoter', true, '须为本社区选民'],
  ['writeInMustBeVoter', false, '本社区居民即可'],
  ['directForms', ['allVoters'], '居民直选'],
  ['directForms', ['allVoters', 'households'], '居民直选、户代表选举'],
]

t.test('each figure is said in Chinese with its unit', async (t) => {
  for (const [figure, value, text] of rows) {
    t.equal(figureValueText(figure, value as never), text, `${figure}: ${JSON.stringify(value)}`)
  }
  t.same(new Set(rows.map(([figure]) => figure)), new Set(Object.keys(figureTitle)), 'none is left out')
})

t.test('no figure of any set is said in anything but Chinese and digits', async (t) => {
  for (const ruleSet of ruleSets) {
    for (const figure of Object.keys(figureTitle) as (keyof Figures)[]) {
      const text = figureValueText(figure, ruleSet[figure])
      t.match(text, /^[\p{Script=Han}\d：；，、]+$/u, `${ruleSet.id} ${figure}`)
    }
  }
})
