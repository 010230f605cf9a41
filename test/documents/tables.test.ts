import t from 'tap'
import type { Block } from '../../src/documents/layout/blocks.js'
import { allText } from '../helpers/pdf.js'
import { areaLines, bottom, fontSets, left, renderAndRead, right } from '../helpers/set-pages.js'

for (const [name, fonts] of Object.entries(fontSets)) {
  t.test(`${name}: a table repeats its head, divides no row and keeps the total with a row`, async (t) => {
    for (const count of [1, 18, 19, 20, 21, 40, 75]) {
      const rows = Array.from({ length: count }, (_, i) => [`甲${i + 1}`, '王伟', `第${(i % 9) + 1}居民小组`])
      const pdf = await renderAndRead(
        [
          {
            kind: 'table',
            caption: '候选人一览',
            columns: [{ title: '序号' }, { title: '姓名', align: 'name' }, { title: '小组' }],
            rows,
            total: ['合计', '', `${count}人`],
          },
        ],
        fonts,
      )
      const pages = areaLines(pdf)
      const seen = pages.flatMap((lines, i) => {
        const texts = lines.map(({ text }) => text.replace(/\u3000/g, ''))
        t.ok(texts[0]?.startsWith('候选人一览'), 'the caption on each page')
        t.equal(texts[0]?.includes('续表'), i > 0, '续表 on all but the first')
        t.equal(texts[1], '序号姓名小组', 'the head on each page')
        t.ok(lines.every(({ items }) => items.every((item) => item.x >= left && item.x + item.width <= right + 0.5)))
        return texts.slice(2)
      })
      t.same(seen, [...rows.map((row) => row.join('')), `合计${count}人`], 'every row once, whole and in order')
      t.ok((pages.at(-1)?.length ?? 0) >= 4, 'the total is not alone')
    }
  })

  t.test(`${name}: long cells run over inside their column and rows stay whole`, async (t) => {
    const long = '在桃源社区从事居务工作多年，曾任第七届、第八届居民委员会委员，热心公益事业，联系电话0574-88888888。'
    const rows = Array.from({ length: 24 }, (_, i) => [`${i + 1}`, long, '1980年5月'])
    const columns = [{ title: '号' }, { title: '简历', align: 'left' as const }, { title: '出生年月' }]
    const pdf = await renderAndRead([{ kind: 'table', columns, rows }], fonts)
    const text = allText(pdf)
    t.equal(pdf.pages.length > 1, true)
    for (const page of areaLines(pdf)) {
      const joined = page.map((line) =>
        line.items
          .filter(({ x }) => x > left + 30 && x < right - 90)
          .map((item) => item.text)
          .join(''),
      )
      t.equal(
        joined.join('').split('在桃源社区').length - 1,
        joined.join('').split('88888888').length - 1,
        'whole rows',
      )
    }
    t.equal(text.split('0574-88888888').length - 1, 24, 'no telephone number is divided')
  })

  t.test(`${name}: every name of a list is set once, in order, in the face that has it`, async (t) => {
    const names = Array.from(
      { length: 400 },
      (_, i) => ['王伟', '李秀英', '欧阳建国', '㛃䶮𬭎', '阿依古丽·买买提'][i % 5] ?? '',
    )
    const block: Block = {
      kind: 'names',
      caption: '第一居民小组（共400人）',
      total: '共400人',
      names: names.map((listed, i) => (i % 50 === 0 ? { name: listed, note: '女' } : { name: listed })),
    }
    const pdf = await renderAndRead([block], fonts)
    const pages = areaLines(pdf)
    t.ok(pages.length > 1)
    const set = pages.flatMap((lines) => lines.map(({ text }) => text.replace(/[ \u3000]/g, '')))
    const listed = set
      .filter((line) => !line.startsWith('第一居民小组'))
      .join('')
      .replaceAll('（女）', '')
    t.equal(listed, `${names.join('')}共400人`)
    t.equal(set.filter((line) => line.startsWith('第一居民小组')).length, pages.length, 'the caption on each page')
    t.ok(pages.flat().every(({ items }) => items.every((item) => item.x + item.width <= right + 0.5)))
    const two = await renderAndRead([{ kind: 'names', names: [{ name: '王伟' }] }], fonts)
    const [one, other] = two.pages[0]?.items ?? []
    const end = other && other.y < bottom ? other.x + other.width : (one?.x ?? 0) + (one?.width ?? 0)
    t.ok(Math.abs(end - left - 3 * 14) < 0.5, 'a name of two characters is as long as one of three')
  })

  t.test(`${name}: a row that no page can hold is refused, not cut off`, async (t) => {
    const columns = [{ title: '序号' }, { title: '简历' }]
    const rows = [['1', '在桃源社区从事居务工作多年。'.repeat(200)]]
    await t.rejects(renderAndRead([{ kind: 'table', columns, rows }], fonts), /higher than a page/)
  })

  t.test(`${name}: a table bears its widths, its size and an empty body`, async (t) => {
    const columns = [
      { title: '职务', width: 1 },
      { title: '姓名', width: 3, align: 'name' as const },
    ]
    const pdf = await renderAndRead([{ kind: 'table', columns, rows: [['主任', '王伟']], size: 10.5 }], fonts)
    const [[, row] = []] = areaLines(pdf)
    t.ok(row?.items.every(({ size }) => Math.abs(size - 10.5) < 0.01))
    const [post] = row?.items ?? []
    const middle = (post?.x ?? 0) + (post?.width ?? 0) / 2
    t.ok(Math.abs(middle - left - (right - left) / 8) < 2, 'the first column takes a quarter')
    const empty = await renderAndRead([{ kind: 'table', columns, rows: [] }], fonts)
    t.same(
      areaLines(empty).map((lines) => lines.map(({ text }) => text)),
      [['职务姓名']],
    )
  })
}
