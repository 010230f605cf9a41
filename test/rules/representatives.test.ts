import t from 'tap'
import { checkRepresentatives, usualSeats } from '../../src/rules/representatives.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'

t.test('one representative to twenty to fifty households', async (t) => {
  for (const { households, least, most, because } of [
    { households: 0, least: 1, most: 1, because: 'a group has somebody to speak for it' },
    { households: 19, least: 1, most: 1, because: 'fewer than twenty are still a group' },
    { households: 40, least: 1, most: 2, because: 'one to twenty' },
    { households: 50, least: 1, most: 2, because: 'exactly fifty to one' },
    { households: 51, least: 2, most: 2, because: 'one more than fifty asks for a second' },
    { households: 59, least: 2, most: 2, because: 'a third would stand for fewer than twenty' },
    { households: 60, least: 2, most: 3, because: 'exactly twenty to one' },
    { households: 200, least: 4, most: 10, because: 'both ends' },
  ]) {
    t.strictSame(usualSeats(households, national2026), { least, most }, because)
  }
})

t.test('seats, people and heads of a group', async (t) => {
  const group = { name: '第一居民小组', households: 60, seats: 2, representatives: [1, 2], heads: [1] }
  for (const { change, codes, because } of [
    { change: {}, codes: [], because: 'as many as there are seats, the head one of them' },
    { change: { seats: null }, codes: ['representative-seats-open'], because: 'nobody has settled the seats' },
    {
      change: { seats: 4, representatives: [1, 2, 3, 4] },
      codes: ['representative-seats-unusual'],
      because: 'four to sixty',
    },
    { change: { seats: 1, representatives: [1] }, codes: ['representative-seats-unusual'], because: 'one to sixty' },
    {
      change: { representatives: [1, 2, 3] },
      codes: ['more-representatives-than-seats'],
      because: 'three for two seats',
    },
    { change: { representatives: [1] }, codes: ['representatives-missing'], because: 'one for two seats' },
    { change: { heads: [3] }, codes: ['head-no-representative'], because: 'the head is no representative' },
    { change: { heads: [] }, codes: ['group-without-head'], because: 'nobody leads it' },
  ]) {
    const findings = checkRepresentatives([{ ...group, ...change }], national2026)
    t.strictSame(
      findings.map(({ code }) => code),
      codes,
      because,
    )
    t.ok(findings.every(({ fields, article }) => fields[0] === group.name && article !== undefined))
  }
  const [unusual] = checkRepresentatives([{ ...group, households: 200, seats: 11, representatives: [] }], national2026)
  t.match(unusual?.message, '共200户，居民代表名额11名；一般每20户至50户推选1名，即4至10名')
  const [one] = checkRepresentatives([{ ...group, households: 30 }], national2026)
  t.match(one?.message, '即1名。')
})
