import t from 'tap'
import type { Figures } from '../../../src/rules/figures.js'
import { national2026 } from '../../../src/rules/rule-sets/national-2026.js'

t.test('the figures that stand in the law, with their articles', async (t) => {
  const half = { num: 1, den: 2 }
  const rows: readonly { [K in keyof Figures]: [K, Figures[K], string] }[keyof Figures][] = [
    ['termYears', 5, '第十四条'],
    ['committeeSize', { min: 5, max: 9 }, '第八条'],
    ['womenMinimum', 1, '第八条'],
    ['residentsAssemblyQuorum', { share: half, reachedBy: 'moreThan' }, '第二十七条'],
    ['representativesAssemblyQuorum', { share: { num: 2, den: 3 }, reachedBy: 'atLeast' }, '第二十九条'],
    ['votingAge', 18, '第十六条'],
    ['communityWorkerMonths', 6, '第十六条'],
    ['rollDaysBefore', 20, '第十七条'],
    ['objectionDays', 5, '第十七条'],
    ['decisionDays', 3, '第十七条'],
    ['nominatorsMinimum', 10, '第十八条'],
    ['surplusMinimum', 1, '第十八条'],
    ['proxyMaximum', 3, '第十九条'],
    ['turnout', { allVoters: half, households: half, representatives: { num: 2, den: 3 } }, '第十九条'],
    ['winningShare', half, '第十九条'],
    ['runoffMinimum', { num: 1, den: 3 }, '第十九条'],
    ['allowedForms', ['allVoters', 'households', 'representatives'], '第十四条'],
    ['residentsAssemblyNoticeDays', 10, '第二十六条'],
    ['representativesShare', { num: 4, den: 5 }, '第二十八条'],
    ['householdsPerRepresentative', { min: 20, max: 50 }, '第十三条'],
    ['registrationByDeclaration', true, '第十六条'],
    ['communityWorkerConfirmed', true, '第十六条'],
    ['partyNomination', true, '第十八条'],
    ['candidatesMeetVoters', true, '第十八条'],
    ['candidateAsProxy', false, '第十九条'],
    ['proxyForms', ['allVoters', 'households'], '第十九条'],
    ['proxyMayBe', 'anyVoter', '第十九条'],
    ['proxyListDaysBefore', 1, '第十九条'],
    ['votingBooth', true, '第十九条'],
    ['handoverDays', 10, '第二十五条'],
    [
      'recallPetition',
      { allVoters: { num: 1, den: 10 }, households: { num: 1, den: 10 }, representatives: { num: 1, den: 3 } },
      '第二十条',
    ],
    ['unfitAppraisals', 2, '第三十七条'],
  ]
  for (const [figure, value, article] of rows) {
    t.same(national2026[figure], value, figure)
    t.equal(national2026.provenance[figure].source, `《城市居民委员会组织法》${article}`, figure)
    t.equal(national2026.provenance[figure].certainty, 'read', figure)
  }
})

t.test('planning days of our own, each said to be so', async (t) => {
  for (const [figure, days, source] of [
    ['guidanceGroupDaysBefore', 60, '参照《四川省城市居民委员会选举条例》第九条'],
    ['committeeNoticeDays', 1, '法律未规定，系统默认'],
    ['vettingDaysBefore', 12, '法律未规定，系统默认'],
    ['speechRequestDaysBefore', 5, '法律未规定，系统默认'],
  ] as const) {
    t.equal(national2026[figure], days, figure)
    t.strictSame(national2026.provenance[figure], { source, certainty: 'inferred', mayBeSetLocally: true }, figure)
  }
})

t.test('what the law does not say is never called read', async (t) => {
  for (const [figure, { source, certainty }] of Object.entries(national2026.provenance)) {
    if (certainty === 'read') t.match(source, /^《(城市居民委员会组织法|民法典)》/, figure)
  }
})

t.test('every figure that the law states is among those checked above', async (t) => {
  const read = Object.entries(national2026.provenance).filter(([, { certainty }]) => certainty === 'read')
  t.equal(read.length, 33)
  t.equal(national2026.closeRelatives, 'civilCode')
  t.equal(national2026.provenance.closeRelatives.source, '《民法典》第一千零四十五条')
})
