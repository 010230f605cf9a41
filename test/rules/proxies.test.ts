import fc from 'fast-check'
import t from 'tap'
import { addDays } from '../../src/lib/plain-date.js'
import type { Kinship } from '../../src/rules/kinship.js'
import { allowsProxies, checkProxy, lapsedProxies, type ProxyFacts, type ProxyGrant } from '../../src/rules/proxies.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { sichuan2026 } from '../../src/rules/rule-sets/sichuan-2026.js'
import { zhejiang2012 } from '../../src/rules/rule-sets/zhejiang-2012.js'
import { zhejiang2026 } from '../../src/rules/rule-sets/zhejiang-2026.js'
import { inFull } from '../helpers/findings.js'

const person = (id: number) => ({ id, name: `选民${id}` })
const grant = (principal: number, proxy: number, more: Partial<ProxyGrant> = {}): ProxyGrant => ({
  principal: person(principal),
  proxy: person(proxy),
  isWritten: true,
  reason: '外出务工',
  appliedOn: '2027-05-10',
  ...more,
})
const facts: ProxyFacts = {
  form: 'allVoters',
  electionDay: '2027-05-20',
  isElector: (id) => Number(id) < 100,
  isOnRoll: (id) => Number(id) < 100,
  isCandidate: (id) => id === 50,
  isNominee: (id) => id === 50 || id === 55,
  isElectionStaff: (id) => id === 60,
  kinships: [],
}
const codes = (one: ProxyGrant, others: ProxyGrant[] = [], more: Partial<ProxyFacts> = {}, ruleSet = national2026) =>
  checkProxy(one, others, { ...facts, ...more }, ruleSet).map(({ code }) => code)

t.test("none under an election by residents' representatives", async (t) => {
  t.equal(allowsProxies('allVoters', national2026), true)
  t.equal(allowsProxies('households', national2026), true)
  t.equal(allowsProxies('representatives', national2026), false)
  t.same(codes(grant(1, 2), [], { form: 'households' }), [])
  t.same(codes(grant(1, 2), [], { form: 'representatives' }), ['proxy-not-in-this-form'])
})

t.test('a voter who is away authorises another voter in writing', async (t) => {
  for (const { one, expected, because } of [
    { one: grant(1, 2), expected: [], because: 'as it should be' },
    { one: grant(1, 2, { isWritten: false }), expected: ['proxy-not-written'], because: 'by word of mouth' },
    { one: grant(1, 2, { reason: ' ' }), expected: ['proxy-without-reason'], because: 'no reason' },
    { one: grant(100, 2), expected: ['principal-is-no-elector'], because: 'no vote to give' },
    { one: grant(1, 100), expected: ['proxy-not-on-roll'], because: 'no voter here' },
    { one: grant(1, 1), expected: ['proxy-is-principal'], because: 'himself' },
    { one: grant(1, 50), expected: ['proxy-is-candidate'], because: 'a candidate' },
    { one: grant(1, 55), expected: ['proxy-is-nominee'], because: 'who may become one' },
    { one: grant(50, 1), expected: [], because: 'a candidate may be away' },
    { one: grant(1, 60), expected: ['proxy-is-staff'], because: 'staff' },
    { one: grant(1, 2, { appliedOn: '2027-05-17' }), expected: [], because: 'D-3' },
    { one: grant(1, 2, { appliedOn: '2027-05-18' }), expected: ['proxy-late'], because: 'D-2' },
  ]) {
    t.same(codes(one), expected, because)
  }
  t.same(codes(grant(1, 2, { appliedOn: '2027-05-19' }), [], {}, sichuan2026), [], 'the day before in Sichuan')
  t.same(codes(grant(1, 2, { appliedOn: '2027-05-20' }), [], {}, sichuan2026), ['proxy-late'], 'not the day itself')
  const allowing = { ...national2026, candidateAsProxy: true }
  t.same(codes(grant(1, 50), [], {}, allowing), [], 'where candidates may')
  t.same(codes(grant(1, 55), [], {}, allowing), [], 'and nominees')
})

t.test('one voter acts for three at most, and a vote is given once and not passed on', async (t) => {
  for (const { one, others, expected, because } of [
    { one: grant(4, 9), others: [grant(1, 9), grant(2, 9)], expected: [], because: 'the third' },
    {
      one: grant(4, 9),
      others: [grant(1, 9), grant(2, 9), grant(3, 9)],
      expected: ['proxy-maximum'],
      because: 'the fourth',
    },
    { one: grant(1, 8), others: [grant(1, 9)], expected: ['principal-twice'], because: 'the same vote again' },
    { one: grant(1, 9), others: [grant(9, 8)], expected: ['proxy-passed-on'], because: 'the proxy is away too' },
    { one: grant(9, 8), others: [grant(1, 9)], expected: ['principal-is-proxy'], because: 'passed on' },
    { one: grant(1, 2), others: [grant(3, 4)], expected: [], because: 'others' },
  ]) {
    t.same(codes(one, others), expected, because)
  }
  const passing = { ...national2026, proxyPassedOn: true }
  t.same(codes(grant(1, 9), [grant(9, 8)], {}, passing), [])
  t.same(codes(grant(9, 8), [grant(1, 9)], {}, passing), [])
  t.same(
    codes(grant(4, 9), [grant(1, 9)], {}, { ...national2026, proxyMaximum: 1 }),
    ['proxy-maximum'],
    'a stricter set',
  )
})

t.test('under the village method a relative only, also one that follows from others', async (t) => {
  const kinships: Kinship[] = [
    { between: [7, 1], relation: 'parentChild' },
    { between: [7, 2], relation: 'parentChild' },
    { between: [2, 3], relation: 'spouse' },
  ]
  t.same(codes(grant(1, 2), [], { kinships }, zhejiang2012), [], 'a sibling')
  t.same(codes(grant(1, 3), [], { kinships }, zhejiang2012), ['proxy-not-relative'], "a sibling's spouse")
  t.same(codes(grant(1, 3), [], { kinships }, national2026), [], 'any other voter under the law of 2025')
})

t.test('every finding in full', async (t) => {
  const worst = grant(100, 50, { isWritten: false, reason: '', appliedOn: '2027-05-19' })
  const others = [grant(1, 50), grant(2, 50), grant(3, 50), grant(100, 8), grant(50, 7), grant(6, 100)]
  const all = checkProxy(
    worst,
    others,
    { ...facts, form: 'representatives', isOnRoll: () => false, isElectionStaff: () => true },
    { ...zhejiang2026, proxyMayBe: 'relative' },
  )
  const law = '（《城市居民委员会组织法》第十九条）'
  const village = '（参照《浙江省村民委员会选举办法》第二十五条）'
  t.same(inFull(all), [
    `error proxy-not-in-this-form [paper]: 居民代表选举不能委托投票。${law}`,
    `error proxy-not-written [paper]: 选民100委托他人投票，须书面委托。${law}`,
    `error proxy-without-reason [paper]: 选民100委托投票的原因没有填写；选举期间外出才能委托。${law}`,
    `warning proxy-late [paper]: 委托投票应在选举日3日前办理：选举日2027年5月20日，最迟2027年5月17日；选民100于2027年5月19日申请，迟2日。${village}`,
    `error principal-is-no-elector [principal]: 选民100不是这次选举的居民代表，没有选票可以委托。${law}`,
    `error principal-twice [principal]: 选民100已经委托选民8，一人只能委托一次。${law}`,
    `error proxy-not-on-roll [proxy]: 选民50不在选民名单上，只能委托本社区其他选民。${law}`,
    `error proxy-not-relative [proxy]: 选民50没有登记为选民100的近亲属，只能委托选民中的近亲属。${law}`,
    `error proxy-is-candidate [proxy]: 选民50是候选人，不得接受委托投票。${law}`,
    `warning proxy-is-staff [proxy]: 选民50是选举工作人员，宜请选民100另行委托他人。${law}`,
    `error proxy-maximum [proxy]: 每一选民接受委托不超过3人：选民50已接受选民1、选民2、选民3共3人的委托。${law}`,
    `error proxy-passed-on [proxy]: 选民50本人已委托选民7投票，不能再接受委托。${village}`,
    `error principal-is-proxy [principal]: 选民100已接受选民6的委托，不能转委托；须先取消所接受的委托。${village}`,
  ])
  t.same(inFull(checkProxy(grant(9, 8), [grant(1, 9), grant(2, 9)], facts, zhejiang2026)), [
    `error principal-is-proxy [principal]: 选民9已接受选民1、选民2的委托，不能转委托；须先取消所接受的委托。${village}`,
  ])
  t.match(inFull(checkProxy(grant(1, 1), [], facts, national2026)), [
    `error proxy-is-principal [principal]: 选民1不能委托本人。${law}`,
  ])
})

t.test('grants are looked at again when the roll or the candidates change', async (t) => {
  const late = grant(5, 6, { appliedOn: '2027-05-19' })
  const grants = [grant(1, 9), grant(2, 9), grant(3, 8), late]
  const lapsed = (more: Partial<ProxyFacts>, of = grants) =>
    lapsedProxies(of, { ...facts, ...more }, national2026).map(({ grant: one, findings }) => [
      one.principal.id,
      ...findings.map(({ code }) => code),
    ])
  t.same(lapsed({}), [], 'all stand; the late one was let pass when it came')
  t.same(lapsed({ isCandidate: (id) => id === 9 }), [
    [1, 'proxy-is-candidate'],
    [2, 'proxy-is-candidate'],
  ])
  t.same(lapsed({ isElector: (id) => id !== 3 }), [[3, 'principal-is-no-elector']])
  t.same(lapsed({ isOnRoll: (id) => id !== 8 }), [[3, 'proxy-not-on-roll']])
  t.same(lapsed({ isElectionStaff: (id) => id === 9 }), [], 'a warning does not end one')
  t.equal(lapsed({ form: 'representatives' }).length, 4)
  const four = [1, 2, 3, 4].map((id) => grant(id, 9, { appliedOn: addDays('2027-05-05', -id) }))
  t.same(lapsed({}, four), [[1, 'proxy-maximum']], 'the last to apply gives way')
  t.same(lapsed({}, [grant(1, 9), grant(9, 8)]), [[9, 'principal-is-proxy']], 'on one day in the order given')
})

t.test('only what ends a grant is told, and a late day ends none, though the rule may bind', async (t) => {
  const bound = { source: '某条例', certainty: 'read', mayBeSetLocally: false } as const
  const binding = { ...national2026, provenance: { ...national2026.provenance, proxyDaysBefore: bound } }
  const late = grant(5, 6, { appliedOn: '2027-05-19' })
  t.match(checkProxy(late, [], facts, binding), [{ code: 'proxy-late', severity: 'error' }], 'refused when it comes')
  t.same(lapsedProxies([late], facts, binding), [], 'once accepted it stands')
  const changed = { ...facts, isOnRoll: (id: number | string) => id !== 6, isElectionStaff: () => true }
  t.same(
    lapsedProxies([late], changed, binding).map(({ findings }) => inFull(findings)),
    [
      [
        'error proxy-not-on-roll [proxy]: 选民6不在选民名单上，只能委托本社区其他选民。（《城市居民委员会组织法》第十九条）',
      ],
    ],
  )
})

t.test('the grants that stand keep every limit among themselves', async () => {
  const someone = fc.integer({ min: 45, max: 55 })
  fc.assert(
    fc.property(fc.array(fc.tuple(someone, someone), { maxLength: 15 }), (pairs) => {
      const grants = pairs.map(([principal, proxy]) => grant(principal, proxy))
      const gone = new Set(lapsedProxies(grants, facts, national2026).map((lapsed) => lapsed.grant))
      const kept = grants.filter((one) => !gone.has(one))
      const principals = kept.map(({ principal }) => principal.id)
      return (
        new Set(principals).size === principals.length &&
        kept.every(({ proxy }) => proxy.id !== 50 && !principals.includes(proxy.id)) &&
        kept.every(({ proxy }) => kept.filter((other) => other.proxy.id === proxy.id).length <= 3)
      )
    }),
  )
})
