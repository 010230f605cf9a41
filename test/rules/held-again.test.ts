import t from 'tap'
import { countBallots } from '../../src/rules/count.js'
import { heldAgain, heldAgainSentence, peopleAgain } from '../../src/rules/held-again.js'
import { decideOutcome, type Outcome, type Vote } from '../../src/rules/outcome.js'
import type { Contest } from '../../src/rules/post.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { zhejiang2020 } from '../../src/rules/rule-sets/zhejiang-2020.js'
import { aContest, aPerson, ballots } from '../helpers/votes.js'

const asked = { ...national2026, runoffTurnout: 'required' } as const
const chair = aContest('chair', 1, [aPerson('c1', 'male'), aPerson('c2', 'female')])
const member = aContest('member', 2, [aPerson('m1', 'male'), aPerson('f1', 'female'), aPerson('x1')])

function decide(round: Vote['round'], contests: readonly Contest[], times: number, more: Partial<Vote> = {}): Outcome {
  const pile = [ballots(times, { chair: { for: ['c2'] }, member: { for: ['x1'], writeIn: ['张三'] } })]
  const vote: Vote = { form: 'allVoters', round, registered: 100, contests, ...more }
  return decideOutcome(vote, countBallots(pile, contests, asked), asked)
}

/** `member 2: m1 f1`, with (女) after a line for women. */
function lines({ followUp }: Pick<Outcome, 'followUp'>): string[] {
  if (followUp.kind === 'runoff') {
    return followUp.posts.map(
      ({ post, seats, womenOnly, candidates }) =>
        `${post.id}${womenOnly ? '(女)' : ''} ${seats}: ${candidates.map(({ id }) => id).join(' ')}`,
    )
  }
  if (followUp.kind !== 'tieBreak') return []
  return followUp.posts.map(({ post, seats, tied }) => `${post.id} ${seats}: ${tied.map(({ id }) => id).join(' ')}`)
}

t.test('a first vote that is void is held again as a whole', async (t) => {
  const outcome = decide('first', [chair, member], 50)
  t.strictSame(outcome.followUp, { kind: 'rerun' })
  t.equal(outcome.explanation.at(-1), '本次投票的所有职务重新选举（《城市居民委员会组织法》第十九条）。')
})

t.test('a run-off that misses its turnout is held again as a run-off: same seats, same people', async (t) => {
  const outcome = decide('runoff', [chair, member], 50, { electedBefore: 5 })
  t.match(outcome, { isValid: false, findings: [{ code: 'turnout-not-reached' }], followUp: { kind: 'runoff' } })
  t.strictSame(
    lines(outcome),
    ['chair 1: c1 c2', 'member 2: m1 f1 x1'],
    'in the order of the ballot, nobody written in',
  )
  t.strictSame(outcome.explanation, [
    '收回选票50张，未超过选民100人的半数（50×2＝100，等于100），本次另行选举无效（《城市居民委员会组织法》第十九条，法律未规定，系统默认）。',
    '本次投票的名额（主任1名、委员2名）仍须另行选举，候选人除不具备资格的外不变；此前当选的人不受影响（《城市居民委员会组织法》第十九条）。',
  ])
  t.equal(decide('runoff', [chair], 51).isValid, true, 'one more is more than half')
})

t.test('so is one with more ballots than people who voted, whatever its turnout', async (t) => {
  const outcome = decide('runoff', [chair], 60, { votersWhoVoted: 59 })
  t.equal(outcome.followUp.kind, 'runoff')
  t.match(outcome.explanation[0], '多于参加投票的59人，本次另行选举无效')
})

t.test('who was found ineligible in the meantime does not stand again', async (t) => {
  const ineligible = [{ personId: 'c1', reason: 'barred' }] as const
  t.strictSame(lines(decide('runoff', [chair], 50, { ineligible })), ['chair 1: c2'])
})

t.test('seats kept for women stay so', async (t) => {
  const ofTheTwo = { ...member, seatsForWomen: 1 }
  t.strictSame(lines(decide('runoff', [ofTheTwo], 50)), ['member(女) 1: f1 x1', 'member 1: m1 f1 x1'])
  const lineOfItsOwn = { ...chair, reservedForWoman: true }
  t.strictSame(lines(decide('runoff', [lineOfItsOwn], 50)), ['chair(女) 1: c2'])
})

t.test('a tie-break vote is held again between the tied', async (t) => {
  const outcome = decide('tieBreak', [member], 60, { ballotsIssued: 59 })
  t.equal(outcome.isValid, false)
  t.strictSame(lines(outcome), ['member 2: m1 f1 x1'])
  t.match(outcome.explanation[0], '多于发出选票59张，本次再次投票无效')
  t.equal(
    outcome.explanation.at(-1),
    '本次投票的名额（委员2名）仍须再次投票决定，候选人除不具备资格的外不变；此前当选的人不受影响（参照《浙江省村民委员会选举办法》第二十八条）。',
  )
})

t.test('who stands again, post by post', async (t) => {
  const shown = (outcome: Outcome) =>
    [...(peopleAgain(outcome.followUp) ?? [])].map(([post, people]) => `${post}: ${[...people].join(' ')}`)
  const ineligible = [{ personId: 'c1', reason: 'barred' }] as const
  const ofTheTwo = { ...member, seatsForWomen: 1 }
  t.strictSame(shown(decide('runoff', [chair, ofTheTwo], 50, { ineligible })), ['chair: c2', 'member: f1 x1 m1'])
  t.strictSame(shown(decide('tieBreak', [member], 60, { ballotsIssued: 59 })), ['member: m1 f1 x1'])
  t.equal(peopleAgain(decide('first', [chair], 50).followUp), undefined, 'a re-run is for its own rules')
  t.equal(peopleAgain({ kind: 'none' }), undefined)
})

t.test('the law of 2025 is cited by analogy for a vote before it', async (t) => {
  const { posts } = decide('first', [chair], 50)
  const followUp = heldAgain({ round: 'first', contests: [chair] }, posts, new Map())
  t.match(heldAgainSentence(followUp, posts, zhejiang2020), /（参照2025年修订的《城市居民委员会组织法》第十九条）。$/)
})
