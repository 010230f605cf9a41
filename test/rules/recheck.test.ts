import t from 'tap'
import type { PlainDate } from '../../src/lib/plain-date.js'
import { type Dependent, recheck, type RollPerson, type RollState } from '../../src/rules/recheck.js'
import { zhejiang2026 } from '../../src/rules/rule-sets/zhejiang-2026.js'

const grown: RollPerson = { birth: '1980-01-01', isElector: true }

function state(people: Readonly<Record<string, RollPerson>>, electionDay: PlainDate = '2027-05-20'): RollState {
  return { roll: new Map(Object.entries(people)), electionDay }
}

const ten = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']
const everybody = Object.fromEntries([...ten, 'k', 'n'].map((id) => [id, grown]))
const without = (...gone: readonly string[]) =>
  Object.fromEntries(Object.entries(everybody).filter(([id]) => !gone.includes(id)))
const paper = (nominators: readonly string[]): Dependent => ({
  kind: 'paper',
  number: 3,
  paper: { kind: 'joint', nominee: { id: 'n', name: '王伟' }, nominators },
})
const rules = { form: 'allVoters', ruleSet: zhejiang2026 } as const

/** The codes of what no longer holds, one list a dependent that is hit. */
function codes(
  dependents: readonly Dependent[],
  before: RollState,
  after: RollState,
  form = rules.form as 'allVoters' | 'households',
) {
  return recheck(dependents, before, after, { ...rules, form }).map(({ findings }) => findings.map(({ code }) => code))
}

t.test('nothing changed, nothing found', async (t) => {
  const dependents: Dependent[] = [paper(ten), { kind: 'nominee', id: 'n', name: '王伟' }]
  t.strictSame(recheck(dependents, state(everybody), state(everybody), rules), [])
  t.strictSame(recheck([paper(ten.slice(1))], state(everybody), state(everybody), rules), [], 'nine from the start')
})

t.test('a paper that falls below ten by the roll, and one that keeps ten', async (t) => {
  t.strictSame(codes([paper(ten)], state(everybody), state(without('a'))), [
    ['too-few-nominators', 'nominator-not-on-roll'],
  ])
  t.strictSame(codes([paper([...ten, 'k'])], state(everybody), state(without('a'))), [['nominator-not-on-roll']])
  t.strictSame(codes([paper(ten)], state(everybody), state(without('n'))), [['nominee-not-on-roll']])
  const [first] = recheck([paper(ten)], state(everybody), state(without('a')), rules)
  t.equal(first?.dependent.kind, 'paper')
  t.match(first?.findings, [
    {
      severity: 'error',
      message: '第3号提名表：联名提名须有10名以上选民：签名10个，去掉重复的和不在选民名单上的，计9名，差1名。',
    },
    {},
  ])
})

t.test('an earlier day makes somebody too young', async (t) => {
  const young = { a: { birth: '2009-05-20', isElector: true } } as const
  for (const { day, expected, because } of [
    { day: '2027-05-20', expected: [], because: 'eighteen that day' },
    { day: '2027-05-19', expected: [['too-young-on-election-day']], because: 'a day before' },
    { day: '2027-06-01', expected: [], because: 'later' },
  ] as const) {
    const hit = codes([{ kind: 'nominee', id: 'a', name: '小王' }], state(young), state(young, day))
    t.strictSame(hit, expected, because)
  }
  const moved = recheck(
    [{ kind: 'mobileBoxUser', id: 'a', name: '小王' }],
    state(young),
    state(young, '2027-05-19'),
    rules,
  )
  t.strictSame(moved[0]?.findings, [
    {
      code: 'too-young-on-election-day',
      severity: 'error',
      fields: ['a'],
      message: '流动票箱投票人小王在选举日2027年5月19日为17周岁，不满18周岁。',
      article: '《城市居民委员会组织法》第十六条',
    },
  ])
  const signed = Object.fromEntries([...Object.entries(everybody), ['a', young.a]])
  t.strictSame(codes([paper(ten)], state(signed), state(signed, '2027-05-19')), [
    ['too-few-nominators', 'nominator-not-on-roll'],
  ])
})

t.test('each who rests on the roll is looked at, by the name of what they are', async (t) => {
  const person = (id: string) => ({ id, name: `名${id}` })
  const dependents: Dependent[] = [
    { kind: 'nominee', ...person('a') },
    { kind: 'elector', ...person('a') },
    { kind: 'mobileBoxUser', ...person('a') },
    { kind: 'electionCommitteeMember', ...person('a') },
    { kind: 'proxy', principal: person('a'), agent: person('b') },
    { kind: 'proxy', principal: person('b'), agent: person('a') },
    { kind: 'proxy', principal: person('b'), agent: person('c') },
  ]
  const found = recheck(dependents, state(everybody), state(without('a')), rules)
  t.strictSame(
    found.map(({ findings }) => findings.map(({ severity, message }) => [severity, message])),
    [
      [['error', '被提名人名a不在选民名单上。']],
      [['error', '选民名a不在选民名单上。']],
      [['error', '流动票箱投票人名a不在选民名单上。']],
      [['warning', '居民选举委员会成员名a不在选民名单上。']],
      [['error', '委托人名a不在选民名单上。']],
      [['error', '受委托人名a不在选民名单上。']],
    ],
  )
  t.match(found[0]?.findings[0], {
    code: 'no-longer-on-roll',
    fields: ['a'],
    article: '《城市居民委员会组织法》第十七条',
  })
})

t.test('a household representative who is one no longer', async (t) => {
  const elector: Dependent = { kind: 'elector', id: 'a', name: '王伟' }
  const before = state({ a: grown })
  const after = state({ a: { ...grown, isElector: false } })
  t.match(recheck([elector], before, after, { ...rules, form: 'households' }), [
    { findings: [{ code: 'no-longer-elector', severity: 'error', fields: ['a'], message: '王伟已不是户代表。' }] },
  ])
  t.strictSame(codes([elector], before, state({}), 'households'), [['no-longer-on-roll']], 'gone: said once')
  t.strictSame(codes([elector], after, before, 'households'), [], 'named again')
})

t.test('only what is new is told', async (t) => {
  const person = (id: string) => ({ id, name: `名${id}` })
  const proxy: Dependent = { kind: 'proxy', principal: person('a'), agent: person('b') }
  t.match(recheck([proxy], state(without('a')), state(without('a', 'b')), rules), [
    { findings: [{ code: 'no-longer-on-roll', fields: ['b'] }] },
  ])
  t.strictSame(
    recheck([{ kind: 'nominee', ...person('a') }], state(without('a')), state(everybody), rules),
    [],
    'put on',
  )
})
