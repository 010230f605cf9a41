import type { Block } from './layout/blocks.js'
import { choose, elementsIn, linesOf, textOf } from './wording-elements.js'
import { itemsOf, readFigure, readNames, readSigners } from './wording-lists.js'
import { readTable } from './wording-table.js'
import { type ElementNode, type Node, WordingError } from './wording-tags.js'

type Reader = (element: ElementNode) => Block | Block[]

const paragraphClasses: Readonly<Record<string, (text: string) => Block>> = {
  '': (text) => ({ kind: 'paragraph', text }),
  number: (text) => ({ kind: 'numberLine', text }),
  addressee: (text) => ({ kind: 'addressee', text }),
  level1: (text) => ({ kind: 'paragraph', text, level: 1 }),
  level2: (text) => ({ kind: 'paragraph', text, level: 2 }),
  level3: (text) => ({ kind: 'paragraph', text, level: 3 }),
  level4: (text) => ({ kind: 'paragraph', text, level: 4 }),
  note: (text) => ({ kind: 'note', text: text.replace(/^（(.*)）$/su, '$1') }),
}

const readers: Readonly<Record<string, Reader>> = {
  h1: (element) => ({ kind: 'title', lines: linesOf(element) }),
  h2: readAnnex,
  p: (element) => {
    const make = choose(paragraphClasses, element)
    return make(textOf(element))
  },
  table: readTable,
  figure: readFigure,
  ul: (element) => choose({ names: () => readNames(element), signers: () => readSigners(element) }, element)(),
  ol: (element) =>
    choose({ attachments: (): Block => ({ kind: 'attachments', titles: itemsOf(element).map(textOf) }) }, element)(),
  footer: readSignature,
  hr: () => ({ kind: 'pageBreak' }),
}

/** Turns the elements of a wording into blocks, in their order. */
export function blocksOf(nodes: readonly Node[]): Block[] {
  return elementsIn(nodes).flatMap((element) => {
    const reader = Object.hasOwn(readers, element.tag) ? readers[element.tag] : undefined
    if (!reader) throw new WordingError(`标签 <${element.tag}> 不能单独使用`, element.line)
    return reader(element)
  })
}

function readAnnex(element: ElementNode): Block {
  const [mark = '', ...title] = linesOf(element)
  const number = /^附件(\d*)$/.exec(mark)
  if (!number || title.length === 0) throw new WordingError('<h2> 应写成“附件1<br>标题”', element.line)
  return { kind: 'annex', title: title.join(''), ...(number[1] ? { number: Number(number[1]) } : {}) }
}

function readSignature(element: ElementNode): Block {
  const seal = choose({ '': true, unsealed: false }, element)
  const parts = elementsIn(element.children).map(
    (part) => [part.tag === 'p' ? part.attributes['class'] : '', part] as const,
  )
  const issuer = parts.find(([name]) => name === 'issuer')?.[1]
  const date = parts.find(([name]) => name === 'date')?.[1]
  if (!issuer || !date || parts.length !== 2) {
    throw new WordingError('<footer> 中应有 <p class="issuer"> 和 <p class="date"> 各一个', element.line)
  }
  return { kind: 'signature', issuer: textOf(issuer), date: textOf(date), seal }
}
