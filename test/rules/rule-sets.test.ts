import t from 'tap'
import type { Figures } from '../../src/rules/figures.js'
import { applySettings, findRuleSet, ruleSets } from '../../src/rules/rule-sets.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { inFull } from '../helpers/findings.js'

t.test('rule sets are found by id', async (t) => {
  t.equal(findRuleSet('national-2026'), national2026)
  t.equal(findRuleSet('zhejiang-2026')?.isProvisional, true)
  t.equal(findRuleSet('atlantis-2026'), undefined)
  t.same(
    ruleSets.map(({ id }) => id),
    ['national-2026', 'zhejiang-2026', 'sichuan-2026', 'zhejiang-2020', 'zhejiang-2012'],
  )
  t.equal(new Set(ruleSets.map(({ id }) => id)).size, ruleSets.length, 'no id twice')
})

t.test('a community may set what the law leaves open, and no more', async (t) => {
  for (const { settings, codes, because } of [
    { settings: {}, codes: [], because: 'nothing set' },
    { settings: { overvoteScope: 'post', multiPost: 'carryDown' }, codes: [], because: 'left to the procedure' },
    { settings: { surplusMinimum: 2 }, codes: [], because: 'stricter than the law' },
    { settings: { surplusMinimum: 1 }, codes: [], because: 'as the law' },
    { settings: { surplusMinimum: 0 }, codes: ['setting-looser-than-law'], because: 'no contest' },
    { settings: { rollDaysBefore: 19 }, codes: ['setting-looser-than-law'], because: 'a day short' },
    { settings: { rollDaysBefore: 21 }, codes: [], because: 'a day more' },
    { settings: { proxyMaximum: 2 }, codes: ['setting-fixed-by-law'], because: 'the law gives three' },
    { settings: { winningShare: { num: 1, den: 2 } }, codes: ['setting-fixed-by-law'], because: 'even if unchanged' },
    {
      settings: { votingAge: 16, nominatorsMinimum: 5, runoffDays: 10 },
      codes: ['setting-fixed-by-law', 'setting-fixed-by-law'],
      because: 'each is named, the permitted one is not',
    },
    { settings: { rollDaysBefore: '21' }, codes: ['setting-not-a-value'], because: 'text for a number' },
    { settings: { primaryTurnout: { num: 1, den: 2 } }, codes: ['setting-fixed-by-law'], because: 'a statute’s share' },
    { settings: { directForms: ['allVoters'] }, codes: ['setting-fixed-by-law'], because: 'settled for the season' },
    { settings: { colour: 'red' }, codes: ['setting-unknown'], because: 'no such figure' },
    { settings: { toString: 1 }, codes: ['setting-unknown'], because: 'not a figure of the set itself' },
  ]) {
    const applied = applySettings(national2026, settings as Partial<Figures>)
    t.same(applied.ok ? [] : applied.error.map(({ code }) => code), codes, because)
    if (applied.ok) t.match(applied.value, settings, `${because}: laid over`)
  }
})

t.test('a refusal names the figure in Chinese and by key, and the article', async (t) => {
  const applied = applySettings(national2026, { surplusMinimum: 0 })
  t.match(applied, {
    ok: false,
    error: [
      {
        fields: ['surplusMinimum'],
        message: '最少差额（surplusMinimum）可以比法律规定更严，不能更宽。',
        article: '《城市居民委员会组织法》第十八条',
      },
    ],
  })
})

t.test('settings leave the rule set itself as it was', async (t) => {
  applySettings(national2026, { runoffDays: 7 })
  t.equal(national2026.runoffDays, 30)
})

t.test('every refusal in full', async (t) => {
  const settings = { surplusMinimum: 0, votingAge: 16, colour: 'red' } as Partial<Figures>
  const applied = applySettings(national2026, settings)
  t.same(applied.ok ? [] : inFull(applied.error), [
    'error setting-looser-than-law [surplusMinimum]: 最少差额（surplusMinimum）可以比法律规定更严，不能更宽。（《城市居民委员会组织法》第十八条）',
    'error setting-fixed-by-law [votingAge]: 选民年龄（votingAge）由法律规定，选举办法不能另行设定。（《城市居民委员会组织法》第十六条）',
    'error setting-unknown [colour]: 规则中没有“colour”这一项。',
  ])
})
