import fc from 'fast-check'
import t from 'tap'
import { differences, sheetDraft, writeInKey } from '../../src/rules/sheet-fields.js'
import type { EnteredSheet } from '../../src/rules/tally-sheet.js'
import { aSheet } from '../helpers/votes.js'

const [post] = aSheet().posts
const withWriteIns = (...rows: readonly (readonly [string, number])[]): EnteredSheet =>
  aSheet({
    posts: [
      {
        postId: 'member',
        candidates: post?.candidates ?? [],
        writeIns: rows.map(([name, votes]) => ({ name, votes })),
      },
    ],
  })

t.test('two entries are compared field by field, write-ins by name', async (t) => {
  for (const { other, differ, because } of [
    { other: aSheet(), differ: [], because: 'alike' },
    {
      other: aSheet({ validBallots: 95, blankBallots: 2 }),
      differ: ['validBallots', 'blankBallots'],
      because: 'two figures',
    },
    { other: aSheet({ ballotsIssued: 110 }), differ: ['ballotsIssued'], because: 'stated by one only' },
    { other: withWriteIns(['张　三', 20]), differ: [], because: 'the same name spaced' },
    { other: withWriteIns(['张三', 19]), differ: ['writeIn-member-张三'], because: 'other votes' },
    { other: withWriteIns(), differ: ['writeIn-member-张三'], because: 'left out by one' },
    {
      other: withWriteIns(['张叁', 20]),
      differ: ['writeIn-member-张三', 'writeIn-member-张叁'],
      because: 'another spelling is another name until somebody decides',
    },
    { other: withWriteIns(['张三', 15], ['张三', 5]), differ: [], because: 'the same person in two rows' },
  ]) {
    t.same(differences(aSheet(), other), differ, because)
  }
  t.same(
    differences(withWriteIns(['张三', 2], ['李四', 3]), withWriteIns(['李四', 3], ['张三', 2])),
    [],
    'rows in another order',
  )
})

t.test('a difference is the same seen from either side', async () => {
  const sheet = fc
    .tuple(
      fc.nat(3),
      fc.nat(3),
      fc.array(fc.tuple(fc.constantFrom('张三', '李四'), fc.integer({ min: 1, max: 3 })), { maxLength: 2 }),
    )
    .map(([valid, blank, rows]) => ({ ...withWriteIns(...rows), validBallots: valid, blankBallots: blank }))
  fc.assert(
    fc.property(sheet, sheet, (a, b) => {
      const here = differences(a, b)
      return here.every((name) => differences(b, a).includes(name)) && here.length === differences(b, a).length
    }),
  )
})

t.test('a correction starts from the fields that agree', async (t) => {
  const whole = {
    ballotsReturned: '100',
    validBallots: '96',
    invalidBallots: '3',
    blankBallots: '1',
    'candidate-m1-for': '60',
    'candidate-m1-against': '30',
    'candidate-m1-abstain': '6',
    'candidate-m2-for': '50',
    'candidate-m2-against': '40',
    'candidate-m2-abstain': '6',
    'writeIn-member-1-name': '张三',
    'writeIn-member-1-votes': '20',
  }
  t.same(sheetDraft(aSheet()), whole)
  t.same(sheetDraft(aSheet({ ballotsIssued: 110 })), { ballotsIssued: '110', ...whole })
  const draft = sheetDraft(withWriteIns(['张三', 20], ['李四', 3]), ['validBallots', writeInKey('member', '张三')])
  t.notOk('validBallots' in draft, 'emptied')
  t.equal(draft.ballotsReturned, '100', 'kept')
  t.equal(draft['writeIn-member-1-name'], '李四', 'the row that differs is gone with its name')
  t.notOk('writeIn-member-2-name' in draft)
})

t.test('bundles typed ballot by ballot differ by their ballots', async (t) => {
  const bundle = (ballots: readonly string[]) => aSheet({ ballots })
  t.same(differences(bundle(['1', '?涂改']), bundle(['1', '?看不清'])), [])
  t.same(differences(bundle(['1', '2', '0']), bundle(['1', '3'])), ['ballot-2', 'ballot-3'])
  t.same(differences(aSheet(), bundle(['1'])), ['ballot-1'], 'a bundle is never like a sheet of totals')
  t.same(differences(bundle(['1']), aSheet()), ['ballot-1'])
  t.same(sheetDraft(bundle(['1', '2', '0']), ['ballot-2']), { 'ballot-1': '1', 'ballot-2': '', 'ballot-3': '0' })
})
