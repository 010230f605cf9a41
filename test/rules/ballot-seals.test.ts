import t from 'tap'
import {
  addBallots,
  checkOpening,
  checkSealing,
  leastKeptUntil,
  noBallots,
  openingReasonText,
  type SealOpeningFacts,
  type Sealing,
  unsealedText,
} from '../../src/rules/ballot-seals.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'

const good: Sealing = {
  ballots: { valid: 40, invalid: 2, unused: 0, spoiled: 0 },
  due: { valid: 90, invalid: 5, unused: 7, spoiled: 1 },
  sealedBefore: { valid: 50, invalid: 3, unused: 0, spoiled: 0 },
  votingDay: '2027-05-20',
  sealedOn: '2027-05-20',
  keptUntil: '2032-05-20',
  today: '2027-05-21',
}

t.test('a package holds ballots that there are, and is kept as long as the procedure asks', async (t) => {
  for (const { change, codes, because } of [
    { change: {}, codes: [], because: 'the rest of the valid ones' },
    { change: { ballots: noBallots }, codes: ['nothing-sealed'], because: 'an empty package' },
    {
      change: { ballots: { ...noBallots, valid: 41 } },
      codes: ['more-than-there-are'],
      because: 'one more than is left',
    },
    {
      change: { ballots: { valid: 41, invalid: 0, unused: 8, spoiled: 2 } },
      codes: ['more-than-there-are', 'more-than-there-are', 'more-than-there-are'],
      because: 'each kind for itself',
    },
    { change: { sealedOn: '2027-05-21' }, codes: [], because: 'today' },
    { change: { sealedOn: '2027-05-22' }, codes: ['sealing-not-yet'], because: 'tomorrow' },
    { change: { sealedOn: '2027-05-19' }, codes: ['sealed-before-vote'], because: 'before the vote' },
    { change: { keptUntil: '2032-05-19' }, codes: ['kept-too-short'], because: 'a day short of five years' },
  ] as const)
    t.strictSame(
      checkSealing({ ...good, ...change }, national2026).map(({ code }) => code),
      codes,
      because,
    )
  const over = checkSealing(
    { ...good, ballots: { ...noBallots, valid: 1 }, sealedBefore: { ...noBallots, valid: 95 } },
    national2026,
  )
  t.match(over[0]?.message, '最多0张', 'more was sealed than a later count found')
})

t.test('kept for the years of the rule set from the day of the vote', async (t) => {
  t.equal(leastKeptUntil('2027-05-20', national2026), '2032-05-20')
  t.equal(leastKeptUntil('2028-02-29', { ballotsKeptYears: 1 }), '2029-02-28')
  t.strictSame(addBallots([good.ballots, good.due]), { valid: 130, invalid: 7, unused: 7, spoiled: 1 })
  t.strictSame(addBallots([]), noBallots)
})

t.test('a seal is opened for a recount, or on a written decision made before', async (t) => {
  const recounted: SealOpeningFacts = {
    ...{ recount: 1, orderedBy: null, document: '', decidedOn: null, reason: '' },
    ...{ sealedOn: '2027-05-20', openedOn: '2027-05-22', today: '2027-05-23' },
  }
  const decided = { recount: 0, orderedBy: 'townshipGroup', document: '奉选〔2027〕3号', reason: '核对捆数' } as const
  for (const { change, codes, because } of [
    { change: {}, codes: [], because: 'the recount is the reason' },
    { change: { openedOn: '2027-05-20' }, codes: [], because: 'on the day' },
    { change: { openedOn: '2027-05-19' }, codes: ['opening-day'], because: 'before it was sealed' },
    { change: { openedOn: '2027-05-24' }, codes: ['opening-day'], because: 'tomorrow' },
    { change: { ...decided, decidedOn: '2027-05-22' }, codes: [], because: 'decided on the same day' },
    {
      change: { ...decided, decidedOn: '2027-05-23' },
      codes: ['opening-before-decision'],
      because: 'opened before it was decided',
    },
    {
      change: { recount: 0 },
      codes: ['opening-undecided', 'opening-document', 'opening-reason', 'opening-decided'],
      because: 'nobody decided',
    },
  ] as const)
    t.strictSame(
      checkOpening({ ...recounted, ...change }).map(({ code }) => code),
      codes,
      because,
    )
  t.equal(openingReasonText(recounted), '第1次复核')
  t.equal(
    openingReasonText({ ...decided, decidedOn: '2027-05-21' }),
    '街道（镇）选举工作指导组2027年5月21日决定（奉选〔2027〕3号）',
  )
})

t.test('what of a vote is not sealed is said by kind', async (t) => {
  const due = { valid: 90, invalid: 5, unused: 7, spoiled: 1 }
  const vote = { title: '第一次投票', due }
  t.equal(unsealedText({ ...vote, sealed: due }), undefined)
  t.equal(
    unsealedText({ ...vote, sealed: { ...due, valid: 60, spoiled: 0 } }),
    '第一次投票：有效票30张、污损选票1张还没有封存',
  )
  t.equal(unsealedText({ ...vote, due: noBallots, sealed: noBallots }), undefined, 'nothing to seal')
})
