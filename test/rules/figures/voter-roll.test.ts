import t from 'tap'
import { voterRoll } from '../../../src/rules/figures/voter-roll.js'
import { textsOf } from '../../helpers/figures.js'

t.test('each figure is said in Chinese with its unit', async (t) => {
  textsOf(t, voterRoll, [
    ['registrationDaysBefore', { opens: 40, closes: 26 }, '选举日前第40日至第26日'],
    ['votingAge', 18, '年满18周岁'],
    ['registrationByDeclaration', true, '须本人表示参加'],
    ['registrationByDeclaration', false, '不须表示'],
    ['usualResidenceMonths', 0, '在本社区常住，不限月数'],
    ['usualResidenceMonths', 12, '满12个月'],
    ['communityWorkerMonths', 6, '满6个月'],
    ['communityWorkerConfirmed', true, '本人申请，选举委员会确认'],
    ['registeredOnceOnly', true, '只能在一个社区登记'],
    ['rollDaysBefore', 20, '选举日20日前'],
    ['objectionDays', 5, '5日'],
    ['residentsDeadlineSkipsHolidays', true, '顺延'],
    ['residentsDeadlineSkipsHolidays', false, '不顺延'],
    ['decisionDays', 3, '3日'],
    ['appealDays', 0, '不设'],
    ['appealDays', 3, '3日'],
    ['rollRepostedAfterMoveOf', 0, '一有变动即重新公布'],
    ['rollRepostedAfterMoveOf', 30, '变动超过30日'],
  ])
})
