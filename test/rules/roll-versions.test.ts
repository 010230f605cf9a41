import fc from 'fast-check'
import t from 'tap'
import {
  checkVersionNumbers,
  differenceOf,
  differenceText,
  isEmpty,
  noticedPart,
  type RollLine,
} from '../../src/rules/roll-versions.js'

const line = (voterNumber: number, fields: RollLine['fields'] = { name: '王伟', group: 1 }): RollLine => ({
  voterNumber,
  fields,
})

t.test('added, removed, and what changed in the others, field by field', async (t) => {
  const before = [line(3), line(1), line(2), line(7, { name: '李', group: 1, phone: '1' })]
  const after = [
    line(9),
    line(2, { name: '王维', group: 1 }),
    line(1),
    line(8),
    line(7, { name: '李', group: 2, isElector: true }),
  ]
  const difference = differenceOf(before, after)
  t.strictSame(
    {
      added: difference.added.map(({ voterNumber }) => voterNumber),
      removed: difference.removed.map(({ voterNumber }) => voterNumber),
      changed: difference.changed.map(({ after: now, fields }) => [now.voterNumber, ...fields]),
    },
    {
      added: [8, 9],
      removed: [3],
      changed: [
        [2, 'name'],
        [7, 'group', 'phone', 'isElector'],
      ],
    },
  )
  t.strictSame(difference.changed[0]?.before, line(2))
  t.equal(differenceText(difference), '新增2人，取消1人，更正2人')
  t.equal(isEmpty(difference), false)
  const one = { voterNumber: 1, fields: {} }
  t.equal(isEmpty({ added: [one], removed: [one], changed: [] }), false, 'one for another is a change')
  const corrected = [{ before: one, after: one, fields: ['name'] }]
  t.equal(isEmpty({ added: [one], removed: [], changed: corrected }), false, 'so is one with a correction')
})

t.test('only what was posted is put right by a notice', async (t) => {
  const difference = differenceOf(
    [line(1, { name: '王伟', phone: '1' }), line(2, { name: '李娜', phone: '2' })],
    [line(1, { name: '王维', phone: '9' }), line(2, { name: '李娜', phone: '9' })],
  )
  t.match(noticedPart(difference, ['name', 'group']).changed, [{ after: { voterNumber: 1 }, fields: ['name'] }])
  t.equal(noticedPart(difference, ['name']).changed.length, 1)
  t.equal(isEmpty(noticedPart(difference, ['group'])), true)
  t.equal(isEmpty(noticedPart(differenceOf([], [line(1)]), [])), false, 'whoever is new is posted')
  t.equal(isEmpty(noticedPart(differenceOf([line(1)], []), [])), false, 'and whoever is gone')
})

t.test('versions are numbered without a gap', async (t) => {
  for (const { numbers, message } of [
    { numbers: [] },
    { numbers: [1] },
    { numbers: [3, 1, 2] },
    { numbers: [2], message: '选民名单的版本应从1起连续编号：应有第1版，却是第2版。' },
    { numbers: [1, 3], message: '选民名单的版本应从1起连续编号：应有第2版，却是第3版。' },
    { numbers: [1, 2, 2], message: '选民名单的版本应从1起连续编号：应有第3版，却是第2版。' },
    { numbers: [0, 1], message: '选民名单的版本应从1起连续编号：应有第1版，却是第0版。' },
  ]) {
    t.strictSame(
      checkVersionNumbers(numbers),
      message ? [{ code: 'roll-versions-gap', severity: 'error', fields: ['version'], message }] : [],
      String(numbers),
    )
  }
})

const roll = fc.uniqueArray(
  fc.record({
    voterNumber: fc.integer({ min: 1, max: 12 }),
    name: fc.constantFrom('王', '李'),
    group: fc.nat({ max: 2 }),
  }),
  { selector: ({ voterNumber }) => voterNumber },
)
const lines = roll.map((rows) => rows.map(({ voterNumber, ...fields }) => line(voterNumber, fields)))

t.test('a difference applied to the one version gives the other, and none to itself', async () => {
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const { added, removed, changed } = differenceOf(before, after)
      const gone = new Set(removed.map(({ voterNumber }) => voterNumber))
      const now = new Map(changed.map((one) => [one.after.voterNumber, one.after]))
      const made = [...before.filter(({ voterNumber }) => !gone.has(voterNumber)), ...added].map(
        (one) => now.get(one.voterNumber) ?? one,
      )
      const text = (list: readonly RollLine[]) =>
        JSON.stringify([...list].sort((a, b) => a.voterNumber - b.voterNumber))
      return text(made) === text(after) && isEmpty(differenceOf(before, before))
    }),
  )
})
