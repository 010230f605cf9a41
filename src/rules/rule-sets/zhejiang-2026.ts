import { borrowed, overlay } from '../build-rule-set.js'
import { sichuanArticle, zhejiangVillageArticle } from '../citation.js'
import { national2026 } from './national-2026.js'

/**
 * Zhejiang, provisional: the province's residents' election rules of 2020 (浙民基〔2020〕71号) could be read
 * only to their second article, so what the law leaves open is taken from the province's village method and,
 * where that is silent, from Sichuan's regulation under the same law (law.md 0.2 and 3). To be replaced, as a
 * new version, once the text is known.
 */
export const zhejiang2026 = overlay(
  national2026,
  {
    id: 'zhejiang-2026',
    version: 1,
    title: '浙江省城市社区居民委员会选举规则（2026年，暂定）',
    shortTitle: '浙江规则2026',
    law: national2026.law,
    isProvisional: true,
    inForceFrom: '2026-01-01',
  },
  {
    electionCommitteeSize: borrowed({ min: 5, max: 9 }, zhejiangVillageArticle(8)),
    electionCommitteeAbsences: borrowed(2, zhejiangVillageArticle(9)),
    committeeNoticeDays: borrowed(1, zhejiangVillageArticle(8)),
    postponementMonths: borrowed(6, zhejiangVillageArticle(3)),
    registeredOnceOnly: borrowed(true, zhejiangVillageArticle(13)),
    nomineesWithinSeats: borrowed(true, zhejiangVillageArticle(17)),
    onePostPerPerson: borrowed(true, zhejiangVillageArticle(18)),
    surplusMaximum: borrowed({ chair: 1, viceChair: 1, member: 3 }, sichuanArticle(20)),
    primary: borrowed(true, zhejiangVillageArticle(18)),
    primaryTurnout: borrowed({ num: 1, den: 2 }, zhejiangVillageArticle(18)),
    candidateOrder: borrowed('votesAfterPrimary', zhejiangVillageArticle(18)),
    withdrawalRefill: borrowed('byVotes', zhejiangVillageArticle(19)),
    selfNominationDaysBefore: borrowed(10, zhejiangVillageArticle(20)),
    nomineesDaysBefore: borrowed(15, sichuanArticle(21)),
    vettingDaysBefore: borrowed(12, sichuanArticle(21)),
    candidatesDaysBefore: borrowed(5, zhejiangVillageArticle(18)),
    pollingDaysBefore: borrowed(5, zhejiangVillageArticle(22)),
    speechRequestDaysBefore: borrowed(5, zhejiangVillageArticle(23)),
    withdrawalDaysBefore: borrowed(3, zhejiangVillageArticle(19)),
    proxyDaysBefore: borrowed(3, zhejiangVillageArticle(25)),
    proxyPassedOn: borrowed(false, zhejiangVillageArticle(25)),
    unpostedProxyVoid: borrowed(true, zhejiangVillageArticle(25)),
    mobileBoxScrutineers: borrowed(3, zhejiangVillageArticle(24)),
    staffRelativesBarred: borrowed(true, zhejiangVillageArticle(22)),
    stationStaff: borrowed({ min: 3, scrutineersMin: 2 }, sichuanArticle(26)),
    ballotsNotMoreThan: borrowed('both', `${zhejiangVillageArticle(27)}；${sichuanArticle(30)}`),
    tieAtCut: borrowed('voteAgain', zhejiangVillageArticle(28)),
    ineligibleWinner: borrowed('void', zhejiangVillageArticle(32)),
    relativesKeep: borrowed('highestPost', zhejiangVillageArticle(31)),
    runoffDays: borrowed(30, zhejiangVillageArticle(29)),
    seatsMayStayEmptyFrom: borrowed(5, sichuanArticle(36)),
    resultNoticeDays: borrowed(1, zhejiangVillageArticle(32)),
    certificateIssuer: borrowed('township', sichuanArticle(37)),
    bodiesDays: borrowed(15, sichuanArticle(38)),
    archiveDays: borrowed(10, sichuanArticle(38)),
    recallVoteWithin: borrowed({ months: 0, days: 30 }, zhejiangVillageArticle(35)),
    recallRepeatMonths: borrowed(12, zhejiangVillageArticle(36)),
    resignationMeetingDays: borrowed(30, zhejiangVillageArticle(37)),
    changeNoticeDays: borrowed(5, zhejiangVillageArticle(37)),
    byElectionMonths: borrowed(3, sichuanArticle(43)),
    illegibleScope: borrowed('part', sichuanArticle(30)),
    overvoteScope: borrowed('ballot', zhejiangVillageArticle(27)),
    multiPost: borrowed('invalid', zhejiangVillageArticle(27)),
    womanSeat: borrowed('separateLine', zhejiangVillageArticle(21)),
    writeInMustBeVoter: borrowed(true, zhejiangVillageArticle(21)),
  },
)
