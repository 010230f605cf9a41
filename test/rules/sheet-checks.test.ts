import t from 'tap'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { sichuan2026 } from '../../src/rules/rule-sets/sichuan-2026.js'
import { zhejiang2020 } from '../../src/rules/rule-sets/zhejiang-2020.js'
import type { RuleSet } from '../../src/rules/rule-set.js'
import { brokenFigures, checkBallots, checkPost, error, isOfThisBallot } from '../../src/rules/sheet-checks.js'
import type { EnteredPost, SheetFacts } from '../../src/rules/tally-sheet.js'
import { aContest, aSheet } from '../helpers/votes.js'
import { inFull } from '../helpers/findings.js'

const member = aContest('member', 2, ['m1', 'm2'])
const facts: SheetFacts = {
  contests: [member],
  ...national2026,
  illegibleScope: 'ballot',
}
const codes = (findings: readonly { code: string }[]): string[] => findings.map(({ code }) => code)

t.test('returned is valid, invalid and blank together', async (t) => {
  for (const { more, found, because } of [
    { more: {}, found: [], because: '100 = 96 + 3 + 1' },
    { more: { validBallots: 95 }, found: ['ballots-do-not-add-up'], because: 'one short' },
    { more: { blankBallots: 2 }, found: ['ballots-do-not-add-up'], because: 'one too many' },
    {
      more: { ballotsReturned: 0, validBallots: 0, invalidBallots: 0, blankBallots: 0 },
      found: ['no-ballots-returned'],
      because: 'an empty box',
    },
    { more: { validBallots: 84, invalidBallots: 15 }, found: ['many-invalid'], because: 'fifteen in a hundred' },
    { more: { validBallots: 85, invalidBallots: 14 }, found: [], because: 'fourteen are too few to ask' },
    {
      more: { ballotsReturned: 500, validBallots: 484, invalidBallots: 15 },
      found: ['many-invalid'],
      because: 'exactly three in a hundred',
    },
    {
      more: { ballotsReturned: 501, validBallots: 485, invalidBallots: 15 },
      found: [],
      because: 'less than three in a hundred',
    },
    { more: { validBallots: 82, blankBallots: 15 }, found: ['many-blank'], because: 'fifteen in a hundred' },
  ]) {
    t.same(codes(checkBallots(aSheet(more), facts)), found, because)
  }
})

t.test('no more ballots back than were handed out', async (t) => {
  for (const { stated, account, found, because } of [
    { stated: undefined, account: undefined, found: [], because: 'nothing to compare with' },
    { stated: undefined, account: 100, found: [], because: 'as many as the account' },
    { stated: undefined, account: 99, found: ['more-ballots-than-issued'], because: 'more than the account' },
    { stated: 100, account: undefined, found: [], because: 'as many as stated' },
    { stated: 99, account: undefined, found: ['more-ballots-than-issued'], because: 'more than stated' },
    { stated: 110, account: 110, found: [], because: 'ten were taken home' },
    { stated: 114, account: 114, found: [], because: 'fourteen missing are too few to ask' },
    { stated: 115, account: 115, found: ['many-ballots-missing'], because: 'fifteen missing' },
    { stated: undefined, account: 500, found: [], because: 'the sheet may cover a part of the station' },
    { stated: 110, account: 109, found: ['issued-differs-from-account'], because: 'two figures for one thing' },
    {
      stated: 110,
      account: 99,
      found: ['more-ballots-than-issued', 'issued-differs-from-account'],
      because: 'more than the smaller of the two',
    },
  ]) {
    const sheet = aSheet({ ballotsIssued: stated })
    const findings = checkBallots(sheet, { ...facts, ballotsIssued: account })
    t.same(codes(findings), found, because)
    t.notOk(
      findings.some(({ severity }) => severity === 'error'),
      'a void vote must still be counted',
    )
  }
})

const row = (candidateId: string, votes: number, against: number, abstain: number) => ({
  candidateId,
  for: votes,
  against,
  abstain,
})
const post = (more: Partial<EnteredPost> = {}): EnteredPost => ({
  postId: 'member',
  candidates: [row('m1', 5, 3, 2), row('m2', 5, 5, 0)],
  writeIns: [],
  ...more,
})
const check = (entered: EnteredPost, more: Partial<SheetFacts> = {}) =>
  checkPost(entered, member, 10, { ...facts, ...more })

t.test('a candidate’s marks make up the valid ballots', async (t) => {
  for (const { candidates, scope, found, because } of [
    { candidates: [row('m1', 5, 3, 2), row('m2', 5, 5, 0)], scope: 'ballot', found: [], because: 'ten each' },
    {
      candidates: [row('m1', 5, 3, 3), row('m2', 5, 5, 0)],
      scope: 'ballot',
      found: ['candidate-votes-exceed-valid'],
      because: 'eleven',
    },
    {
      candidates: [row('m1', 5, 3, 3), row('m2', 5, 5, 0)],
      scope: 'post',
      found: ['candidate-votes-exceed-valid'],
      because: 'eleven',
    },
    {
      candidates: [row('m1', 5, 3, 1), row('m2', 5, 5, 0)],
      scope: 'ballot',
      found: ['candidate-votes-short-of-valid'],
      because: 'nine',
    },
    {
      candidates: [row('m1', 5, 3, 1), row('m2', 5, 5, 0)],
      scope: 'post',
      found: ['post-partly-void'],
      because: 'a void post may be why',
    },
  ] as const) {
    t.same(codes(check(post({ candidates }), { overvoteScope: scope })), found, `${scope}: ${because}`)
  }
  const short = { candidates: [row('m1', 5, 3, 1), row('m2', 5, 5, 0)] }
  for (const { more, causes } of [
    { more: {}, causes: undefined },
    { more: { illegibleScope: 'part' }, causes: '部分无法辨认' },
    { more: { overvoteScope: 'post', illegibleScope: 'part' }, causes: '该职多选、部分无法辨认' },
    { more: { multiPost: 'highestOnly' }, causes: '同一人被选多职' },
    { more: { multiPost: 'carryDown' }, causes: '同一人被选多职' },
  ] as const) {
    const [found] = check(post(short), more)
    const shown = 'm1：赞成5＋反对3＋弃权1＝9，少于有效票10张'
    t.equal(found?.severity, causes === undefined ? 'error' : 'warning')
    t.equal(found?.code, causes === undefined ? 'candidate-votes-short-of-valid' : 'post-partly-void')
    t.equal(found?.message, causes === undefined ? `${shown}。` : `${shown}；若是有${causes}的选票所致，请说明张数。`)
  }
  const [finding] = check(post({ candidates: [row('m1', 5, 3, 3)] }))
  t.same(finding?.fields, ['candidate-m1-for', 'candidate-m1-against', 'candidate-m1-abstain'])
  t.equal(finding?.message, 'm1：赞成5＋反对3＋弃权3＝11，多于有效票10张。')
})

t.test('no more votes for a post than valid ballots times seats', async (t) => {
  const all = [row('m1', 10, 0, 0), row('m2', 5, 5, 0)]
  for (const { entered, found, because } of [
    { entered: post({ candidates: all, writeIns: [{ name: '张三', votes: 5 }] }), found: [], because: '20 = 10 × 2' },
    {
      entered: post({ candidates: all, writeIns: [{ name: '张三', votes: 6 }] }),
      found: ['votes-exceed-seats'],
      because: '21',
    },
    {
      entered: post({ candidates: [row('m1', 0, 5, 5), row('m2', 0, 0, 10)] }),
      found: ['post-without-votes'],
      because: 'nobody',
    },
  ]) {
    t.same(codes(check(entered)), found, because)
  }
  t.same(checkPost(post({ candidates: [row('m1', 0, 0, 0)] }), member, 0, facts), [], 'no valid ballots, no votes')
  const [finding] = check(post({ candidates: all, writeIns: [{ name: '张三', votes: 6 }] }))
  t.same(finding?.fields, ['candidate-m1-for', 'candidate-m2-for', 'writeIn-member-1-votes'])
})

t.test('write-ins', async (t) => {
  const contests = [member, aContest('chair', 1, ['c1'])]
  for (const { writeIns, found, because } of [
    {
      writeIns: [
        { name: '张三', votes: 1 },
        { name: '李四', votes: 1 },
      ],
      found: [],
      because: 'two persons',
    },
    { writeIns: [{ name: '　', votes: 1 }], found: ['write-in-without-name'], because: 'a blank is no name' },
    { writeIns: [{ name: '张三', votes: 0 }], found: ['write-in-without-votes'], because: 'nobody wrote the name' },
    { writeIns: [{ name: '张三', votes: 10 }], found: [], because: 'on every valid ballot' },
    {
      writeIns: [{ name: '张三', votes: 11 }],
      found: ['votes-exceed-seats', 'write-in-exceeds-valid'],
      because: 'on more than there are',
    },
    {
      writeIns: [
        { name: '张三', votes: 1 },
        { name: '张 三', votes: 1 },
      ],
      found: ['write-in-twice'],
      because: 'one person in two rows',
    },
    { writeIns: [{ name: 'm1', votes: 1 }], found: ['write-in-names-candidate'], because: 'a vote for the candidate' },
    { writeIns: [{ name: 'm1（三组）', votes: 1 }], found: [], because: 'a namesake told apart' },
    {
      writeIns: [{ name: 'c1', votes: 1 }],
      found: ['write-in-names-other-candidate'],
      because: 'elected twice keeps one post',
    },
  ]) {
    t.same(codes(check(post({ writeIns }), { contests })), found, because)
  }
})

t.test('of a mobile box only its own ballots are void, where the rule set says so', async (t) => {
  const sheet = aSheet({ ballotsIssued: 99 })
  const box = { ...facts, isMobileBox: true }
  t.same(inFull(checkBallots(sheet, { ...box, overfullBox: 'ballotsVoid' })), [
    'warning more-ballots-than-issued [ballotsReturned ballotsIssued]: 收回100张，多于发出99张；若属实，这个票箱的选票无效。请核对并说明。（参照《海南省村民委员会选举办法》第二十九条）',
  ])
  t.match(checkBallots(sheet, { ...box, overfullBox: 'notAsked' })[0]?.message, '若属实，选举无效')
})

t.test('more ballots than issued: by the text in force, and void only where that text says so', async (t) => {
  const found = (ruleSet: RuleSet) => checkBallots(aSheet({ ballotsIssued: 99 }), { ...ruleSet, contests: [member] })[0]
  t.match(found(sichuan2026), {
    message: '收回100张，多于发出99张；若属实，选举无效。请核对并说明。',
    article: '《四川省城市居民委员会选举条例》第三十条',
  })
  const asked = found(zhejiang2020)
  t.equal(asked?.message, '收回100张，多于发出99张，请核对并说明。', 'the village method asks who voted')
  t.equal(asked?.article, undefined)
  t.equal(asked?.severity, 'warning')
})

t.test('findings show the sum and mark the fields', async (t) => {
  const sum = checkBallots(aSheet({ validBallots: 95 }), facts)[0]
  t.equal(sum?.message, '收回100张，不等于有效95张＋无效3张＋空白1张＝99张。')
  const missing = checkBallots(aSheet({ ballotsIssued: 130 }), facts)[0]
  t.equal(missing?.message, '发出130张，收回100张，少30张，请核对并说明。')
  t.same(missing?.fields, ['ballotsReturned', 'ballotsIssued'])
  const unstated = checkBallots(aSheet(), { ...facts, ballotsIssued: 99 })[0]
  t.same(unstated?.fields, ['ballotsReturned'], 'a field that is not on the sheet is not marked')
  const rows = [
    { name: '张三', votes: 1 },
    { name: '', votes: 0 },
  ]
  t.same(
    check(post({ writeIns: rows })).map(({ fields }) => fields),
    [['writeIn-member-2-name'], ['writeIn-member-2-votes']],
  )
})

t.test('figures that cannot be numbers of ballots', async (t) => {
  t.same(brokenFigures(aSheet({ ballotsIssued: 0, blankBallots: 0 })), [], 'nought is a number')
  t.same(brokenFigures(aSheet({ ballotsIssued: -1, ballotsReturned: Number.NaN })), [
    'ballotsIssued',
    'ballotsReturned',
  ])
  const odd = { postId: 'member', candidates: [row('m1', 1, -1, 0.5)], writeIns: [{ name: '张三', votes: 2 ** 60 }] }
  t.same(brokenFigures(aSheet({ posts: [odd] })), [
    'candidate-m1-against',
    'candidate-m1-abstain',
    'writeIn-member-1-votes',
  ])
})

t.test('a sheet has the posts and candidates of the ballot, in its order', async (t) => {
  for (const { candidates, of, because } of [
    { candidates: ['m1', 'm2'], of: true, because: 'as printed' },
    { candidates: ['m2', 'm1'], of: false, because: 'another order' },
    { candidates: ['m1'], of: false, because: 'one is missing' },
    { candidates: ['m1', 'm2', 'm3'], of: false, because: 'one too many' },
  ]) {
    t.equal(isOfThisBallot(aSheet(), [aContest('member', 2, candidates)]), of, because)
  }
  t.equal(isOfThisBallot(aSheet(), []), false, 'another post')
})

t.test('an error blocks', async (t) => {
  t.match(error('write-in-twice', ['f'], '…'), { severity: 'error', fields: ['f'] })
})

t.test('every finding in full', async (t) => {
  const contests = [member, aContest('chair', 1, ['c1'])]
  t.same(inFull(checkBallots(aSheet({ validBallots: 60, invalidBallots: 20, blankBallots: 19 }), facts)), [
    'error ballots-do-not-add-up [ballotsReturned validBallots invalidBallots blankBallots]: 收回100张，不等于有效60张＋无效20张＋空白19张＝99张。',
    'warning many-invalid [invalidBallots]: 无效票20张，占收回选票的20.00%，请核对并说明。',
    'warning many-blank [blankBallots]: 空白票19张，占收回选票的19.00%，请核对并说明。',
  ])
  t.same(inFull(checkBallots(aSheet({ ballotsReturned: 0, ballotsIssued: 20 }), { ...facts, ballotsIssued: 21 })), [
    'error ballots-do-not-add-up [ballotsReturned validBallots invalidBallots blankBallots]: 收回0张，不等于有效96张＋无效3张＋空白1张＝100张。',
    'warning issued-differs-from-account [ballotsIssued]: 计票单上发出20张，与投票站登记的发出21张不一致，请核对并说明。',
    'warning many-ballots-missing [ballotsReturned ballotsIssued]: 发出20张，收回0张，少20张，请核对并说明。',
    'warning no-ballots-returned [ballotsReturned]: 这张计票单上没有收回选票。',
  ])
  t.same(inFull(checkBallots(aSheet({ ballotsIssued: 99 }), facts)), [
    'warning more-ballots-than-issued [ballotsReturned ballotsIssued]: 收回100张，多于发出99张；若属实，选举无效。请核对并说明。（参照《四川省城市居民委员会选举条例》第三十条）',
  ])
  const uneven = post({ candidates: [row('m1', 5, 3, 3), row('m2', 5, 4, 0)] })
  t.same(inFull(check(uneven, { overvoteScope: 'ballot' })), [
    'error candidate-votes-exceed-valid [candidate-m1-for candidate-m1-against candidate-m1-abstain]: m1：赞成5＋反对3＋弃权3＝11，多于有效票10张。',
    'error candidate-votes-short-of-valid [candidate-m2-for candidate-m2-against candidate-m2-abstain]: m2：赞成5＋反对4＋弃权0＝9，少于有效票10张。',
  ])
  t.same(inFull(check(uneven, { overvoteScope: 'post' })), [
    'error candidate-votes-exceed-valid [candidate-m1-for candidate-m1-against candidate-m1-abstain]: m1：赞成5＋反对3＋弃权3＝11，多于有效票10张。',
    'warning post-partly-void [candidate-m2-for candidate-m2-against candidate-m2-abstain]: m2：赞成5＋反对4＋弃权0＝9，少于有效票10张；若是有该职多选的选票所致，请说明张数。',
  ])
  t.same(inFull(check(post({ candidates: [row('m1', 0, 5, 5), row('m2', 0, 0, 10)] }))), [
    'warning post-without-votes [candidate-m1-for candidate-m2-for]: 委员没有一张赞成票，请核对并说明。',
  ])
  const rows = [
    { name: '', votes: 0 },
    { name: '张三', votes: 11 },
    { name: '张 三', votes: 1 },
    { name: 'm1', votes: 1 },
    { name: 'c1', votes: 1 },
  ]
  t.same(inFull(check(post({ writeIns: rows }), { contests })), [
    'error votes-exceed-seats [candidate-m1-for candidate-m2-for writeIn-member-1-votes writeIn-member-2-votes writeIn-member-3-votes writeIn-member-4-votes writeIn-member-5-votes]: 委员的赞成票（含另选人）合计24张，多于有效票10张×应选2名＝20。',
    'error write-in-without-name [writeIn-member-1-name]: 另选人须填写姓名。',
    'error write-in-without-votes [writeIn-member-1-votes]: 另选人没有得票，请删去这一行。',
    'error write-in-exceeds-valid [writeIn-member-2-votes]: 另选人张三得11票，多于有效票10张。',
    'error write-in-twice [writeIn-member-3-name]: 另选人张三重复，请合并为一行。',
    'error write-in-names-candidate [writeIn-member-4-name]: m1是委员候选人，请计入其赞成票；确系同名的另一人，请在姓名后注明区别。',
    'warning write-in-names-other-candidate [writeIn-member-5-name]: c1是其他职务的候选人：同一人只保留较高职务；确系同名的另一人，请在姓名后注明区别。',
  ])
})
