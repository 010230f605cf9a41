import { inflateSync } from 'node:zlib'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import t from 'tap'
import { catalogue, supplements } from '../../src/documents/catalogue.js'
import { setPaper } from '../../src/documents/render-paper.js'
import { setSampleSheet } from '../../src/documents/render-sheet.js'
import { sheetCatalogue } from '../../src/documents/sheet-catalogue.js'

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
    const { items } = await page.getTextContent({ includeMarkedContent: true })
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

t.test('sheets that are printed and used up are set without, which is faster', async (t) => {
  const [sheet] = sheetCatalogue
  const set = sheet && (await setSampleSheet(sheet, { paper: 'A4', layout: 'names', identity: 'last4' }))
  if (!set?.ok) return t.fail()
  t.notMatch(set.value.bytes.toString('latin1'), 'StructTreeRoot')
})
