import t from 'tap'
import type { Figures } from '../../../src/rules/figures.js'
import { national2026 } from '../../../src/rules/rule-sets/national-2026.js'
import { zhejiang2020, zhejiangUnread } from '../../../src/rules/rule-sets/zhejiang-2020.js'

t.test('it is of the time before the revised law, and provisional', async (t) => {
  t.equal(zhejiang2020.isProvisional, true)
  t.match(zhejiang2020.title, /2020年，暂定/)
  t.match(zhejiang2020.law, /2018年修正/)
  t.equal(zhejiang2020.inForceFrom, '2020-08-10')
  t.equal(zhejiang2020.inForceUntil, '2025-12-31')
})

t.test('only article 2 was read', async (t) => {
  const read = Object.entries(zhejiang2020.provenance).filter(([, { certainty }]) => certainty === 'read')
  t.same(
    read.map(([figure]) => figure),
    ['termYears', 'committeeSize'],
  )
  for (const [figure, { source }] of read) t.match(source, /^《浙江省[^》]+》（2020年）第二条$/, figure)
  t.equal(zhejiang2020.termYears, 5)
  t.same(zhejiang2020.committeeSize, { min: 5, max: 9 })
})

t.test('every figure is stated, and what is borrowed says of whom', async (t) => {
  t.same(Object.keys(zhejiang2020.provenance).sort(), Object.keys(national2026.provenance).sort())
  for (const [figure, { source, certainty }] of Object.entries(zhejiang2020.provenance)) {
    if (certainty === 'secondary') t.match(source, /^参照/, figure)
    if (certainty === 'inferred') t.equal(source, '规程原文尚未核对，系统默认', figure)
  }
})

t.test('the figures taken from the village method, with its articles', async (t) => {
  const half = { num: 1, den: 2 }
  const rows: readonly { [K in keyof Figures]: [K, Figures[K], string] }[keyof Figures][] = [
    ['womenMinimum', 1, '第二十一条'],
    ['electionCommitteeSize', { min: 5, max: 9 }, '第八条'],
    ['committeeNoticeDays', 1, '第八条'],
    ['speechRequestDaysBefore', 5, '第二十三条'],
    ['votingAge', 18, '第十二条'],
    ['communityWorkerMonths', 12, '第十三条'],
    ['rollDaysBefore', 20, '第十四条'],
    ['objectionDays', 5, '第十四条'],
    ['decisionDays', 3, '第十四条'],
    ['selfNomination', true, '第二十条'],
    ['candidatesDaysBefore', 5, '第十八条'],
    ['pollingDaysBefore', 5, '第二十二条'],
    ['withdrawalDaysBefore', 3, '第十九条'],
    ['proxyDaysBefore', 3, '第二十五条'],
    ['proxyListDaysBefore', 1, '第二十五条'],
    ['proxyMaximum', 3, '第二十五条'],
    ['winningShare', half, '第二十八条'],
    ['runoffMinimum', { num: 1, den: 3 }, '第二十九条'],
    ['runoffDays', 30, '第二十九条'],
    ['resultNoticeDays', 1, '第三十二条'],
    ['handoverDays', 10, '第三十三条'],
    ['overvoteScope', 'ballot', '第二十七条'],
    ['multiPost', 'invalid', '第二十七条'],
    ['womanSeat', 'separateLine', '第二十一条'],
    ['writeInMustBeVoter', true, '第二十一条'],
  ]
  for (const [figure, value, article] of rows) {
    t.same(zhejiang2020[figure], value, figure)
    t.equal(zhejiang2020.provenance[figure].source, `参照《浙江省村民委员会选举办法》${article}`, figure)
    t.equal(zhejiang2020.provenance[figure].certainty, 'secondary', figure)
  }
  const { turnout } = zhejiangUnread
  t.same(turnout.value, { allVoters: half, households: half, representatives: { num: 2, den: 3 } })
  t.match(turnout.provenance.source, /第二十七条；.*2025年修订/, 'two sources, both named')
})

t.test('what neither text gives is the later law or our default', async (t) => {
  t.match(zhejiang2020, {
    residentsAssemblyQuorum: { share: { num: 1, den: 2 }, reachedBy: 'moreThan' },
    representativesAssemblyQuorum: { share: { num: 2, den: 3 }, reachedBy: 'atLeast' },
    nominatorsMinimum: 10,
    electionCommitteeDaysBefore: 45,
    announcementDaysBefore: 40,
    registrationDaysBefore: { opens: 40, closes: 26 },
    residentsDeadlineSkipsHolidays: true,
    nominationDaysBefore: 16,
    nomineesDaysBefore: 15,
    guidanceGroupDaysBefore: 60,
    vettingDaysBefore: 12,
    stationStaff: { min: 3, scrutineersMin: 2 },
    seatsMayStayEmptyFrom: 5,
    surplusMinimum: 1,
    directForms: ['allVoters'],
  })
  for (const figure of ['residentsAssemblyQuorum', 'representativesAssemblyQuorum', 'nominatorsMinimum'] as const) {
    t.match(zhejiang2020.provenance[figure].source, /^参照2025年修订的/, figure)
  }
})
