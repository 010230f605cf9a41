import t from 'tap'
import { invalidReasons, forged, invalidByText, invalidText } from '../../src/rules/invalid-ballots.js'

t.test('every reason of ours has words; one of the scrutineers’ own is printed as given', async (t) => {
  const codes = [
    'overvote',
    'double-naming',
    'illegible',
    'write-in-without-mark',
    'not-official',
    'identifies-voter',
    'box-overfull',
  ]
  for (const code of codes) t.match(invalidText(code), /^\p{Script=Han}+$/u, code)
  t.equal(invalidText('torn'), 'torn')
  t.equal(forged, 'forged')
})

t.test('reasons with their numbers', async (t) => {
  t.equal(invalidByText({ overvote: 11, 'not-official': 1 }), '所选人数多于应选名额11张、不是正式选票1张')
  t.equal(invalidByText({}), '', 'counted from sheets they are not known')
})

t.test('reasons are told when every sheet tells them', async (t) => {
  const told = { invalidBallots: 3, invalidBy: { overvote: 2, illegible: 1 } }
  t.same(Object.fromEntries(invalidReasons([told, { invalidBallots: 0 }, told])), { overvote: 4, illegible: 2 })
  t.equal(invalidReasons([told, { invalidBallots: 1 }]).size, 0, 'one sheet states only the number')
})
