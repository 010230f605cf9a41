import t from 'tap'
import {
  type BallotStep,
  ballotTotals,
  checkBallotStep,
  checkDelivery,
  checkRegister,
  roundSum,
} from '../../src/rules/ballot-ledger.js'

const step = (kind: BallotStep['kind'], ballots: number, stationId: number | null = null) => ({
  kind,
  ballots,
  stationId,
})

const way = [
  step('printed', 220),
  step('printedLess', 10),
  step('handedOut', 120, 1),
  step('handedOut', 60, 2),
  step('broughtBack', 20, 1),
  step('spoiled', 1, 1),
  step('sealed', 15),
  step('sealed', 30, 1),
]

t.test('where the ballots are is what the steps come to', async (t) => {
  const { atStation, ...totals } = ballotTotals(way)
  t.same(totals, { printed: 210, handedOut: 160, left: 50, leftSealed: 15 })
  t.same(
    [...atStation],
    [
      [1, 100],
      [2, 60],
    ],
  )
  t.same(ballotTotals([]), { printed: 0, handedOut: 0, left: 0, leftSealed: 0, atStation: new Map() })
})

t.test('a delivery that differs from its note is explained', async (t) => {
  t.same(checkDelivery(200, 200), [])
  t.match(checkDelivery(200, 198), [
    { code: 'delivery-differs', message: '送货单上200张，清点198张，少2张，请写明原因。' },
  ])
  t.match(checkDelivery(200, 201), [{ message: '送货单上200张，清点201张，多1张，请写明原因。' }])
})

t.test('nobody gives away what is not there', async (t) => {
  const totals = ballotTotals(way)
  const codes = (one: BallotStep, issued = 0) => checkBallotStep(one, totals, issued).map(({ code }) => code)
  t.same(codes(step('printed', 1000)), [])
  t.same(codes(step('handedOut', 35, 2)), [], 'all that is not sealed')
  t.same(codes(step('handedOut', 36, 2)), ['more-than-left'])
  t.same(codes(step('printedLess', 36)), ['more-than-left'])
  t.same(codes(step('sealed', 35)), [])
  t.same(codes(step('broughtBack', 40, 1), 60), [], 'what was not issued')
  t.same(codes(step('broughtBack', 41, 1), 60), ['more-brought-back'])
  t.same(codes(step('broughtBack', 1, 9)), ['more-brought-back'], 'a station that has none')
  t.same(codes(step('broughtBack', 1)), ['more-brought-back'], 'no station at all')
})

t.test('a ballot for every signature and every proxy', async (t) => {
  const register = { station: '中心投票站', issued: 100, signatures: 90, proxyBallots: 10 }
  t.same(checkRegister(register), [])
  t.match(checkRegister({ ...register, signatures: 89 }), [
    {
      code: 'register-differs',
      fields: ['signatures', 'proxyBallots'],
      message: '中心投票站发出选票100张，领票登记表签名领票89张＋代投10张＝99张，少1张。',
    },
  ])
  t.match(checkRegister({ ...register, proxyBallots: 12 }), [{ message: /＝102张，多2张。/ }])
})

t.test('the sum of the whole round', async (t) => {
  const round = { printed: 210, left: 50, issued: 100, spoiled: 3, unused: 57 }
  t.same(roundSum(round), {
    isEven: true,
    sentence: '印制210张，发出100＋污损换发3＋各站剩余57＋选举委员会剩余50＝210张，相符。',
  })
  t.match(roundSum({ ...round, unused: 55 }), { isEven: false, sentence: /＝208张，少2张。/ })
  t.match(roundSum({ ...round, unused: 58 }), { isEven: false, sentence: /＝211张，多1张。/ })
})
