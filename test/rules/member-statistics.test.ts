import fc from 'fast-check'
import t from 'tap'
import {
  ageBandOf,
  averageInTenths,
  cityAgeBands,
  educationLevel,
  hasCollege,
  isMinority,
  ministryAgeBands,
  tenthsText,
} from '../../src/rules/member-statistics.js'

t.test('an age falls into one band of a list, on both sides of every line', async (t) => {
  for (const { age, ministry, city } of [
    { age: 18, ministry: 'to30', city: 'to35' },
    { age: 30, ministry: 'to30', city: 'to35' },
    { age: 31, ministry: 'to60', city: 'to35' },
    { age: 35, ministry: 'to60', city: 'to35' },
    { age: 36, ministry: 'to60', city: 'to45' },
    { age: 45, ministry: 'to60', city: 'to45' },
    { age: 46, ministry: 'to60', city: 'to59' },
    { age: 59, ministry: 'to60', city: 'to59' },
    { age: 60, ministry: 'to60', city: 'from60' },
    { age: 61, ministry: 'over60', city: 'from60' },
  ]) {
    t.equal(ageBandOf(age, ministryAgeBands), ministry, `${age} by the ministry's card`)
    t.equal(ageBandOf(age, cityAgeBands), city, `${age} by the city's table`)
  }
  t.equal(ageBandOf(40, [{ key: 'young', title: '', to: 35 }]), undefined, 'bands that end leave the others out')
})

t.test('education by the words of registers, and no guess where they say nothing', async (t) => {
  for (const { words, level, college } of [
    { words: '硕士研究生', level: 'graduate', college: true },
    { words: '大学本科', level: 'bachelor', college: true },
    { words: '大专', level: 'college', college: true },
    { words: '中专', level: 'secondary', college: false },
    { words: '高中', level: 'secondary', college: false },
    { words: '初中', level: 'lower', college: false },
    { words: '小学', level: 'lower', college: false },
    { words: '', level: undefined, college: false },
    { words: '其他', level: undefined, college: false },
  ]) {
    t.equal(educationLevel(words), level, words)
    t.equal(hasCollege(words), college, words)
  }
})

t.test('minorities: everybody but Han, and nobody of whom it is not known', async (t) => {
  for (const nationality of ['汉', '汉族', '']) t.notOk(isMinority(nationality), nationality)
  for (const nationality of ['畲族', '回']) t.ok(isMinority(nationality), nationality)
})

t.test('an average to one decimal, rounded half up, in whole numbers', async (t) => {
  for (const { ages, text } of [
    { ages: [40, 41], text: '40.5' },
    { ages: [40, 40, 41], text: '40.3' },
    { ages: [40, 41, 41], text: '40.7' },
    { ages: [47], text: '47.0' },
    { ages: Array.from({ length: 20 }, (_, n) => (n === 0 ? 41 : 40)), text: '40.1' },
  ]) {
    const sum = ages.reduce((so, age) => so + age, 0)
    t.equal(tenthsText(averageInTenths(sum, ages.length) ?? 0), text)
  }
  t.equal(averageInTenths(0, 0), undefined, 'nobody has no average')
})

t.test('an average is nowhere further from the true one than half a tenth', async () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 1, max: 1000 }), (sum, count) => {
      const tenths = averageInTenths(sum, count) ?? -1
      const off = 20n * BigInt(sum) - 2n * BigInt(tenths) * BigInt(count)
      return off >= -BigInt(count) && off < BigInt(count)
    }),
  )
})
