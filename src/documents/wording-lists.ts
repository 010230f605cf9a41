import type { Block, ListedName } from './layout/blocks.js'
import { choose, elementsIn, isElement, textOf } from './wording-elements.js'
import { type ElementNode, WordingError } from './wording-tags.js'

export function itemsOf(element: ElementNode): ElementNode[] {
  const items = elementsIn(element.children)
  for (const item of items) {
    if (item.tag !== 'li') throw new WordingError(`<${element.tag}> 中不能使用标签 <${item.tag}>`, item.line)
  }
  return items
}

export function readFigure(element: ElementNode): Block {
  choose({ names: true }, element)
  const parts = elementsIn(element.children)
  const [list, ...others] = parts.filter(({ tag }) => tag === 'ul')
  if (!list || others.length > 0) throw new WordingError('<figure> 中应有一个 <ul class="names">', element.line)
  const caption = parts.find(({ tag }) => tag === 'figcaption')
  const total = parts.find(({ tag }) => tag === 'p')
  if (parts.length !== 1 + (caption ? 1 : 0) + (total ? 1 : 0)) {
    throw new WordingError('<figure> 中只能有 figcaption、ul 和 p 各一个', element.line)
  }
  choose({ names: true }, list)
  const words = { ...(caption ? { caption: textOf(caption) } : {}), ...(total ? { total: textOf(total) } : {}) }
  return { ...readNames(list), ...words }
}

function perRowOf<T extends number>(element: ElementNode, allowed: readonly T[]): { perRow?: T } {
  const written = element.attributes['data-per-row']
  if (written === undefined) return {}
  const perRow = allowed.find((n) => String(n) === written)
  if (perRow === undefined) throw new WordingError(`每行个数不能是“${written}”`, element.line)
  return { perRow }
}

export function readNames(element: ElementNode): Extract<Block, { kind: 'names' }> {
  return { kind: 'names', names: itemsOf(element).map(listedName), ...perRowOf(element, [4, 5, 6, 7, 8]) }
}

function listedName(item: ElementNode): ListedName {
  const note = item.children.find((child) => isElement(child) && child.tag === 'small') as ElementNode | undefined
  const name = textOf({ ...item, children: item.children.filter((child) => child !== note) })
  const words = note && textOf(note).replace(/^（(.*)）$/su, '$1')
  return words ? { name, note: words } : { name }
}

export function readSigners(element: ElementNode): Block {
  return { kind: 'signers', labels: itemsOf(element).map(textOf), ...perRowOf(element, [1, 2, 3]) }
}
