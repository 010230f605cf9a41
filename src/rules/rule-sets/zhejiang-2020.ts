import { assumed, binding, borrowed, buildRuleSet, limit, type StatedFigures } from '../build-rule-set.js'
import {
  hainanVillageArticle,
  laterLawArticle,
  residentsCommitteesLaw2018,
  zhejiangRulesArticle,
  zhejiangVillageArticle,
} from '../citation.js'

const unread = '规程原文尚未核对，系统默认'

/**
 * What Zhejiang's residents' rules of 2012 and of 2020 say in articles that could not be read (law.md 2): taken
 * from the province's village method, which was amended a week before the rules of 2020; where a village has no
 * such figure, from the later law; else our default. Nothing here may be called read.
 */
export const zhejiangUnread = {
  // Article 3 of the rules of 2012 knows all voters alone; what those of 2020 say was not read.
  allowedForms: borrowed(['allVoters', 'households', 'representatives'], laterLawArticle(14)),
  postponementMonths: borrowed(6, zhejiangVillageArticle(3)),
  closeRelatives: borrowed('immediate', zhejiangVillageArticle(9)),
  womenMinimum: borrowed(1, zhejiangVillageArticle(21)),
  guidanceGroupDaysBefore: assumed(60, unread),
  residentsAssemblyQuorum: borrowed({ share: { num: 1, den: 2 }, reachedBy: 'moreThan' }, laterLawArticle(27)),
  residentsAssemblyNoticeDays: borrowed(10, laterLawArticle(26)),
  representativesShare: borrowed({ num: 4, den: 5 }, laterLawArticle(28)),
  householdsPerRepresentative: borrowed({ min: 20, max: 50 }, laterLawArticle(13)),
  electionCommitteeOdd: assumed(true, unread),
  electionCommitteeAbsences: borrowed(2, zhejiangVillageArticle(9)),
  representativesAssemblyQuorum: borrowed({ share: { num: 2, den: 3 }, reachedBy: 'atLeast' }, laterLawArticle(29)),
  electionCommitteeSize: borrowed({ min: 5, max: 9 }, zhejiangVillageArticle(8)),
  electionCommitteeLeavesOn: borrowed('nomination', zhejiangVillageArticle(9)),
  electionCommitteeDaysBefore: assumed(45, unread),
  committeeNoticeDays: borrowed(1, zhejiangVillageArticle(8)),
  announcementDaysBefore: assumed(40, unread),
  registrationDaysBefore: assumed({ opens: 40, closes: 26 }, unread),
  registrationByDeclaration: borrowed(true, laterLawArticle(16)),
  usualResidenceMonths: borrowed(12, zhejiangVillageArticle(13)),
  communityWorkerConfirmed: borrowed(true, laterLawArticle(16)),
  registeredOnceOnly: borrowed(true, zhejiangVillageArticle(13)),
  appealDays: assumed(0, unread),
  rollRepostedAfterMoveOf: assumed(0, unread),
  votingAge: borrowed(18, zhejiangVillageArticle(12)),
  communityWorkerMonths: borrowed(12, zhejiangVillageArticle(13)),
  rollDaysBefore: borrowed(20, zhejiangVillageArticle(14)),
  objectionDays: borrowed(5, zhejiangVillageArticle(14)),
  residentsDeadlineSkipsHolidays: assumed(true, unread),
  decisionDays: borrowed(3, zhejiangVillageArticle(14)),
  nominatorsMinimum: borrowed(10, laterLawArticle(18)),
  // The village method and the “generally” of 2012, art. 3, leave room for it (自荐直选); the law of 2025 does not.
  selfNomination: borrowed(true, zhejiangVillageArticle(20)),
  selfNominationDaysBefore: borrowed(10, zhejiangVillageArticle(20)),
  partyNomination: borrowed(true, laterLawArticle(18)),
  nomineesWithinSeats: borrowed(true, zhejiangVillageArticle(17)),
  onePostPerPerson: borrowed(true, zhejiangVillageArticle(18)),
  surplusMaximum: assumed({ chair: 1, viceChair: 1, member: 3 }, unread),
  // A regulation of 2025 for another province is no model for these rounds.
  vettingDaysBefore: assumed(12, unread),
  primary: borrowed(true, zhejiangVillageArticle(18)),
  primaryTurnout: borrowed({ num: 1, den: 2 }, zhejiangVillageArticle(18)),
  primaryTie: assumed('allGoOn', unread),
  primaryDaysBefore: assumed(10, unread),
  candidateOrder: borrowed('votesAfterPrimary', zhejiangVillageArticle(18)),
  withdrawalRefill: borrowed('byVotes', zhejiangVillageArticle(19)),
  candidatesMeetVoters: borrowed(true, zhejiangVillageArticle(23)),
  nominationDaysBefore: assumed(16, unread),
  nomineesDaysBefore: assumed(15, unread),
  candidatesDaysBefore: borrowed(5, zhejiangVillageArticle(18)),
  pollingDaysBefore: borrowed(5, zhejiangVillageArticle(22)),
  speechRequestDaysBefore: borrowed(5, zhejiangVillageArticle(23)),
  withdrawalDaysBefore: borrowed(3, zhejiangVillageArticle(19)),
  proxyDaysBefore: borrowed(3, zhejiangVillageArticle(25)),
  proxyListDaysBefore: borrowed(1, zhejiangVillageArticle(25)),
  proxyMaximum: borrowed(3, zhejiangVillageArticle(25)),
  proxyForms: borrowed(['allVoters', 'households'], laterLawArticle(19)),
  proxyMayBe: borrowed('relative', zhejiangVillageArticle(25)),
  candidateAsProxy: borrowed(false, zhejiangVillageArticle(25)),
  proxyPassedOn: borrowed(false, zhejiangVillageArticle(25)),
  unpostedProxyVoid: borrowed(true, zhejiangVillageArticle(25)),
  mobileBoxes: assumed(false, unread),
  mobileBoxScrutineers: borrowed(3, zhejiangVillageArticle(24)),
  staffRelativesBarred: borrowed(true, zhejiangVillageArticle(22)),
  votingBooth: borrowed(true, zhejiangVillageArticle(24)),
  stationStaff: assumed({ min: 3, scrutineersMin: 2 }, unread),
  // The village method knows all voters only; the shares of the other two forms are the later law's.
  turnout: borrowed(
    { allVoters: { num: 1, den: 2 }, households: { num: 1, den: 2 }, representatives: { num: 2, den: 3 } },
    `${zhejiangVillageArticle(27)}；户代表、居民代表选举${laterLawArticle(19)}`,
  ),
  winningShare: borrowed({ num: 1, den: 2 }, zhejiangVillageArticle(28)),
  tieAtCut: borrowed('voteAgain', zhejiangVillageArticle(28)),
  ineligibleWinner: borrowed('void', zhejiangVillageArticle(32)),
  relativesKeep: borrowed('highestPost', zhejiangVillageArticle(31)),
  runoffMinimum: borrowed({ num: 1, den: 3 }, zhejiangVillageArticle(29)),
  runoffTurnout: assumed('warned', unread),
  runoffDays: borrowed(30, zhejiangVillageArticle(29)),
  seatsMayStayEmptyFrom: assumed(5, unread),
  resultNoticeDays: borrowed(1, zhejiangVillageArticle(32)),
  handoverDays: borrowed(10, zhejiangVillageArticle(33)),
  filingDays: assumed(5, unread),
  archiveDays: assumed(10, unread),
  bodiesDays: assumed(15, unread),
  ballotsKeptYears: assumed(5, unread),
  recallPetition: borrowed(
    { allVoters: { num: 1, den: 5 }, households: { num: 1, den: 5 }, representatives: { num: 1, den: 3 } },
    zhejiangVillageArticle(34),
  ),
  recallVoteWithin: borrowed({ months: 0, days: 30 }, zhejiangVillageArticle(35)),
  recallRepeatMonths: borrowed(12, zhejiangVillageArticle(36)),
  resignationMeetingDays: borrowed(30, zhejiangVillageArticle(37)),
  absenceMonths: assumed(0, unread),
  unfitAppraisals: borrowed(2, laterLawArticle(37)),
  changeNoticeDays: borrowed(5, zhejiangVillageArticle(37)),
  byElectionMonths: assumed(3, unread),
  ballotReserve: assumed(5, unread),
  ballotMarks: assumed('circleCross', unread),
  illegibleScope: assumed('part', unread),
  writeInWithoutMark: assumed('for', unread),
  ballotsNotMoreThan: borrowed('voted', zhejiangVillageArticle(27)),
  overfullBox: borrowed('ballotsVoid', hainanVillageArticle(29)),
  overvoteScope: borrowed('ballot', zhejiangVillageArticle(27)),
  multiPost: borrowed('invalid', zhejiangVillageArticle(27)),
  womanSeat: borrowed('separateLine', zhejiangVillageArticle(21)),
  writeInMustBeVoter: borrowed(true, zhejiangVillageArticle(21)),
} satisfies Partial<StatedFigures>

/**
 * Zhejiang's rules of 2020 (浙民基〔2020〕71号), for elections held before the revised law. They rest on the law of
 * 2018, superseded on 2026-01-01, so the set is built on its own and not laid over national-2026. Only articles 1
 * and 2 could be read. In force from the day of publication: the day they name themselves was not read.
 */
export const zhejiang2020 = buildRuleSet(
  {
    id: 'zhejiang-2020',
    version: 1,
    title: '浙江省城市社区居民委员会选举规则（2020年，暂定）',
    law: residentsCommitteesLaw2018,
    isProvisional: true,
    inForceFrom: '2020-08-10',
    inForceUntil: '2025-12-31',
  },
  {
    ...zhejiangUnread,
    termYears: binding(5, zhejiangRulesArticle(2020, 2)),
    committeeSize: limit({ min: 5, max: 9 }, zhejiangRulesArticle(2020, 2)),
    surplusMinimum: borrowed(1, `参照${zhejiangRulesArticle(2012, 3)}`),
    directForms: borrowed(['allVoters'], `参照${zhejiangRulesArticle(2012, 3)}`),
  },
)
