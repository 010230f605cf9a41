import { contentOf, dictOf, entry, listAt, nameAt, type PdfFile } from './file.js'
import { isKind, isWord, type PdfDict, type PdfText, type PdfValue, readerOf } from './objects.js'
import { type Finding, found } from './rules.js'

/** What a page shows: its pieces by number, with the tag that each bears, and the codes of each font. */
export interface ReadPage {
  readonly id: number
  readonly dict: PdfDict
  readonly pieces: ReadonlyMap<number, string>
}

export interface ReadPages {
  readonly pages: readonly ReadPage[]
  /** Object of a font to the codes that are shown in it. */
  readonly codes: ReadonlyMap<PdfDict, ReadonlySet<number>>
  readonly findings: readonly Finding[]
}

/** Every page in order; the tree of pages of this house is one list, but any is read. */
function* pagesIn(file: PdfFile, value: PdfValue | undefined): Generator<{ id: number; dict: PdfDict }> {
  const dict = dictOf(file, value)
  if (!dict || !isKind(value, 'reference')) return
  if (nameAt(file, dict, 'Type') === 'Page') yield { id: value.id, dict }
  for (const kid of listAt(file, dict, 'Kids')) yield* pagesIn(file, kid)
}

const words = (list: string) => new Set(list.split(' '))
const painting = words('f F f* B B* b b* S s sh Do Tj TJ \' " EI')
const showing = words('Tj TJ \' "')
const others = words(
  'b B w J j M d ri i gs q Q cm m l c v y h re n W W* BT ET Tc Tw Tz TL Tf Tr Ts Td TD Tm T* CS cs SC SCN sc scn G g RG rg K k BI ID MP DP BMC BDC EMC',
)

const deepest = 28

export function readPages(file: PdfFile): ReadPages {
  const codes = new Map<PdfDict, Set<number>>()
  const findings: Finding[] = []
  const pages = [...pagesIn(file, file.catalog.entries.get('Pages'))].map(({ id, dict }, i): ReadPage => {
    const where = `page ${i + 1}`
    findings.push(...sizeOf(file, dict, where))
    if (nameAt(file, dict, 'Tabs') !== 'S') findings.push(found('tabs', where))
    const { pieces, wrong } = walk(file, dict, where, codes)
    findings.push(...wrong)
    return { id, dict, pieces }
  })
  return { pages, codes, findings }
}

function sizeOf(file: PdfFile, dict: PdfDict, where: string): Finding[] {
  const [left = 0, bottom = 0, right = 0, top = 0] = listAt(file, dict, 'MediaBox').map(Number)
  const sides = [right - left, top - bottom].map(Math.abs)
  return sides.every((side) => side >= 3 && side <= 14_400) ? [] : [found('limits', `${where}: ${sides.join(' × ')}`)]
}

interface Mark {
  readonly tag: string
  readonly piece: number | undefined
}

/** Goes through the operators of a page. */
function walk(file: PdfFile, page: PdfDict, where: string, codes: Map<PdfDict, Set<number>>) {
  const wrong: Finding[] = []
  const say = (...told: Parameters<typeof found>) => wrong.push(found(...told))
  const pieces = new Map<number, string>()
  const open: Mark[] = []
  const resources = dictOf(file, page.entries.get('Resources'))
  let saved = 0
  let font: PdfDict | undefined
  const reader = readerOf(contentsOf(file, page), 0, false)
  let operands: PdfValue[] = []

  function resource(kind: string, value: PdfValue | undefined): PdfDict | undefined {
    const dict = isKind(value, 'name')
      ? dictOf(file, dictOf(file, resources?.entries.get(kind))?.entries.get(value.name))
      : undefined
    if (!dict) say('operator', `${where}: ${kind} ${isKind(value, 'name') ? value.name : '?'}`)
    return dict
  }

  function begin(): void {
    const [tag, properties] = operands
    const dict = isKind(properties, 'name') ? resource('Properties', properties) : dictOf(file, properties)
    const id = dict?.entries.get('MCID')
    const mark = { tag: isKind(tag, 'name') ? tag.name : '', piece: typeof id === 'number' ? id : undefined }
    const isArtifact = mark.tag === 'Artifact'
    if (open.some((outer) => (isArtifact ? outer.piece !== undefined : outer.tag === 'Artifact'))) {
      say('marked', `${where}: decoration and text in one another`)
    }
    if (mark.piece !== undefined) {
      if (pieces.has(mark.piece)) say('structure', `${where}: two pieces ${mark.piece}`)
      pieces.set(mark.piece, mark.tag)
    }
    open.push(mark)
  }

  function operator(word: string): void {
    if (painting.has(word) && !open.some(({ tag, piece }) => tag === 'Artifact' || piece !== undefined)) {
      say('marked', `${where}: ${word} outside of everything`)
    }
    if (showing.has(word)) for (const code of codesOf(operands)) codesIn(codes, font).add(code)
    else if (word === 'BMC' || word === 'BDC') begin()
    else if (word === 'EMC') {
      if (!open.pop()) say('marked', `${where}: closed what was not open`)
    } else if (word === 'Tf') font = resource('Font', operands[0])
    else if (word === 'Do') wrong.push(...pictureOf(file, resource('XObject', operands[0]), where))
    else if (word === 'gs') resource('ExtGState', operands[0])
    else if (word === 'k' || word === 'K') say('colour', `${where}: printers' inks`)
    else if (word === 'q') saved += 1
    else if (word === 'Q') saved -= 1
    else if (!painting.has(word) && !others.has(word)) say('operator', `${where}: ${word}`)
    if (saved < 0 || saved > deepest) say('limits', `${where}: ${saved} states saved`)
  }

  for (let token = reader.next(); token !== undefined; token = reader.next()) {
    if (!isWord(token)) operands.push(token)
    else {
      operator(token.word)
      operands = []
    }
  }
  if (saved !== 0 || open.length > 0) say('operator', `${where}: something is left open`)
  return { pieces, wrong }
}

function contentsOf(file: PdfFile, page: PdfDict): string {
  const contents = entry(file, page, 'Contents')
  const parts = Array.isArray(contents) ? (contents as readonly PdfValue[]) : [page.entries.get('Contents')]
  return parts
    .map((part) => (isKind(part, 'reference') ? file.objects.get(part.id) : part))
    .map((part) => (isKind(part, 'stream') ? contentOf(part).toString('latin1') : ''))
    .join('\n')
}

function codesIn(codes: Map<PdfDict, Set<number>>, font: PdfDict | undefined): Set<number> {
  const own = (font && codes.get(font)) ?? new Set<number>()
  if (font) codes.set(font, own)
  return own
}

/** Two bytes a code. */
function codesOf(operands: readonly PdfValue[]): number[] {
  const texts = operands.flat().filter((value): value is PdfText => isKind(value, 'text'))
  return texts.flatMap(({ bytes }) => Array.from({ length: bytes.length >> 1 }, (_, i) => bytes.readUInt16BE(i * 2)))
}

function pictureOf(file: PdfFile, dict: PdfDict | undefined, where: string): Finding[] {
  if (!dict) return []
  const wrong: Finding[] = []
  if (nameAt(file, dict, 'Subtype') !== 'Image') wrong.push(found('never', `${where}: a form`))
  if (entry(file, dict, 'Interpolate') === true) wrong.push(found('picture', `${where}: smoothed`))
  for (const key of ['Alternates', 'OPI']) if (dict.entries.has(key)) wrong.push(found('picture', `${where}: ${key}`))
  if (nameAt(file, dict, 'ColorSpace') === 'DeviceCMYK')
    wrong.push(found('colour', `${where}: a picture in printers' inks`))
  return wrong
}
