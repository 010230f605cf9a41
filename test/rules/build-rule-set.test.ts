import t from 'tap'
import { assumed, binding, borrowed, isLooser, limit, overlay } from '../../src/rules/build-rule-set.js'
import type { Figures } from '../../src/rules/figures.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'

const head = {
  id: 'a-province',
  version: 2,
  title: '某省规则',
  shortTitle: '某省',
  law: national2026.law,
  isProvisional: true,
  inForceFrom: '2026-06-01',
} as const

t.test('each way of stating a figure says how sure it is and who may change it', async (t) => {
  t.same(binding(5, '甲').provenance, { source: '甲', certainty: 'read', mayBeSetLocally: false })
  t.same(limit(5, '甲').provenance, { source: '甲', certainty: 'read', mayBeSetLocally: true })
  t.same(borrowed(5, '甲').provenance, { source: '甲', certainty: 'secondary', mayBeSetLocally: true })
  t.same(assumed(5, '甲').provenance, { source: '甲', certainty: 'inferred', mayBeSetLocally: true })
})

t.test('what is looser depends on the figure', async (t) => {
  const turnout: Figures['turnout'] = national2026.turnout
  for (const [figure, base, value, looser, because] of [
    ['rollDaysBefore', 20, 19, true, 'posted later'],
    ['rollDaysBefore', 20, 20, false, 'the same'],
    ['rollDaysBefore', 20, 25, false, 'posted earlier'],
    ['handoverDays', 10, 11, true, 'more time'],
    ['handoverDays', 10, 10, false, 'the same'],
    ['handoverDays', 10, 5, false, 'less time'],
    ['committeeSize', { min: 5, max: 9 }, { min: 5, max: 9 }, false, 'the same'],
    ['committeeSize', { min: 5, max: 9 }, { min: 4, max: 9 }, true, 'smaller than the law allows'],
    ['committeeSize', { min: 5, max: 9 }, { min: 5, max: 10 }, true, 'larger than the law allows'],
    ['committeeSize', { min: 5, max: 9 }, { min: 7, max: 7 }, false, 'within'],
    ['nominatorsMinimum', 10, 11, true, 'more signatures take a right away'],
    ['nominatorsMinimum', 10, 9, true, 'fewer are not enough'],
    ['winningShare', { num: 1, den: 2 }, { den: 2, num: 1 }, false, 'written the other way round'],
    ['turnout', turnout, { ...turnout, representatives: { num: 1, den: 2 } }, true, 'one of three'],
    ['allowedForms', ['allVoters', 'households'], ['allVoters'], false, 'a form less'],
    ['allowedForms', ['allVoters'], ['allVoters', 'households'], true, 'a form that the law does not know'],
    ['directForms', ['allVoters'], ['allVoters', 'households'], true, 'another list'],
  ] as const) {
    t.equal(isLooser(figure, base as never, value as never), looser, `${figure}: ${because}`)
  }
})

t.test('a province fills where the law is silent and tightens where it is not', async (t) => {
  const province = overlay(national2026, head, {
    runoffDays: borrowed(60, '某省办法第一条'),
    rollDaysBefore: limit(25, '某省条例第二条'),
  })
  t.equal(province.id, 'a-province')
  t.equal(province.runoffDays, 60, 'filled, though longer')
  t.equal(province.rollDaysBefore, 25, 'tightened')
  t.equal(province.provenance.rollDaysBefore.source, '某省条例第二条')
  t.equal(province.handoverDays, 10, 'kept from the base')
  t.equal(province.provenance.handoverDays, national2026.provenance.handoverDays)
  t.equal(national2026.rollDaysBefore, 20, 'the base is untouched')
})

t.test('a province that loosens the law cannot be built', async (t) => {
  t.throws(() => overlay(national2026, head, { rollDaysBefore: borrowed(19, '某省') }), {
    message: 'rule set a-province loosens rollDaysBefore of national-2026',
  })
  t.throws(() => overlay(national2026, head, { winningShare: binding({ num: 1, den: 3 }, '某省') }))
})
