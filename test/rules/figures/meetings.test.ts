import t from 'tap'
import { meetings } from '../../../src/rules/figures/meetings.js'
import { textsOf } from '../../helpers/figures.js'

const half = { num: 1, den: 2 }

t.test('each figure is said in Chinese with its unit', async (t) => {
  textsOf(t, meetings, [
    ['guidanceGroupDaysBefore', 60, '选举日60日前'],
    ['residentsAssemblyQuorum', { share: half, reachedBy: 'moreThan' }, '过半数'],
    ['residentsAssemblyQuorum', { share: half, reachedBy: 'atLeast' }, '二分之一以上'],
    ['residentsAssemblyNoticeDays', 10, '10日'],
    ['representativesAssemblyQuorum', { share: { num: 2, den: 3 }, reachedBy: 'atLeast' }, '三分之二以上'],
    ['representativesShare', { num: 4, den: 5 }, '五分之四以上'],
    ['householdsPerRepresentative', { min: 20, max: 50 }, '一般20至50户'],
    ['electionCommitteeSize', { min: 3, max: 9 }, '3至9人'],
    ['electionCommitteeOdd', true, '宜为单数'],
    ['electionCommitteeOdd', false, '不要求'],
    ['electionCommitteeAbsences', 2, '2次'],
    ['electionCommitteeLeavesOn', 'nomination', '本人或者近亲属被提名时'],
    ['electionCommitteeLeavesOn', 'consent', '本人或者近亲属接受提名时'],
    ['electionCommitteeDaysBefore', 45, '选举日45日前'],
    ['committeeNoticeDays', 0, '当日'],
    ['committeeNoticeDays', 1, '1日内'],
    ['announcementDaysBefore', 40, '选举日40日前'],
  ])
})
