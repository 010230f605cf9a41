import { assumed, binding, buildRuleSet, limit } from '../build-rule-set.js'
import { lawArticle, residentsCommitteesLaw } from '../citation.js'

const silent = '法律未规定，系统默认'

/**
 * The Urban Residents' Committees Law as revised on 2025-10-28, in force from 2026-01-01 (law.md 1). Where it
 * is silent the figures are our defaults (law.md 3, last column), which a province or a community may fill.
 */
export const national2026 = buildRuleSet(
  {
    id: 'national-2026',
    version: 1,
    title: '城市居民委员会选举规则（全国，2026年）',
    law: residentsCommitteesLaw,
    isProvisional: false,
    inForceFrom: '2026-01-01',
  },
  {
    termYears: binding(5, lawArticle(14)),
    committeeSize: limit({ min: 5, max: 9 }, lawArticle(8)),
    womenMinimum: limit(1, lawArticle(8)),
    residentsAssemblyQuorum: binding({ share: { num: 1, den: 2 }, reachedBy: 'moreThan' }, lawArticle(27)),
    representativesAssemblyQuorum: binding({ share: { num: 2, den: 3 }, reachedBy: 'atLeast' }, lawArticle(29)),
    electionCommitteeSize: assumed({ min: 5, max: 9 }, silent),
    electionCommitteeDaysBefore: assumed(45, silent),
    announcementDaysBefore: assumed(40, silent),
    registrationDaysBefore: assumed({ opens: 40, closes: 26 }, silent),
    votingAge: binding(18, lawArticle(16)),
    communityWorkerMonths: binding(6, lawArticle(16)),
    rollDaysBefore: limit(20, lawArticle(17)),
    objectionDays: binding(5, lawArticle(17)),
    residentsDeadlineSkipsHolidays: assumed(true, '参照《民法典》第二百零三条'),
    decisionDays: limit(3, lawArticle(17)),
    nominatorsMinimum: binding(10, lawArticle(18)),
    selfNomination: assumed(false, lawArticle(18)),
    nominationDaysBefore: assumed(16, silent),
    surplusMinimum: limit(1, lawArticle(18)),
    nomineesDaysBefore: assumed(15, silent),
    candidatesDaysBefore: assumed(5, silent),
    pollingDaysBefore: assumed(5, silent),
    withdrawalDaysBefore: assumed(3, silent),
    proxyDaysBefore: assumed(3, silent),
    proxyListDaysBefore: limit(1, lawArticle(19)),
    proxyMaximum: binding(3, lawArticle(19)),
    stationStaff: assumed({ min: 3, scrutineersMin: 2 }, silent),
    turnout: binding(
      { allVoters: { num: 1, den: 2 }, households: { num: 1, den: 2 }, representatives: { num: 2, den: 3 } },
      lawArticle(19),
    ),
    winningShare: binding({ num: 1, den: 2 }, lawArticle(19)),
    runoffMinimum: binding({ num: 1, den: 3 }, lawArticle(19)),
    runoffDays: assumed(30, silent),
    seatsMayStayEmptyFrom: assumed(5, lawArticle(8)),
    resultNoticeDays: assumed(1, silent),
    handoverDays: limit(10, lawArticle(25)),
    overvoteScope: assumed('ballot', silent),
    multiPost: assumed('invalid', silent),
    womanSeat: assumed('separateLine', lawArticle(8)),
    writeInMustBeVoter: assumed(false, silent),
    directForms: assumed(['allVoters'], silent),
  },
)
