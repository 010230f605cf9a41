import t from 'tap'
import { countFile } from '../../src/tally/count-file.js'
import { countReport } from '../../src/tally/count-report.js'

const vote = {
  ruleSet: 'national-2026',
  form: 'allVoters',
  round: 'first',
  registered: 100,
  ballotsIssued: 90,
  posts: [
    {
      post: 'chair',
      seats: 1,
      candidates: [
        { id: 'c1', name: '王伟', sex: 'male' },
        { id: 'c2', name: '李芳' },
      ],
    },
    {
      post: 'member',
      seats: 2,
      candidates: [
        { id: 'm1', name: '赵一' },
        { id: 'm2', name: '钱二' },
      ],
    },
  ],
  ballots: [
    { times: 60, marks: { chair: { for: ['c1'], against: ['c2'] }, member: { for: ['m1'], writeIn: ['张三'] } } },
    { times: 5, marks: {} },
    { marks: { chair: { for: ['c2'] } } },
    { times: 4, invalid: 'not-official' },
  ],
}

interface Report {
  valid: boolean
  reasons: string[]
  ballots: object
  turnout: object
  posts: { elected: string[]; tied: string[]; seatsLeft: number; standings: object[] }[]
  followUp: object
  explanation: string[]
}

function report(more: object = {}): Report {
  const counted = countFile({ ...vote, ...more })
  if (!counted.ok) throw new Error(JSON.stringify(counted.error))
  return countReport(counted.value) as Report
}

t.test('a vote is counted and printed as promised', async (t) => {
  const { explanation, ...rest } = report()
  t.same(rest, {
    valid: true,
    reasons: [],
    turnout: { returned: 70, registered: 100 },
    ballots: { valid: 61, invalid: 4, blank: 5, invalidBy: { 'not-official': 4 } },
    posts: [
      {
        post: 'chair',
        seats: 1,
        standings: [
          { id: 'c1', name: '王伟', for: 60, against: 0, writeIn: false },
          { id: 'c2', name: '李芳', for: 1, against: 60, writeIn: false },
        ],
        elected: ['c1'],
        tied: [],
        seatsLeft: 0,
      },
      {
        post: 'member',
        seats: 2,
        standings: [
          { id: 'm1', name: '赵一', for: 60, against: 0, writeIn: false },
          { id: 'writeIn:张三', name: '张三', for: 60, against: 0, writeIn: true },
          { id: 'm2', name: '钱二', for: 0, against: 0, writeIn: false },
        ],
        elected: ['m1', 'writeIn:张三'],
        tied: [],
        seatsLeft: 0,
      },
    ],
    followUp: { kind: 'none', posts: [] },
  })
  t.ok(explanation.length > 0 && explanation.every((each) => each.endsWith('。')))
})

t.test('what follows: a tie-break, a run-off, a woman’s seat, a re-run', async (t) => {
  const ballots = [{ times: 60, marks: { chair: { for: ['c1'] }, member: { for: ['m1', 'm2'] } } }]
  const oneSeat = [vote.posts[0], { ...vote.posts[1], seats: 1 }]
  const half = [
    { times: 31, marks: { member: { for: ['m1'] } } },
    { times: 31, marks: { member: { for: ['m2'] } } },
  ]
  t.same(report({ posts: oneSeat, ballots: half, round: 'runoff' }).followUp, {
    kind: 'tieBreak',
    posts: [{ post: 'member', seatsLeft: 1, tied: ['m1', 'm2'] }],
  })
  t.match(report({ posts: oneSeat, ballots: half, round: 'runoff' }).posts[1], {
    elected: [],
    tied: ['m1', 'm2'],
    seatsLeft: 1,
  })
  t.same(report({ posts: oneSeat, ballots: half }).followUp, {
    kind: 'runoff',
    posts: [
      { post: 'chair', seatsLeft: 1, candidates: ['c1', 'c2'] },
      { post: 'member', seatsLeft: 1, candidates: ['m1', 'm2'] },
    ],
  })
  const reserved = [
    ...vote.posts,
    { post: '妇女委员', seats: 1, reservedForWoman: true, candidates: [{ id: 'f1', name: '周敏', sex: 'female' }] },
  ]
  t.match(report({ posts: reserved, ballots }).followUp, {
    posts: [{ post: '妇女委员', seatsLeft: 1, womenOnly: true, candidates: ['f1'] }],
  })
  const few = report({ ballots: [{ times: 50, marks: {} }] })
  t.match(few, { valid: false, reasons: ['turnout-not-reached'], followUp: { kind: 'rerun', posts: [] } })
  t.same(
    report({ ballots: [{ times: 50, marks: { chair: { for: ['c1'] } } }], round: 'runoff' }).reasons,
    [],
    'a warning is no reason',
  )
})

t.test('posts rank by what they are called, in English or Chinese', async (t) => {
  const person = [
    { id: 'x', name: '王伟' },
    { id: 'y', name: '李芳' },
  ]
  for (const [high, low] of [
    ['chair', 'viceChair'],
    ['主任', '副主任'],
    ['副主任', '委员'],
    ['viceChair', '专职委员'],
    ['chair', '副主任'],
  ]) {
    const posts = [low, high].map((post) => ({ post, seats: 1, candidates: person }))
    const marks = { [`${high}`]: { for: ['x'] }, [`${low}`]: { for: ['y'] } }
    const both = [
      { times: 51, marks: { [`${high}`]: { for: ['x'] } } },
      { times: 49, marks: { [`${low}`]: { for: ['x'] } } },
      { times: 0, marks },
    ]
    const found = report({ registered: 150, ballotsIssued: 120, round: 'runoff', posts, ballots: both }).posts
    t.same(
      found.map(({ elected }) => elected),
      [[], ['x']],
      `${high} is above ${low}`,
    )
  }
})

t.test('the number of ballots returned', async (t) => {
  t.match(report({ ballotsReturned: 70 }), { valid: true, turnout: { returned: 70 } })
  t.same(countFile({ ...vote, ballotsReturned: 71 }), {
    ok: false,
    error: [{ path: 'ballotsReturned', message: '收回选票71张，与所列选票合计70张不一致' }],
  })
  t.match(
    report({ ballotsReturned: 91 }),
    { valid: false, reasons: ['more-ballots-than-issued'] },
    'void by what is stated',
  )
})

/** The paths of what is refused. */
function refused(input: unknown): string {
  const counted = countFile(input)
  return counted.ok ? 'not refused' : counted.error.map(({ path }) => path).join(' ')
}

t.test('what a file may not hold is refused with its path', async (t) => {
  const [chair, member] = vote.posts
  const ballot = (marks: object) => ({ ...vote, ballots: [vote.ballots[1], { times: 1, marks }] })
  for (const { input, path, because } of [
    { input: { ...vote, colour: 'red' }, path: 'colour', because: 'an unknown key' },
    {
      input: { ...vote, posts: [{ ...chair, colour: 1, size: 2 }] },
      path: 'posts[0].colour posts[0].size',
      because: 'two unknown keys',
    },
    { input: ballot({ chair: { maybe: ['c1'] } }), path: 'ballots[1].marks.chair.maybe', because: 'an unknown mark' },
    {
      input: { ...vote, ballots: [{ times: 1, mark: {} }] },
      path: 'ballots[0].mark',
      because: 'an unknown key of a ballot',
    },
    {
      input: ballot({ chair: { for: ['c9'] } }),
      path: 'ballots[1].marks.chair.for[0]',
      because: 'an unknown candidate',
    },
    {
      input: ballot({ member: { against: ['m1', 'c1'] } }),
      path: 'ballots[1].marks.member.against[1]',
      because: 'a candidate for another post',
    },
    { input: ballot({ viceChair: { for: ['c1'] } }), path: 'ballots[1].marks.viceChair', because: 'an unknown post' },
    {
      input: ballot({ member: { for: ['m1', 'm1'] } }),
      path: 'ballots[1].marks.member.for[1]',
      because: 'named twice',
    },
    {
      input: ballot({ chair: { for: ['c1'], against: ['c1'] } }),
      path: 'ballots[1].marks.chair.against[0]',
      because: 'for and against',
    },
    {
      input: ballot({ chair: { for: ['c1'], writeIn: ['王 伟'] } }),
      path: 'ballots[1].marks.chair.writeIn[0]',
      because: 'marked and written in',
    },
    { input: ballot({ chair: { writeIn: [' '] } }), path: 'ballots[1].marks.chair.writeIn[0]', because: 'no name' },
    { input: ballot({ chair: { for: 'c1' } }), path: 'ballots[1].marks.chair.for', because: 'not a list' },
    { input: { ...vote, ballots: [{ times: -1 }] }, path: 'ballots[0].times', because: 'a negative number' },
    { input: { ...vote, ballots: [{ times: 1.5 }] }, path: 'ballots[0].times', because: 'half a ballot' },
    { input: { ...vote, ballots: [{ invalid: '' }] }, path: 'ballots[0].invalid', because: 'no reason' },
    { input: { ...vote, registered: -1 }, path: 'registered', because: 'a negative number' },
    { input: { ...vote, registered: '100' }, path: 'registered', because: 'text for a number' },
    { input: { ...vote, registered: undefined }, path: 'registered', because: 'missing' },
    { input: { ...vote, form: 'anybody' }, path: 'form', because: 'an unknown form' },
    { input: { ...vote, round: 'rerun' }, path: 'round', because: 'a re-run is a first vote' },
    { input: { ...vote, posts: [] }, path: 'posts', because: 'nothing voted on' },
    { input: { ...vote, posts: [{ ...chair, seats: -1 }] }, path: 'posts[0].seats', because: 'a negative number' },
    { input: { ...vote, posts: [{ ...chair, seats: 0 }] }, path: 'posts[0].seats', because: 'no seat' },
    { input: { ...vote, posts: [chair, chair] }, path: 'posts[1].post', because: 'a post twice' },
    {
      input: {
        ...vote,
        posts: [
          {
            ...chair,
            candidates: [
              { id: 'c1', name: '甲' },
              { id: 'c1', name: '乙' },
            ],
          },
        ],
      },
      path: 'posts[0].candidates[1].id',
      because: 'an id twice',
    },
    {
      input: { ...vote, posts: [chair, { ...member, candidates: [{ id: 'c1', name: '乙' }] }] },
      path: 'posts[1].candidates[0]',
      because: 'one id for two persons',
    },
    {
      input: { ...vote, posts: [{ ...chair, candidates: [{ id: 'writeIn:甲', name: '乙' }] }] },
      path: 'posts[0].candidates[0].id',
      because: 'another write-in’s id',
    },
    {
      input: { ...vote, posts: [{ ...chair, reservedForWoman: true }] },
      path: 'posts[0].candidates[0].sex',
      because: 'a man on the woman’s line',
    },
    { input: { ...vote, ruleSet: 'mars-2026' }, path: 'ruleSet', because: 'an unknown rule set' },
    { input: { ...vote, settings: { overvoteScope: 'mark' } }, path: 'settings.overvoteScope', because: 'no such way' },
    {
      input: { ...vote, settings: { winningShare: { num: 1, den: 4 } } },
      path: 'settings.winningShare',
      because: 'the law fixes it',
    },
    { input: { ...vote, settings: { luck: true } }, path: 'settings.luck', because: 'an unknown setting' },
    { input: [], path: '文件', because: 'not an election at all' },
  ]) {
    t.equal(refused(input), path, because)
  }
})

t.test('what may be given is taken', async (t) => {
  const [chair] = vote.posts
  t.equal(
    refused({ ...vote, settings: { overvoteScope: 'post', multiPost: 'highestOnly', womanSeat: 'ranking' } }),
    'not refused',
  )
  t.equal(
    refused({ ...vote, posts: [{ ...chair, candidates: [{ id: 'writeIn:甲', name: '甲' }] }], ballots: [] }),
    'not refused',
    'a write-in in the run-off',
  )
  t.equal(
    refused({ ...vote, posts: vote.posts.map((post) => ({ ...post, candidates: chair?.candidates })), ballots: [] }),
    'not refused',
    'one person for two posts',
  )
})

t.test('a file that is wrong throughout is not read to the end', async (t) => {
  const ballots = Array.from({ length: 5000 }, () => ({ times: -1 }))
  const counted = countFile({ ...vote, ballots })
  t.equal(!counted.ok && counted.error.length, 100)
})

t.test('a million ballots are counted in the order of reading them', async (t) => {
  const text = JSON.stringify(Array.from({ length: 1_000_000 }, (_, n) => vote.ballots[n % 4]))
  const started = performance.now()
  const ballots = JSON.parse(text) as unknown[]
  const read = performance.now()
  const counted = report({ ballots, registered: 17_500_000, ballotsIssued: 17_500_000 })
  const took = performance.now() - read
  t.same(counted.turnout, { returned: 17_500_000, registered: 17_500_000 })
  t.ok(
    took < 10 * Math.max(read - started, 1000),
    `read in ${Math.round(read - started)} ms, counted in ${Math.round(took)} ms`,
  )
})
