import t from 'tap'
import { nomination } from '../../../src/rules/figures/nomination.js'
import { textsOf } from '../../helpers/figures.js'

t.test('each figure is said in Chinese with its unit', async (t) => {
  textsOf(t, nomination, [
    ['nominatorsMinimum', 10, '10人以上'],
    ['partyNomination', true, '可以'],
    ['selfNomination', false, '不可以'],
    ['selfNominationDaysBefore', 10, '选举日10日前'],
    ['nomineesWithinSeats', true, '不超过该职务的应选名额'],
    ['onePostPerPerson', true, '只能选定一个'],
    ['nominationDaysBefore', 16, '选举日16日前'],
    ['surplusMinimum', 1, '比应选名额至少多1人'],
    ['surplusMaximum', { chair: 1, viceChair: 1, member: 3 }, '主任多1人，副主任多1人，委员多3人'],
    ['nomineesDaysBefore', 15, '选举日15日前'],
    ['vettingDaysBefore', 12, '选举日12日前'],
    ['primary', true, '举行预选'],
    ['primaryTurnout', { num: 1, den: 2 }, '过半数'],
    ['primaryTurnout', { num: 2, den: 3 }, '超过三分之二'],
    ['primaryTie', 'allGoOn', '一并列为正式候选人'],
    ['primaryTie', 'voteAgain', '在得票相等的人中再次投票'],
    ['primaryDaysBefore', 10, '选举日10日前'],
    ['candidatesDaysBefore', 5, '选举日5日前'],
    ['candidateOrder', 'strokes', '按姓名笔画'],
    ['candidateOrder', 'votesAfterPrimary', '预选的按得票多少，未预选的按姓名笔画'],
    ['speechRequestDaysBefore', 5, '选举日5日前'],
    ['withdrawalDaysBefore', 3, '选举日3日前'],
    ['withdrawalRefill', 'byVotes', '按提名或者预选得票依次递补，仍不足差额的另行提名'],
    ['withdrawalRefill', 'none', '不递补'],
    ['candidatesMeetVoters', true, '应当组织'],
  ])
})
