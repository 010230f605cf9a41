import t from 'tap'
import { changeSentences, compareCounts, isConfirmed } from '../../src/rules/compare-counts.js'
import { type Contest } from '../../src/rules/post.js'
import { decideOutcome, type Outcome } from '../../src/rules/outcome.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import type { Standing } from '../../src/rules/count.js'
import { aContest, aStanding } from '../helpers/votes.js'

const member = aContest('member', 2, ['甲', '乙', '丙'])
const chair = aContest('chair', 1, ['王伟', '李娜'])

interface Counted {
  readonly returned?: number
  readonly invalid?: number
  readonly contests?: readonly Contest[]
  readonly chair?: readonly Standing[]
  readonly member: readonly Standing[]
}

/** A first vote of 100 voters as counted. */
function counted({ returned = 100, invalid = 0, contests = [chair, member], ...votes }: Counted): Outcome {
  const ballots = { returned, valid: returned - invalid, invalid, blank: 0, invalidBy: {} }
  const of = { chair: [aStanding('王伟', 70), aStanding('李娜', 20)], ...votes }
  const posts = contests.map(({ id }) => ({ postId: id, standings: of[id as 'chair' | 'member'] }))
  const vote = { form: 'allVoters', round: 'first', registered: 100, contests } as const
  return decideOutcome(vote, { ballots, posts }, national2026)
}

const original = counted({ member: [aStanding('甲', 80), aStanding('乙', 60), aStanding('丙', 59)] })

t.test('a recount that finds the same confirms the count', async (t) => {
  const changes = compareCounts(original, structuredClone(original))
  t.ok(isConfirmed(changes))
  t.strictSame(changeSentences(changes), ['复核结果与原结果完全一致。'])
})

t.test('one vote more and one less change a member, and nothing else is told', async (t) => {
  const after = counted({ member: [aStanding('甲', 80), aStanding('丙', 60), aStanding('乙', 59, { against: 1 })] })
  const changes = compareCounts(original, after)
  t.notOk(isConfirmed(changes))
  t.strictSame(changes.electedNow, [{ title: '委员', name: '丙' }])
  t.strictSame(changes.electedNoMore, [{ title: '委员', name: '乙' }])
  t.strictSame(changeSentences(changes), [
    '不再当选：乙（委员）。',
    '改为当选：丙（委员）。',
    '委员：乙赞成由60改为59。',
    '委员：乙反对由0改为1。',
    '委员：丙赞成由59改为60。',
  ])
})

t.test('a seat that loses its half goes to a run-off, and the seats left are told', async (t) => {
  const after = counted({ invalid: 2, member: [aStanding('甲', 80), aStanding('乙', 50), aStanding('丙', 49)] })
  const changes = compareCounts(original, after)
  t.ok(changes.isFollowUpChanged)
  t.strictSame(changes.seatsLeft, [{ what: '委员缺额', before: 0, after: 1 }])
  t.strictSame(changes.figures, [
    { what: '有效票', before: 100, after: 98 },
    { what: '无效票', before: 0, after: 2 },
  ])
  t.match(changeSentences(changes).join(''), '是否再次投票、由谁参加与原结果不同。')
  const back = compareCounts(after, original)
  t.strictSame(back.electedNow, changes.electedNoMore, 'the other way round')
})

t.test('the same run-off with other votes is the same; between other people it is another', async (t) => {
  const short = counted({ member: [aStanding('甲', 80), aStanding('乙', 40), aStanding('丙', 39)] })
  const alike = counted({ member: [aStanding('甲', 81), aStanding('乙', 41), aStanding('丙', 30)] })
  t.notOk(compareCounts(short, alike).isFollowUpChanged)
  const swapped = counted({ member: [aStanding('甲', 80), aStanding('丙', 40), aStanding('乙', 39)] })
  t.ok(compareCounts(short, swapped).isFollowUpChanged, 'the order of the ballot is another')
  const tied = counted({ member: [aStanding('甲', 80), aStanding('乙', 60), aStanding('丙', 60)] })
  t.ok(compareCounts(short, tied).isFollowUpChanged)
  t.notOk(compareCounts(tied, tied).isFollowUpChanged)
})

t.test('a vote can become void, and valid again', async (t) => {
  const few = counted({ returned: 50, member: [aStanding('甲', 40), aStanding('乙', 30)] })
  t.equal(few.isValid, false, 'half is not more than half')
  t.equal(changeSentences(compareCounts(original, few))[0], '本次投票由有效改为无效。')
  t.equal(changeSentences(compareCounts(few, original))[0], '本次投票由无效改为有效。')
})

t.test('somebody written in is told with the votes found, and a post of one count alone is not compared', async (t) => {
  const written = aStanding('writeIn:孙桂兰', 3, { name: '孙桂兰', writeIn: true })
  const after = counted({ member: [...(original.posts[1]?.standings ?? []), written] })
  t.strictSame(compareCounts(original, after).votes, [{ what: '委员：孙桂兰赞成', before: 0, after: 3 }])
  t.strictSame(compareCounts(after, original).votes, [{ what: '委员：孙桂兰赞成', before: 3, after: 0 }])
  const chairOnly = counted({ contests: [chair], member: [] })
  t.strictSame(compareCounts(chairOnly, original).votes, [])
})
