import t from 'tap'
import { checkElectors, electorsOf, electorText, type RollMember } from '../../src/rules/electors.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { zhejiang2012 } from '../../src/rules/rule-sets/zhejiang-2012.js'
import { inFull } from '../helpers/findings.js'

const member = (id: number, household: string, isHouseholdRep = false, isRepresentative = false): RollMember => ({
  id,
  household,
  isHouseholdRep,
  isRepresentative,
})
const roll = [member(1, '甲', true), member(2, '甲', false, true), member(3, '乙', true), member(4, '丙')]

t.test('each form has its electors', async (t) => {
  const ids = (form: Parameters<typeof electorsOf>[0]) => electorsOf(form, roll).map(({ id }) => id)
  t.same(ids('allVoters'), [1, 2, 3, 4])
  t.same(ids('households'), [1, 3])
  t.same(ids('representatives'), [2])
  t.same(Object.values(electorText), ['选民', '户代表', '居民代表'])
})

t.test('one representative a household', async (t) => {
  t.match(checkElectors('households', roll, national2026), [
    {
      code: 'households-without-representative',
      severity: 'warning',
      fields: ['丙'],
      message: '共3户，其中1户没有户代表，不计入户代表总数。',
    },
  ])
  t.match(checkElectors('households', [member(1, '甲', true), member(2, '甲', true)], national2026), [
    { code: 'household-with-several-representatives', severity: 'error', message: '每户只派一名代表：户号甲有2名。' },
  ])
  t.same(checkElectors('households', [member(1, '甲', true), member(2, '甲')], national2026), [])
  t.match(checkElectors('households', [member(1, '甲')], national2026), [{ severity: 'error' }], 'no household has one')
})

t.test('somebody must be there to vote', async (t) => {
  t.same(checkElectors('allVoters', roll, national2026), [])
  t.same(checkElectors('representatives', roll, national2026), [])
  t.match(checkElectors('representatives', [member(1, '甲')], national2026), [
    { code: 'no-electors', severity: 'error', message: '名单上没有居民代表，无法选举。' },
  ])
  t.match(checkElectors('allVoters', [], national2026), [{ code: 'no-electors' }])
})

t.test('every finding in full', async (t) => {
  t.same(inFull(checkElectors('allVoters', [], national2026)), [
    'error no-electors []: 名单上没有选民，无法选举。（《城市居民委员会组织法》第十四条）',
  ])
  t.same(
    inFull(checkElectors('households', [member(1, '甲', true), member(2, '甲', true), member(3, '乙')], national2026)),
    [
      'error household-with-several-representatives [甲]: 每户只派一名代表：户号甲有2名。（《城市居民委员会组织法》第十四条）',
      'warning households-without-representative [乙]: 共2户，其中1户没有户代表，不计入户代表总数。（《城市居民委员会组织法》第十四条）',
    ],
  )
})

t.test('the law of 2025 is only compared with for an earlier election', async (t) => {
  t.match(checkElectors('allVoters', [], zhejiang2012), [
    { article: '参照2025年修订的《城市居民委员会组织法》第十四条' },
  ])
  t.match(checkElectors('households', [member(1, '甲')], zhejiang2012), [
    { article: '参照2025年修订的《城市居民委员会组织法》第十四条' },
  ])
})
