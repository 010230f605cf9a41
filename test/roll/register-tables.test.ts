import iconv from 'iconv-lite'
import t from 'tap'
import { firstRows } from '../../src/roll/register/check-register.js'
import { type MadeCell, makeXlsx } from '../helpers/make-xlsx.js'
import { checked, madeNumbers } from '../helpers/registers.js'

const [first, second, third, fourth] = madeNumbers

t.test('titles, two header lines, repeated headings, totals, signatures and blanks are nobody', async (t) => {
  const upper = ['序号', '姓名', '公民身份号码', '住址', null, null, '居民小组']
  const lower = [null, null, null, '小区', '楼栋', '室号', null]
  const rows: (MadeCell | null)[][] = [
    ['某社区居民名册'],
    ['填表单位（盖章）：'],
    upper,
    lower,
    [1, '王甲', first, '松风苑', '3', '402', '1组'],
    [],
    [2, null, null, null, null, null, null],
    ['小　计', '1人'],
    ['某社区居民名册'],
    upper,
    lower,
    [3, '王乙', second, '松风苑', '12', '101', '2组'],
    ['合计', null, null, '2人'],
    ['填表人：王某', null, null, '审核人：李某'],
    ['注：以上均为常住人口'],
  ]
  const merges = ['A1:G1', 'A3:A4', 'B3:B4', 'C3:C4', 'D3:F3', 'G3:G4', 'A10:A11', 'B10:B11', 'C10:C11', 'G10:G11']
  const register = await checked(makeXlsx({ sheets: [{ name: '名册', rows, merges }] }))
  t.equal(register.rows, 2)
  t.equal(register.accepted, 2)
  t.same(register.columns, {
    name: '姓名',
    identityNumber: '公民身份号码',
    residentsGroup: '居民小组',
    address: '小区',
    building: '楼栋',
    room: '室号',
    sequence: '序号',
  })
  t.match(register.checkedRows[0], {
    rowNumber: 5,
    person: { address: '松风苑', door: '3幢402室', residentsGroup: '第1居民小组' },
  })
  t.same(
    register.passedRows.map(({ rowNumber, why }) => [rowNumber, why]),
    [
      [8, 'total'],
      [9, 'title'],
      [10, 'header'],
      [11, 'header'],
      [13, 'total'],
      [14, 'signature'],
      [15, 'signature'],
    ],
  )
})

t.test('a merge fills its own rows only, and never a name or a number', async (t) => {
  const rows: (MadeCell | null)[][] = [
    ['户号', '姓名', '公民身份号码', '住址', '联系电话'],
    ['001', '王甲', first, '松风路1号', '10900000001'],
    [null, '李乙', second, null, '10900000002'],
    [null, '周丙', third, null, null],
    ['002', '吴丁', fourth, '松风路2号', '10900000003'],
    [null, null, null, null, '10900000004'],
  ]
  const merges = ['A2:A3', 'D2:D3', 'B5:B6', 'C5:C6']
  const { checkedRows, passedRows } = await checked(makeXlsx({ sheets: [{ name: '名册', rows, merges }] }))
  t.same(
    checkedRows.map(({ person }) => [person.name, person.householdNumber, person.address]),
    [
      ['王甲', '001', '松风路1号'],
      ['李乙', '001', '松风路1号'],
      ['周丙', null, null],
      ['吴丁', '002', '松风路2号'],
    ],
  )
  t.match(passedRows, [{ rowNumber: 6, why: 'continuation' }])
})

t.test('cells of every kind', async (t) => {
  const rows: (MadeCell | null)[][] = [
    ['姓名', '公民身份号码', '出生日期', '居民小组', '联系电话'],
    [
      { xml: '<c t="s"><v>0</v></c>' },
      { xml: '<c t="s"><v>1</v></c>' },
      { xml: '<c s="1"><v>21976</v></c>' },
      3,
      10900000001,
    ],
    [
      { xml: '<c t="str"><f>A1&amp;B1</f><v>李乙</v></c>' },
      second,
      { xml: '<c s="2"><v>25454</v></c>' },
      { xml: '<c><f>1+2</f><v>3</v></c>' },
      { xml: '<c><v>1.0900000002E10</v></c>' },
    ],
    ['周丙', third, { xml: '<c t="d"><v>1972-01-15T00:00:00</v></c>' }, { xml: '<c t="e"><v>#N/A</v></c>' }, null],
    ['吴丁', 330299195912173300, null, { xml: '<c><f>1+2</f></c>' }, null],
    [
      { xml: '<c t="inlineStr"><is><r><t>郑</t></r><r><t>戊_x000D_</t></r><rPh><t>zheng</t></rPh></is></c>' },
      null,
      null,
      '3',
      null,
    ],
  ]
  const strings = [
    '<r><rPr/><t>王</t></r><r><t xml:space="preserve"> 甲</t></r><rPh sb="0" eb="1"><t>wang</t></rPh>',
    `<t>${first}</t>`,
  ]
  const bytes = makeXlsx({ sheets: [{ name: '名册', rows }], strings, formats: [14, 'yyyy"年"m"月"d"日"'] })
  const { checkedRows } = await checked(bytes)
  t.same(
    checkedRows.map(({ person, findings }) => [
      person.name,
      person.residentsGroup,
      person.phones,
      findings.map(({ code }) => code),
    ]),
    [
      ['王甲', '第3居民小组', ['10900000001'], []],
      ['李乙', '第3居民小组', ['10900000002'], []],
      ['周丙', null, [], ['spreadsheet-error', 'group-missing']],
      ['吴丁', null, [], ['spreadsheet-error', 'id-damaged-by-spreadsheet', 'group-missing']],
      ['郑戊', '第3居民小组', [], ['id-missing']],
    ],
  )
  t.equal(checkedRows[0]?.read.birth, '1960-03-01', 'a date is shown as a day')
  const shifted = { xml: '<c s="1"><v>20514</v></c>' }
  const mac = makeXlsx({
    sheets: [
      {
        name: 'a',
        rows: [
          ['姓名', '身份证号', '生日'],
          ['王甲', first, shifted],
        ],
      },
    ],
    formats: [14],
    uses1904: true,
  })
  t.equal((await checked(mac)).accepted, 1, 'the 1904 date system')
})

t.test('hidden sheets are not read, hidden rows are, and both are said', async (t) => {
  const heading = ['姓名', '公民身份号码', '小组']
  const register = await checked(
    makeXlsx({
      sheets: [
        { name: '说明', rows: [['本表由社区填写']] },
        { name: '旧表', rows: [heading, ['王甲', first, '1']], state: 'hidden' },
        { name: '名册', rows: [heading, ['李乙', second, '1'], ['周丙', third, '1']], hiddenRows: [3] },
      ],
    }),
  )
  t.equal(register.rows, 2)
  t.same(
    register.notes.map(({ code }) => code),
    ['sheet-hidden', 'sheet-without-heading', 'rows-hidden'],
  )
})

t.test('text files in every encoding and with every separator', async (t) => {
  const lines = [
    ['姓名', '公民身份号码', '小组', '住址'],
    ['谢悦𬱖', first, '1', '松风路1号,南"侧"'],
    ['周䶮', second, '2', '松风路\n2号'],
  ]
  const text = (separator: string) =>
    lines.map((line) => line.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(separator)).join('\r\n')
  for (const { bytes, format } of [
    { bytes: Buffer.from(text(',')), format: 'utf-8' },
    { bytes: Buffer.from(`\ufeff${text(';')}`), format: 'utf-8' },
    { bytes: iconv.encode(text(','), 'gb18030'), format: 'gb18030' },
    { bytes: iconv.encode(text('\t'), 'gb18030'), format: 'gb18030' },
    { bytes: iconv.encode(`\ufeff${text('\t')}`, 'gb18030'), format: 'gb18030' },
    { bytes: iconv.encode(text('\t'), 'utf-16le', { addBOM: true }), format: 'utf-16le' },
    { bytes: iconv.encode(text(','), 'utf-16be', { addBOM: true }), format: 'utf-16be' },
  ]) {
    const register = await checked(bytes)
    t.equal(register.format, format)
    t.equal(register.accepted, 2, format)
    t.same(
      register.checkedRows.map(({ person }) => person.name),
      ['谢悦𬱖', '周䶮'],
    )
    t.equal(register.checkedRows[0]?.person.address, '松风路1号,南"侧"')
    t.same(
      register.checkedRows.map(({ rowNumber }) => rowNumber),
      [2, 3],
      'a line break inside quotes is no new row',
    )
  }
})

t.test('columns may be set by hand, and taken away', async (t) => {
  const text = `人名,号,说法\n王甲,${first},死亡\n`
  const source = { fileName: 'a.csv', bytes: Buffer.from(text) }
  const top = await firstRows(source)
  t.same(top.ok && top.value, [
    {
      sheet: '',
      rows: [
        { rowNumber: 1, texts: ['人名', '号', '说法'] },
        { rowNumber: 2, texts: ['王甲', first, '死亡'] },
      ],
    },
  ])
  const register = await checked(text, { name: '人名', identityNumber: '号' })
  t.same(register.columns, { name: '人名', identityNumber: '号' })
  t.equal(register.accepted, 1)
  const usual = '姓名,身份证号,备注\n王甲,330299600301400,死亡\n'
  t.same((await checked(usual)).warnings, { 'id-15-digits': 1, deceased: 1 })
  t.same((await checked(usual, { remark: '' })).warnings, { 'id-15-digits': 1 })
})
