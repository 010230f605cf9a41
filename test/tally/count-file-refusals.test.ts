import t from 'tap'
import { countFile } from '../../src/tally/count-file.js'
import { countedVoteFile as vote } from '../helpers/count-file.js'

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

t.test('people, boxes and parts of ballots are held to what the file names', async (t) => {
  const ballot = (more: object) => ({ ...vote, boxes: [{ box: 'b1', voters: 9 }], ballots: [{ times: 1, ...more }] })
  const kin = (one: string, other: string) => [{ between: [one, other], relation: 'spouse' }]
  for (const { input, path, because } of [
    { input: { ...vote, relatives: kin('c1', 'x') }, path: 'relatives[0].between[1]', because: 'nobody' },
    { input: { ...vote, relatives: kin('c1', 'c1') }, path: 'relatives[0].between[1]', because: 'oneself' },
    {
      input: { ...vote, relatives: [{ between: ['c1', 'm1'], relation: 'cousin' }] },
      path: 'relatives[0].relation',
      because: 'not close',
    },
    {
      input: { ...vote, ineligible: [{ id: 'x', reason: 'declined' }] },
      path: 'ineligible[0].id',
      because: 'nobody',
    },
    {
      input: { ...vote, ineligible: [{ id: 'c1', reason: 'ugly' }] },
      path: 'ineligible[0].reason',
      because: 'no such reason',
    },
    {
      input: {
        ...vote,
        boxes: [
          { box: 'b', voters: 1 },
          { box: 'b', voters: 2 },
        ],
      },
      path: 'boxes[1].box',
      because: 'a box twice',
    },
    { input: { ...vote, boxes: [{ box: 'b', voters: -1 }] }, path: 'boxes[0].voters', because: 'a negative number' },
    { input: ballot({ box: 'b2' }), path: 'ballots[0].box', because: 'an unknown box' },
    {
      input: ballot({ marks: { chair: { illegible: 'yes' } } }),
      path: 'ballots[0].marks.chair.illegible',
      because: 'not yes or no',
    },
    {
      input: ballot({ marks: { chair: { writeIn: ['张三'], unmarked: ['张三'] } } }),
      path: 'ballots[0].marks.chair.unmarked[0]',
      because: 'named twice',
    },
    { input: { ...vote, ballots: [[]] }, path: 'ballots[0]', because: 'not a ballot' },
    { input: { ...vote, ballots: [{ times: 1, marks: [] }] }, path: 'ballots[0].marks', because: 'not marks' },
    {
      input: { ...vote, ballots: [{ times: 1, marks: { chair: [] } }] },
      path: 'ballots[0].marks.chair',
      because: 'nor these',
    },
    { input: ballot({ marks: { chair: { for: [7] } } }), path: 'ballots[0].marks.chair.for[0]', because: 'no id' },
  ]) {
    t.equal(refused(input), path, because)
  }
})
