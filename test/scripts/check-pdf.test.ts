import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { deflateSync, inflateSync } from 'node:zlib'
import fc from 'fast-check'
import t from 'tap'
import { portrait } from '../../scripts/demo/portrait.js'
import { checkPdf } from '../../scripts/pdf-check/check.js'
import { type RuleKey, rules } from '../../scripts/pdf-check/rules.js'
import { catalogue, supplements } from '../../src/documents/catalogue.js'
import type { Block } from '../../src/documents/layout/blocks.js'
import { renderPdf } from '../../src/documents/layout/render-pdf.js'
import { setPaper } from '../../src/documents/render-paper.js'
import { setSampleSheet } from '../../src/documents/render-sheet.js'
import { sheetCatalogue } from '../../src/documents/sheet-catalogue.js'
import { stretchedFacts } from '../helpers/stretched-facts.js'

const marks = {
  number: 4,
  on: '2027-04-25',
  sample: true,
  proof: { code: '0123456789ABCDEF', publicUrl: 'https://xuanju.example.cn' },
} as const

t.test('every paper, from its sample and with the longest and rarest names, is PDF/A-2a and PDF/UA-1', async (t) => {
  for (const paper of [...catalogue, ...supplements]) {
    for (const facts of [paper.sample, ...fc.sample(stretchedFacts(paper.sample), { numRuns: 1, seed: 7 })]) {
      const set = await setPaper(paper, facts, marks)
      if (!set.ok) return t.fail(paper.key)
      t.strictSame(checkPdf(set.value.bytes), [], paper.key)
    }
  }
})

t.test('so is every sheet, on either paper, with a warning or without', async (t) => {
  for (const sheet of sheetCatalogue) {
    for (const [paper, layout] of [
      ['A4', 'names'],
      ['A3', 'table'],
    ] as const) {
      const set = await setSampleSheet(sheet, { paper, layout, identity: 'last4' }, sheet.ofCount)
      if (!set.ok) return t.fail(sheet.key)
      t.strictSame(checkPdf(set.value.bytes), [], `${sheet.key} ${paper}`)
    }
  }
})

/** A page with one of everything, and a photograph. */
const page: readonly Block[] = [
  { kind: 'title', lines: ['登记表'] },
  { kind: 'paragraph', level: 1, text: '一、说明' },
  { kind: 'paragraph', text: '请如实填写。' },
  {
    kind: 'form',
    columns: 6,
    photo: { bytes: portrait(1, 'female'), rows: 1, span: 2 },
    rows: [
      {
        cells: [
          { text: '姓名', span: 2, isLabel: true },
          { text: '王伟', span: 2 },
        ],
        lines: 5,
      },
      {
        cells: [
          { text: '住址', span: 2, isLabel: true },
          { text: '', span: 4 },
        ],
      },
    ],
  },
  { kind: 'names', caption: '名单', names: [{ name: '李秀英' }, { name: '欧阳𬱖' }] },
]

async function aPage(): Promise<Buffer> {
  const set = await renderPdf({ title: '登记表', blocks: page, createdOn: '2027-04-25' })
  if (!set.ok) throw new Error('a character without a font')
  return set.value.bytes
}

/** The file with its objects changed as text, streams in plain; lengths and the table of objects are made anew. */
function changed(bytes: Buffer, change: (text: string) => string): Buffer {
  const text = bytes.toString('latin1')
  const objects = [...text.matchAll(/^(\d+) 0 obj\n([\s\S]*?)\nendobj\n/gm)].map(([, id, body = '']) => {
    const [, head = '', content = ''] = /^([\s\S]*?)\nstream\n([\s\S]*)\nendstream$/.exec(body) ?? []
    if (head === '') return { id: Number(id), body: change(body) }
    const isPacked = head.includes('/Filter /FlateDecode') && !head.includes('/Subtype /Image')
    const plain = isPacked ? inflateSync(Buffer.from(content, 'latin1')).toString('latin1') : content
    const after = isPacked ? deflateSync(Buffer.from(change(plain), 'latin1')).toString('latin1') : change(plain)
    const length = `/Length ${after.length}`
    return { id: Number(id), body: `${change(head).replace(/\/Length \d+/, length)}\nstream\n${after}\nendstream` }
  })
  let file = '%PDF-1.7\n%\xff\xff\xff\xff\n'
  const places = new Map<number, number>()
  for (const { id, body } of objects) {
    places.set(id, file.length)
    file += `${id} 0 obj\n${body}\nendobj\n`
  }
  const size = Math.max(...places.keys()) + 1
  const lines = Array.from({ length: size - 1 }, (_, i) => {
    const place = places.get(i + 1)
    return place === undefined ? '0000000000 65535 f \n' : `${String(place).padStart(10, '0')} 00000 n \n`
  })
  const trailer = change(text.slice(text.lastIndexOf('trailer'), text.lastIndexOf('startxref')))
  return Buffer.from(
    `${file}xref\n0 ${size}\n0000000000 65535 f \n${lines.join('')}${trailer}startxref\n${file.length}\n%%EOF\n`,
    'latin1',
  )
}

t.test('a file taken apart and put together again is the same to the check', async (t) => {
  t.strictSame(checkPdf(changed(await aPage(), (text) => text)), [])
})

/** What is changed, and the rule that is then broken. */
const faults: readonly (readonly [rule: RuleKey, from: string | RegExp, to: string])[] = [
  ['trailer', /\/ID \[[^\]]*\]/, ''],
  ['encryption', 'trailer\n<<', 'trailer\n<<\n/Encrypt null'],
  ['hex', '/ID [', '/Odd <abc>\n/ID ['],
  ['filter', '/Subtype /XML', '/Subtype /XML\n/Filter /LZWDecode'],
  ['name', '/Type /Catalog', `/Type /Catalog\n/${'a'.repeat(128)} 1`],
  ['limits', /\/MediaBox \[0 0/, '/MediaBox [0 -20000'],
  ['operator', '/H1 <</MCID 0>> BDC', '/H1 <</MCID 0>> BDC 1 shout'],
  ['operator', /\/F1 (\d+) Tf/, '/F9 $1 Tf'],
  ['outputIntent', '/GTS_PDFA1', '/GTS_PDFX'],
  ['outputIntent', 'mntrRGB ', 'mntrCMYK'],
  ['colour', '/H1 <</MCID 0>> BDC', '/H1 <</MCID 0>> BDC 0 0 0 1 k'],
  ['colour', '/ColorSpace /DeviceRGB', '/ColorSpace /DeviceCMYK'],
  ['picture', '/Subtype /Image', '/Subtype /Image\n/Interpolate true'],
  ['font', '/Subtype /Type0', '/Subtype /Type1'],
  ['cidToGid', '/CIDToGIDMap /Identity', '/CIDToGIDMap /Unknown'],
  ['encoding', '/Encoding /Identity-H', '/Encoding /GBK-EUC-H'],
  ['embedded', '/FontFile2', '/FontFile9'],
  ['embedded', /\[<0001/, '[<7001'],
  ['width', /\/W \[0 \[[\d. ]+\]/, '/W [0 [1 2]'],
  ['unicode', /\/ToUnicode \d+ 0 R/, ''],
  ['unicode', '<fffd>', '<0000>'],
  ['privateUse', /<fffd> <[0-9a-f]{4}>/, '<fffd> <e000>'],
  ['notdef', /\[<0001/, '[<0000'],
  ['never', '/Type /Catalog', '/Type /Catalog\n/AcroForm <<>>'],
  ['never', '/Tabs /S', '/Tabs /S\n/Annots []'],
  ['metadata', '<?xpacket begin="', '<?xpacket encoding="utf-8" begin="'],
  ['metadata', '</rdf:RDF>', '</rdf:RDF'],
  ['extension', '<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/', '<pdfaSchema:namespaceURI>urn:other'],
  ['identified', '<pdfaid:conformance>A', '<pdfaid:conformance>B'],
  ['info', '(D:2027', '(D:2026'],
  ['info', /<pdf:Producer>/, '<pdf:Producer>x'],
  ['marked', '/Marked true', '/Marked false'],
  ['marked', '/H1 <</MCID 0>> BDC', '/H1 BMC'],
  ['marked', '/H1 <</MCID 0>> BDC', '/Artifact BMC /H1 <</MCID 0>> BDC'],
  ['structure', /\/StructTreeRoot \d+ 0 R/, ''],
  ['structure', '/H1 <</MCID 0>> BDC', '/H1 <</MCID 99>> BDC'],
  ['structure', /\/StructParents 0/, '/StructParents 7'],
  ['structure', /\/S \/TR\n\/P \d+ 0 R/, '/S /TR\n/P 1 0 R'],
  ['tag', '/S /LBody', '/S /Quote'],
  ['tag', '/S /TR', '/S /P'],
  ['language', '(zh-CN)', '(zh_CN)'],
  ['ua', '<pdfuaid:part>1', '<pdfuaid:part>9'],
  ['title', '/DisplayDocTitle true', '/DisplayDocTitle false'],
  ['grid', '/ColSpan 4', '/ColSpan 3'],
  ['figure', /\/Alt \([^)]*\)/, ''],
  ['heading', '/S /H2', '/S /H3'],
  ['heads', '/Scope /Row', '/Scope /All'],
  ['tabs', '/Tabs /S', '/Tabs /R'],
]

t.test('each fault is found, and by its rule', async (t) => {
  const bytes = await aPage()
  for (const [rule, from, to] of faults) {
    const faulty = changed(bytes, (text) => text.replace(from, to))
    t.ok(
      checkPdf(faulty).some((finding) => finding.rule === rule),
      `${rule}: ${String(from)} → ${to}`,
    )
  }
})

/** Faults in the bytes between the objects. */
const outer: readonly (readonly [rule: RuleKey, change: (text: string) => string])[] = [
  ['header', (text) => text.replace('%PDF-1.7', '%PDF-2.0')],
  ['end', (text) => `${text}more`],
  ['table', (text) => text.replace(/\n(\d{9})\d 00000 n/, (_, digits: string) => `\n${digits}x 00000 n`)],
  ['spacing', (text) => text.replace('\nendobj', ' endobj')],
  ['stream', (text) => text.replace('\nendstream', 'xendstream')],
]

t.test('so are faults in the bytes between the objects', async (t) => {
  const text = (await aPage()).toString('latin1')
  for (const [rule, change] of outer) {
    t.ok(
      checkPdf(Buffer.from(change(text), 'latin1')).some((finding) => finding.rule === rule),
      rule,
    )
  }
  t.strictSame(
    checkPdf(Buffer.from('no PDF')).map(({ rule }) => rule),
    ['header', 'end', 'table'],
  )
  const tested = new Set([...faults, ...outer].map(([rule]) => rule))
  t.strictSame(
    Object.keys(rules).filter((rule) => !tested.has(rule as RuleKey)),
    [],
    'no rule goes untested',
  )
})

t.test('the command tells what it found, a line a finding', async (t) => {
  const script = fileURLToPath(new URL('../../scripts/check-pdf.js', import.meta.url))
  const check = (...args: string[]) => spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' })
  const folder = t.testdir()
  const [sound, faulty] = [join(folder, '好.pdf'), join(folder, '坏.pdf')]
  writeFileSync(sound, await aPage())
  writeFileSync(
    faulty,
    changed(await aPage(), (text) => text.replace('(zh-CN)', '(zh_CN)')),
  )
  t.match(check(sound), { status: 0, stdout: '查了 1 个文件，都符合 PDF/A-2a 和 PDF/UA-1', stderr: '' })
  const told = check(sound, faulty, join(folder, '没有.pdf'))
  t.equal(told.status, 1)
  t.match(told.stderr, /坏\.pdf：PDF\/A 6\.7\.4：要求写明语言（zh_CN）/)
  t.match(told.stderr, /没有\.pdf：读不到这个文件/)
  t.equal(check().status, 2)
})
