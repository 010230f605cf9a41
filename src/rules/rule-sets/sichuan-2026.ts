import { assumed, binding, limit, overlay } from '../build-rule-set.js'
import { sichuanRegulationArticle } from '../citation.js'
import { national2026 } from './national-2026.js'

/**
 * Sichuan: the regulation of 2025-11-26 under the revised law, read in full (law.md 0.2 and 3, column SC25), and
 * so the complete example of a province's overlay. Where the regulation itself is silent (withdrawal of a
 * candidate, one person marked for several posts) the national set's default stays.
 */
export const sichuan2026 = overlay(
  national2026,
  {
    id: 'sichuan-2026',
    version: 1,
    title: '四川省城市居民委员会选举规则（2026年）',
    shortTitle: '四川规则2026',
    law: national2026.law,
    isProvisional: false,
    inForceFrom: '2026-01-01',
  },
  {
    termYears: binding(5, sichuanRegulationArticle(6)),
    committeeSize: limit({ min: 5, max: 9 }, sichuanRegulationArticle(4)),
    allowedForms: binding(['allVoters', 'households', 'representatives'], sichuanRegulationArticle(5)),
    postponementMonths: limit(12, sichuanRegulationArticle(6)),
    electionCommitteeAbsences: binding(3, sichuanRegulationArticle(14)),
    electionCommitteeLeavesOn: binding('consent', sichuanRegulationArticle(14)),
    electionCommitteeSize: limit({ min: 3, max: 9 }, sichuanRegulationArticle(12)),
    // The two articles ask for the group and for the review; their days are not known to stand there.
    guidanceGroupDaysBefore: assumed(60, sichuanRegulationArticle(9)),
    vettingDaysBefore: assumed(12, sichuanRegulationArticle(21)),
    votingAge: binding(18, sichuanRegulationArticle(15)),
    communityWorkerMonths: binding(6, sichuanRegulationArticle(16)),
    registrationByDeclaration: binding(true, sichuanRegulationArticle(16)),
    registeredOnceOnly: binding(true, sichuanRegulationArticle(16)),
    rollRepostedAfterMoveOf: binding(30, sichuanRegulationArticle(17)),
    rollDaysBefore: limit(20, sichuanRegulationArticle(17)),
    objectionDays: binding(5, sichuanRegulationArticle(18)),
    decisionDays: limit(3, sichuanRegulationArticle(18)),
    nominatorsMinimum: binding(10, sichuanRegulationArticle(19)),
    nomineesWithinSeats: binding(true, sichuanRegulationArticle(20)),
    onePostPerPerson: binding(true, sichuanRegulationArticle(20)),
    // One more for the chair and the deputies; for the members one to three more.
    surplusMinimum: limit(1, sichuanRegulationArticle(20)),
    surplusMaximum: binding({ chair: 1, viceChair: 1, member: 3 }, sichuanRegulationArticle(20)),
    primary: binding(true, sichuanRegulationArticle(22)),
    primaryTurnout: binding({ num: 1, den: 2 }, sichuanRegulationArticle(22)),
    // The most candidates of article 20 bind, so those of equal votes cannot all go on.
    primaryTie: assumed('voteAgain', sichuanRegulationArticle(20)),
    candidateOrder: binding('votesAfterPrimary', sichuanRegulationArticle(22)),
    withdrawalRefill: binding('byVotes', sichuanRegulationArticle(23)),
    nomineesDaysBefore: limit(15, sichuanRegulationArticle(21)),
    candidatesDaysBefore: limit(5, sichuanRegulationArticle(22)),
    pollingDaysBefore: limit(5, sichuanRegulationArticle(25)),
    // 选举日前, without a number of days: the day before at the latest, for the application and for the list.
    proxyDaysBefore: binding(1, sichuanRegulationArticle(28)),
    proxyListDaysBefore: limit(1, sichuanRegulationArticle(28)),
    proxyMaximum: binding(3, sichuanRegulationArticle(28)),
    proxyPassedOn: binding(false, sichuanRegulationArticle(28)),
    staffRelativesBarred: binding(true, sichuanRegulationArticle(26)),
    votingBooth: binding(true, sichuanRegulationArticle(28)),
    stationStaff: binding({ min: 3, scrutineersMin: 2 }, sichuanRegulationArticle(26)),
    turnout: binding(
      { allVoters: { num: 1, den: 2 }, households: { num: 1, den: 2 }, representatives: { num: 2, den: 3 } },
      sichuanRegulationArticle(30),
    ),
    winningShare: binding({ num: 1, den: 2 }, sichuanRegulationArticle(31)),
    tieAtCut: binding('voteAgain', sichuanRegulationArticle(31)),
    ineligibleWinner: binding('void', sichuanRegulationArticle(33)),
    relativesKeep: binding('highestPost', sichuanRegulationArticle(33)),
    runoffMinimum: binding({ num: 1, den: 3 }, sichuanRegulationArticle(35)),
    runoffDays: limit(10, sichuanRegulationArticle(35)),
    seatsMayStayEmptyFrom: limit(5, sichuanRegulationArticle(36)),
    resultNoticeDays: limit(0, sichuanRegulationArticle(37)),
    handoverDays: limit(10, sichuanRegulationArticle(38)),
    // The district's department may issue them as well.
    certificateIssuer: assumed('township', sichuanRegulationArticle(37)),
    archiveDays: limit(10, sichuanRegulationArticle(38)),
    bodiesDays: limit(15, sichuanRegulationArticle(38)),
    recallPetition: binding(
      { allVoters: { num: 1, den: 10 }, households: { num: 1, den: 10 }, representatives: { num: 1, den: 3 } },
      sichuanRegulationArticle(39),
    ),
    recallVoteWithin: limit({ months: 3, days: 0 }, sichuanRegulationArticle(39)),
    recallRepeatMonths: binding(6, sichuanRegulationArticle(40)),
    absenceMonths: binding(6, sichuanRegulationArticle(41)),
    byElectionMonths: limit(3, sichuanRegulationArticle(43)),
    changeNoticeDays: limit(5, sichuanRegulationArticle(44)),
    illegibleScope: binding('part', sichuanRegulationArticle(30)),
    ballotsNotMoreThan: binding('issued', sichuanRegulationArticle(30)),
    overvoteScope: binding('ballot', sichuanRegulationArticle(30)),
    womanSeat: binding('ranking', sichuanRegulationArticle(32)),
    // Any other resident of the community may be written in, voter or not.
    writeInMustBeVoter: binding(false, sichuanRegulationArticle(28)),
  },
)
