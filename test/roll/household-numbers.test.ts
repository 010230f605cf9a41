import t from 'tap'
import fc from 'fast-check'
import { groupNumberOf, withNewGroups } from '../../src/roll/group-number.js'
import { householdNumbers } from '../../src/roll/household-numbers.js'
import { outcomeOf, type RowOutcome } from '../../src/roll/import-outcome.js'

const someone = {
  householdNumber: null,
  householder: null,
  relation: null,
  address: null,
  door: null,
  residentsGroup: null,
}

t.test('households of a register that does not number them', async (t) => {
  const here = { ...someone, address: '长岭路1号' }
  t.strictSame(
    householdNumbers([
      { ...someone, householdNumber: '00012' },
      { ...here, householder: '王伟', relation: '户主' },
      { ...here, householder: '王伟', relation: '妻' },
      { ...here, householder: '李明', relation: '户主' },
    ]),
    ['00012', '自编1', '自编1', '自编2'],
    'one household a householder',
  )
  t.strictSame(
    householdNumbers(
      [
        { ...here, relation: '户主' },
        { ...here, relation: '子' },
        { ...here, relation: '户主' },
        { ...someone, relation: '妻', address: '长岭路2号' },
        { ...someone, address: '长岭路2号' },
      ],
      7,
    ),
    ['自编7', '自编7', '自编8', '自编9', '自编10'],
    'a head begins one, those of another address do not belong, and who says nothing stands alone',
  )
  const person = fc.record({
    ...Object.fromEntries(Object.keys(someone).map((field) => [field, fc.constantFrom(null, '户主', '子', 'a', 'b')])),
  }) as unknown as fc.Arbitrary<typeof someone>
  fc.assert(
    fc.property(fc.array(person, { maxLength: 30 }), (people) => {
      const numbers = householdNumbers(people)
      return (
        numbers.length === people.length &&
        numbers.every((number, i) => number === (people[i]?.householdNumber ?? number) && number !== '')
      )
    }),
  )
})

t.test('groups by number and by name', async (t) => {
  const named = [{ number: 1001, name: '东片3组' }]
  for (const [text, number] of [
    ['3', 3],
    ['第三居民小组', 3],
    ['０', 0],
    ['未分组', 0],
    [null, 0],
    ['', 0],
    ['东片3组', 1001],
    ['西片', undefined],
  ] as const) {
    t.equal(groupNumberOf(text, named), number, `「${text}」`)
  }
  t.strictSame(withNewGroups(['3', '西片', '东片3组', '西片', '南片'], named), [
    ...named,
    { number: 1002, name: '西片' },
    { number: 1003, name: '南片' },
  ])
})

t.test('what becomes of a row', async (t) => {
  const row = {
    verdict: 'accepted',
    heldBack: null,
    decision: null,
    registeredIn: null,
    registeredBy: null,
    wasRemoved: false,
  } as const
  const rows: [Partial<Parameters<typeof outcomeOf>[0]>, RowOutcome][] = [
    [{}, 'add'],
    [{ verdict: 'error', registeredIn: 5 }, 'error'],
    [{ verdict: 'underAge', heldBack: 'underAge' }, 'underAge'],
    [{ verdict: 'warning', heldBack: 'underAge', decision: 'accept' }, 'underAge'],
    [{ heldBack: 'communityWorker' }, 'communityWorker'],
    [{ verdict: 'warning' }, 'undecided'],
    [{ verdict: 'warning', decision: 'accept' }, 'add'],
    [{ verdict: 'warning', decision: 'refuse' }, 'refused'],
    [{ registeredIn: 5 }, 'unchanged'],
    [{ registeredIn: 6 }, 'elsewhere'],
    [{ verdict: 'warning', registeredIn: 6 }, 'elsewhere'],
    [{ wasRemoved: true }, 'removed'],
  ]
  for (const [facts, outcome] of rows) t.equal(outcomeOf({ ...row, ...facts }, 5), outcome, JSON.stringify(facts))
})
