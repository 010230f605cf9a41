import { keptTogether } from './layout/blocks.js'
import { type ElementNode, type Node, WordingError } from './wording-tags.js'

export function isElement(node: Node): node is ElementNode {
  return 'tag' in node
}

/** Children that are tags; text between them throws, as it would be lost. */
export function elementsIn(nodes: readonly Node[]): ElementNode[] {
  for (const node of nodes) {
    if (isElement(node) || tidy(node.text) === '') continue
    throw new WordingError(`文字“${tidy(node.text)}”不在段落中`, node.line)
  }
  return nodes.filter(isElement)
}

/** The meaning of an element's class; an unknown one throws. */
export function choose<T>(choices: Readonly<Record<string, T>>, element: ElementNode): T {
  const name = element.attributes['class'] ?? ''
  const chosen = Object.entries(choices).find(([key]) => key === name)
  if (!chosen) throw new WordingError(`标签 <${element.tag}> 不能有类别“${name}”`, element.line)
  return chosen[1]
}

/** Line ends and indentation of the source mean nothing in Chinese; other runs of spaces are one. */
function tidy(text: string): string {
  return text
    .replace(/[ \t]*\r?\n[ \t\r\n]*/g, '')
    .replace(/[ \t]+/g, ' ')
    .replace(/^ | $/g, '')
}

export function textOf(element: ElementNode): string {
  return tidy(element.children.map((child) => inlineText(child, element)).join(''))
}

function inlineText(node: Node, parent: ElementNode): string {
  if (!isElement(node)) return node.text
  if (node.tag !== 'span') throw new WordingError(`<${parent.tag}> 中不能使用标签 <${node.tag}>`, node.line)
  return choose({ keep: keptTogether, fixed: (text: string) => text }, node)(textOf(node))
}

/** Texts between the <br> of an element. */
export function linesOf(element: ElementNode): string[] {
  const lines: Node[][] = [[]]
  for (const child of element.children) {
    if (isElement(child) && child.tag === 'br') lines.push([])
    else lines.at(-1)?.push(child)
  }
  return lines.map((children) => textOf({ ...element, children }))
}
