import t from 'tap'
import type { ElectionForm } from '../../src/rules/election-form.js'
import type { Vote } from '../../src/rules/outcome.js'
import type { RuleSet } from '../../src/rules/rule-set.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { sichuan2026 } from '../../src/rules/rule-sets/sichuan-2026.js'
import { zhejiang2020 } from '../../src/rules/rule-sets/zhejiang-2020.js'
import { checkTurnout, isTurnoutReached, validitySentence } from '../../src/rules/turnout.js'
import { inFull } from '../helpers/findings.js'

const vote = (more: Partial<Vote> = {}): Vote => ({
  form: 'allVoters',
  round: 'first',
  registered: 100,
  contests: [],
  ...more,
})

t.test('the turnout of each form is strictly more than its share', async (t) => {
  for (const { form, registered, returned, reached, because } of [
    { form: 'allVoters', registered: 100, returned: 50, reached: false, because: 'exactly half' },
    { form: 'allVoters', registered: 100, returned: 51, reached: true, because: 'one more than half' },
    { form: 'allVoters', registered: 101, returned: 51, reached: true, because: 'more than half of an odd number' },
    { form: 'households', registered: 100, returned: 50, reached: false, because: 'exactly half' },
    { form: 'households', registered: 99, returned: 50, reached: true, because: 'more than half' },
    { form: 'representatives', registered: 90, returned: 60, reached: false, because: 'exactly two thirds' },
    { form: 'representatives', registered: 90, returned: 61, reached: true, because: 'more than two thirds' },
    { form: 'representatives', registered: 90, returned: 46, reached: false, because: 'half is not enough here' },
    { form: 'allVoters', registered: 0, returned: 0, reached: false, because: 'nobody is more than half of nobody' },
  ] as const) {
    t.equal(isTurnoutReached(returned, registered, form, national2026), reached, `${form}: ${because}`)
  }
})

t.test('a vote is void by its turnout or by too many ballots', async (t) => {
  for (const { facts, returned, found, because } of [
    { facts: {}, returned: 51, found: [], because: 'more than half' },
    { facts: {}, returned: 50, found: ['error turnout-not-reached'], because: 'exactly half' },
    { facts: { ballotsIssued: 60 }, returned: 60, found: [], because: 'every ballot came back' },
    { facts: { ballotsIssued: 60 }, returned: 61, found: ['error more-ballots-than-issued'], because: 'one too many' },
    { facts: { votersWhoVoted: 60 }, returned: 60, found: [], because: 'a ballot a voter' },
    { facts: { votersWhoVoted: 60 }, returned: 61, found: ['error more-ballots-than-voters'], because: 'one too many' },
    { facts: {}, returned: 100, found: [], because: 'everybody voted' },
    { facts: {}, returned: 101, found: ['error more-ballots-than-voters'], because: 'more than there are voters' },
    { facts: { round: 'runoff' }, returned: 50, found: ['warning turnout-not-reached'], because: 'not asked again' },
    { facts: { round: 'tieBreak' }, returned: 1, found: ['warning turnout-not-reached'], because: 'not asked again' },
    {
      facts: { round: 'runoff', ballotsIssued: 50 },
      returned: 51,
      found: ['error more-ballots-than-issued'],
      because: 'too many ballots void any vote',
    },
    {
      facts: { ballotsIssued: 10, votersWhoVoted: 9 },
      returned: 11,
      found: ['error turnout-not-reached', 'error more-ballots-than-issued', 'error more-ballots-than-voters'],
      because: 'all reasons together',
    },
  ] as const) {
    const findings = checkTurnout(vote(facts), returned, national2026)
    t.same(
      findings.map(({ severity, code }) => `${severity} ${code}`),
      found,
      because,
    )
  }
})

t.test('whether a run-off must reach the turnout again is a figure', async (t) => {
  for (const { round, runoffTurnout, found, because } of [
    { round: 'runoff', runoffTurnout: 'required', found: 'error', because: 'asked again, the vote is void' },
    { round: 'runoff', runoffTurnout: 'warned', found: 'warning', because: 'the committee is told' },
    { round: 'runoff', runoffTurnout: 'none', found: undefined, because: 'not asked' },
    { round: 'tieBreak', runoffTurnout: 'required', found: 'warning', because: 'it belongs to a vote that reached it' },
    { round: 'tieBreak', runoffTurnout: 'none', found: undefined, because: 'not asked' },
    { round: 'first', runoffTurnout: 'none', found: 'error', because: 'a first vote always' },
  ] as const) {
    const asked = { ...national2026, runoffTurnout }
    const [finding] = checkTurnout(vote({ round }), 50, asked)
    t.equal(finding?.severity, found, `${round}, ${runoffTurnout}: ${because}`)
    t.same(checkTurnout(vote({ round }), 51, asked), [], 'one more is more than half')
  }
  const [asked] = checkTurnout(vote({ round: 'runoff' }), 50, { ...national2026, runoffTurnout: 'required' })
  t.equal(asked?.article, '《城市居民委员会组织法》第十九条，法律未规定，系统默认')
  t.match(asked?.message, '，本次另行选举无效。')
  t.equal(
    validitySentence(vote({ round: 'runoff' }), 50, { ...national2026, runoffTurnout: 'none' }),
    '收回选票50张；再次投票不再要求参加投票的比例，投票有效（法律未规定，系统默认）。',
  )
})

t.test('what the ballots may not exceed is a figure', async (t) => {
  for (const { asks, facts, returned, found, because } of [
    {
      asks: 'issued',
      facts: { ballotsIssued: 60, votersWhoVoted: 55 },
      returned: 60,
      found: [],
      because: 'only what was issued',
    },
    {
      asks: 'issued',
      facts: { ballotsIssued: 60, votersWhoVoted: 55 },
      returned: 61,
      found: ['issued'],
      because: 'one too many',
    },
    {
      asks: 'voted',
      facts: { ballotsIssued: 50, votersWhoVoted: 60 },
      returned: 60,
      found: [],
      because: 'only who voted',
    },
    {
      asks: 'voted',
      facts: { ballotsIssued: 50, votersWhoVoted: 60 },
      returned: 61,
      found: ['voters'],
      because: 'one too many',
    },
    {
      asks: 'both',
      facts: { ballotsIssued: 60, votersWhoVoted: 55 },
      returned: 56,
      found: ['voters'],
      because: 'each of them',
    },
    {
      asks: 'both',
      facts: { ballotsIssued: 55, votersWhoVoted: 60 },
      returned: 56,
      found: ['issued'],
      because: 'each of them',
    },
    {
      asks: 'issued',
      facts: { votersWhoVoted: 55 },
      returned: 100,
      found: [],
      because: 'not recorded: all who may vote',
    },
    {
      asks: 'issued',
      facts: { votersWhoVoted: 55 },
      returned: 101,
      found: ['voters'],
      because: 'not recorded: all who may vote',
    },
    {
      asks: 'voted',
      facts: { ballotsIssued: 55 },
      returned: 101,
      found: ['voters'],
      because: 'not recorded: all who may vote',
    },
  ] as const) {
    const findings = checkTurnout(vote(facts), returned, { ...national2026, ballotsNotMoreThan: asks })
    t.same(
      findings.map(({ code }) => code),
      found.map((what) => `more-ballots-than-${what}`),
      `${asks}: ${because}`,
    )
  }
  const issuedAlone = { ...national2026, ballotsNotMoreThan: 'issued' } as const
  t.same(checkTurnout(vote({ ballotsIssued: 120, registered: 100 }), 110, issuedAlone), [], 'nothing else is asked')
  const article = (ruleSet: RuleSet) => checkTurnout(vote({ ballotsIssued: 60 }), 61, ruleSet)[0]?.article
  t.equal(article(sichuan2026), '《四川省城市居民委员会选举条例》第三十条', 'where it binds')
  t.equal(article(national2026), '参照《四川省城市居民委员会选举条例》第三十条')
  const [voters] = checkTurnout(vote(), 101, zhejiang2020)
  t.equal(voters?.article, '参照《浙江省村民委员会选举办法》第二十七条')
})

t.test('findings name the figures, the form and the article', async (t) => {
  const form: ElectionForm = 'representatives'
  const [finding] = checkTurnout(vote({ form, registered: 90 }), 60, national2026)
  t.equal(finding?.message, '收回选票60张，未超过居民代表90人的三分之二（60×3＝180＝90×2），选举无效。')
  t.equal(finding?.article, '《城市居民委员会组织法》第十九条')
  const [issued] = checkTurnout(vote({ ballotsIssued: 60 }), 61, national2026)
  t.same(issued?.fields, ['ballotsReturned', 'ballotsIssued'])
  t.match(issued?.message, '收回选票61张，多于发出选票60张')
  const [voters] = checkTurnout(vote({ votersWhoVoted: 60 }), 61, national2026)
  t.match(voters?.message, '多于参加投票的60人')
  const [registered] = checkTurnout(vote(), 101, national2026)
  t.match(registered?.message, '多于选民100人')
  const [runoff] = checkTurnout(vote({ round: 'runoff' }), 50, national2026)
  t.notMatch(runoff?.message, '选举无效')
})

t.test('a valid vote says why', async (t) => {
  t.equal(
    validitySentence(vote({ registered: 3400 }), 3118, national2026),
    '收回选票3118张，超过选民3400人的半数（3118×2＝6236＞3400），选举有效（《城市居民委员会组织法》第十九条）。',
  )
})

t.test('every finding in full', async (t) => {
  const facts = vote({ ballotsIssued: 10, votersWhoVoted: 9 })
  t.same(inFull(checkTurnout(facts, 11, national2026)), [
    'error turnout-not-reached [ballotsReturned registered]: 收回选票11张，未超过选民100人的半数（11×2＝22＜100），选举无效。（《城市居民委员会组织法》第十九条）',
    'error more-ballots-than-issued [ballotsReturned ballotsIssued]: 收回选票11张，多于发出选票10张，选举无效。（参照《四川省城市居民委员会选举条例》第三十条）',
    'error more-ballots-than-voters [ballotsReturned registered]: 收回选票11张，多于参加投票的9人，选举无效。（参照《浙江省村民委员会选举办法》第二十七条）',
  ])
  t.same(inFull(checkTurnout(vote({ round: 'runoff' }), 50, national2026)), [
    'warning turnout-not-reached [ballotsReturned registered]: 收回选票50张，未超过选民100人的半数（50×2＝100，等于100）；法律未规定再次投票须重新达到这一比例，请居民选举委员会留意。（《城市居民委员会组织法》第十九条）',
  ])
})
