import t from 'tap'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { acceptSheet, checkSheet, type SheetFacts } from '../../src/rules/tally-sheet.js'
import { aContest, aSheet } from '../helpers/votes.js'
import { inFull } from '../helpers/findings.js'

const facts: SheetFacts = {
  contests: [aContest('member', 2, ['m1', 'm2'])],
  ...national2026,
  illegibleScope: 'ballot',
}

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

t.test('each post is checked against its own contest', async (t) => {
  const chair = { postId: 'chair', candidates: [{ candidateId: 'c1', for: 96, against: 0, abstain: 0 }], writeIns: [] }
  const both = aSheet({ posts: [chair, ...aSheet().posts] })
  const contests = [aContest('chair', 1, ['c1']), ...facts.contests]
  t.same(checkSheet(both, { ...facts, contests }), [])
  const wrong = aSheet({ posts: [{ ...chair, writeIns: [{ name: '张三', votes: 1 }] }, ...aSheet().posts] })
  t.match(checkSheet(wrong, { ...facts, contests }), [
    { code: 'votes-exceed-seats', fields: ['candidate-c1-for', /writeIn-chair/] },
  ])
})

t.test('every finding in full', async (t) => {
  t.same(inFull(checkSheet(aSheet({ blankBallots: -1 }), facts)), [
    'error figure-not-whole [blankBallots]: 票数只能是不小于0的整数。',
  ])
  t.same(inFull(checkSheet(aSheet({ posts: [] }), facts)), [
    'error sheet-differs-from-ballot []: 计票单上的职务或候选人与选票不一致，请按选票重新录入。',
  ])
})

t.test('a bundle typed ballot by ballot is checked as the rules made it', async (t) => {
  const short = aSheet({
    posts: [
      {
        postId: 'member',
        candidates: [
          { candidateId: 'm1', for: 60, against: 30, abstain: 5 },
          { candidateId: 'm2', for: 50, against: 40, abstain: 5 },
        ],
        writeIns: [{ name: '张三', votes: 0 }],
      },
    ],
  })
  const typed = checkSheet(short, facts).map(({ code }) => code)
  t.ok(typed.includes('candidate-votes-short-of-valid'), 'typed as figures it is wrong')
  t.same(checkSheet({ ...short, ballots: ['1'] }, facts), [], 'made from ballots it is as it is')
})
