import t from 'tap'
import { type Appraisal, automaticEnds } from '../../src/rules/automatic-end.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'

const member = '王伟'
const appraisal = (year: number, isUnfit: boolean): Appraisal => ({ year, on: `${year}-12-20`, isUnfit })
const endedBy = (appraisals: readonly Appraisal[], unfitAppraisals = 2) =>
  automaticEnds({ member, appraisals }, { ...national2026, unfitAppraisals }).map(({ on }) => on)

t.test('nothing ends a post by itself but what the law names', async (t) => {
  t.strictSame(automaticEnds({ member }, national2026), [])
  t.strictSame(automaticEnds({ member, lostCapacityOn: '2028-03-01' }, national2026), [
    {
      reason: 'lostCapacity',
      on: '2028-03-01',
      sentence: '王伟丧失行为能力，职务自2028年3月1日起终止（《城市居民委员会组织法》第二十三条）。',
    },
  ])
  t.strictSame(automaticEnds({ member, diedOn: '2028-03-01' }, national2026), [
    { reason: 'died', on: '2028-03-01', sentence: '王伟于2028年3月1日去世，职务终止。' },
  ])
  t.match(automaticEnds({ member, sentencedOn: '2028-03-01' }, national2026), [
    {
      reason: 'sentenced',
      sentence: '王伟被判处刑罚，职务自2028年3月1日起终止（《城市居民委员会组织法》第二十三条）。',
    },
  ])
  t.match(automaticEnds({ member, voidedOn: '2027-06-01' }, national2026), [
    {
      reason: 'electionVoid',
      sentence: '王伟当选被认定无效，职务自2027年6月1日起终止（《城市居民委员会组织法》第二十二条）。',
    },
  ])
})

t.test('the earliest comes first', async (t) => {
  const all = { member, lostCapacityOn: '2028-05-01', sentencedOn: '2028-03-01', voidedOn: '2028-05-01' } as const
  t.strictSame(
    automaticEnds(all, national2026).map(({ reason }) => reason),
    ['sentenced', 'lostCapacity', 'electionVoid'],
  )
})

t.test('two unfit appraisals in a row', async (t) => {
  for (const { years, on, because } of [
    { years: [[2027, true]], on: [], because: 'once' },
    {
      years: [
        [2027, true],
        [2028, true],
      ],
      on: ['2028-12-20'],
      because: 'twice in a row',
    },
    {
      years: [
        [2028, true],
        [2027, true],
      ],
      on: ['2028-12-20'],
      because: 'in whatever order they are recorded',
    },
    {
      years: [
        [2027, true],
        [2028, false],
        [2029, true],
      ],
      on: [],
      because: 'a better year between',
    },
    {
      years: [
        [2027, true],
        [2029, true],
      ],
      on: [],
      because: 'a year without an appraisal between',
    },
    {
      years: [
        [2027, true],
        [2029, true],
        [2030, true],
      ],
      on: ['2030-12-20'],
      because: 'the row begins anew',
    },
    {
      years: [
        [2027, true],
        [2028, true],
        [2029, true],
      ],
      on: ['2028-12-20'],
      because: 'ended already at the second',
    },
    {
      years: [
        [2027, false],
        [2028, false],
      ],
      on: [],
      because: 'fit',
    },
    { years: [], on: [], because: 'none yet' },
  ] as const) {
    const appraisals = (years as readonly (readonly [number, boolean])[]).map(([year, isUnfit]) =>
      appraisal(year, isUnfit),
    )
    t.strictSame(endedBy(appraisals), on, because)
  }
  t.strictSame(endedBy([appraisal(2027, true)], 1), ['2027-12-20'], 'where once is enough')
  t.strictSame(
    endedBy(
      [2027, 2028, 2029].map((year) => appraisal(year, true)),
      3,
    ),
    ['2029-12-20'],
    'where three are asked',
  )
  t.match(automaticEnds({ member, appraisals: [appraisal(2027, true), appraisal(2028, true)] }, national2026), [
    {
      reason: 'unfit',
      sentence: '王伟连续2次民主评议不称职，职务自2028年12月20日起终止（《城市居民委员会组织法》第三十七条）。',
    },
  ])
})
