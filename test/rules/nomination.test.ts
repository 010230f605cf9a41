import fc from 'fast-check'
import t from 'tap'
import {
  checkNomination,
  checkNominationDay,
  countNominators,
  lastNominationDay,
  nominationKinds,
  nominationKindText,
} from '../../src/rules/nomination.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { inFull } from '../helpers/findings.js'
import { zhejiang2012 } from '../../src/rules/rule-sets/zhejiang-2012.js'

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
  t.match(checkNomination(self, isOnRoll, national2026), [
    { code: 'self-nomination-not-provided', severity: 'error', message: '本次选举不接受自荐。' },
  ])
  t.same(checkNomination(self, isOnRoll, zhejiang2012), [], 'the village method knows it')
  const party = { kind: 'party', nominee, nominators: [] } as const
  t.match(checkNomination(party, isOnRoll, { ...national2026, partyNomination: false }), [
    { code: 'party-nomination-not-provided', severity: 'error', article: '《城市居民委员会组织法》第十八条' },
  ])
})

t.test('papers come in from the posting of the roll to the last day', async (t) => {
  const days = { electionDay: '2027-05-20', rollPostedOn: '2027-04-25' } as const
  for (const { kind, receivedOn, ruleSet, codes, because } of [
    { kind: 'joint', receivedOn: '2027-04-25', ruleSet: national2026, codes: [], because: 'the day of posting' },
    {
      kind: 'joint',
      receivedOn: '2027-04-24',
      ruleSet: national2026,
      codes: ['nomination-before-roll'],
      because: 'a day before',
    },
    { kind: 'joint', receivedOn: '2027-05-04', ruleSet: national2026, codes: [], because: 'D-16' },
    { kind: 'party', receivedOn: '2027-05-05', ruleSet: national2026, codes: ['nomination-late'], because: 'D-15' },
    { kind: 'self', receivedOn: '2027-05-10', ruleSet: zhejiang2012, codes: [], because: 'D-10' },
    { kind: 'self', receivedOn: '2027-05-11', ruleSet: zhejiang2012, codes: ['nomination-late'], because: 'D-9' },
    { kind: 'joint', receivedOn: '2027-05-10', ruleSet: zhejiang2012, codes: ['nomination-late'], because: 'not self' },
  ] as const) {
    const found = checkNominationDay({ kind, receivedOn }, days, ruleSet)
    t.same(
      found.map(({ code }) => code),
      codes,
      `${kind}: ${because}`,
    )
  }
  t.equal(lastNominationDay('joint', '2027-05-20', national2026), '2027-05-04')
  t.equal(lastNominationDay('self', '2027-05-20', zhejiang2012), '2027-05-10')
})

t.test('a late paper is told by how many days, and weighs as much as its figure', async (t) => {
  const days = { electionDay: '2027-05-20', rollPostedOn: '2027-04-25' } as const
  t.match(checkNominationDay({ kind: 'self', receivedOn: '2027-05-13' }, days, zhejiang2012), [
    {
      severity: 'warning',
      message: '自荐在选举日10日前截止：选举日2027年5月20日，最迟2027年5月10日；于2027年5月13日收到，迟3日。',
      article: '参照《浙江省村民委员会选举办法》第二十条',
    },
  ])
  const provenance = { ...national2026.provenance, nominationDaysBefore: national2026.provenance.nominatorsMinimum }
  const hard = { ...national2026, provenance }
  t.match(checkNominationDay({ kind: 'joint', receivedOn: '2027-05-05' }, days, hard), [{ severity: 'error' }])
  t.match(checkNominationDay({ kind: 'joint', receivedOn: '2027-04-20' }, days, national2026), [
    { severity: 'error', message: '选民名单2027年4月25日公布，提名从公布之日起。' },
  ])
  const unposted = { electionDay: '2027-05-20', rollPostedOn: undefined } as const
  t.match(checkNominationDay({ kind: 'joint', receivedOn: '2027-05-01' }, unposted, national2026), [
    { code: 'nomination-before-roll', message: '选民名单还没有公布，提名从公布之日起。' },
  ])
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
    'error self-nomination-not-provided [kind]: 本次选举不接受自荐。（《城市居民委员会组织法》第十八条）',
    'error nominee-not-on-roll [nominee]: 被提名人李伟不在选民名单上。',
  ])
  const days = { electionDay: '2027-05-20', rollPostedOn: '2027-04-25' } as const
  t.same(inFull(checkNominationDay({ kind: 'party', receivedOn: '2027-04-24' }, days, national2026)), [
    'error nomination-before-roll [receivedOn]: 选民名单2027年4月25日公布，提名从公布之日起。（法律未规定，系统默认）',
  ])
  t.same(inFull(checkNominationDay({ kind: 'party', receivedOn: '2027-05-05' }, days, national2026)), [
    'warning nomination-late [receivedOn]: 社区党组织提名在选举日16日前截止：选举日2027年5月20日，最迟2027年5月4日；于2027年5月5日收到，迟1日。（法律未规定，系统默认）',
  ])
})
