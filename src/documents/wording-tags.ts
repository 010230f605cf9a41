/** An element or a text of a wording, as far as the small set of tags goes. */
export type Node = ElementNode | TextNode

export interface ElementNode {
  readonly tag: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly Node[]
  /** In the rendered text, counted from 1. */
  readonly line: number
}

export interface TextNode {
  readonly text: string
  readonly line: number
}

/** A wording that cannot be set: a mistake of whoever edited it, found when its samples are made. */
export class WordingError extends Error {
  constructor(
    message: string,
    readonly line: number,
  ) {
    super(`${message}（第${line}行）`)
    this.name = 'WordingError'
  }
}

/** Every tag there is, and the attributes it may have. */
const tags: Readonly<Record<string, readonly string[]>> = {
  h1: [],
  h2: [],
  p: ['class'],
  table: ['class'],
  caption: [],
  thead: [],
  tbody: [],
  tfoot: [],
  tr: [],
  th: ['class', 'data-width'],
  td: [],
  figure: ['class'],
  figcaption: [],
  ul: ['class', 'data-per-row'],
  ol: ['class'],
  li: [],
  small: [],
  span: ['class'],
  footer: ['class'],
  br: [],
  hr: [],
}
const single = new Set(['br', 'hr'])
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' }

interface Open {
  readonly tag: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: Node[]
  readonly line: number
}

/** Reads the rendered wording. Strict: an unknown tag or attribute, a stray `<` or an unclosed tag throws. */
export function parseWording(html: string): Node[] {
  const root: Open = { tag: '', attributes: {}, children: [], line: 1 }
  const stack: Open[] = [root]
  let line = 1
  for (const [token] of html.matchAll(/<[^>]*>?|[^<]+/g)) {
    if (token.startsWith('<')) readTag(token, line, stack)
    else stack.at(-1)?.children.push({ text: decoded(token, line), line })
    line += token.split('\n').length - 1
  }
  const open = stack.at(-1)
  if (open && open !== root) throw new WordingError(`标签 <${open.tag}> 没有结束`, open.line)
  return root.children
}

function readTag(token: string, line: number, stack: Open[]): void {
  const closing = /^<\/([a-z][a-z0-9]*)\s*>$/.exec(token)
  if (closing) {
    const open = stack.pop()
    if (!open || open.tag !== closing[1]) throw new WordingError(`标签 ${token} 没有对应的开始`, line)
    stack.at(-1)?.children.push(open)
    return
  }
  const opening = /^<([a-z][a-z0-9]*)((?:\s+[a-z-]+="[^"]*")*)\s*\/?>$/.exec(token)
  const tag = opening?.[1] ?? ''
  const allowed = Object.hasOwn(tags, tag) ? tags[tag] : undefined
  if (!allowed) throw new WordingError(`不能使用标签 ${token}`, line)
  const element = { tag, attributes: readAttributes(opening?.[2] ?? '', tag, allowed, line), children: [], line }
  if (single.has(tag)) stack.at(-1)?.children.push(element)
  else stack.push(element)
}

function readAttributes(source: string, tag: string, allowed: readonly string[], line: number): Record<string, string> {
  const attributes: Record<string, string> = {}
  for (const [, name = '', value = ''] of source.matchAll(/([a-z-]+)="([^"]*)"/g)) {
    if (!allowed.includes(name)) throw new WordingError(`标签 <${tag}> 不能有属性 ${name}`, line)
    attributes[name] = decoded(value, line)
  }
  return attributes
}

function decoded(text: string, line: number): string {
  return text.replace(/&([^;&\s]{0,8});?/g, (entity, name: string) => {
    const code = /^#(?:x([0-9a-f]+)|([0-9]+))$/i.exec(name)
    if (code) return String.fromCodePoint(code[1] ? Number.parseInt(code[1], 16) : Number(code[2]))
    const known = Object.hasOwn(entities, name) ? entities[name] : undefined
    if (known === undefined || !entity.endsWith(';')) throw new WordingError(`不能使用字符引用 ${entity}`, line)
    return known
  })
}
