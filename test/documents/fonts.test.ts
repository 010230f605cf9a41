import { copyFileSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { create } from 'fontkit'
import t from 'tap'
import { findFontFiles } from '../../src/documents/layout/font-files.js'
import { fontSet, missingCharacters } from '../../src/documents/layout/fonts.js'
import { renderPdf } from '../../src/documents/layout/render-pdf.js'
import { readPdf } from '../helpers/pdf.js'

interface FontScript {
  prepareFonts(log: (line: string) => void, folder: string): Promise<void>
  unwrapWoff(woff: Buffer): Buffer
}

const resolve = createRequire(import.meta.url).resolve
const wenKaiWoff = join(resolve('@fontsource/lxgw-wenkai/package.json'), '../files/lxgw-wenkai-latin-500-normal.woff')
const song = join(resolve('@expo-google-fonts/noto-serif-sc/package.json'), '../400Regular/NotoSerifSC_400Regular.ttf')
const sans = join(resolve('@expo-google-fonts/noto-sans-sc/package.json'), '../400Regular/NotoSansSC_400Regular.ttf')

async function fontScript(): Promise<FontScript> {
  return (await import(pathToFileURL(join(process.cwd(), 'scripts/fonts.mjs')).href)) as FontScript
}

t.test('with the fonts of npm alone every role has a face and the rest is said in words', async (t) => {
  const { chains, warnings } = findFontFiles({ preparedFolder: 'no-such-folder' })
  for (const role of ['fang', 'hei', 'kai', 'song', 'title', 'name'] as const) t.ok(chains[role].length > 0, role)
  t.equal(chains.fang[0], song)
  t.equal(warnings.length, 3)
  t.match(warnings.join(), /仿宋.*楷体.*生僻字/)
})

t.test('the fonts of an office come first, unreadable ones are passed over and told', async (t) => {
  const officeFolder = t.testdir({ 'SIMKAI.TTF': 'this is no font' })
  symlinkSync(sans, join(officeFolder, '方正仿宋_GBK.ttf'))
  symlinkSync(song, join(officeFolder, 'rare-1.ttf'))
  const { chains, warnings } = findFontFiles({ officeFolder, preparedFolder: 'no-such-folder' })
  t.equal(chains.fang[0], join(officeFolder, '方正仿宋_GBK.ttf'))
  t.ok(chains.name.includes(join(officeFolder, 'rare-1.ttf')))
  t.same(warnings, [], 'a face for each role is there by name')
  const fonts = fontSet({ officeFolder, preparedFolder: 'no-such-folder' })
  t.equal(fonts.glyphs('kai', '选')[0]?.face.path, song, 'another face stands in')
  t.match(fonts.warnings.join(), /SIMKAI\.TTF 无法打开/)
  const made = await renderPdf(
    { title: '告', createdOn: '2027-05-20', blocks: [{ kind: 'paragraph', text: '选民' }] },
    fonts,
  )
  if (!made.ok) throw new Error('refused')
  const pdf = await readPdf(made.value.bytes)
  t.match(pdf.fonts.map(({ name }) => name).join(), /NotoSansSC-Regular/)
})

t.test('a folder that is not there is told', async (t) => {
  const { warnings } = findFontFiles({ officeFolder: 'no-such-folder', preparedFolder: 'no-such-folder' })
  t.match(warnings[0], /no-such-folder 不存在/)
})

t.test('missing characters are named once each, spaces and joiners are none', async (t) => {
  const fonts = fontSet({ preparedFolder: 'no-such-folder' })
  for (const { text, missing, because } of [
    { text: '王　伟 ·买买提', missing: [], because: 'all are in the Song face' },
    { text: '㛃䶮𬭎𫖯', missing: [], because: 'the 通用规范汉字表 with its characters beyond the basic plane' },
    { text: '李\ue001\ue001\ue002', missing: ['\ue001', '\ue002'], because: 'private use' },
    { text: '王\u2060伟', missing: [], because: 'a joiner is not drawn' },
    { text: '葛\u{e0100}', missing: [], because: 'a variation selector goes with its character' },
    { text: '\u{10fffd}', missing: ['\u{10fffd}'], because: 'private use of plane 16' },
  ]) {
    t.same(missingCharacters(text, 'name', fonts), missing, because)
  }
})

t.test('every character of the table 通用规范汉字表 that names are made of has a face in each role', async (t) => {
  const fonts = fontSet({ preparedFolder: 'no-such-folder' })
  const names = '堃喆犇龘赟翀玥祎淏昇甡燊旻垚珺濛頔禤骉〇·亶乂仝佲侪偲傈僖劢勍厷卣叚吢呙咘唪嘏囡圳'
  for (const role of ['fang', 'hei', 'kai', 'song', 'title', 'name'] as const) {
    t.same(missingCharacters(names, role, fonts), [], role)
  }
})

t.test('the WOFF of the Kai face is unwrapped into a TrueType file with the same characters', async (t) => {
  const { unwrapWoff } = await fontScript()
  const woff = readFileSync(wenKaiWoff)
  const bytes = unwrapWoff(woff)
  t.equal(bytes.length, woff.readUInt32BE(16))
  t.equal(bytes.readUInt32BE(0), 0x00010000)
  const folder = t.testdir()
  writeFileSync(join(folder, 'LXGWWenKai-Regular.ttf'), bytes)
  const fonts = fontSet({ preparedFolder: folder })
  const [glyph] = fonts.glyphs('kai', '选')
  t.match(glyph?.face.path, /LXGWWenKai/)
  t.equal(glyph?.advance, 1)
  t.throws(() => unwrapWoff(Buffer.from('wOF2 and something else')), /not a WOFF 1/)
})

t.test('preparing without a network makes the Kai face, says what is replaced and does not try again', async (t) => {
  const { prepareFonts } = await fontScript()
  const folder = join(t.testdir(), 'fonts')
  const path = process.env['PATH']
  t.teardown(() => {
    process.env['PATH'] = path
  })
  process.env['PATH'] = t.testdirName
  const said: string[] = []
  await prepareFonts((line) => said.push(line), folder)
  t.equal(said.length, 4)
  t.match(said.join('\n'), /楷体字体已备好/)
  t.match(said.join('\n'), /没有取得仿宋字体，公文正文改用宋体/)
  t.ok(readdirSync(folder).includes('LXGWWenKai-Regular.ttf'))
  t.notOk(
    readdirSync(folder).some((name) => name.startsWith('unpack-')),
    'nothing half-done is left',
  )
  said.length = 0
  await prepareFonts((line) => said.push(line), folder)
  t.same(said, [], 'a failed attempt rests for a day')
})

t.test('a folder that cannot be made is told, not thrown', async (t) => {
  const { prepareFonts } = await fontScript()
  const folder = t.testdir({ file: '' })
  const said: string[] = []
  await prepareFonts((line) => said.push(line), join(folder, 'file', 'fonts'))
  t.match(said.join(), /缺少的字体以宋体代替/)
})

t.test('an opened face is shared by all font sets', async (t) => {
  const folder = t.testdir()
  mkdirSync(join(folder, 'a'))
  copyFileSync(song, join(folder, 'a', 'song.ttf'))
  const one = fontSet({ officeFolder: join(folder, 'a'), preparedFolder: 'no-such-folder' })
  const other = fontSet({ officeFolder: join(folder, 'a'), preparedFolder: 'nor-such-folder' })
  t.not(one, other)
  t.equal(one.glyphs('song', '选')[0]?.face, other.glyphs('song', '选')[0]?.face)
  t.equal(one.glyphs('song', '选')[0], one.glyphs('song', '选')[0], 'and a glyph is one object')
})

/** GB 18030-2022, level 3: the basic block, extensions A to F, and twelve characters among the compatibility ones. */
const levelThree: readonly (readonly [string, number, number])[] = [
  ['basic', 0x4e00, 0x9fef],
  ['A', 0x3400, 0x4db5],
  ['B', 0x20000, 0x2a6d6],
  ['C', 0x2a700, 0x2b734],
  ['D', 0x2b740, 0x2b81d],
  ['E', 0x2b820, 0x2cea1],
  ['F', 0x2ceb0, 0x2ebe0],
  ['compatibility', 0xfa0e, 0xfa0f],
  ['compatibility', 0xfa11, 0xfa11],
  ['compatibility', 0xfa13, 0xfa14],
  ['compatibility', 0xfa1f, 0xfa1f],
  ['compatibility', 0xfa21, 0xfa21],
  ['compatibility', 0xfa23, 0xfa24],
  ['compatibility', 0xfa27, 0xfa29],
]

const rareFaces = readdirSync('.').includes('.fonts') ? readdirSync('.fonts') : []
const hasRareFaces = rareFaces.includes('HanaMinB.ttf')
const skip = hasRareFaces ? false : 'the faces for rare characters are not on this machine'

t.test('every character of GB 18030-2022 level 3 has a face', { skip }, async (t) => {
  const faces = findFontFiles({}).chains.name.map((path) => create(readFileSync(path)))
  const known = new Set(faces.flatMap(({ characterSet }) => characterSet))
  let total = 0
  for (const [block, first, last] of levelThree) {
    const all = Array.from({ length: last - first + 1 }, (_, index) => first + index)
    const missing = all.filter((codePoint) => !known.has(codePoint))
    t.strictSame(missing, [], `${block} from ${first.toString(16)}`)
    total += all.length
  }
  t.equal(total, 87_887)
})

t.test('names from every block are printed and can be read back', { skip }, async (t) => {
  const names = levelThree.flatMap(([, first, last]) =>
    [first, Math.floor((first + last) / 2), last].map((codePoint) => `王${String.fromCodePoint(codePoint)}`),
  )
  t.strictSame(missingCharacters(names.join(''), 'name'), [])
  const set = await renderPdf({
    title: '告',
    createdOn: '2027-05-20',
    blocks: [{ kind: 'names', names: names.map((name) => ({ name, note: '' })) }],
  })
  if (!set.ok) throw new Error(JSON.stringify(set.error))
  if (process.env['KEEP_PDF']) writeFileSync(process.env['KEEP_PDF'], set.value.bytes)
  const pdf = await readPdf(set.value.bytes)
  const text = pdf.pages.map((page) => JSON.stringify(page)).join('')
  for (const name of names) t.ok(text.includes([...name][1] ?? '?'), name)
})
