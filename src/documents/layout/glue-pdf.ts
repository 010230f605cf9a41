import { assert } from '../../lib/assert.js'

/** A PDF that this house wrote, to be glued behind others. */
export interface GluedPart {
  readonly title: string
  readonly bytes: Buffer
}

export interface GlueOptions {
  /** Every part begins on the front of a sheet: an empty page follows one of an odd number of pages. */
  readonly isDuplex: boolean
  readonly copies: number
}

interface Entry {
  readonly title: string
  readonly page: number
}

/** Objects that are written last, when it is known what they hold. */
const catalogId = 1
const pagesId = 2
const outlineId = 3

/**
 * Glues PDFs into one, copying the objects of each as they are, one part in memory at a time: a general reader of PDF
 * holds all of them, hundreds of megabytes for a township. It knows only what `pdf-writer` writes: a plain table of
 * objects, references outside of streams, pages in one list. For printing: structure and metadata stay behind.
 */
export async function* gluePdfs(parts: AsyncIterable<GluedPart>, options: GlueOptions): AsyncGenerator<Buffer> {
  const offsets: number[] = []
  const kids: number[] = []
  const entries: Entry[] = []
  let at = 0
  let next = outlineId + 1
  const write = (bytes: Buffer | string) => {
    const chunk = typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes
    at += chunk.length
    return chunk
  }
  const object = (id: number, ...body: (Buffer | string)[]) => {
    offsets[id] = at
    return [write(`${id} 0 obj\n`), ...body.map(write), write('\nendobj\n')]
  }
  yield write('%PDF-1.7\n%\xff\xff\xff\xff\n')
  for await (const { title, bytes } of parts) {
    const part = readPart(bytes)
    const numbers = new Map(part.needed.map((id) => [id, next++]))
    for (const id of part.needed) {
      const { head, body } = objectAt(part, id)
      yield* object(numbers.get(id) ?? 0, renumbered(head, numbers), body)
    }
    for (let copy = 0; copy < options.copies; copy++) {
      const first = next
      for (const { head } of part.pages) {
        kids.push(next)
        yield* object(next++, renumbered(head, numbers).replace(/\/Parent \d+ 0 R/, `/Parent ${pagesId} 0 R`))
      }
      if (copy === 0) entries.push({ title, page: first })
      if (options.isDuplex && part.pages.length % 2 === 1) {
        kids.push(next)
        yield* object(next++, blankPage(part))
      }
    }
  }
  yield* object(
    pagesId,
    `<<\n/Type /Pages\n/Count ${kids.length}\n/Kids [${kids.map((id) => `${id} 0 R`).join(' ')}]\n>>`,
  )
  const firstEntry = next
  for (const [i, entry] of entries.entries())
    yield* object(next++, outlineItem(entry, firstEntry + i, firstEntry, entries.length))
  const outline = entries.length > 0 ? `\n/First ${firstEntry} 0 R\n/Last ${next - 1} 0 R` : ''
  yield* object(outlineId, `<<\n/Type /Outlines\n/Count ${entries.length}${outline}\n>>`)
  yield* object(catalogId, `<<\n/Type /Catalog\n/Pages ${pagesId} 0 R\n/Outlines ${outlineId} 0 R\n/Lang (zh-CN)\n>>`)
  const start = at
  const table = Array.from(
    { length: next - 1 },
    (_, i) => `${String(offsets[i + 1] ?? 0).padStart(10, '0')} 00000 n \n`,
  )
  yield write(`xref\n0 ${next}\n0000000000 65535 f \n${table.join('')}`)
  yield write(`trailer\n<<\n/Size ${next}\n/Root ${catalogId} 0 R\n>>\nstartxref\n${start}\n%%EOF\n`)
}

function outlineItem({ title, page }: Entry, id: number, first: number, count: number): string {
  const previous = id > first ? `\n/Prev ${id - 1} 0 R` : ''
  const following = id < first + count - 1 ? `\n/Next ${id + 1} 0 R` : ''
  const text = Buffer.from(`\ufeff${title}`, 'utf16le').swap16().toString('hex')
  return `<<\n/Title <${text}>\n/Parent ${outlineId} 0 R${previous}${following}\n/Dest [${page} 0 R /Fit]\n>>`
}

function blankPage({ pages }: Part): string {
  const box = /\/MediaBox \[[^\]]*\]/.exec(pages[0]?.head ?? '')?.[0] ?? ''
  return `<<\n/Type /Page\n/Parent ${pagesId} 0 R\n${box}\n/Resources <<>>\n>>`
}

interface Part {
  readonly bytes: Buffer
  /** Where each object begins, and where it ends at the latest. */
  readonly places: ReadonlyMap<number, readonly [number, number]>
  readonly pages: readonly { readonly head: string }[]
  /** What the pages refer to, the pages themselves left out. */
  readonly needed: readonly number[]
}

function readPart(bytes: Buffer): Part {
  const places = placesOf(bytes)
  const trailer = bytes.toString('latin1', bytes.lastIndexOf('trailer'))
  const root = objectAt({ bytes, places }, referenceIn(trailer, 'Root')).head
  const tree = objectAt({ bytes, places }, referenceIn(root, 'Pages')).head
  const kids = /\/Kids \[([^\]]*)\]/.exec(tree)?.[1] ?? ''
  const pages = references(kids).map((id) => ({ head: pageHead(objectAt({ bytes, places }, id).head) }))
  const needed = new Set<number>()
  const follow = (text: string) => {
    for (const id of references(text)) {
      if (needed.has(id)) continue
      needed.add(id)
      follow(objectAt({ bytes, places }, id).head)
    }
  }
  for (const { head } of pages) follow(head.replace(/\/Parent \d+ 0 R/, ''))
  return { bytes, places, pages, needed: [...needed] }
}

/** Without its place in the structure that stays behind. */
function pageHead(head: string): string {
  return head.replace(/\n\/StructParents \d+/, '').replace(/\n\/Tabs \/S/, '')
}

function placesOf(bytes: Buffer): Map<number, readonly [number, number]> {
  const start = Number(/startxref\s+(\d+)/.exec(bytes.toString('latin1', bytes.lastIndexOf('startxref')))?.[1])
  const table = bytes.toString('latin1', start, bytes.lastIndexOf('trailer'))
  const offsets = [...table.matchAll(/(\d{10}) \d{5} n/g)].map(([, offset]) => Number(offset))
  const ends = [...offsets, start].sort((a, b) => a - b)
  const endOf = new Map(ends.map((offset, i) => [offset, ends[i + 1] ?? start]))
  return new Map(offsets.map((offset, i) => [i + 1, [offset, endOf.get(offset) ?? start] as const]))
}

/** The dictionary of an object as text, and its stream with all that follows, as it is. */
function objectAt({ bytes, places }: Pick<Part, 'bytes' | 'places'>, id: number): { head: string; body: Buffer } {
  const place = places.get(id)
  assert(place, 'a PDF of this house has every object that it refers to')
  const from = bytes.indexOf('obj\n', place[0], 'latin1') + 4
  const to = bytes.lastIndexOf('\nendobj', place[1], 'latin1')
  const stream = bytes.indexOf('\nstream\n', from, 'latin1')
  const split = stream >= 0 && stream < to ? stream : to
  return { head: bytes.toString('latin1', from, split), body: bytes.subarray(split, to) }
}

function references(text: string): number[] {
  return [...text.matchAll(/(\d+) 0 R/g)].map(([, id]) => Number(id))
}

function referenceIn(dictionary: string, key: string): number {
  return Number(new RegExp(`/${key} (\\d+) 0 R`).exec(dictionary)?.[1])
}

function renumbered(head: string, numbers: ReadonlyMap<number, number>): string {
  return head.replace(/(\d+) 0 R/g, (reference, id: string) => {
    const number = numbers.get(Number(id))
    return number === undefined ? reference : `${number} 0 R`
  })
}
