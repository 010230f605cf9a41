import t from 'tap'
import { checkTermTurnout, termTurnoutSentence, type TermVote } from '../../src/rules/term-vote.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'

const codes = (vote: TermVote) => checkTermTurnout(vote, national2026).map(({ code }) => code)

t.test('by the form of the election: more than half, or more than two thirds of the representatives', async (t) => {
  for (const { form, entitled, returned, expected } of [
    { form: 'allVoters', entitled: 100, returned: 50, expected: ['term-vote-turnout'] },
    { form: 'allVoters', entitled: 100, returned: 51, expected: [] },
    { form: 'households', entitled: 101, returned: 50, expected: ['term-vote-turnout'] },
    { form: 'households', entitled: 101, returned: 51, expected: [] },
    { form: 'representatives', entitled: 60, returned: 40, expected: ['term-vote-turnout'] },
    { form: 'representatives', entitled: 60, returned: 41, expected: [] },
    { form: 'allVoters', entitled: 100, returned: 100, expected: [] },
    { form: 'allVoters', entitled: 100, returned: 101, expected: ['more-ballots-than-entitled'] },
    { form: 'allVoters', entitled: 0, returned: 0, expected: ['term-vote-turnout'] },
  ] as const) {
    t.strictSame(codes({ form, entitled, returned }), expected, `${form} ${returned} of ${entitled}`)
  }
})

t.test('representatives in assembly pass both lines: art. 19 and art. 29', async (t) => {
  const vote = { form: 'representatives', entitled: 60, returned: 41 } as const
  for (const { returned, assembly, expected, because } of [
    { returned: 41, assembly: { entitled: 69, present: 46 }, expected: [], because: 'two thirds of the members' },
    { returned: 41, assembly: { entitled: 69, present: 45 }, expected: ['no-quorum'], because: 'one fewer' },
    { returned: 40, assembly: { entitled: 69, present: 46 }, expected: ['term-vote-turnout'], because: 'quorate only' },
    {
      returned: 40,
      assembly: { entitled: 69, present: 45 },
      expected: ['term-vote-turnout', 'no-quorum'],
      because: 'neither',
    },
  ]) {
    t.strictSame(codes({ ...vote, returned, assembly }), expected, because)
  }
  t.strictSame(codes({ form: 'allVoters', entitled: 9, returned: 5, assembly: { entitled: 9, present: 0 } }), [])
})

t.test('the sentences carry the sum', async (t) => {
  const vote = { form: 'allVoters', entitled: 100, returned: 50 } as const
  t.strictSame(checkTermTurnout(vote, national2026), [
    {
      code: 'term-vote-turnout',
      severity: 'error',
      fields: ['returned'],
      message: '参加投票50人，未超过选民100人的半数（50×2＝100，等于100），表决无效。',
      article: '《城市居民委员会组织法》第十九条',
    },
  ])
  t.match(checkTermTurnout({ ...vote, returned: 101 }, national2026), [
    {
      severity: 'error',
      fields: ['returned'],
      message: '收回选票101张，多于选民100人。',
      article: '《城市居民委员会组织法》第十九条',
    },
  ])
  t.equal(
    termTurnoutSentence({ form: 'representatives', entitled: 60, returned: 41 }, national2026),
    '参加投票41人，超过居民代表60人的三分之二（41×3＝123＞120＝60×2）。',
  )
})
