import fc from 'fast-check'
import t from 'tap'
import {
  checkDoubleRegistration,
  findDoubleRegistrations,
  type Registration,
} from '../../src/rules/double-registration.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'

function registration(id: number, wish: Partial<Registration> = {}): Registration {
  const keys = { identityKey: `i${id}`, nameAndBirthKey: `b${id}`, nameAndTelephoneKey: `t${id}` }
  return { id, name: `王${id}`, communityId: 1, communityName: '奉中社区', ...keys, ...wish }
}

const there = { communityId: 2, communityName: '锦山社区' }

t.test('each pair is found once, by the surest trait that it shares', async (t) => {
  const same = { identityKey: 'x', nameAndBirthKey: 'y', nameAndTelephoneKey: 'z' }
  const found = findDoubleRegistrations([
    registration(1, same),
    registration(2, { ...same, ...there }),
    registration(3, { nameAndBirthKey: 'y' }),
    registration(4, { nameAndTelephoneKey: 't5' }),
    registration(5),
    registration(6),
  ])
  t.strictSame(
    found.map(({ between: [one, other], shared, isAcrossCommunities }) => [
      one.id,
      other.id,
      shared,
      isAcrossCommunities,
    ]),
    [
      [1, 2, 'identity', true],
      [1, 3, 'nameAndBirth', false],
      [2, 3, 'nameAndBirth', true],
      [4, 5, 'nameAndTelephone', false],
    ],
  )
})

t.test('what is not known is not compared', async (t) => {
  const nothing = { identityKey: null, nameAndBirthKey: null, nameAndTelephoneKey: null }
  t.strictSame(findDoubleRegistrations([registration(1, nothing), registration(2, nothing)]), [])
  t.strictSame(findDoubleRegistrations([]), [])
})

t.test('both are told, each of the other', async (t) => {
  const [pair] = findDoubleRegistrations([
    registration(1, { identityKey: 'x' }),
    registration(2, { identityKey: 'x', ...there }),
  ])
  t.ok(pair)
  if (!pair) return
  t.strictSame(checkDoubleRegistration(pair, 1, national2026), [
    {
      code: 'registered-in-two-communities',
      severity: 'error',
      fields: ['1'],
      message: '王1与锦山社区的王2身份号码相同，不能在两个社区重复登记。',
      article: '法律未规定，系统默认',
    },
  ])
  t.match(checkDoubleRegistration(pair, 2, national2026), [
    { fields: ['2'], message: '王2与奉中社区的王1身份号码相同，不能在两个社区重复登记。' },
  ])
  t.match(checkDoubleRegistration(pair, 1, { ...national2026, registeredOnceOnly: false }), [
    { severity: 'warning', message: /请本人书面说明在哪个社区参加选举。$/ },
  ])
})

t.test('inside a community one number is one person, whatever the rules; likeness is only a reminder', async (t) => {
  for (const { wish, code, severity, message } of [
    {
      wish: { identityKey: 'i1' },
      code: 'registered-twice-here',
      severity: 'error',
      message: '王1与本社区的另一条登记王2身份号码相同，同一人只能登记一次。',
    },
    {
      wish: { nameAndBirthKey: 'b1' },
      code: 'likely-same-person',
      severity: 'warning',
      message: '王1与本社区的另一条登记王2姓名和出生日期相同，可能是同一人，请核对。',
    },
    {
      wish: { nameAndTelephoneKey: 't1', ...there },
      code: 'likely-same-person',
      severity: 'warning',
      message: '王1与锦山社区的王2姓名和电话相同，可能是同一人，请核对。',
    },
  ]) {
    const [pair] = findDoubleRegistrations([registration(1), registration(2, wish)])
    for (const registeredOnceOnly of [true, false]) {
      const findings = pair ? checkDoubleRegistration(pair, 1, { ...national2026, registeredOnceOnly }) : []
      t.match(findings, [{ code, severity, message }])
      t.equal(findings.length, 1)
    }
  }
})

const key = fc.option(fc.constantFrom('a', 'b', 'c'))
const some = fc.array(
  fc.record({ communityId: fc.constantFrom(1, 2), identityKey: key, nameAndBirthKey: key, nameAndTelephoneKey: key }),
  { maxLength: 12 },
)

t.test('the pairs found are those that share a key that is known, however the list is ordered', async () => {
  fc.assert(
    fc.property(some, (rows) => {
      const people = rows.map((row, id) => registration(id, row))
      const pairs = (list: readonly Registration[]) =>
        findDoubleRegistrations(list)
          .map(
            ({ between, shared }) =>
              `${between
                .map(({ id }) => Number(id))
                .sort((a, b) => a - b)
                .join('-')} ${shared}`,
          )
          .sort()
      const expected = people.flatMap((one, index) =>
        people.slice(index + 1).flatMap((other) => {
          const shares = (k: 'identityKey' | 'nameAndBirthKey' | 'nameAndTelephoneKey') =>
            one[k] !== null && one[k] === other[k]
          const pair = `${String(one.id)}-${String(other.id)}`
          if (shares('identityKey')) return [`${pair} identity`]
          if (shares('nameAndBirthKey')) return [`${pair} nameAndBirth`]
          return shares('nameAndTelephoneKey') ? [`${pair} nameAndTelephone`] : []
        }),
      )
      const found = pairs(people).join('|')
      return found === expected.sort().join('|') && found === pairs([...people].reverse()).join('|')
    }),
  )
})
