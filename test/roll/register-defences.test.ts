import t from 'tap'
import { readLimits } from '../../src/roll/register/cell.js'
import { cleanName } from '../../src/roll/register/clean-name.js'
import { makeXlsx } from '../helpers/make-xlsx.js'
import { checked, madeNumbers, refusalOf } from '../helpers/registers.js'

const [first, second, third] = madeNumbers
const heading = ['姓名', '公民身份号码', '住址']
const sheet = { name: '名册', rows: [heading, ['王甲', first, '一号'], ['李乙', second, '二号']] }

/** The workbook with its sheet written out by hand. */
function withSheet(inner: string): Buffer {
  return makeXlsx({
    sheets: [sheet],
    extra: [{ name: 'xl/worksheets/sheet1.xml', content: `<worksheet>${inner}</worksheet>` }],
  })
}
const row = (number: string, ...texts: readonly string[]) =>
  `<row r="${number}">${texts.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`
const headed = row('1', ...heading)

t.test('two rows never stand in one place, whatever number a file gives them', async (t) => {
  const inner = [headed, row('3', '王甲', first), row('3', '李乙', second), row('2', '张丙', third)].join('')
  const { checkedRows } = await checked(withSheet(inner))
  t.strictSame(
    checkedRows.map(({ rowNumber, person }) => [rowNumber, person.name]),
    [
      [3, '王甲'],
      [4, '李乙'],
      [5, '张丙'],
    ],
  )
})

t.test('two sheets of one name are told apart', async (t) => {
  const { checkedRows } = await checked(makeXlsx({ sheets: [sheet, sheet, sheet] }))
  t.strictSame(
    [...new Set(checkedRows.map(({ sheet }) => sheet))],
    ['名册', '名册（2）', '名册（3）'],
    'each row has a place of its own',
  )
})

t.test('characters that no database keeps become the mark of a lost one', async (t) => {
  const csv = Buffer.from(`\ufeff姓名,公民身份号码,住址\n王\0甲,${first},一\u0007号\n李乙,${second},二\t号`)
  const texts = [headed, row('2', '王_x0000_甲', first, '一_xD800_号'), row('3', '李乙', second, '二_x0009_号')]
  for (const bytes of [csv, withSheet(texts.join(''))]) {
    const { checkedRows } = await checked(bytes)
    t.strictSame(
      checkedRows.map(({ person, verdict }) => [person.name, person.address, verdict]),
      [
        ['王\ufffd甲', '一\ufffd号', 'warning'],
        ['李乙', '二 号', 'accepted'],
      ],
      'a name that held one is looked at by a person',
    )
  }
})

t.test('a cell is cut to its limit whatever its kind', async (t) => {
  const long = '9'.repeat(5_000)
  const cell = (type: string) => ({ xml: `<c t="${type}"><v>${long}</v></c>` })
  const rows = [heading, ...['e', 'd', 'n', 'str'].map((type) => ['王甲', first, cell(type)])]
  const { checkedRows } = await checked(makeXlsx({ sheets: [{ name: '名册', rows }] }))
  t.strictSame(
    checkedRows.map(({ read }) => read.address?.length),
    [2_000, 2_000, 2_000, 2_000],
  )
})

t.test('what a reader would have to hold in memory is refused long before memory ends', async (t) => {
  const many = (what: string, length: number) => what.repeat(Math.ceil(length / what.length))
  const cases = {
    'elements without end inside one another': [`${headed}${many('<a>', 900)}`, 'file-broken'],
    'attributes without end': [`${headed}<row ${Array.from({ length: 200_000 }, (_, i) => `a${i}=""`).join(' ')}/>`],
    'a comment without end': [`${headed}<!--${many('x ', 3_000_000)}--><row/>`, 'file-broken'],
    'a text without end': [`${headed}<row><c><v>${many('1', 3_000_000)}</v></c></row>`, 'file-broken'],
    'rows beyond the last': [`${headed}<row r="1048576"/><row/>`, 'too-many-rows'],
    'merges without end': [`${headed}<mergeCells>${many('<mergeCell ref="A1:A9"/>', 24 * 200)}`, 'too-many-cells'],
  } as const
  for (const [name, [inner, code = 'file-broken']] of Object.entries(cases)) {
    t.equal(await refusalOf(withSheet(inner), { ...readLimits, rows: 150 }), code, name)
  }
  t.equal(await refusalOf(`${heading.join()}\n${'\n'.repeat(1_050_000)}`), 'too-many-rows', 'lines beyond the last')
  const strings = Array.from({ length: 30 }, () => '<t>王甲</t>')
  t.equal(await refusalOf(makeXlsx({ sheets: [sheet], strings }), { ...readLimits, rows: 1 }), 'too-many-cells')
})

t.test('merges are found wherever the text is cut, and only in columns that a register can have', async (t) => {
  // Long enough for many pieces; each merge fills the address of the second of two rows.
  const pairs = 3_000
  const rows = Array.from({ length: pairs * 2 }, (_, index) => [
    `王${'甲乙'[index % 2]}`,
    first,
    index % 2 === 0 ? `${index}号` : null,
  ])
  const merges = Array.from({ length: pairs }, (_, pair) => `C${pair * 2 + 2}:C${pair * 2 + 3}`)
  const wide = Array.from({ length: 3_000 }, (_, index) => `${'ABCDEFG'[index % 7]}ZZ2:AAA1048576`)
  const { checkedRows } = await checked(
    makeXlsx({ sheets: [{ name: 'a', rows: [heading, ...rows], merges: [...wide, ...merges] }] }),
  )
  t.equal(
    checkedRows.filter(({ person, rowNumber }) => person.address === `${rowNumber - 2 - (rowNumber % 2)}号`).length,
    pairs * 2,
  )
})

t.test('a name of brackets takes no longer than another', async (t) => {
  const began = performance.now()
  for (let times = 0; times < 200; times++) cleanName(`王${'（'.repeat(1_990)}）甲`)
  t.ok(performance.now() - began < 1_000, `${performance.now() - began} ms for 200 of the longest names`)
})
