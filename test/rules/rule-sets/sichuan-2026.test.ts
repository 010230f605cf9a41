import t from 'tap'
import type { Figures } from '../../../src/rules/figures.js'
import { national2026 } from '../../../src/rules/rule-sets/national-2026.js'
import { sichuan2026 } from '../../../src/rules/rule-sets/sichuan-2026.js'

const half = { num: 1, den: 2 }

const stated: readonly { [K in keyof Figures]: [K, Figures[K], string] }[keyof Figures][] = [
  ['termYears', 5, '第六条'],
  ['committeeSize', { min: 5, max: 9 }, '第四条'],
  ['electionCommitteeSize', { min: 3, max: 9 }, '第十二条'],
  ['votingAge', 18, '第十五条'],
  ['communityWorkerMonths', 6, '第十六条'],
  ['rollDaysBefore', 20, '第十七条'],
  ['objectionDays', 5, '第十八条'],
  ['decisionDays', 3, '第十八条'],
  ['nominatorsMinimum', 10, '第十九条'],
  ['surplusMinimum', 1, '第二十条'],
  ['nomineesDaysBefore', 15, '第二十一条'],
  ['candidatesDaysBefore', 5, '第二十二条'],
  ['pollingDaysBefore', 5, '第二十五条'],
  ['proxyDaysBefore', 1, '第二十八条'],
  ['proxyListDaysBefore', 1, '第二十八条'],
  ['proxyMaximum', 3, '第二十八条'],
  ['stationStaff', { min: 3, scrutineersMin: 2 }, '第二十六条'],
  ['turnout', { allVoters: half, households: half, representatives: { num: 2, den: 3 } }, '第三十条'],
  ['winningShare', half, '第三十一条'],
  ['tieAtCut', 'voteAgain', '第三十一条'],
  ['ineligibleWinner', 'void', '第三十三条'],
  ['relativesKeep', 'highestPost', '第三十三条'],
  ['runoffMinimum', { num: 1, den: 3 }, '第三十五条'],
  ['runoffDays', 10, '第三十五条'],
  ['seatsMayStayEmptyFrom', 5, '第三十六条'],
  ['resultNoticeDays', 0, '第三十七条'],
  ['handoverDays', 10, '第三十八条'],
  ['overvoteScope', 'ballot', '第三十条'],
  ['womanSeat', 'ranking', '第三十二条'],
  ['writeInMustBeVoter', false, '第二十八条'],
  ['allowedForms', ['allVoters', 'households', 'representatives'], '第五条'],
  ['postponementMonths', 12, '第六条'],
  ['electionCommitteeAbsences', 3, '第十四条'],
  ['electionCommitteeLeavesOn', 'consent', '第十四条'],
  ['registrationByDeclaration', true, '第十六条'],
  ['registeredOnceOnly', true, '第十六条'],
  ['rollRepostedAfterMoveOf', 30, '第十七条'],
  ['nomineesWithinSeats', true, '第二十条'],
  ['onePostPerPerson', true, '第二十条'],
  ['surplusMaximum', { chair: 1, viceChair: 1, member: 3 }, '第二十条'],
  ['primary', true, '第二十二条'],
  ['primaryTurnout', half, '第二十二条'],
  ['candidateOrder', 'votesAfterPrimary', '第二十二条'],
  ['withdrawalRefill', 'byVotes', '第二十三条'],
  ['staffRelativesBarred', true, '第二十六条'],
  ['proxyPassedOn', false, '第二十八条'],
  ['votingBooth', true, '第二十八条'],
  ['illegibleScope', 'part', '第三十条'],
  ['ballotsNotMoreThan', 'issued', '第三十条'],
  ['archiveDays', 10, '第三十八条'],
  ['bodiesDays', 15, '第三十八条'],
  [
    'recallPetition',
    { allVoters: { num: 1, den: 10 }, households: { num: 1, den: 10 }, representatives: { num: 1, den: 3 } },
    '第三十九条',
  ],
  ['recallVoteWithin', { months: 3, days: 0 }, '第三十九条'],
  ['recallRepeatMonths', 6, '第四十条'],
  ['absenceMonths', 6, '第四十一条'],
  ['byElectionMonths', 3, '第四十三条'],
  ['changeNoticeDays', 5, '第四十四条'],
]

t.test('what the regulation says, with its articles, read and binding', async (t) => {
  for (const [figure, value, article] of stated) {
    t.same(sichuan2026[figure], value, figure)
    t.equal(sichuan2026.provenance[figure].source, `《四川省城市居民委员会选举条例》${article}`, figure)
    t.equal(sichuan2026.provenance[figure].certainty, 'read', figure)
  }
  t.equal(sichuan2026.isProvisional, false)
  t.equal(sichuan2026.inForceFrom, '2026-01-01')
  t.equal(sichuan2026.inForceUntil, undefined, 'still in force')
})

t.test('where the regulation is silent, the national set stays', async (t) => {
  const own = new Set<string>(stated.map(([figure]) => figure))
  // Follows from the binding number of candidates, though the article does not say it.
  own.add('primaryTie')
  t.equal(sichuan2026.primaryTie, 'voteAgain')
  t.equal(sichuan2026.provenance.primaryTie.certainty, 'inferred')
  // The articles ask for the step; that they give these days is not known.
  for (const [figure, days, article] of [
    ['guidanceGroupDaysBefore', 60, '第九条'],
    ['vettingDaysBefore', 12, '第二十一条'],
  ] as const) {
    own.add(figure)
    t.equal(sichuan2026[figure], days)
    t.match(sichuan2026.provenance[figure], {
      source: `《四川省城市居民委员会选举条例》${article}`,
      certainty: 'inferred',
    })
  }
  // Two may issue them by the article; that it is the township is ours.
  own.add('certificateIssuer')
  t.equal(sichuan2026.certificateIssuer, 'township')
  t.match(sichuan2026.provenance.certificateIssuer, {
    source: '《四川省城市居民委员会选举条例》第三十七条',
    certainty: 'inferred',
  })
  for (const figure of Object.keys(national2026.provenance) as (keyof Figures)[]) {
    if (own.has(figure)) continue
    t.same(sichuan2026[figure], national2026[figure], figure)
    t.equal(sichuan2026.provenance[figure], national2026.provenance[figure], figure)
  }
})
