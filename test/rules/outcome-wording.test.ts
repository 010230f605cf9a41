import t from 'tap'
import type { Ballot } from '../../src/rules/ballot-validity.js'
import { countBallots } from '../../src/rules/count.js'
import { decideOutcome, type Vote } from '../../src/rules/outcome.js'
import { explain } from '../../src/rules/outcome-wording.js'
import type { Contest } from '../../src/rules/post.js'
import type { RuleSet } from '../../src/rules/rule-set.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { aContest, aPerson, ballots } from '../helpers/votes.js'

const chair = aContest('chair', 1, [
  { id: 'c1', name: '王伟', sex: 'male' },
  { id: 'c2', name: '李强', sex: 'male' },
])
const member = aContest('member', 2, [
  { id: 'm1', name: '赵一', sex: 'male' },
  { id: 'm2', name: '钱二', sex: 'male' },
  { id: 'f1', name: '孙芳', sex: 'female' },
])

function sentences(
  contests: readonly Contest[],
  pile: readonly Ballot[],
  more: Partial<Vote> = {},
  set: Partial<RuleSet> = {},
): string[] {
  const ruleSet = { ...national2026, ...set }
  const vote: Vote = { form: 'allVoters', round: 'first', registered: 3400, contests, ...more }
  return [...decideOutcome(vote, countBallots(pile, contests, ruleSet), ruleSet).explanation]
}

const forChair = (times: number, id: string): Ballot => ballots(times, { chair: { for: [id] } })
const forMembers = (times: number, ...ids: string[]): Ballot => ballots(times, { member: { for: ids } })
const article19 = '《城市居民委员会组织法》第十九条'

t.test('a chair elected: the turnout, the ballots, the winner, the next, the end', async (t) => {
  const pile = [forChair(2694, 'c1'), forChair(400, 'c2'), ballots(12, {}, 'illegible'), ballots(12, {})]
  t.same(sentences([chair], pile), [
    `收回选票3118张，超过选民3400人的半数（3118×2＝6236＞3400），选举有效（${article19}）。`,
    '收回的3118张选票中，有效票3094张，无效票12张（无法辨认12张），空白票12张；是否当选按收回选票数计算。',
    `王伟得赞成票2694张，超过收回选票3118张的半数（2694×2＝5388＞3118），当选主任（${article19}）。`,
    `其余人中得票最多的李强得赞成票400张，未超过收回选票3118张的半数（400×2＝800＜3118），未当选主任（${article19}）。`,
    '应选名额全部选出，选举结束。',
  ])
})

t.test('a void vote names each reason and the re-run', async (t) => {
  t.same(sentences([chair], [forChair(1700, 'c1')]), [
    `收回选票1700张，未超过选民3400人的半数（1700×2＝3400，等于3400），选举无效（${article19}）。`,
    `本次投票的所有职务重新选举（${article19}）。`,
  ])
})

t.test('nobody over half: the seats left and who stands in the run-off', async (t) => {
  t.same(sentences([chair], [forChair(950, 'c1'), forChair(950, 'c2')]).slice(2), [
    `其余人中得票最多的王伟得赞成票950张，未超过收回选票1900张的半数（950×2＝1900，等于1900），未当选主任（${article19}）。`,
    '主任应选1名，当选0名，缺额1名。',
    `主任缺额1名，另行选举，候选人按得票顺序为王伟（950票）、李强（950票）（${article19}）。`,
  ])
  const nobody = sentences([aContest('chair', 1, [])], [ballots(1900, {})])
  t.match(nobody.at(-1), '没有未当选的人可作候选人，应当另行提名')
})

t.test('a tie, and a write-in who must still be checked', async (t) => {
  const said = sentences(
    [member],
    [
      ballots(900, { member: { for: ['m1'], writeIn: ['张三'] } }),
      ballots(900, { member: { for: ['m2'], writeIn: ['张三'] } }),
    ],
    {},
    { winningShare: { num: 1, den: 3 } },
  )
  t.match(said[2], '张三得赞成票1800张，超过收回选票1800张的三分之一')
  t.match(said[2], '当选委员（另选人，须经资格审查确认）')
  t.equal(
    said[3],
    '赵一、钱二得赞成票同为900张，而委员只余1个名额，均暂不当选，对得票相等的人再次投票（参照《浙江省村民委员会选举办法》第二十八条）。',
  )
  t.match(said[4], '其余人中得票最多的孙芳得赞成票0张')
  t.equal(said.at(-1), '委员应选2名，当选1名，缺额1名。', 'what follows is said by the tie')
})

t.test('enough votes but no seat', async (t) => {
  const all = sentences(
    [member],
    [forMembers(1000, 'm1', 'm2'), forMembers(900, 'f1', 'm1'), forMembers(10, 'f1', 'm2')],
    {},
    { winningShare: { num: 1, den: 3 } },
  )
  t.match(all[4], '其余人中得票最多的孙芳得赞成票910张，达到当选所需票数，但按得票顺序不在应选名额之内，未当选委员。')
  const reserved = aContest('member', 1, [aPerson('甲', 'female')], { reservedForWoman: true, title: '妇女委员' })
  const man = [ballots(1800, { chair: { for: ['c2'] }, member: { writeIn: ['王伟'] } })]
  t.ok(
    sentences([chair, reserved], man).includes(
      '其余人中得票最多的王伟得赞成票1800张，达到当选所需票数，但该职为妇女名额，未当选妇女委员。',
    ),
  )
})

t.test('one person on two posts', async (t) => {
  const said = sentences(
    [chair, member],
    [
      ballots(1000, { chair: { for: ['c1'] }, member: { for: ['m1'] } }),
      ballots(980, { member: { writeIn: ['王伟'] } }),
      ballots(0, {}),
    ],
    {},
    { winningShare: { num: 1, den: 3 } },
  )
  t.ok(
    said.includes(
      '王伟在委员中得赞成票980张，达到当选所需票数，但已当选更高或在前的职务，一人只任一职，不再占用委员名额。',
    ),
  )
})

t.test('votes carried down are told apart', async (t) => {
  const pile = [ballots(900, { chair: { writeIn: ['赵一'] } }), forMembers(900, 'm1'), forMembers(200, 'm2')]
  const said = sentences([chair, member], pile, {}, { multiPost: 'carryDown' })
  t.ok(said.some((each) => each.startsWith('赵一得赞成票1800张（其中由较高职务下加900张），超过收回选票2000张的半数')))
})

t.test('a run-off and a tie-break vote have words of their own', async (t) => {
  const runoff = sentences([chair], [forChair(700, 'c1'), forChair(600, 'c2'), ballots(800, {})], { round: 'runoff' })
  t.match(
    runoff[2],
    `王伟得赞成票700张，得票居前，且不少于收回选票2100张的三分之一（700×3＝2100，等于2100），当选主任（${article19}）。`,
  )
  t.match(runoff[3], `少于收回选票2100张的三分之一（600×3＝1800＜2100），未当选主任（${article19}）。`)
  const low = sentences([chair], [forChair(7, 'c1')], { round: 'runoff' })
  t.match(low[0], '未超过选民3400人的半数')
  t.match(low[0], '请居民选举委员会留意')
  const again = sentences([chair], [forChair(1000, 'c1'), forChair(999, 'c2')], { round: 'tieBreak' })
  t.match(again[2], '王伟得赞成票1000张，在得票相等的人中得票居前，当选主任')
  t.match(again[3], '李强得赞成票999张，达到当选所需票数，但按得票顺序不在应选名额之内')
  const alone = sentences([chair], [forChair(1800, 'c1')], { round: 'tieBreak' })
  t.equal(alone.length, 4, 'nothing is said of who got no vote')
})

t.test('seats that may stay empty', async (t) => {
  const said = sentences([chair], [ballots(1800, {})], { round: 'runoff', electedBefore: 5 })
  t.equal(said.at(-1), '尚缺1名；居民委员会成员已达5人，缺额可以暂缺（《城市居民委员会组织法》第八条）。')
})

t.test('the woman’s seat by ranking', async (t) => {
  const ranking = { womanSeat: 'ranking', winningShare: { num: 1, den: 3 } } as const
  const article8 = '（《城市居民委员会组织法》第八条）。'
  const about = (pile: readonly Ballot[], contest = member) =>
    sentences([contest], pile, {}, ranking).find((each) => each.endsWith(article8))
  const men = forMembers(1000, 'm1', 'm2')
  t.equal(
    about([men, forMembers(900, 'f1')]),
    `按得票顺序当选人中没有妇女，达到当选票数的妇女中得票最多的孙芳优先当选委员${article8}`,
  )
  t.equal(
    about([men, forMembers(800, 'm1')]),
    `当选人中没有妇女，且没有妇女达到当选票数，委员留1个名额在妇女中另行选举${article8}`,
  )
  const twoWomen = aContest('member', 2, [...member.candidates, { id: 'f2', name: '周敏', sex: 'female' }])
  const equal = [forMembers(1000, 'm1', 'm2'), forMembers(900, 'f1', 'f2')]
  t.equal(about(equal, twoWomen), `当选人中须有妇女，委员1个名额由得票相等的妇女再次投票决定${article8}`)
  const unknown = [ballots(1800, { member: { writeIn: ['张三', '李四'] } })]
  t.equal(about(unknown), `当选人中有性别未登记的，不能判断是否已有妇女成员，请核实${article8}`)
  t.equal(about([forMembers(1100, 'f1', 'm2'), men]), undefined, 'a woman is elected by votes alone')
  t.ok(
    sentences([member], [men, forMembers(10, 'm1', 'f1'), forMembers(890, 'f1')], {}, ranking).some((each) =>
      each.startsWith('其余人中得票最多的钱二得赞成票1000张，达到当选所需票数，但有1个名额优先由妇女取得'),
    ),
    'why a man of more votes is not elected',
  )
  const line = sentences([member], [men, forMembers(800, 'm1')], {}, ranking).at(-1)
  t.match(line, '委员妇女名额缺额1名，另行选举，候选人按得票顺序为孙芳（0票）')
})

t.test('a finding of arithmetic has no article to name', async (t) => {
  const vote: Vote = { form: 'allVoters', round: 'first', registered: 3400, contests: [chair] }
  const outcome = decideOutcome(vote, countBallots([forChair(3000, 'c1')], [chair], national2026), national2026)
  const finding = { code: 'x', severity: 'warning', fields: [], message: '合计不符。' } as const
  t.equal(explain(vote, { ...outcome, findings: [finding] }, national2026)[0], '合计不符。')
})

t.test('on the line for a woman a second woman is simply outvoted', async (t) => {
  const line = aContest('woman', 1, [aPerson('f1', 'female'), aPerson('f2', 'female')], { reservedForWoman: true })
  const pile = [ballots(200, { woman: { for: ['f1'] } }), ballots(190, { woman: { for: ['f2'] } })]
  t.same(
    sentences([line], pile, { round: 'runoff', registered: 700 })[3],
    '其余人中得票最多的f2得赞成票190张，达到当选所需票数，但按得票顺序不在应选名额之内，未当选委员。',
  )
})

t.test('forged ballots and void boxes are told apart from invalid ones', async (t) => {
  const ruleSet = national2026
  const vote: Vote = { form: 'allVoters', round: 'first', registered: 100, contests: [chair] }
  const boxes = [{ name: '流动票箱', ballots: 12, voters: 10 }]
  const pile = [forChair(60, 'c1'), ballots(3, {}, 'forged')]
  const said = decideOutcome(vote, countBallots(pile, [chair], ruleSet, boxes), ruleSet).explanation
  t.same(said.slice(1, 4), [
    '流动票箱内选票12张，多于在该票箱投票的10人，该票箱的选票无效：10张计入无效票，多出的2张不计入收回选票（参照《海南省村民委员会选举办法》第二十九条）。',
    '伪造的选票3张另行封存，不计入收回选票（参照《海南省村民委员会选举办法》第二十九条）。',
    '收回的70张选票中，有效票60张，无效票10张（所在票箱的选票多于投票人数10张），空白票0张；是否当选按收回选票数计算。',
  ])
})

t.test('relatives of equal votes, and a member who gives way', async (t) => {
  const relatives = [{ between: ['m1', 'm2'], relation: 'sibling' } as const]
  const [, , tie] = sentences([member], [forMembers(60, 'm1', 'm2')], { registered: 100, relatives })
  t.equal(
    tie,
    '赵一、钱二得赞成票同为60张，达到当选委员所需票数，但有近亲属关系，不能同时任职，至多1人当选，均暂不当选，对其再次投票（《城市居民委员会组织法》第八条，参照《浙江省村民委员会选举办法》第三十一条）。',
  )
  const said = sentences([chair], [forChair(60, 'c1')], {
    round: 'runoff',
    registered: 100,
    membersBefore: [{ personId: 'c1', name: '王伟', position: 'member', title: '委员', votes: 55 }],
  })
  t.ok(said.includes('王伟此前当选委员，本次当选职务更高的主任，一人只任一职，委员名额空出。'), said.join('\n'))
})

t.test('women asked for, more than one, or one who could not sit', async (t) => {
  const by = (pile: readonly Ballot[], womenMinimum: number, more: Partial<Vote> = {}) =>
    sentences([chair, member], pile, { registered: 100, ...more }, { womanSeat: 'ranking', womenMinimum }).join('\n')
  const men = [ballots(60, { chair: { for: ['c1'] }, member: { for: ['m1', 'm2'] } })]
  t.match(by(men, 2), '当选人中妇女不足2名，且没有其他妇女可以当选，委员留2个名额在妇女中另行选举')
  const kin = [{ between: ['m1', 'f1'], relation: 'spouse' } as const]
  const close = [forMembers(30, 'm1', 'm2'), forMembers(28, 'm1', 'f1'), forMembers(3, 'm2', 'f1'), forMembers(1, 'f1')]
  t.match(by(close, 1), '孙芳优先当选委员')
  t.match(by(close, 1, { relatives: kin }), '当选人中没有妇女，且没有其他妇女可以当选，委员留1个名额')
  const kept = aContest('member', 2, member.candidates, { seatsForWomen: 1 })
  const [, , ...said] = sentences([kept], [forMembers(60, 'm1', 'm2'), forMembers(1, 'm1')], {
    round: 'runoff',
    registered: 100,
  })
  t.match(said.join('\n'), '达到当选所需票数，但有1个名额优先由妇女取得')
})

t.test('of several women asked for, each is named; of a man who is barred nothing is said there', async (t) => {
  const about = (contests: readonly Contest[], pile: readonly Ballot[], more: Partial<Vote>, set: Partial<RuleSet>) =>
    sentences(contests, pile, { registered: 1000, ...more }, { womanSeat: 'ranking', ...set }).join('\n')
  const women = ['孙芳', '周敏', '吴兰'].map((name, i) => ({ id: `f${i + 1}`, name, sex: 'female' }) as const)
  const five = aContest('member', 2, [...member.candidates.slice(0, 2), ...women])
  const two = { winningShare: { num: 1, den: 3 }, womenMinimum: 2 }
  const men = forMembers(400, 'm1', 'm2')
  const equal = [men, forMembers(170, 'f1', 'f2'), forMembers(170, 'f1', 'f3'), forMembers(150, 'f2', 'f3')]
  t.match(
    about([five], equal, {}, two),
    '当选人中须有妇女，委员1个名额由得票相等的妇女再次投票决定（',
    'one is elected',
  )
  const clear = [...equal, forMembers(1, 'f2')]
  t.match(about([five], clear, {}, two), '达到当选票数的妇女中得票最多的孙芳、周敏优先当选委员（')
  const relatives = [{ between: ['c1', 'm1'], relation: 'sibling' } as const]
  const pile = [ballots(600, { chair: { for: ['c1'] }, member: { for: ['m1', 'm2'] } })]
  const barred = about([chair, member], pile, { relatives }, {})
  t.match(barred, '当选人中没有妇女，且没有妇女达到当选票数，委员留1个名额在妇女中另行选举（')
  t.match(barred, '赵一', 'his bar has its own sentence')
})

t.test('a seat for a woman among the members is no reason why a chair is not elected', async (t) => {
  const pile = [
    ballots(1000, { chair: { for: ['c1'] }, member: { for: ['m1', 'm2'] } }),
    ballots(900, { chair: { for: ['c2'] }, member: { for: ['m1'] } }),
  ]
  const said = sentences([chair, member], pile, {}, { womanSeat: 'ranking', winningShare: { num: 1, den: 3 } })
  t.match(said.join('\n'), '李强得赞成票900张，达到当选所需票数，但按得票顺序不在应选名额之内，未当选主任。')
  t.match(said.join('\n'), '钱二得赞成票1000张，达到当选所需票数，但有1个名额优先由妇女取得，未当选委员。')
})

t.test('a person of another post who is written in was vetted for it', async (t) => {
  const pile = [ballots(60, { member: { writeIn: ['王伟', '张三'] } })]
  const said = sentences([chair, member], pile, { registered: 100 }).join('\n')
  t.match(said, '当选委员（《')
  t.match(said, '张三得赞成票60张，超过收回选票60张的半数（60×2＝120＞60），当选委员（另选人，须经资格审查确认）')
})
