import fc from 'fast-check'
import t from 'tap'
import { readLimits } from '../../src/roll/register/cell.js'
import { checkRegisterRows } from '../../src/roll/register/check-register.js'
import { makeRegister } from '../../scripts/make-register.js'
import { makeXlsx, makeZip } from '../helpers/make-xlsx.js'
import { check, checked, madeNumbers, refusalOf, registerBytes } from '../helpers/registers.js'

const [first, second] = madeNumbers
const sheet = {
  name: '名册',
  rows: [
    ['姓名', '公民身份号码'],
    ['王甲', first],
  ],
}
const small = makeXlsx({ sheets: [sheet] })
const ole2 = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(504)])

t.test('what cannot be read is refused with a reason', async (t) => {
  const part = (name: string, content: string | Buffer) => makeXlsx({ sheets: [sheet], extra: [{ name, content }] })
  const broken = (xml: string) => makeXlsx({ sheets: [{ name: 'a', rows: [[{ xml }]] }] })
  const doctype = '<!DOCTYPE sst [<!ENTITY a "aaaaaaaaaa">]><sst><si><t>&a;</t></si></sst>'
  for (const { bytes, code } of [
    { bytes: Buffer.alloc(0), code: 'file-empty' },
    { bytes: ole2, code: 'format-old-binary' },
    { bytes: Buffer.concat([ole2, Buffer.from('EncryptedPackage', 'utf16le')]), code: 'file-encrypted' },
    { bytes: makeZip([{ name: 'xl/workbook.xml', content: 'x', isEncrypted: true }]), code: 'file-encrypted' },
    { bytes: part('xl/vbaProject.bin', 'x'), code: 'file-has-macros' },
    { bytes: makeZip([{ name: 'xl/workbook.bin', content: 'x' }]), code: 'format-xlsb' },
    { bytes: makeZip([{ name: 'word/document.xml', content: '<a/>' }]), code: 'format-unknown' },
    { bytes: Buffer.from('%PDF-1.7\n'), code: 'format-unknown' },
    { bytes: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]), code: 'format-unknown' },
    { bytes: Buffer.from('<html><table><tr><td>姓名'), code: 'format-html' },
    { bytes: Buffer.from('<?xml version="1.0"?><Workbook>'), code: 'format-html' },
    { bytes: Buffer.from([0xff, 0xff, 0xff, 0x0a]), code: 'encoding-unknown' },
    { bytes: small.subarray(0, small.length - 30), code: 'file-broken' },
    { bytes: small.subarray(0, 200), code: 'file-broken' },
    { bytes: part('xl/sharedStrings.xml', doctype), code: 'file-broken' },
    { bytes: part('xl/sharedStrings.xml', '<sst><si></sst>'), code: 'file-broken' },
    { bytes: part('xl/sharedStrings.xml', Buffer.from([0x3c, 0xff, 0xfe])), code: 'file-broken' },
    { bytes: broken('<c><v>'), code: 'file-broken' },
    { bytes: makeXlsx({ sheets: [{ ...sheet, state: 'veryHidden' }] }), code: 'no-sheet' },
    { bytes: makeXlsx({ sheets: [{ name: 'a', rows: [] }] }), code: 'columns-not-found' },
    { bytes: Buffer.from('姓名,性别\n王甲,男\n'), code: 'columns-not-found' },
    { bytes: Buffer.from('只是一段文字'), code: 'columns-not-found' },
    {
      bytes: Buffer.from(`姓名,公民身份号码\n"王甲,${first}\n${`李乙,${second}\n`.repeat(9000)}`),
      code: 'csv-quote-open',
    },
    { bytes: Buffer.from(`姓名,公民身份号码\n王甲,${first}${','.repeat(300)}x\n`), code: 'too-many-columns' },
    {
      bytes: part('xl/worksheets/sheet1.xml', '<worksheet><row><c r="ZZ1"><v>1</v></c></row></worksheet>'),
      code: 'too-many-columns',
    },
  ])
    t.equal(await refusalOf(bytes), code)
})

t.test('limits hold, whatever an archive says of itself', async (t) => {
  const zeros = Buffer.alloc(3_000_000, ' ')
  const bomb = (claimedSize?: number) =>
    makeXlsx({
      sheets: [sheet],
      extra: [{ name: 'xl/sharedStrings.xml', content: zeros, ...(claimedSize ? { claimedSize } : {}) }],
    })
  const limits = { ...readLimits, entrySize: 1_000_000 }
  t.equal(await refusalOf(bomb(), limits), 'file-unpacks-too-large')
  t.equal(await refusalOf(bomb(1000), limits), 'file-broken', 'it claims a thousand bytes and holds three million')
  t.equal(await refusalOf(small, { ...readLimits, unpackedSize: 200 }), 'file-unpacks-too-large')
  t.equal(await refusalOf(small, { ...readLimits, zipEntries: 2 }), 'file-unpacks-too-large')
  t.equal(await refusalOf(small, { ...readLimits, fileSize: 100 }), 'file-too-large')
  const three = `姓名,公民身份号码\n${`王甲,${first}\n`.repeat(3)}`
  t.equal(await refusalOf(three, { ...readLimits, rows: 3 }), 'read')
  t.equal(await refusalOf(three, { ...readLimits, rows: 2 }), 'too-many-rows')
  const long = await checked(`姓名,公民身份号码,备注\n王甲,${first},${'长'.repeat(20_000)}\n`)
  t.equal(long.checkedRows[0]?.read.remark?.length, readLimits.cellLength)
})

t.test('merges and merge tags without end do not hold the reader up', async (t) => {
  const merges = Array.from({ length: 20_000 }, () => 'A1:A1048576')
  const rows = [['姓名', '公民身份号码'], ...Array.from({ length: 2000 }, () => ['王甲', first])]
  const began = performance.now()
  t.equal((await checked(makeXlsx({ sheets: [{ name: 'a', rows, merges }] }))).rows, 2000)
  t.equal(
    await refusalOf(makeXlsx({ sheets: [{ name: 'a', rows, merges: ['"'.concat('<mergeCell '.repeat(200_000))] }] })),
    'file-broken',
  )
  t.ok(performance.now() - began < 10_000, 'seconds, not minutes')
})

/** The counts of any readable register add up, and each row's verdict follows from its findings. */
async function holdsTogether(content: Buffer | string): Promise<boolean> {
  const result = await check(content)
  if (!result.ok) return result.error.severity === 'error' && result.error.message.endsWith('。')
  const { rows, accepted, underAge, checkedRows } = result.value
  const having = (verdict: string) => checkedRows.filter((row) => row.verdict === verdict).length
  return (
    rows === checkedRows.length &&
    accepted === having('accepted') &&
    underAge === having('underAge') &&
    rows === accepted + underAge + having('warning') + having('error') &&
    checkedRows.every(
      ({ verdict, findings }) => (verdict === 'error') === findings.some(({ severity }) => severity === 'error'),
    ) &&
    checkedRows.every(({ verdict, findings }) => verdict !== 'warning' || findings.length > 0)
  )
}

t.test('bytes changed at random never throw and never hang', { timeout: 120_000 }, async () => {
  const heading = ['户号', '姓名', '公民身份号码', '出生日期', '小组']
  const people = [
    ['001', '王甲', first, { xml: '<c s="1"><v>21976</v></c>' }, '1组'],
    [null, '李乙', second, '1969.9.8', null],
  ]
  const workbook = makeXlsx({
    sheets: [{ name: '名册', rows: [heading, ...people], merges: ['A2:A3', 'E2:E3'] }],
    formats: [14],
  })
  const csv = registerBytes('taoyuan-gbk-csv.csv').subarray(0, 3000)
  const changes = fc.array(fc.tuple(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), fc.nat(255)), {
    minLength: 1,
    maxLength: 6,
  })
  for (const original of [workbook, csv]) {
    await fc.assert(
      fc.asyncProperty(changes, fc.boolean(), async (changes, isCut) => {
        const bytes = Buffer.from(original)
        for (const [where, byte] of changes) bytes[Math.floor(where * bytes.length)] = byte
        return await holdsTogether(isCut ? bytes.subarray(0, Math.floor((changes[0]?.[0] ?? 0) * bytes.length)) : bytes)
      }),
      { numRuns: 1500 },
    )
  }
})

t.test('parts of a workbook changed at random never throw and never hang', { timeout: 120_000 }, async () => {
  const xml =
    '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c><c t="s"><v>0</v></c></row></sheetData><mergeCells><mergeCell ref="A1:A9"/></mergeCells></worksheet>'
  const pieces = [
    '<c',
    '<row r="',
    '"',
    '</c>',
    '<v>',
    '&amp;',
    '&a;',
    ' t="e"',
    'r="AAAAAAA1"',
    '<![CDATA[',
    '-->',
    '9e999',
    '\u0000',
    '𬱖',
    '/>',
    '',
  ]
  await fc.assert(
    fc.asyncProperty(fc.nat(xml.length), fc.nat(12), fc.constantFrom(...pieces), async (at, cut, piece) => {
      const content = xml.slice(0, at) + piece + xml.slice(at + cut)
      const heading = {
        name: '头',
        rows: [
          ['姓名', '公民身份号码'],
          ['王甲', first],
        ],
      }
      return await holdsTogether(
        makeXlsx({
          sheets: [heading],
          extra: [{ name: 'xl/worksheets/sheet1.xml', content }],
          strings: ['<t>身份证号</t>'],
        }),
      )
    }),
    { numRuns: 1000 },
  )
})

t.test('cells of any content hold together', { timeout: 120_000 }, async () => {
  const cell = fc.oneof(
    fc.constantFrom(
      '',
      ' ',
      '王甲',
      '合计',
      '姓名',
      '公民身份号码',
      first,
      second,
      '330299600301400',
      '1960.3.1',
      '男',
      '死亡',
      '第3组',
      '=1+1',
      '王?',
    ),
    fc.string({ unit: 'grapheme', maxLength: 8 }),
    fc.string({ unit: 'binary', maxLength: 8 }),
  )
  const headers = ['姓名', '公民身份号码', '性别', '出生日期', '居民小组', '备注', '联系电话', '民族']
  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(cell, cell, cell, cell, cell, cell, cell, cell), { maxLength: 12 }),
      async (rows) => {
        const csv = (lines: string[][]) => lines.map((line) => line.map(quote).join(',')).join('\n')
        const forwards = csv([headers, ...rows])
        return await holdsTogether(forwards)
      },
    ),
    { numRuns: 1000 },
  )
})

t.test('the order of the columns and of the people changes no count', async (t) => {
  const { csv } = makeRegister({ seed: 3, people: 60, communityCode: 1 })
  const lines = csv
    .trim()
    .split('\r\n')
    .map((line) => line.split(','))
  const counts = async (rows: string[][]) => {
    const {
      rows: count,
      accepted,
      underAge,
      errors,
      warnings,
    } = await checked(rows.map((row) => row.join(',')).join('\n'))
    return { count, accepted, underAge, errors, warnings }
  }
  const before = await counts(lines)
  const [heading = [], ...people] = lines
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray([...heading.keys()], { minLength: heading.length }),
      fc.shuffledSubarray(people, { minLength: people.length }),
      async (order, people) => {
        const after = await counts([heading, ...people].map((row) => order.map((column) => row[column] ?? '')))
        return JSON.stringify(after) === JSON.stringify(before)
      },
    ),
    { numRuns: 50 },
  )
  t.equal(before.count, 60)
})

t.test('a made register is clean, repeatable and shares nobody with another', async (t) => {
  const one = makeRegister({ seed: 7, people: 1500, communityCode: 4 })
  t.equal(makeRegister({ seed: 7, people: 1500, communityCode: 4 }).csv, one.csv, 'the same seed, the same bytes')
  t.not(makeRegister({ seed: 8, people: 1500, communityCode: 4 }).csv, one.csv)
  const register = await checked(one.csv)
  t.match(register, { rows: 1500, errors: {}, warnings: {}, notes: [] })
  t.ok(register.accepted > 1000 && register.underAge > 100, 'ages of a community')
  t.ok(
    one.people.some(({ name }) => /[\u{20000}-\u{3ffff}]/u.test(name)),
    'rare characters are among the names',
  )
  const numbers = new Set(one.people.map(({ identityNumber }) => identityNumber))
  t.equal(numbers.size, 1500)
  t.ok(
    [...numbers].every((number) => number.startsWith('330299')),
    'a region code that was never issued',
  )
  const phones = new Set(one.people.map(({ phone }) => phone))
  const other = makeRegister({ seed: 7, people: 1500, communityCode: 5 })
  t.notOk(other.people.some(({ identityNumber, phone }) => numbers.has(identityNumber) || phones.has(phone)))
  t.throws(() => makeRegister({ seed: 1, people: 1, communityCode: 100 }), RangeError)
  t.throws(() => makeRegister({ seed: 1, people: 1_000_000, communityCode: 1 }), RangeError)
})

t.test('a large register leaves the event loop free and is handed over row by row', async (t) => {
  const { csv } = makeRegister({ seed: 2, people: 20_000, communityCode: 9 })
  let longest = 0
  let last = performance.now()
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last)
    last = performance.now()
  }, 1)
  let rows = 0
  const options = { electionDay: '2027-05-16', votingAge: 18 } as const
  const result = await checkRegisterRows(
    { fileName: 'a.csv', bytes: Buffer.from(csv) },
    options,
    async () => void rows++,
  )
  clearInterval(timer)
  t.equal(result.ok && result.value.rows, 20_000)
  t.equal(rows, 20_000)
  t.ok(longest < 500, `longest pause ${Math.round(longest)} ms`)
})
