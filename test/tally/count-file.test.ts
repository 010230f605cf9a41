import t from 'tap'
import { countFile } from '../../src/tally/count-file.js'
import { countReport } from '../../src/tally/count-report.js'
import { countedVoteFile as vote } from '../helpers/count-file.js'

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

t.test('what the count is told of people', async (t) => {
  const told = {
    membersBefore: [{ id: 'x1', name: '周敏', position: 'viceChair', votes: 80 }],
    relatives: [{ between: ['x1', 'c1'], relation: 'sibling' }],
    ineligible: [{ id: 'writeIn:张三', reason: 'unidentified' }],
  }
  t.ok(countFile({ ...vote, ...told }).ok)
  const slips = {
    ...told,
    relatives: [{ between: ['x1', 'x2'], relation: 'sibling' }],
    ineligible: [{ id: 'c9', reason: 'unidentified' }],
  }
  t.same(countFile({ ...vote, ...slips }), {
    ok: false,
    error: [
      { path: 'relatives[0].between[1]', message: '没有编号为 x2 的人' },
      { path: 'ineligible[0].id', message: '没有编号为 c9 的人' },
    ],
  })
  t.match(countFile({ ...vote, relatives: [{ between: ['c1', 'm1'], relation: 'cousin' }] }), {
    ok: false,
    error: [{ path: 'relatives[0].relation' }],
  })
})

t.test('relatives, the ineligible and members elected before', async (t) => {
  const [chair, member] = vote.posts
  const told = {
    ...vote,
    posts: [chair, member],
    ballots: [{ times: 60, marks: { chair: { for: ['c1'] }, member: { for: ['m1'], writeIn: ['张三'] } } }],
  }
  const elected = (more: object): string => {
    const counted = countFile({ ...told, ...more })
    if (!counted.ok) return JSON.stringify(counted.error)
    return counted.value.posts.flatMap((post) => post.elected.map(({ id }) => id)).join(' ')
  }
  t.equal(elected({}), 'c1 m1 writeIn:张三')
  t.equal(
    elected({ relatives: [{ between: ['m1', 'writeIn:王伟'], relation: 'spouse' }] }),
    'c1 writeIn:张三',
    'c1 by name',
  )
  t.equal(elected({ ineligible: [{ id: 'writeIn:张三', reason: 'declined', note: '书面声明' }] }), 'c1 m1')
  const runoff = {
    round: 'runoff',
    membersBefore: [{ id: 'x', name: '周敏', position: 'viceChair', votes: 40 }],
    relatives: [{ between: ['x', 'm1'], relation: 'sibling' }],
  }
  t.equal(elected(runoff), 'c1 writeIn:张三')
})

t.test('a box with more ballots than voters is void, forged ballots are none', async (t) => {
  const marks = { chair: { for: ['c1'] } }
  const counted = countFile({
    ...vote,
    boxes: [
      { box: 'b1', name: '流动票箱1', voters: 10 },
      { box: 'b2', voters: 5 },
    ],
    ballots: [
      { times: 60, marks },
      { times: 12, box: 'b1', marks },
      { times: 1, box: 'b1', invalid: 'forged' },
      { times: 5, box: 'b2', marks },
      { times: 2, box: 'b2', invalid: 'forged' },
    ],
  })
  t.match(counted, {
    ok: true,
    value: {
      ballots: { returned: 75, valid: 65, invalid: 10, setApart: 5, voidBoxes: [{ name: '流动票箱1', ballots: 12 }] },
    },
  })
})
