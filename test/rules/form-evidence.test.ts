import t from 'tap'
import { dayNoticeEvidence, formDecisionEvidence, rollEvidence } from '../../src/rules/form-evidence.js'

const claim = { form: 'allVoters', electionDay: '2027-05-20' } as const
const decision = {
  form: 'allVoters',
  decidedBy: 'representativesAssembly',
  decidedOn: '2027-04-06',
  entitled: 42,
  present: 39,
  inFavour: 36,
  document: '会议记录1号',
} as const
const notice = {
  number: 2,
  issuedOn: '2027-04-06',
  form: 'allVoters',
  electionDay: '2027年5月20日（星期四）',
  isCorrected: false,
  postings: 2,
} as const
const roll = {
  version: 2,
  madeOn: '2027-05-03',
  voters: 517,
  electors: 517,
  votersNow: 517,
  electorsNow: 517,
  adults: 520,
} as const

t.test('the decision on the form is that which is claimed, and came before its notice', async (t) => {
  for (const { given, paper, state, says } of [
    { given: decision, paper: notice, state: 'consistent', says: '赞成36人' },
    { given: decision, paper: undefined, state: 'consistent', says: '赞成36人' },
    { given: undefined, paper: notice, state: 'missing', says: '没有登记决定选举方式的会议' },
    {
      given: { ...decision, form: 'households' },
      paper: notice,
      state: 'contradictory',
      says: '会议决定的是户代表选举，申报的是',
    },
    {
      given: { ...decision, decidedOn: '2027-04-07' },
      paper: notice,
      state: 'contradictory',
      says: '会议日期是2027年4月7日，晚于公告印发的2027年4月6日。',
    },
  ] as const) {
    const piece = formDecisionEvidence(claim, given, paper, true)
    t.equal(piece.state, state)
    t.match(piece.sentences.join(''), says)
  }
})

t.test('before the roll is posted nothing about the form is missed', async (t) => {
  t.equal(formDecisionEvidence(claim, undefined, notice, false).state, 'notDue')
  t.equal(formDecisionEvidence(claim, decision, notice, false).state, 'consistent')
  t.equal(dayNoticeEvidence(claim, undefined, false).state, 'notDue')
  t.equal(dayNoticeEvidence(claim, { ...notice, postings: 0 }, false).state, 'missing')
})

t.test('the notice says the form and day that are claimed, and hangs somewhere', async (t) => {
  for (const { paper, state, says } of [
    { paper: notice, state: 'consistent', says: '第2号公告，2027年4月6日印发' },
    { paper: undefined, state: 'missing', says: '没有印发' },
    { paper: { ...notice, postings: 0 }, state: 'missing', says: '没有登记在哪里张贴' },
    { paper: { ...notice, form: 'households' }, state: 'contradictory', says: '公告写的是户代表选举' },
    { paper: { ...notice, form: null }, state: 'contradictory', says: '没有写明选举方式' },
    {
      paper: { ...notice, electionDay: '2027年5月2日（星期日）' },
      state: 'contradictory',
      says: '公告的选举日是2027年5月2日（星期日），实际是2027年5月20日。',
    },
    { paper: { ...notice, form: 'households', isCorrected: true }, state: 'consistent', says: '已经印发更正公告' },
    { paper: { ...notice, isCorrected: true }, state: 'consistent', says: '登记张贴2处。' },
  ] as const) {
    const piece = dayNoticeEvidence(claim, paper, true)
    t.equal(piece.state, state, says)
    t.match(piece.sentences.join(''), says)
  }
})

t.test('on the roll those can vote whom the form asks for, and it is as it was closed', async (t) => {
  const households = { form: 'households', electionDay: '2027-05-20' } as const
  for (const { of, given, isPollOpened, state, says } of [
    {
      of: claim,
      given: roll,
      isPollOpened: true,
      state: 'consistent',
      says: '选民517人；名册中选举日年满18周岁的520人，登记率99.42%。',
    },
    { of: claim, given: { ...roll, adults: 0 }, isPollOpened: true, state: 'consistent', says: '选民517人。' },
    { of: claim, given: undefined, isPollOpened: true, state: 'missing', says: '已经投票' },
    { of: claim, given: undefined, isPollOpened: false, state: 'notDue', says: '还没有确定' },
    {
      of: claim,
      given: { ...roll, electors: 200, electorsNow: 200 },
      isPollOpened: true,
      state: 'contradictory',
      says: '能投票的只有200人，选民517人',
    },
    {
      of: households,
      given: { ...roll, electors: 200, electorsNow: 200 },
      isPollOpened: true,
      state: 'consistent',
      says: '其中户代表200人',
    },
    { of: households, given: roll, isPollOpened: true, state: 'contradictory', says: '全部选民517人都能投票' },
    {
      of: claim,
      given: { ...roll, votersNow: 516, electorsNow: 516 },
      isPollOpened: true,
      state: 'contradictory',
      says: '现在名单上选民516人',
    },
    {
      of: households,
      given: { ...roll, electors: 200, electorsNow: 199 },
      isPollOpened: true,
      state: 'contradictory',
      says: '能投票的199人',
    },
  ] as const) {
    const piece = rollEvidence(of, given, isPollOpened)
    t.equal(piece.state, state, says)
    t.match(piece.sentences.join(''), says)
  }
})
