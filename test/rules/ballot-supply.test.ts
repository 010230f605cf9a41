import t from 'tap'
import { checkBallotSupply } from '../../src/rules/ballot-supply.js'

const first = { name: '中心投票站', field: 'received-1', received: 200, issued: 0 }
const second = { name: '第二投票站', field: 'received-2', received: 100, issued: 0 }

t.test('no more is handed out than was printed', async (t) => {
  const electors = 300
  const codes = (printed: number | undefined, stations = [first, second]) =>
    checkBallotSupply({ printed, electors, stations }).map(({ code }) => code)
  t.same(codes(300), [], 'to the last one')
  t.same(codes(301), [], 'one stays with the committee')
  t.match(checkBallotSupply({ printed: 299, electors: 200, stations: [first, second] }), [
    {
      code: 'more-received-than-printed',
      severity: 'error',
      fields: ['printed'],
      message: '各站共领取300张，多于印制的299张，多1张。',
    },
  ])
  t.match(checkBallotSupply({ printed: undefined, electors, stations: [first] }), [
    { code: 'more-received-than-printed', message: '各站共领取200张，但还没有登记印制数。' },
  ])
  t.same(codes(undefined, []), [], 'nothing known yet')
  t.same(codes(undefined, [{ ...first, received: 0 }]), [])
})

t.test('what is issued must have been received', async (t) => {
  const at = (received: number | undefined, issued: number) =>
    checkBallotSupply({ printed: 300, electors: 300, stations: [{ ...first, received: received, issued }] })
  t.same(at(200, 200), [])
  t.match(at(199, 200), [
    {
      code: 'received-below-issued',
      severity: 'error',
      fields: ['received-1'],
      message: '中心投票站已经发出200张，领取数不能少于200张。',
    },
  ])
  t.match(at(undefined, 1), [{ code: 'received-below-issued' }])
  t.same(at(undefined, 0), [])
})

t.test('fewer ballots than electors is a warning', async (t) => {
  t.same(checkBallotSupply({ printed: 300, electors: 300, stations: [] }), [])
  t.match(checkBallotSupply({ printed: 299, electors: 300, stations: [] }), [
    {
      code: 'fewer-printed-than-electors',
      severity: 'warning',
      fields: ['printed'],
      message: '印制299张，少于有权投票的300人，少1张。',
    },
  ])
})
