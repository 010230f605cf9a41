import t from 'tap'
import { acceptSheet, checkSheet, type SheetFacts } from '../../src/rules/tally-sheet.js'
import { aContest, aSheet } from '../helpers/votes.js'

const facts: SheetFacts = { contests: [aContest('member', 2, ['m1', 'm2'])], overvoteScope: 'ballot' }

t.test('only a sheet without errors is taken for the count', async (t) => {
  t.same(checkSheet(aSheet(), facts), [])
  t.same(acceptSheet(aSheet(), facts), { ok: true, value: aSheet() })
  const refused = acceptSheet(aSheet({ validBallots: 95 }), facts)
  t.match(refused, { ok: false, error: [{ code: 'ballots-do-not-add-up', severity: 'error' }] })
  const warned = aSheet({ ballotsIssued: 99 })
  t.match(checkSheet(warned, facts), [{ code: 'more-ballots-than-issued', severity: 'warning' }])
  t.equal(acceptSheet(warned, facts).ok, true, 'a warning does not keep it out')
})

t.test('a figure that is none, or another ballot’s sheet, ends the check', async (t) => {
  t.match(checkSheet(aSheet({ invalidBallots: -3, blankBallots: 0.5 }), facts), [
    { code: 'figure-not-whole', fields: ['invalidBallots', 'blankBallots'] },
  ])
  const other = { ...facts, contests: [aContest('member', 2, ['m1', 'm3'])] }
  t.match(checkSheet(aSheet(), other), [{ code: 'sheet-differs-from-ballot' }])
  t.equal(checkSheet(aSheet({ validBallots: 0 }), other).length, 1)
})
