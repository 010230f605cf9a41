import t from 'tap'
import { afterElection } from '../../../src/rules/figures/after-election.js'
import { textsOf } from '../../helpers/figures.js'

const tenth = { num: 1, den: 10 }

t.test('each figure is said in Chinese with its unit', async (t) => {
  textsOf(t, afterElection, [
    ['filingDays', 5, '5日内'],
    ['certificateIssuer', 'township', '街道办事处或镇人民政府'],
    ['certificateIssuer', 'electionCommittee', '居民选举委员会'],
    ['handoverDays', 10, '10日内'],
    ['archiveDays', 10, '10日内'],
    ['bodiesDays', 15, '15日内'],
    ['ballotsKeptYears', 5, '至少5年'],
    [
      'recallPetition',
      { allVoters: tenth, households: tenth, representatives: { num: 1, den: 3 } },
      '居民直选：十分之一以上；户代表选举：十分之一以上；居民代表选举：三分之一以上',
    ],
    ['recallVoteWithin', { months: 0, days: 30 }, '30日内'],
    ['recallVoteWithin', { months: 3, days: 0 }, '3个月内'],
    ['recallRepeatMonths', 12, '12个月内'],
    ['resignationMeetingDays', 30, '30日内'],
    ['absenceMonths', 0, '没有规定'],
    ['absenceMonths', 6, '连续6个月'],
    ['unfitAppraisals', 2, '连续2次'],
    ['changeNoticeDays', 5, '5日内'],
    ['byElectionMonths', 3, '3个月内'],
  ])
})
