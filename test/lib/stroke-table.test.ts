import fc from 'fast-check'
import t from 'tap'
import { strokeKey, strokeKeyWith } from '../../src/lib/stroke-table.js'
import { orderByStrokes } from '../../src/rules/name-order.js'

/** Two lists that were published 按姓氏笔画为序: the members of the Political Bureau of 2017 and of 2022. */
const published = {
  2017: '丁薛祥 习近平 王晨 王沪宁 刘鹤 许其亮 孙春兰 李希 李强 李克强 李鸿忠 杨洁篪 杨晓渡 汪洋 张又侠 陈希 陈全国 陈敏尔 赵乐际 胡春华 栗战书 郭声琨 黄坤明 韩正 蔡奇',
  2022: '丁薛祥 习近平 马兴瑞 王毅 王沪宁 尹力 石泰峰 刘国中 李希 李强 李干杰 李书磊 李鸿忠 何卫东 何立峰 张又侠 张国清 陈文清 陈吉宁 陈敏尔 赵乐际 袁家军 黄坤明 蔡奇',
}

function inOrder(characters: string): string {
  const keyed = [...characters].map((character) => ({ character, key: strokeKey(character) ?? '' }))
  return keyed
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ character }) => character)
    .join('')
}

t.test('surnames stand in the order of the 字序规范', async (t) => {
  for (const { order, because } of [
    { order: '丁王李张陈', because: 'two, four and three times seven strokes, 横 before 折; here Intl.Collator fails' },
    { order: '王尹', because: 'four strokes each, 横 before 折' },
    { order: '李杨吴何汪张陆陈', because: 'seven strokes, by the first: 横 竖 撇 点 折' },
    { order: '陆陈', because: 'seven strokes, 折竖横横 before 折竖横折' },
    { order: '邓刘沈陆陈周郑徐黄', because: 'four, six, seven, eight, ten and eleven strokes' },
    { order: '郑单', because: 'eight strokes, 点撇横 before 点撇竖' },
    { order: '干土', because: 'three strokes, 横横 before 横竖' },
    { order: '习马', because: 'three strokes, 折点 before 折折' },
    { order: '土士', because: 'the same strokes: by code point' },
    { order: '子孑', because: 'the same kinds of stroke: 横 before 提' },
  ]) {
    t.equal(inOrder([...order].reverse().join('')), order, because)
  }
})

t.test('a character outside the table has no place', async (t) => {
  for (const character of ['𠮷', '𬭎', 'a', '', '李强', '，']) t.equal(strokeKey(character), undefined, character)
})

t.test('entered strokes put a character where they say, and never overrule the table', async (t) => {
  const keyOf = strokeKeyWith([
    { character: '𠮷', count: 6, strokes: '121251' },
    { character: '𬭎', count: 10, strokes: '3' },
    { character: '王', count: 84, strokes: '5' },
  ])
  const names = ['𬭎一', '𠮷一', '吉一', '老一', '王一', '铎一', '徐一', '高一', '灵一']
  const { ordered, unknown } = orderByStrokes(names, (name) => name, keyOf)
  t.strictSame(ordered, ['王一', '吉一', '𠮷一', '老一', '灵一', '铎一', '徐一', '𬭎一', '高一'])
  t.strictSame(unknown, [])
  t.equal(keyOf('王'), strokeKey('王'))
  t.equal(keyOf('𰻝'), undefined, 'neither here nor there')
  t.ok((keyOf('𬭎') ?? '') > (strokeKey('徐') ?? ''), 'of strokes known in part: last among those that begin so')
})

t.test('two published lists come out as published', async (t) => {
  for (const list of Object.values(published)) {
    const names = list.split(' ')
    const { ordered, unknown } = orderByStrokes([...names].reverse(), (name) => name, strokeKey)
    t.same(ordered, names)
    t.same(unknown, [])
  }
})

t.test('every character has a key of its own', async (t) => {
  const code = fc.integer({ min: 0x4e00, max: 0x9fff })
  fc.assert(
    fc.property(code, code, (a, b) => {
      const [left, right] = [strokeKey(String.fromCodePoint(a)), strokeKey(String.fromCodePoint(b))]
      return left === undefined || right === undefined || (left === right) === (a === b)
    }),
  )
  t.ok(strokeKey('一')?.startsWith('011'))
})

t.test('a key is the number of strokes, their kinds, their forms, and the character', async (t) => {
  t.same(
    [...'一习上丁丈冗主'].map((character) => strokeKey(character)),
    ['011A一', '03541rFB习', '03211CAA上', '0212AD丁', '03134AEH丈', '044535GeEo冗', '0541121FAACA主'],
  )
})
