import t from 'tap'
import { termAndSeats } from '../../../src/rules/figures/term-and-seats.js'
import { textsOf } from '../../helpers/figures.js'

t.test('each figure is said in Chinese with its unit', async (t) => {
  textsOf(t, termAndSeats, [
    ['termYears', 5, '5年'],
    ['committeeSize', { min: 5, max: 9 }, '5至9人'],
    ['committeeSize', { min: 7, max: 7 }, '7人'],
    ['womenMinimum', 1, '至少1人'],
    ['allowedForms', ['allVoters', 'households', 'representatives'], '居民直选、户代表选举、居民代表选举'],
    ['directForms', ['allVoters'], '居民直选'],
    ['directForms', [], '无'],
    ['postponementMonths', 6, '6个月内'],
    ['closeRelatives', 'civilCode', '配偶、父母、子女、兄弟姐妹、祖父母、外祖父母、孙子女、外孙子女'],
    ['closeRelatives', 'immediate', '配偶、父母、子女、兄弟姐妹'],
  ])
})
