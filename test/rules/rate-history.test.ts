import fc from 'fast-check'
import t from 'tap'
import { directElectionRate } from '../../src/rules/direct-election-rate.js'
import { daysOfChange, type RateChange, rateOnDay } from '../../src/rules/rate-history.js'

const settings = { target: { num: 70, den: 100 }, directForms: ['allVoters'], mustAllBeDirect: [1] } as const
const communities = [
  { communityId: 11, communityName: '甲社区', townshipId: 1 },
  { communityId: 12, communityName: '乙社区', townshipId: 1 },
  { communityId: 21, communityName: '丙社区', townshipId: 2 },
]
const changes: readonly RateChange[] = [
  { on: '2027-04-01', kind: 'form', communityId: 11, form: 'allVoters' },
  { on: '2027-04-01', kind: 'form', communityId: 12, form: 'allVoters' },
  { on: '2027-04-02', kind: 'form', communityId: 21, form: 'allVoters' },
  { on: '2027-04-05', kind: 'participation', communityId: 12, participation: 'postponed' },
  { on: '2027-04-10', kind: 'form', communityId: 21, form: 'households' },
  { on: '2027-05-01', kind: 'declared', communityId: 11, isValid: true },
  { on: '2027-05-02', kind: 'declared', communityId: 21, isValid: false },
  { on: '2027-05-09', kind: 'declared', communityId: 21, isValid: true },
  { on: '2027-05-10', kind: 'confirmed', communityId: 11, form: 'allVoters' },
  {
    on: '2027-05-11',
    kind: 'settings',
    settings: { target: { num: 40, den: 100 }, directForms: ['allVoters'], mustAllBeDirect: [] },
  },
  {
    on: '2027-05-12',
    kind: 'settings',
    settings: { target: { num: 80, den: 100 }, directForms: ['allVoters', 'households'], mustAllBeDirect: [] },
  },
  { on: '2027-05-13', kind: 'participation', communityId: 21, participation: 'notHeld' },
  { on: '2027-05-14', kind: 'confirmed', communityId: 11, form: null },
  { on: '2027-05-15', kind: 'form', communityId: 99, form: 'households' },
]

t.test('the rate of any day, reckoned by hand', async (t) => {
  for (const { day, claimed, confirmed, verdict, excluded, because } of [
    {
      day: '2027-03-31',
      claimed: [0, 0, 3],
      confirmed: [0, 0, 3],
      verdict: 'open',
      excluded: 0,
      because: 'nothing has happened',
    },
    {
      day: '2027-04-05',
      claimed: [0, 0, 2],
      confirmed: [0, 0, 2],
      verdict: 'open',
      excluded: 1,
      because: 'one put off',
    },
    {
      day: '2027-05-01',
      claimed: [1, 1, 1],
      confirmed: [0, 0, 2],
      verdict: 'open',
      excluded: 1,
      because: 'one held, not confirmed',
    },
    {
      day: '2027-05-02',
      claimed: [1, 1, 1],
      confirmed: [0, 0, 2],
      verdict: 'open',
      excluded: 1,
      because: 'a void vote is none',
    },
    {
      day: '2027-05-09',
      claimed: [1, 2, 0],
      confirmed: [0, 0, 2],
      verdict: 'notMet',
      excluded: 1,
      because: '1 of 2 against 70 %',
    },
    {
      day: '2027-05-10',
      claimed: [1, 2, 0],
      confirmed: [1, 1, 1],
      verdict: 'notMet',
      excluded: 1,
      because: 'one confirmed',
    },
    {
      day: '2027-05-11',
      claimed: [1, 2, 0],
      confirmed: [1, 1, 1],
      verdict: 'met',
      excluded: 1,
      because: 'the target is 40 % now',
    },
    {
      day: '2027-05-12',
      claimed: [2, 2, 0],
      confirmed: [1, 1, 1],
      verdict: 'met',
      excluded: 1,
      because: 'households count now',
    },
    {
      day: '2027-05-13',
      claimed: [2, 2, 0],
      confirmed: [1, 1, 1],
      verdict: 'met',
      excluded: 1,
      because: 'held is held',
    },
    {
      day: '2027-05-20',
      claimed: [2, 2, 0],
      confirmed: [0, 0, 2],
      verdict: 'met',
      excluded: 1,
      because: 'no longer confirmed',
    },
  ] as const) {
    const rate = rateOnDay(changes, communities, settings, day)
    const numbers = ({ direct, held, pending }: typeof rate.claimed) => [direct, held, pending]
    t.strictSame(numbers(rate.claimed), claimed, because)
    t.strictSame(numbers(rate.confirmed), confirmed, because)
    t.equal(rate.claimed.verdict, verdict, because)
    t.equal(rate.claimed.excluded.length, excluded, because)
  }
  t.strictSame(rateOnDay(changes, communities, settings, '2027-05-10').settings, settings)
})

t.test('each community as it stood, and none before it was set up', async (t) => {
  const young = { communityId: 22, communityName: '丁社区', townshipId: 2, since: '2027-05-03' } as const
  const on = (day: '2027-05-02' | '2027-05-12') => rateOnDay(changes, [...communities, young], settings, day)
  t.strictSame(
    on('2027-05-02').communities.map(({ communityId, form, participation, confirmed }) => [
      communityId,
      form,
      participation,
      confirmed,
    ]),
    [
      [11, 'allVoters', 'held', null],
      [12, 'allVoters', 'postponed', null],
      [21, 'households', 'pending', null],
    ],
  )
  t.match(on('2027-05-12').communities, [
    { communityId: 11, participation: 'held', confirmed: 'allVoters' },
    { communityId: 12 },
    { communityId: 21, form: 'households', participation: 'held', confirmed: null },
    { communityId: 22, form: undefined, participation: 'pending' },
  ])
  t.equal(on('2027-05-12').claimed.pending, 1)
  const voided = [...changes, { on: '2027-05-12', kind: 'declared', communityId: 11, isValid: false }] as const
  const { communities: after, confirmed } = rateOnDay(voided, communities, settings, '2027-05-12')
  t.equal(after[0]?.confirmed, null, 'what was held no longer is confirmed no longer')
  t.strictSame([confirmed.direct, confirmed.held], [0, 0])
})

t.test('days of change come once and in order', async (t) => {
  t.equal(daysOfChange(changes).length, 13)
  t.equal(daysOfChange(changes)[0], '2027-04-01')
  t.strictSame(daysOfChange([]), [])
})

t.test('what happens later changes no earlier day', async () => {
  const day = fc.integer({ min: 1, max: 28 }).map((n) => `2027-05-${String(n).padStart(2, '0')}` as const)
  const change = fc.record({
    on: day as fc.Arbitrary<RateChange['on']>,
    kind: fc.constant('declared' as const),
    communityId: fc.constantFrom(11, 12, 21),
    isValid: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(change), day, (some, on) => {
      const sorted = [...some].sort((a, b) => (a.on < b.on ? -1 : 1))
      const whole = rateOnDay(sorted, communities, settings, on as RateChange['on'])
      const cut = rateOnDay(
        sorted.filter((each) => each.on <= on),
        communities,
        settings,
        '2027-12-31',
      )
      return JSON.stringify(whole) === JSON.stringify(cut)
    }),
  )
  fc.assert(
    fc.property(fc.array(change), (some) => {
      const { claimed } = rateOnDay(some, communities, settings, '2027-12-31')
      const { direct, held } = directElectionRate(
        communities.map((community) => {
          const last = some.filter(({ communityId }) => communityId === community.communityId).at(-1)
          return {
            ...community,
            form: 'allVoters' as const,
            participation: last?.isValid ? ('held' as const) : ('pending' as const),
          }
        }),
        settings,
      )
      return claimed.direct === direct && claimed.held === held
    }),
  )
})
