import fc from 'fast-check'
import t from 'tap'
import { checkNomination, countNominators, nominationKinds, nominationKindText } from '../../src/rules/nomination.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { inFull } from '../helpers/findings.js'

const isOnRoll = (id: number | string) => Number(id) < 100
const nominee = { id: 50, name: '王秀英' }
const ids = (count: number, from = 1) => Array.from({ length: count }, (_, i) => from + i)

t.test('ten voters of the roll nominate', async (t) => {
  for (const { nominators, codes, because } of [
    { nominators: ids(10), codes: [], because: 'exactly ten' },
    { nominators: ids(9), codes: ['too-few-nominators'], because: 'nine' },
    { nominators: [], codes: ['too-few-nominators'], because: 'nobody' },
    {
      nominators: [...ids(9), 1],
      codes: ['too-few-nominators', 'nominator-repeated'],
      because: 'ten signatures of nine voters',
    },
    { nominators: [...ids(10), 1], codes: ['nominator-repeated'], because: 'ten and a repetition' },
    {
      nominators: [...ids(9), 100],
      codes: ['too-few-nominators', 'nominator-not-on-roll'],
      because: 'the tenth is not on the roll',
    },
    { nominators: [...ids(10), 100], codes: ['nominator-not-on-roll'], because: 'ten and a stranger' },
    { nominators: [...ids(9), 50], codes: ['nominee-signs-own-paper'], because: 'the nominee is the tenth' },
  ]) {
    const found = checkNomination({ kind: 'joint', nominee, nominators }, isOnRoll, national2026)
    t.same(
      found.map(({ code }) => code),
      codes,
      because,
    )
  }
})

t.test('the sentence does the sum', async (t) => {
  const [finding] = checkNomination({ kind: 'joint', nominee, nominators: [...ids(7), 1, 100] }, isOnRoll, national2026)
  t.match(finding, {
    severity: 'error',
    message: '联名提名须有10名以上选民：签名9个，去掉重复的和不在选民名单上的，计7名，差3名。',
    article: '《城市居民委员会组织法》第十八条',
  })
})

t.test('the Party organisation nominates without signatures, nobody himself', async (t) => {
  t.same(checkNomination({ kind: 'party', nominee, nominators: [] }, isOnRoll, national2026), [])
  const self = { kind: 'self', nominee, nominators: [] } as const
  t.match(checkNomination(self, isOnRoll, national2026), [{ code: 'self-nomination-not-provided', severity: 'error' }])
  t.same(checkNomination(self, isOnRoll, { ...national2026, selfNomination: true }), [])
})

t.test('a nominee stands on the roll', async (t) => {
  const paper = { kind: 'party', nominee: { id: 100, name: '李伟' }, nominators: [] } as const
  t.match(checkNomination(paper, isOnRoll, national2026), [
    { code: 'nominee-not-on-roll', severity: 'error', message: '被提名人李伟不在选民名单上。' },
  ])
})

t.test('neither order nor repetition of signatures changes what counts', async () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 150 })), (nominators) => {
      const counted = countNominators(nominators, isOnRoll)
      return counted === countNominators([...nominators, ...nominators].reverse(), isOnRoll)
    }),
  )
})

t.test('every kind has words', async (t) => {
  t.same(
    nominationKinds.map((kind) => nominationKindText[kind]),
    ['选民联名提名', '社区党组织提名', '自荐'],
  )
})

t.test('every finding in full', async (t) => {
  const joint = { kind: 'joint', nominee: { id: 1, name: '王秀英' }, nominators: [1, 1, 2, 100, 101] } as const
  t.same(inFull(checkNomination(joint, isOnRoll, national2026)), [
    'error too-few-nominators [nominators]: 联名提名须有10名以上选民：签名5个，去掉重复的和不在选民名单上的，计2名，差8名。（《城市居民委员会组织法》第十八条）',
    'warning nominator-repeated [nominators]: 有1个签名是重复的，每人只计一次。（《城市居民委员会组织法》第十八条）',
    'warning nominator-not-on-roll [nominators]: 有2名签名人不在选民名单上，不计。（《城市居民委员会组织法》第十八条）',
    'warning nominee-signs-own-paper [nominators]: 被提名人王秀英也在联名人之中，请核实。（《城市居民委员会组织法》第十八条）',
  ])
  const self = { kind: 'self', nominee: { id: 100, name: '李伟' }, nominators: [] } as const
  t.same(inFull(checkNomination(self, isOnRoll, national2026)), [
    'error self-nomination-not-provided [kind]: 候选人由社区党组织或者选民联名提名，本次选举不接受自荐。（《城市居民委员会组织法》第十八条）',
    'error nominee-not-on-roll [nominee]: 被提名人李伟不在选民名单上。',
  ])
})
