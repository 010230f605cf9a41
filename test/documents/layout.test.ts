import t from 'tap'
import type { Block } from '../../src/documents/layout/blocks.js'
import { renderPdf } from '../../src/documents/layout/render-pdf.js'
import { allText, linesOf, mm, readPdf } from '../helpers/pdf.js'
import {
  areaLines,
  bottom,
  cell,
  fontSets,
  left,
  pitch,
  plainText,
  render,
  renderAndRead,
  right,
  top,
} from '../helpers/set-pages.js'

const signature = { kind: 'signature', issuer: '桃源社区第九届居民选举委员会', date: '2027年5月20日' } as const

for (const [name, fonts] of Object.entries(fontSets)) {
  t.test(`${name}: a full page has 22 lines of 28 characters in 156 × 225 mm`, async (t) => {
    const text = plainText(28 * 30)
    const pdf = await renderAndRead([{ kind: 'paragraph', text }], fonts)
    const [first = [], second = []] = areaLines(pdf)
    t.equal(pdf.pages.length, 2)
    const [page] = pdf.pages
    t.ok(Math.abs((page?.width ?? 0) - 210 * mm) < 0.01 && Math.abs((page?.height ?? 0) - 297 * mm) < 0.01, 'A4')
    t.equal(first.length, 22)
    t.equal([...(first[0]?.text ?? '')].length, 26, 'the first line is indented by two')
    t.ok(Math.abs((first[0]?.items[0]?.x ?? 0) - left - 2 * cell) < 1)
    for (const { text: line } of first.slice(1)) t.equal([...line].length, 28)
    t.equal([...first, ...second].map((line) => line.text).join(''), text)
    for (const [i, line] of first.entries()) {
      const item = line.items[0]
      const end = (line.items.at(-1)?.x ?? 0) + (line.items.at(-1)?.width ?? 0)
      if (i > 0) t.ok(Math.abs((item?.x ?? 0) - left) < 0.3 * mm, 'starts 28 mm from the left')
      t.ok(Math.abs(end - right) < 0.3 * mm, 'ends 26 mm from the right')
      t.ok(Math.abs(line.y - (first[0]?.y ?? 0) - i * pitch) < 0.05, 'lies on the grid')
    }
    const firstBaseline = first[0]?.y ?? 0
    t.ok(firstBaseline > top + 16 * 0.75 && firstBaseline < top + 16 * 0.95, 'the first characters touch 37 mm')
  })

  t.test(`${name}: title, number, levels and marks in their faces and places`, async (t) => {
    const pdf = await renderAndRead(
      [
        { kind: 'title', lines: ['关于公布桃源社区第九届居民选举委员会成员名单和选举日的公告'] },
        { kind: 'numberLine', text: '（第1号）' },
        { kind: 'addressee', text: '全体居民：' },
        { kind: 'paragraph', level: 1, text: '一、异议' },
        { kind: 'paragraph', level: 2, text: '（一）时间。五日之内提出。' },
        { kind: 'paragraph', level: 3, text: '１．向选举委员会提出' },
      ],
      fonts,
    )
    const [lines = []] = areaLines(pdf)
    const middles = lines.map(({ items }) => {
      const last = items.at(-1)
      return ((items[0]?.x ?? 0) + (last?.x ?? 0) + (last?.width ?? 0)) / 2
    })
    t.same(
      lines.map(({ text }) => text),
      [
        '关于公布桃源社区第九届居民',
        '选举委员会成员名单和选举日的公告',
        '（第1号）',
        '全体居民：',
        '一、异议',
        '（一）时间。五日之内提出。',
        '1．向选举委员会提出',
      ].map((text, i) => (i < 2 ? lines[i]?.text : text)),
    )
    t.equal(lines[0]?.items[0]?.size, 22)
    t.ok(Math.abs([...(lines[0]?.text ?? '')].length - [...(lines[1]?.text ?? '')].length) <= 4, 'lines of like length')
    for (const i of [0, 1, 2]) t.ok(Math.abs((middles[i] ?? 0) - (left + right) / 2) < cell / 2, 'centred')
    const gap = (lines[3]?.y ?? 0) - (lines[2]?.y ?? 0)
    t.ok(Math.abs(gap - 2 * pitch) < 3, 'an empty line under the number')
    t.match(lines[4]?.items[0]?.font, /Sans|Hei/, 'level 1 in 黑体')
    const [heading, words] = [lines[5]?.items[0]?.font, lines[5]?.items.at(-1)?.font]
    if (name === 'all fonts' && fonts.warnings.length === 0) {
      t.match([heading, words, lines[0]?.items[0]?.font], [/WenKai/, /Fang/, /Serif.*Bold/])
    }
    t.ok(Math.abs((lines[6]?.items[0]?.x ?? 0) - left - 2 * cell) < 1.5, 'level 3 is indented by two')
  })

  t.test(`${name}: — 1 — lies 7 mm below the type area, outside on odd and even pages`, async (t) => {
    const pdf = await renderAndRead([{ kind: 'paragraph', text: plainText(28 * 60) }], fonts, { footerCode: 'A-17' })
    t.equal(pdf.pages.length, 3)
    pdf.pages.forEach((page, i) => {
      const number = page.items.find(({ text }) => text === `— ${i + 1} —`)
      const code = page.items.find(({ text }) => text === 'A-17')
      t.equal(number?.size, 14)
      const end = (number?.x ?? 0) + (number?.width ?? 0)
      if (i % 2 === 0) t.ok(Math.abs(end - right + cell) < 1, 'odd: one character from the right')
      else t.ok(Math.abs((number?.x ?? 0) - left - cell) < 1, 'even: one character from the left')
      const dash = (number?.y ?? 0) - 0.38 * 14
      t.ok(Math.abs(dash - bottom - 7 * mm) < 0.5 * mm, 'the dash 7 mm below')
      t.ok(i % 2 === 0 ? (code?.x ?? 0) < 105 * mm : (code?.x ?? 0) > 105 * mm, 'small print at the other side')
    })
  })

  t.test(`${name}: issuer centred over the date, the date four from the right, room for the seal`, async (t) => {
    const pdf = await renderAndRead(
      [
        { kind: 'paragraph', text: '特此公告。' },
        { ...signature, issuer: '桃源社区选举委员会' },
      ],
      fonts,
    )
    const [[body, issuer, date] = []] = areaLines(pdf)
    const middle = (line = issuer) => {
      const last = line?.items.at(-1)
      return ((line?.items[0]?.x ?? 0) + (last?.x ?? 0) + (last?.width ?? 0)) / 2
    }
    const dateEnd = (date?.items.at(-1)?.x ?? 0) + (date?.items.at(-1)?.width ?? 0)
    t.ok(Math.abs(middle(issuer) - middle(date)) < 1.5)
    t.ok(Math.abs(right - dateEnd - 4 * cell) < 2)
    // Issuer and date lie a little below the middle of the seal, so its middle lies on the issuer.
    for (const diameter of [42, 45]) {
      const seal = (issuer?.y ?? 0) - 16 * 0.35 - (diameter / 2) * mm
      t.ok(seal > (body?.y ?? 0) && seal - (body?.y ?? 0) < pitch, `a seal of ${diameter} mm begins within a line`)
    }
  })

  t.test(`${name}: no page holds a signature without two lines of text`, async (t) => {
    for (let count = 18; count <= 24; count++) {
      const pdf = await renderAndRead([{ kind: 'paragraph', text: plainText(28 * count) }, signature], fonts)
      const page = areaLines(pdf).at(-1) ?? []
      const at = page.findIndex(({ text }) => text === signature.issuer)
      t.ok(at >= 2, `${count} lines`)
      t.equal(page[at + 1]?.text, signature.date)
      t.ok((page.at(-1)?.y ?? 0) < bottom)
      const all = areaLines(pdf)
        .flat()
        .map(({ text }) => text)
      t.equal(all.slice(0, -2).join(''), plainText(28 * count), 'nothing is lost or set twice')
    }
  })

  t.test(
    `${name}: an unsealed paper has the issuer two from the right, the date two after its beginning`,
    async (t) => {
      const pdf = await renderAndRead(
        [
          { kind: 'paragraph', text: '专此报告。' },
          { ...signature, seal: false },
        ],
        fonts,
      )
      const [[body, issuer, date] = []] = areaLines(pdf)
      const end = (issuer?.items.at(-1)?.x ?? 0) + (issuer?.items.at(-1)?.width ?? 0)
      t.ok(Math.abs(right - end - 2 * cell) < 1.5)
      t.ok(Math.abs((date?.items[0]?.x ?? 0) - (issuer?.items[0]?.x ?? 0) - 2 * cell) < 2)
      t.ok(Math.abs((issuer?.y ?? 0) - (body?.y ?? 0) - 2 * pitch) < 0.1, 'one line below the text')
    },
  )

  t.test(`${name}: rare characters are copied as what they are, every font is embedded`, async (t) => {
    const rare = '堃喆犇龘赟翀玥祎淏昇甡燊旻垚㛃䶮𬭎𫖯𬱖'
    const alike = '一⼀人⼈'
    const pdf = await renderAndRead(
      [
        { kind: 'title', lines: [rare] },
        { kind: 'numberLine', text: rare },
        { kind: 'paragraph', text: `${rare}${alike}——……“‘’”` },
        { kind: 'names', names: [{ name: rare }] },
      ],
      fonts,
      { sample: true, footerCode: '甲' },
    )
    t.equal(allText(pdf).split(rare).length - 1, 4)
    t.ok(allText(pdf).includes(alike), 'two characters of one form stay two')
    t.ok(allText(pdf).replaceAll('\n', '').includes('——……“‘’”'))
    t.ok(pdf.fonts.length > 2)
    for (const font of pdf.fonts) t.ok(font.isEmbedded, font.name)
    t.ok(allText(pdf).includes('样张'))
  })

  t.test(`${name}: a character without a font refuses the whole paper and is named`, async (t) => {
    for (const { character, because } of [
      { character: '\ue5e5', because: 'a private-use character means nothing certain' },
      { character: '\u{10ffff}', because: 'nor does one of plane 16' },
      { character: '\u0007', because: 'a control character' },
      { character: '\u{2fa1f}', because: 'an unassigned code point' },
      { character: '\ufffd', because: 'the mark of a damaged register' },
    ]) {
      if (character === '\ufffd' && fonts.glyphs('name', character).length > 0) continue
      const blocks: Block[] = [{ kind: 'names', names: [{ name: '王伟' }, { name: `李${character}` }] }]
      const made = await renderPdf({ title: '榜', createdOn: '2027-05-20', blocks }, fonts)
      t.same(made, { ok: false, error: [{ character, text: `李${character}` }] }, because)
    }
  })

  t.test(`${name}: the same facts give the same bytes, other facts others`, async (t) => {
    const blocks: Block[] = [
      { kind: 'title', lines: ['公告'] },
      { kind: 'paragraph', text: plainText(900) },
      { kind: 'names', names: [{ name: '王伟' }, { name: '李𬭎' }] },
      signature,
    ]
    const [first, again] = [await render(blocks, fonts), await render(blocks, fonts)]
    t.ok(first.equals(again))
    t.notOk(first.equals(await render(blocks, fonts, { createdOn: '2027-05-21' })))
    t.notOk(first.equals(await render(blocks.slice(0, 3), fonts)))
  })
}

t.test('title, author, language and date are those of the facts', async (t) => {
  const bytes = await render([signature], fontSets['all fonts'], { title: '选举结果公告' })
  const pdf = await readPdf(bytes)
  t.match(pdf, { title: '选举结果公告', author: signature.issuer, language: 'zh-CN' })
  t.match(bytes.toString('latin1'), /D:20270520040000Z/)
  t.notMatch(bytes.toString('latin1'), /Helvetica/)
})

t.test('A3 is A4 enlarged, landscape turns the page with its number', async (t) => {
  const blocks: Block[] = [{ kind: 'paragraph', text: plainText(90) }]
  const fonts = fontSets['npm fonts only']
  const a3 = await renderAndRead(blocks, fonts, { paper: 'A3' })
  t.ok(Math.abs((a3.pages[0]?.width ?? 0) - 297 * mm) < 0.1)
  t.ok(Math.abs((a3.pages[0]?.height ?? 0) - 420 * mm) < 0.1)
  t.ok(Math.abs((a3.pages[0]?.items[0]?.size ?? 0) - 16 * Math.SQRT2) < 0.01)
  const turned = await renderAndRead(blocks, fonts, { orientation: 'landscape' })
  const [page] = turned.pages
  t.ok(Math.abs((page?.width ?? 0) - 297 * mm) < 0.01 && Math.abs((page?.height ?? 0) - 210 * mm) < 0.01)
  const number = page?.items.find(({ text }) => text.includes('1'))
  t.ok((number?.x ?? 0) < 35 * mm, 'left of the type area, where the foot of the portrait page is')
  t.ok((number?.y ?? 0) > 105 * mm, 'towards its right side')
  if (!page) throw new Error('no page')
  t.equal(linesOf({ ...page, items: page.items.filter(({ x }) => x > 34 * mm) })[1]?.text.length, 40)
})

t.test('annex, attachments, note and page breaks', async (t) => {
  const pdf = await renderAndRead(
    [
      { kind: 'paragraph', text: '现予公布。' },
      { kind: 'attachments', titles: ['选举办法', '登记办法'] },
      signature,
      { kind: 'note', text: '联系人：陈静' },
      { kind: 'annex', number: 1, title: '选举办法' },
      { kind: 'paragraph', text: '第一条' },
      { kind: 'pageBreak' },
      { kind: 'signers', labels: ['总监票人', '总计票人', '监票人'] },
    ],
    fontSets['npm fonts only'],
  )
  const pages = areaLines(pdf).map((lines) => lines.map(({ text }) => text.replace(/[ \u3000]/g, '')))
  t.same(pages, [
    ['现予公布。', '附件：1．选举办法', '2．登记办法', signature.issuer, signature.date, '（联系人：陈静）'],
    ['附件1', '选举办法', '第一条'],
    ['总监票人：总计票人：', '监票人：'],
  ])
  const [first, title] = areaLines(pdf)[1] ?? []
  t.ok(Math.abs((title?.y ?? 0) - (first?.y ?? 0) - 2 * pitch) < 6, 'the title of an annex stands on its third line')
})
