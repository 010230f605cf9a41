import { assumed, binding, borrowed, buildRuleSet, limit, type StatedFigures } from '../build-rule-set.js'
import {
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
  womenMinimum: borrowed(1, zhejiangVillageArticle(21)),
  residentsAssemblyQuorum: borrowed({ share: { num: 1, den: 2 }, reachedBy: 'moreThan' }, laterLawArticle(27)),
  representativesAssemblyQuorum: borrowed({ share: { num: 2, den: 3 }, reachedBy: 'atLeast' }, laterLawArticle(29)),
  electionCommitteeSize: borrowed({ min: 5, max: 9 }, zhejiangVillageArticle(8)),
  electionCommitteeDaysBefore: assumed(45, unread),
  announcementDaysBefore: assumed(40, unread),
  registrationDaysBefore: assumed({ opens: 40, closes: 26 }, unread),
  votingAge: borrowed(18, zhejiangVillageArticle(12)),
  communityWorkerMonths: borrowed(12, zhejiangVillageArticle(13)),
  rollDaysBefore: borrowed(20, zhejiangVillageArticle(14)),
  objectionDays: borrowed(5, zhejiangVillageArticle(14)),
  residentsDeadlineSkipsHolidays: assumed(true, unread),
  decisionDays: borrowed(3, zhejiangVillageArticle(14)),
  nominatorsMinimum: borrowed(10, laterLawArticle(18)),
  // The village method and the “generally” of 2012, art. 3, leave room for it (自荐直选); the law of 2025 does not.
  selfNomination: borrowed(true, zhejiangVillageArticle(20)),
  nominationDaysBefore: assumed(16, unread),
  nomineesDaysBefore: assumed(15, unread),
  candidatesDaysBefore: borrowed(5, zhejiangVillageArticle(18)),
  pollingDaysBefore: borrowed(5, zhejiangVillageArticle(22)),
  withdrawalDaysBefore: borrowed(3, zhejiangVillageArticle(19)),
  proxyDaysBefore: borrowed(3, zhejiangVillageArticle(25)),
  proxyListDaysBefore: borrowed(1, zhejiangVillageArticle(25)),
  proxyMaximum: borrowed(3, zhejiangVillageArticle(25)),
  stationStaff: assumed({ min: 3, scrutineersMin: 2 }, unread),
  // The village method knows all voters only; the shares of the other two forms are the later law's.
  turnout: borrowed(
    { allVoters: { num: 1, den: 2 }, households: { num: 1, den: 2 }, representatives: { num: 2, den: 3 } },
    `${zhejiangVillageArticle(27)}；户代表、居民代表选举${laterLawArticle(19)}`,
  ),
  winningShare: borrowed({ num: 1, den: 2 }, zhejiangVillageArticle(28)),
  runoffMinimum: borrowed({ num: 1, den: 3 }, zhejiangVillageArticle(29)),
  runoffDays: borrowed(30, zhejiangVillageArticle(29)),
  seatsMayStayEmptyFrom: assumed(5, unread),
  resultNoticeDays: borrowed(1, zhejiangVillageArticle(32)),
  handoverDays: borrowed(10, zhejiangVillageArticle(33)),
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
