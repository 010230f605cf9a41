import t from 'tap'
import { choice, choices, fixed, flag, number, numbers } from '../../../src/rules/figures/figure.js'

t.test('each kind of figure says its value and how it is typed', async (t) => {
  const days = number('天数', (n) => `${n}日`, 'more')
  t.equal(days.text(5), '5日')
  t.match(days, { title: '天数', stricter: 'more', input: { kind: 'number' } })
  t.equal(number('天数', String).stricter, 'same', 'without a strict side')

  const yes = flag('是否', '可以', '不可以')
  t.same([yes.text(true), yes.text(false)], ['可以', '不可以'])
  t.same(yes.input, { kind: 'choice', options: { true: '可以', false: '不可以' } })

  const one = choice<'a' | 'b'>('办法', { a: '甲', b: '乙' })
  t.equal(one.text('b'), '乙')
  t.same(one.input, { kind: 'choice', options: { a: '甲', b: '乙' } })

  const some = choices<'a' | 'b'>('方式', { a: '甲', b: '乙' })
  t.same([some.text(['b', 'a']), some.text([])], ['乙、甲', '无'])
  t.equal(some.input.kind, 'choices')
  t.equal(some.stricter, 'same')
  t.equal(choices('方式', { a: '甲' }, 'subset').stricter, 'subset')

  const range = numbers<{ min: number; max: number }>(
    '人数',
    { min: '最少', max: '最多' },
    ({ min, max }) => `${min}-${max}`,
    'narrower',
  )
  t.equal(range.text({ min: 1, max: 2 }), '1-2')
  t.same(range.input, {
    kind: 'numbers',
    parts: [
      { key: 'min', label: '最少' },
      { key: 'max', label: '最多' },
    ],
  })
  t.equal(range.stricter, 'narrower')
  t.equal(numbers('人数', { n: '人' }, () => '').stricter, 'same')

  const share = fixed<number>('比例', String)
  t.match(share, { stricter: 'same', input: { kind: 'fixed' } })
  t.equal(share.text(3), '3')
})
