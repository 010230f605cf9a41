import fc from 'fast-check'
import t from 'tap'
import {
  ballotsToIssue,
  checkProxyUse,
  lastProxyPostingDay,
  type ProxyOnTheDay,
  principalTurnsUp,
} from '../../src/rules/proxy-votes.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { zhejiang2026 } from '../../src/rules/rule-sets/zhejiang-2026.js'
import { inFull } from '../helpers/findings.js'

const electionDay = '2027-05-20'
const grant = (principal: number, proxy: number, more: Partial<ProxyOnTheDay> = {}): ProxyOnTheDay => ({
  principal: { id: principal, name: `选民${principal}` },
  proxy: { id: proxy, name: `选民${proxy}` },
  isWritten: true,
  reason: '外出',
  appliedOn: '2027-05-10',
  postedOn: '2027-05-18',
  state: 'open',
  ...more,
})

t.test('only a grant posted before the day is used', async (t) => {
  t.equal(lastProxyPostingDay(electionDay, zhejiang2026), '2027-05-19')
  t.same(checkProxyUse(grant(1, 2, { postedOn: '2027-05-19' }), electionDay, zhejiang2026), [], 'the day before')
  const village = '（参照《浙江省村民委员会选举办法》第二十五条）'
  t.same(inFull(checkProxyUse(grant(1, 2, { postedOn: electionDay }), electionDay, zhejiang2026)), [
    `error proxy-not-posted [proxy]: 选民1委托选民22027年5月20日才公布（最迟2027年5月19日），委托无效。${village}`,
  ])
  t.same(inFull(checkProxyUse(grant(1, 2, { postedOn: null }), electionDay, zhejiang2026)), [
    `error proxy-not-posted [proxy]: 选民1委托选民2没有公布（最迟2027年5月19日），委托无效。${village}`,
  ])
  const lenient = { ...zhejiang2026, unpostedProxyVoid: false }
  t.same(inFull(checkProxyUse(grant(1, 2, { postedOn: null }), electionDay, lenient)), [
    `warning proxy-not-posted [proxy]: 选民1委托选民2没有公布（最迟2027年5月19日）。${village}`,
  ])
  const law = '（《城市居民委员会组织法》第十九条）'
  t.same(inFull(checkProxyUse(grant(1, 2, { state: 'voted' }), electionDay, national2026)), [
    `error proxy-voted [proxy]: 选民1委托选民2的选票已经领取。${law}`,
  ])
  t.same(inFull(checkProxyUse(grant(1, 2, { state: 'cancelled' }), electionDay, national2026)), [
    `error proxy-cancelled [proxy]: 选民1委托选民2的选票因委托取消不能领取。${law}`,
  ])
})

t.test('the ballots a voter is handed', async (t) => {
  const grants = [
    grant(1, 9),
    grant(2, 9, { state: 'voted' }),
    grant(3, 9, { state: 'cancelled' }),
    grant(4, 9, { postedOn: null }),
    grant(5, 8),
    grant(6, 8, { state: 'voted' }),
  ]
  const issue = (id: number, mayVote = true) => {
    const { own, forPrincipals, total } = ballotsToIssue({ id, mayVote }, grants, electionDay, national2026)
    return [own, forPrincipals.map(({ principal }) => principal.id), total]
  }
  t.same(issue(9), [true, [1], 2], 'the own one and the only grant that can be used')
  t.same(issue(9, false), [false, [1], 1], 'has voted, and comes back for the principal')
  t.same(issue(7), [true, [], 1], 'acts for nobody')
  t.same(issue(5), [true, [], 1], 'a principal whose proxy has not come')
  t.same(issue(6), [false, [], 0], 'and one whose proxy has')
  const lenient = { ...national2026, unpostedProxyVoid: false }
  t.equal(ballotsToIssue({ id: 9, mayVote: true }, grants, electionDay, lenient).total, 3, 'where posting is not all')
})

t.test('a principal who turns up votes, unless the proxy has', async (t) => {
  t.same(principalTurnsUp(grant(1, 2)), {
    kind: 'votes',
    cancels: true,
    sentence: '选民1本人到场投票，取消对选民2的委托并记录在案。',
  })
  t.same(principalTurnsUp(grant(1, 2, { state: 'voted' })), {
    kind: 'refused',
    sentence: '选民2已经代选民1领取选票，选民1不能再领取。',
  })
  t.same(principalTurnsUp(grant(1, 2, { state: 'cancelled' })), {
    kind: 'votes',
    cancels: false,
    sentence: '选民1的委托已经取消，由本人投票。',
  })
})

t.test('in whatever order people come, no vote is cast twice', async () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([1, 2, 3, 9], { minLength: 0 }), (arrivals) => {
      let grants = [grant(1, 9), grant(2, 9), grant(3, 9)]
      const cast: (number | string)[] = []
      for (const id of [...arrivals, ...arrivals]) {
        const own = grants.find(({ principal }) => principal.id === id)
        const turnsUp = own && principalTurnsUp(own)
        if (turnsUp?.kind === 'votes') {
          grants = grants.map((one) => (one === own ? { ...one, state: 'cancelled' as const } : one))
        }
        const issued = ballotsToIssue({ id, mayVote: !cast.includes(id) }, grants, electionDay, national2026)
        if (issued.own) cast.push(id)
        cast.push(...issued.forPrincipals.map(({ principal }) => principal.id))
        grants = grants.map((one) => (issued.forPrincipals.includes(one) ? { ...one, state: 'voted' as const } : one))
      }
      return new Set(cast).size === cast.length
    }),
  )
})
