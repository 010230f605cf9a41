import fc from 'fast-check'
import t from 'tap'
import {
  type ComparedVote,
  paceOf,
  questionStateOf,
  questionThresholds,
  rateQuestions,
  twiceMedian,
} from '../../src/rules/rate-questions.js'

const vote = (communityId: number, change: Partial<ComparedVote> = {}): ComparedVote => ({
  communityId,
  communityName: `第${communityId}社区`,
  form: 'allVoters',
  registered: 1000,
  issued: 800 + communityId,
  returned: 800 + communityId,
  valid: 780 + communityId,
  invalid: 20,
  posts: [[500 + communityId, 281]],
  desks: [],
  lateRollChanges: 0,
  ...change,
})

/** Five ordinary votes and one to be asked about. */
const among = (change: Partial<ComparedVote>) => [1, 2, 3, 4, 5].map((id) => vote(id)).concat(vote(6, change))
const asked = (votes: readonly ComparedVote[]) =>
  rateQuestions(votes).map(({ code, communityId }) => `${communityId} ${code}`)

t.test('ordinary votes raise no question', async (t) => {
  t.strictSame(rateQuestions(among({})), [])
  t.strictSame(rateQuestions([]), [])
})

t.test('each question from its threshold on, and not before', async (t) => {
  for (const { change, codes, because } of [
    {
      change: { issued: 801, returned: 801, valid: 781 },
      codes: ['1 identical-figures', '6 identical-figures'],
      because: 'as the first',
    },
    { change: { issued: 802, returned: 801, valid: 781 }, codes: [], because: 'one more was handed out' },
    {
      change: { returned: 800, valid: 780, posts: [[500, 280], [70]] },
      codes: ['6 round-figures'],
      because: 'five round figures',
    },
    { change: { returned: 800, valid: 780, posts: [[500, 280]] }, codes: [], because: 'four are too few' },
    { change: { returned: 800, valid: 780, posts: [[501, 280], [70]] }, codes: [], because: 'one is not round' },
    // The median of the six is 80.25 %, the median distance 0.15 %, taken as 1 %: far is more than 5 % off.
    {
      change: { returned: 752, issued: 752, valid: 732 },
      codes: ['6 turnout-far'],
      because: '5.05 off: 80.25 less 75.20',
    },
    { change: { returned: 753, issued: 753, valid: 733 }, codes: [], because: '4.95 off is not far' },
    {
      change: { returned: 900, issued: 900, valid: 880, posts: [[401, 280]] },
      codes: ['6 turnout-far'],
      because: 'upwards as well',
    },
    { change: { invalid: 61, valid: 745 }, codes: ['6 invalid-far'], because: '7.57 % against 2.48 %' },
    { change: { invalid: 59, valid: 747 }, codes: [], because: '7.32 % against 2.48 %' },
    {
      change: {
        posts: [
          [786, 0],
          [771, 15],
        ],
      },
      codes: ['6 ballots-alike'],
      because: '98 % of 786 is 770.28',
    },
    {
      change: {
        posts: [
          [786, 0],
          [770, 15],
        ],
      },
      codes: [],
      because: 'just below',
    },
    {
      change: { desks: [{ stationName: '中心会场', inOneMinute: 13, inTenMinutes: 20 }] },
      codes: ['6 check-in-fast'],
      because: '13 in a minute',
    },
    {
      change: { desks: [{ stationName: '中心会场', inOneMinute: 12, inTenMinutes: 81 }] },
      codes: ['6 check-in-fast'],
      because: '81 in ten',
    },
    {
      change: { desks: [{ stationName: '中心会场', inOneMinute: 12, inTenMinutes: 80 }] },
      codes: [],
      because: 'as fast as hands can',
    },
    { change: { lateRollChanges: 10 }, codes: ['6 roll-late'], because: 'one in a hundred' },
    { change: { lateRollChanges: 9 }, codes: [], because: 'less than one in a hundred' },
    {
      change: { lateRollChanges: 2, registered: 100 },
      codes: ['6 turnout-far'],
      because: 'two are no matter; but 806 of 100 came',
    },
  ]) {
    t.strictSame(asked(among(change)), codes, because)
  }
})

t.test('few votes are no comparison, and forms are compared each with its own', async (t) => {
  const far = { returned: 300, issued: 300, valid: 280, posts: [[150, 130]] }
  t.strictSame(asked([1, 2, 3].map((id) => vote(id)).concat(vote(4, far))), [])
  t.strictSame(asked(among({ ...far, form: 'representatives' })), [])
  t.strictSame(asked(among({ ...far, returned: 0, registered: 0 })), [], 'where nobody voted there is no share')
  t.strictSame(asked(among({ posts: [], valid: 786 })), [], 'a vote without posts')
  const withNobody = rateQuestions(among({ registered: 0 })).map(({ code }) => code)
  t.strictSame(withNobody, ['turnout-far'], 'a whole of nought is nought')
})

t.test('the sentence says the figures', async (t) => {
  const [question] = rateQuestions(among({ returned: 700, issued: 700, valid: 680 }))
  t.equal(
    question?.sentence,
    '参选率70.00%（700／1000），同一方式的6个社区的中位数是80.25%，相差是一般差距（1.00%）的5倍以上。',
  )
  t.match(rateQuestions(among({ lateRollChanges: 12 }))[0]?.sentence, '增减12人，应参加投票1000人，占1.20%')
})

t.test('an answer holds for the figures that it was given to', async (t) => {
  t.equal(questionStateOf('一', undefined), 'open')
  t.equal(questionStateOf('一', { figures: '一' }), 'answered')
  t.equal(questionStateOf('二', { figures: '一' }), 'askedAgain')
})

t.test('the pace of a desk', async (t) => {
  t.strictSame(paceOf([]), { inOneMinute: 0, inTenMinutes: 0 })
  const counts = [
    { minute: 480, people: 3 },
    { minute: 489, people: 5 },
    { minute: 490, people: 4 },
  ]
  t.strictSame(paceOf(counts), { inOneMinute: 5, inTenMinutes: 9 }, 'ten minutes from 489 on, not eleven from 480')
})

t.test('the median, doubled, and what follows from it does not hang on the order', async () => {
  t.equal(twiceMedian([3, 1, 2]), 4)
  t.equal(twiceMedian([4, 1, 2, 3]), 5)
  t.equal(twiceMedian([]), 0)
  const votes = fc.array(
    fc.record({ registered: fc.integer({ min: 1, max: 900 }), returned: fc.integer({ min: 1, max: 900 }) }),
    { maxLength: 12 },
  )
  fc.assert(
    fc.property(votes, (some) => {
      const made = some.map((change, index) => vote(index + 1, { ...change, issued: index }))
      const sort = (list: readonly string[]) => [...list].sort().join()
      return sort(asked(made)) === sort(asked([...made].reverse()))
    }),
  )
  t.ok(questionThresholds.distances > 0)
})
