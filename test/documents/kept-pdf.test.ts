import { inflateSync } from 'node:zlib'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import t from 'tap'
import { catalogue, supplements } from '../../src/documents/catalogue.js'
import { setPaper } from '../../src/documents/render-paper.js'
import { setSampleSheet } from '../../src/documents/render-sheet.js'
import { findSheet, sheetCatalogue } from '../../src/documents/sheet-catalogue.js'

const proof = { code: '0123456789ABCDEF', publicUrl: 'https://xuanju.example.cn' }

async function keptPaper(key: string): Promise<Buffer> {
  const paper = [...catalogue, ...supplements].find((each) => each.key === key)
  if (!paper) throw new Error(key)
  const set = await setPaper(paper, paper.sample, { number: 4, on: '2027-04-25', sample: true, proof })
  if (!set.ok) throw new Error(key)
  return set.value.bytes
}

interface Element {
  readonly role?: string
  readonly alt?: string
  readonly type?: string
  readonly id?: string
  readonly children?: readonly Element[]
}

/** What a reader of screens is given: the elements of each page, and what the text of a page lies in. */
async function readStructure(bytes: Buffer) {
  const task = getDocument({ data: new Uint8Array(bytes), disableFontFace: true, verbosity: 0 })
  const document = await task.promise
  const pages = []
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number)
    const tree = (await page.getStructTree()) as Element | null
    const { items } = await page.getTextContent({ includeMarkedContent: true, disableNormalization: true })
    pages.push({ tree, items: items as { type?: string; id?: string | null; tag?: string; str?: string }[] })
  }
  const markInfo = (await document.getMarkInfo()) as { Marked?: boolean } | null
  const { metadata } = await document.getMetadata()
  const xmp = (metadata as { getRaw(): string } | null)?.getRaw() ?? ''
  await task.destroy()
  return { pages, markInfo, xmp }
}

function rolesOf(element: Element): string[] {
  return [...(element.role ? [element.role] : []), ...(element.children ?? []).flatMap(rolesOf)]
}

t.test('a paper that is kept is tagged: every text is a part of the structure or plainly decoration', async (t) => {
  for (const { key } of [...catalogue, ...supplements]) {
    const { pages, markInfo } = await readStructure(await keptPaper(key))
    t.equal(markInfo?.Marked, true, key)
    const roles = pages.flatMap(({ tree }) => (tree ? rolesOf(tree) : []))
    t.ok(roles.includes('H1') && roles.includes('P'), key)
    const known = new Set(pages.flatMap(({ tree }) => (tree ? idsOf(tree) : [])))
    for (const { items } of pages) {
      const open: (string | undefined)[] = []
      for (const item of items) {
        if (item.type?.startsWith('beginMarkedContent')) open.push(item.id ?? item.tag)
        else if (item.type === 'endMarkedContent') open.pop()
        else if (item.str?.trim())
          t.ok(
            open.some((place) => place === 'Artifact' || known.has(place ?? '')),
            `${key}: ${item.str}`,
          )
      }
      t.strictSame(open, [], `${key}: all that is opened is closed`)
    }
  }
})

function idsOf(element: Element): string[] {
  return [...(element.type === 'content' && element.id ? [element.id] : []), ...(element.children ?? []).flatMap(idsOf)]
}

t.test('tables have heads and cells, lists items, and the code says in words what it is', async (t) => {
  const members = await readStructure(await keptPaper('committee-members'))
  const roles = members.pages.flatMap(({ tree }) => (tree ? rolesOf(tree) : []))
  t.equal(roles.filter((role) => role === 'TH').length, 3)
  t.equal(roles.filter((role) => role === 'TD').length, 21)
  const alts = (element: Element): string[] => [
    ...(element.alt ? [element.alt] : []),
    ...(element.children ?? []).flatMap(alts),
  ]
  t.match(
    members.pages.flatMap(({ tree }) => (tree ? alts(tree) : [])),
    [/二维码.*https:\/\/xuanju\.example\.cn\/check\/0123456789ABCDEF/],
  )
  const list = await readStructure(await keptPaper('posted-voter-list'))
  const listed = list.pages.flatMap(({ tree }) => (tree ? rolesOf(tree) : []))
  for (const role of ['H2', 'L', 'LI', 'LBody', 'Caption', 'Table']) t.ok(listed.includes(role), role)
})

t.test('a paper that is kept is PDF/A-2a: what that asks for is in the file', async (t) => {
  for (const { key } of [...catalogue, ...supplements]) {
    const bytes = await keptPaper(key)
    const text = bytes.toString('latin1')
    const { xmp } = await readStructure(bytes)
    t.match(xmp, '<pdfaid:part>2</pdfaid:part>', key)
    t.match(xmp, '<pdfaid:conformance>A</pdfaid:conformance>')
    t.match(text, /\/OutputIntents \[\d+ 0 R\]/)
    t.match(text, '/S /GTS_PDFA1')
    t.match(text, /\/Lang \(zh-CN\)/)
    t.match(text, /\/ID \[<[0-9a-f]{32}> <[0-9a-f]{32}>\]/)
    t.notMatch(text, /\/Encrypt|\/SMask|\/JavaScript|\/ca |\/CA |\/LZWDecode|\/AA /)
    const fonts = text.match(/\/Type \/FontDescriptor/g)?.length ?? 0
    t.equal(text.match(/\/FontFile[23] \d+ 0 R/g)?.length, fonts, 'every font is in the file')
    t.equal(text.match(/\/ToUnicode \d+ 0 R/g)?.length, fonts, 'and what its glyphs mean')
    t.notMatch(contentsOf(bytes), /BX|<0000/, 'no glyph that stands for a missing one')
    t.ok(bytes.equals(await keptPaper(key)), 'the same facts, the same bytes')
  }
})

/** Every content stream of a file in plain. */
function contentsOf(bytes: Buffer): string {
  const text = bytes.toString('latin1')
  return [...text.matchAll(/\/Length (\d+)\n\/Filter \/FlateDecode\n>>\nstream\n/g)]
    .map((match) => {
      const start = match.index + match[0].length
      return inflateSync(bytes.subarray(start, start + Number(match[1]))).toString('latin1')
    })
    .filter((stream) => stream.includes(' Tf '))
    .join('\n')
}

async function sampleSheet(key: string): Promise<Buffer> {
  const sheet = findSheet(key)
  if (!sheet) throw new Error(key)
  const set = await setSampleSheet(sheet, { paper: 'A4', layout: 'names', identity: 'last4' })
  if (!set.ok) throw new Error(key)
  return set.value.bytes
}

/** What is read out, element by element: `TH 姓名`; an empty cell is only its role. */
async function readOut(bytes: Buffer): Promise<string[]> {
  const { pages } = await readStructure(bytes)
  return pages.flatMap(({ tree, items }) => {
    const words = new Map<string, string>()
    const open: string[] = []
    for (const item of items) {
      if (item.type?.startsWith('beginMarkedContent')) open.push(item.id ?? '')
      else if (item.type === 'endMarkedContent') open.pop()
      else words.set(open.at(-1) ?? '', (words.get(open.at(-1) ?? '') ?? '') + (item.str ?? '').replace(/\s/g, ''))
    }
    const said = (element: Element): string[] => {
      const own = (element.children ?? []).filter(({ type }) => type === 'content')
      const line = [element.role, own.map(({ id }) => words.get(id ?? '') ?? '').join('')].join(' ').trim()
      const inner = (element.children ?? []).filter(({ type }) => type !== 'content').flatMap(said)
      return own.length > 0 || inner.length === 0 ? [line, ...inner] : inner
    }
    return tree ? said(tree) : []
  })
}

t.test('every cell has its place, the empty ones too, and a label heads what stands beside it', async (t) => {
  const form = await readOut(await sampleSheet('self-nomination-form'))
  const from = form.indexOf('TH 姓名')
  t.strictSame(form.slice(from, from + 5), ['TH 姓名', 'TD 欧阳玥', 'TH 性别', 'TD 女', 'TD 照片'])
  t.ok(form.includes('TD'), 'what is still to be written is an empty cell')
  const sheet = await readOut(await sampleSheet('tally-sheet'))
  const head = sheet.indexOf('TH 姓名')
  const row = sheet.findIndex((line, i) => i > head && line.startsWith('TH') && sheet[i + 2] === 'TD')
  t.strictSame(
    sheet.slice(row + 1, row + 5).map((line) => line.split(' ')[0]),
    ['TD', 'TD', 'TD', 'TD'],
    'a name heads its line: mark, boxes and two sums',
  )
})

t.test('names on a list are read one by one, and so are the lines of a card', async (t) => {
  const list = await readOut(await sampleSheet('wall-list'))
  for (const name of ['王伟（男）', '王伟（女）', '李秀英']) t.ok(list.includes(`LBody ${name}`), name)
  const cards = await readOut(await sampleSheet('voter-cards'))
  t.equal(cards.filter((line) => line === 'P 选民证').length, 3)
})

t.test('headings go down one step at a time, whatever the wording skips', async (t) => {
  for (const { key } of [...catalogue, ...supplements]) {
    const levels = (await readOut(await keptPaper(key))).flatMap((line) => /^H(\d)/.exec(line)?.[1] ?? []).map(Number)
    levels.forEach((level, i) => {
      t.ok(level <= (levels[i - 1] ?? 0) + 1, `${key}: ${levels.join()}`)
    })
  }
})

t.test('what is not to be told before the result is heard first', async (t) => {
  const [sheet] = sheetCatalogue.filter(({ ofCount }) => ofCount)
  const set = sheet && (await setSampleSheet(sheet, { paper: 'A4', layout: 'names', identity: 'last4' }, true))
  if (!set?.ok) return t.fail()
  t.equal((await readOut(set.value.bytes))[0], 'P 【未公布】')
})
