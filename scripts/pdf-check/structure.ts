import { dictOf, entry, listAt, nameAt, type PdfFile, wordsAt } from './file.js'
import { isKind, type PdfDict, type PdfValue } from './objects.js'
import type { ReadPage } from './pages.js'
import { type Finding, found } from './rules.js'

/** What may lie in an element of each kind that this house uses (ISO 32000-1, 14.8.4); `*`: pieces of pages. */
const holds: Readonly<Record<string, string>> = {
  Document: 'H1 H2 H3 P Table L Sect Figure',
  Sect: 'H1 H2 H3 P Table L Figure',
  H1: '*',
  H2: '*',
  H3: '*',
  P: '*',
  Caption: '*',
  Figure: '*',
  Table: 'TR Caption',
  TR: 'TH TD',
  TH: '*',
  TD: '* Figure',
  L: 'LI Caption',
  LI: 'Lbl LBody',
  Lbl: '*',
  LBody: '*',
}

interface Element {
  readonly dict: PdfDict
  readonly tag: string
  readonly kids: readonly Element[]
}

/** The structure of a document: elements, their pieces of pages, and the way back from a piece to its element. */
export function checkStructure(file: PdfFile, pages: readonly ReadPage[]): Finding[] {
  const root = dictOf(file, file.catalog.entries.get('StructTreeRoot'))
  if (!root) return [found('structure', 'none')]
  const wrong: Finding[] = []
  const elementOf = new Map<string, PdfDict>()
  const pageById = new Map(pages.map((page) => [page.id, page]))

  function readElement(value: PdfValue, parent: PdfDict): Element | undefined {
    const dict = dictOf(file, value)
    if (!dict) return undefined
    const tag = nameAt(file, dict, 'S') ?? '?'
    if (dictOf(file, dict.entries.get('P')) !== parent) wrong.push(found('structure', `${tag}: another parent`))
    const kids = kidsOf(dict).flatMap((kid) => {
      const piece = pieceOf(kid, dict)
      if (!piece) return readElement(kid, dict) ?? []
      const key = `${piece.page}/${piece.piece}`
      const shown = pageById.get(piece.page)?.pieces.get(piece.piece)
      if (shown === undefined || elementOf.has(key)) wrong.push(found('structure', `${tag}: piece ${key}`))
      else if (shown !== tag) wrong.push(found('tag', `${tag} shown as ${shown}`))
      if (!holds[tag]?.includes('*')) wrong.push(found('tag', `${tag} with text of its own`))
      elementOf.set(key, dict)
      return []
    })
    for (const kid of kids) {
      if (!holds[tag]?.split(' ').includes(kid.tag)) wrong.push(found('tag', `${kid.tag} in ${tag}`))
    }
    return { dict, tag, kids }
  }

  function kidsOf(dict: PdfDict): readonly PdfValue[] {
    const kids = entry(file, dict, 'K')
    if (Array.isArray(kids)) return kids as readonly PdfValue[]
    return kids === null ? [] : [dict.entries.get('K') ?? null]
  }

  /** A number is a piece of the element's own page, a dictionary of kind MCR one of another. */
  function pieceOf(kid: PdfValue, of: PdfDict): { page: number; piece: number } | undefined {
    const apart = isKind(kid, 'dict') && nameAt(file, kid, 'Type') === 'MCR' ? kid : undefined
    const piece = apart ? entry(file, apart, 'MCID') : kid
    const page = (apart ?? of).entries.get('Pg')
    if (typeof piece !== 'number') return undefined
    return { page: isKind(page, 'reference') ? page.id : -1, piece }
  }

  const tops = kidsOf(root).flatMap((kid) => readElement(kid, root) ?? [])
  if (tops.length !== 1 || tops[0]?.tag !== 'Document') wrong.push(found('structure', 'no document at the top'))
  for (const { id, pieces } of pages) {
    for (const piece of pieces.keys()) {
      if (!elementOf.has(`${id}/${piece}`)) wrong.push(found('structure', `piece ${id}/${piece} is of no element`))
    }
  }
  wrong.push(...wayBack(file, root, pages, elementOf))
  const all = tops.flatMap(allWithin)
  return [...wrong, ...headings(all), ...all.flatMap((element) => ownRules(file, element))]
}

function allWithin(element: Element): Element[] {
  return [element, ...element.kids.flatMap(allWithin)]
}

/** From a page and the number of a piece to its element (ISO 32000-1, 14.7.4.4). */
function wayBack(
  file: PdfFile,
  root: PdfDict,
  pages: readonly ReadPage[],
  elementOf: ReadonlyMap<string, PdfDict>,
): Finding[] {
  const numbers = listAt(file, dictOf(file, root.entries.get('ParentTree')), 'Nums')
  const byPage = new Map<number, readonly PdfValue[]>()
  for (let i = 0; i < numbers.length; i += 2) {
    const list = numbers[i + 1]
    const followed = isKind(list, 'reference') ? file.objects.get(list.id) : list
    byPage.set(Number(numbers[i]), Array.isArray(followed) ? (followed as readonly PdfValue[]) : [])
  }
  return pages.flatMap(({ id, dict, pieces }) => {
    const list = byPage.get(Number(entry(file, dict, 'StructParents') ?? Number.NaN)) ?? []
    return [...pieces.keys()]
      .filter((piece) => dictOf(file, list[piece]) !== elementOf.get(`${id}/${piece}`))
      .map((piece) => found('structure', `no way back from piece ${id}/${piece}`))
  })
}

function headings(elements: readonly Element[]): Finding[] {
  let level = 0
  return elements.flatMap(({ tag }) => {
    const next = Number(/^H(\d)$/.exec(tag)?.[1] ?? 0)
    if (next === 0) return []
    const isTooDeep = next > level + 1
    level = next
    return isTooDeep ? [found('heading', tag)] : []
  })
}

function ownRules(file: PdfFile, { dict, tag, kids }: Element): Finding[] {
  if (tag === 'Figure' && !wordsAt(file, dict, 'Alt')?.trim()) return [found('figure')]
  if (tag === 'TH' && !['Row', 'Column', 'Both'].includes(tableName(file, dict, 'Scope') ?? '')) return [found('heads')]
  if (tag === 'Table') return checkGrid(file, kids)
  if (tag !== 'L') return []
  return kids.slice(1).some((kid) => kid.tag === 'Caption') ? [found('tag', 'a caption within its list')] : []
}

function tableName(file: PdfFile, dict: PdfDict, key: string): string | undefined {
  return nameAt(file, dictOf(file, dict.entries.get('A')), key)
}

function tableNumber(file: PdfFile, dict: PdfDict, key: string): number {
  const value = entry(file, dictOf(file, dict.entries.get('A')), key)
  return typeof value === 'number' ? value : 1
}

/** Lays the cells of a table out, those that take several rows or columns too, and counts what each row has. */
function checkGrid(file: PdfFile, kids: readonly Element[]): Finding[] {
  const captions = kids.findIndex(({ tag }) => tag === 'Caption')
  const wrong = captions > 0 && captions < kids.length - 1 ? [found('tag', 'a caption within its table')] : []
  const rows = kids.filter(({ tag }) => tag === 'TR')
  const taken = rows.map(() => 0)
  rows.forEach((row, r) => {
    for (const { dict } of row.kids) {
      const columns = tableNumber(file, dict, 'ColSpan')
      for (let n = 0; n < tableNumber(file, dict, 'RowSpan'); n++) taken[r + n] = (taken[r + n] ?? 0) + columns
    }
  })
  if (new Set(taken).size > 1) wrong.push(found('grid', taken.join()))
  return wrong
}
