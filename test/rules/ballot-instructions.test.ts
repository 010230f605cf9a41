import t from 'tap'
import { type BallotPost, ballotRulesOf, type BallotVote } from '../../src/rules/ballot-content.js'
import { ballotInstructions, ballotMarks } from '../../src/rules/ballot-instructions.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'

const rules = ballotRulesOf({ ...national2026, candidateOrder: 'strokes' })
const names = ['王伟', '李明'].map((name, i) => ({ id: String(i), name, note: '' }))
const chair: BallotPost = {
  id: 'c',
  title: '主任',
  reservedForWoman: false,
  seats: 1,
  seatsForWomen: 0,
  names,
  writeIns: 1,
}
const member: BallotPost = { ...chair, id: 'm', title: '委员', seats: 3, writeIns: 3 }

function text(
  posts: readonly BallotPost[],
  more: Partial<typeof rules> = {},
  vote: BallotVote = 'first',
  isOneOfSeveral = false,
): string {
  return ballotInstructions({ vote, posts, rules: { ...rules, ...more }, isOneOfSeveral }).join('\n')
}

t.test('the whole, as it stands on a ballot', async (t) => {
  t.same(text([chair, member]).split('\n'), [
    '本次应选主任1名、委员3名。每项职务所选的人数（含另选他人）等于或者少于应选名额的有效，多于应选名额的，整张选票无效。',
    '赞成的，在姓名下方的方格内画“○”；反对的，画“×”；弃权的，不画任何符号。',
    '另选他人的，在“另选他人”栏内写明姓名，并在其下方的方格内画“○”；只写姓名、未画符号的，计为赞成。另选的人须是本社区居民。',
    '同一人不得选任两项以上职务；一人被选任两项以上职务的，选票无效。',
    '请用钢笔、签字笔或者圆珠笔填写，字迹清楚。书写或者符号无法辨认的，该部分无效。',
    '候选人按姓名笔画排列。',
  ])
})

t.test('every figure changes its sentence', async (t) => {
  for (const [more, expected] of [
    [{ ballotMarks: 'tickCrossCircle' }, '方格内画“√”；反对的，画“×”；弃权的，画“○”。'],
    [{ ballotMarks: 'tickCrossCircle' }, '其下方的方格内画“√”'],
    [{ overvoteScope: 'post' }, '多于应选名额的，该职务的票无效。'],
    [{ multiPost: 'carryDown' }, '只计其中最高的职务，未当选的，得票计入较低的职务。'],
    [{ multiPost: 'highestOnly' }, '一人被选任两项以上职务的，只计其中最高的职务。'],
    [{ illegibleScope: 'ballot' }, '无法辨认的，整张选票无效。'],
    [{ writeInWithoutMark: 'invalid' }, '只写姓名、未画符号的，该部分无效'],
    [{ writeInMustBeVoter: true }, '另选的人须是本社区选民。'],
    [{ candidateOrder: 'votesAfterPrimary' }, '候选人经过预选的，按预选得票多少排列'],
  ] as const) {
    t.match(text([chair, member], more), expected)
  }
  t.equal(ballotMarks.circleCross.abstain, '')
})

t.test('a sheet for one post speaks of itself', async (t) => {
  const one = text([chair], {}, 'first', true)
  t.match(one, '本次应选主任1名。所选的人数（含另选他人）')
  t.match(one, '本张选票无效')
  t.match(one, '同一人不得选任两项以上职务')
  t.match(text([chair], { illegibleScope: 'ballot' }, 'first', true), '无法辨认的，本张选票无效')
  t.notMatch(text([chair]), '同一人', 'the only post of the vote')
})

t.test('the votes that follow, the primary and the ballot without candidates', async (t) => {
  t.match(text([member], {}, 'runoff'), '本次另行选举应选委员3名。')
  t.match(text([member], {}, 'runoff'), '候选人按上一次投票得票多少排列。')
  const tied = text([{ ...member, writeIns: 0 }], {}, 'tieBreak')
  t.match(tied, '本次再次投票应选委员3名。所选的人数等于')
  t.notMatch(tied, '另选')
  t.match(
    text([{ ...member, writeIns: 0 }], { candidateOrder: 'votesAfterPrimary' }, 'primary'),
    /本次预选产生候选人：委员3名。所选的人数等于或者少于规定的人数的有效.*同意列为候选人的.*画“○”；其他的不画。/s,
  )
  t.notMatch(text([{ ...member, writeIns: 0 }], {}, 'primary'), '反对', 'a primary counts nothing against anybody')
  const open = text([{ ...chair, names: [] }])
  t.match(open, '在空格内写明所选的人的姓名，并在其下方的方格内画“○”')
  t.match(open, '所选的人须是本社区居民。')
  t.notMatch(open, /赞成的|笔画排列/)
})

t.test('seats for women are said', async (t) => {
  t.match(text([{ ...member, seatsForWomen: 1 }]), '委员3名（其中妇女1名）')
  const woman = { ...member, title: '妇女委员', reservedForWoman: true }
  t.match(text([chair, woman]), '妇女委员只能选妇女。同一人不得')
  t.match(text([woman]), '妇女委员只能选妇女。')
})
