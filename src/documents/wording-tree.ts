import Handlebars from 'handlebars'
import { WordingError } from './wording-tags.js'

/** What a wording is made of, before any fact is filled in. Lines are those of the wording itself, counted from 1. */
export type Part = TextPart | ValuePart | BlockPart

export interface TextPart {
  readonly kind: 'text'
  readonly text: string
  readonly line: number
}

/** The name of a fact: `{{name}}`, `{{../elector}}` one list further out, `{{@number}}`, `{{this}}`. */
export interface FactName {
  readonly written: string
  readonly parts: readonly string[]
  /** How many lists further out. */
  readonly out: number
  /** `@number` and its like. */
  readonly isPlace: boolean
}

export interface ValuePart extends FactName {
  readonly kind: 'value'
  readonly line: number
}

export interface BlockPart {
  readonly kind: 'block'
  readonly helper: 'each' | 'if' | 'unless'
  readonly fact: FactName
  readonly inside: readonly Part[]
  readonly otherwise: readonly Part[]
  readonly line: number
}

/** The parser's nodes, as far as they are used. */
interface Node {
  readonly type: string
  readonly loc: { readonly start: { readonly line: number } }
  readonly original?: unknown
  readonly value?: string
  readonly escaped?: boolean
  readonly path?: Node
  readonly params?: readonly Node[]
  readonly hash?: unknown
  readonly parts?: readonly unknown[]
  readonly depth?: number
  readonly data?: boolean
  readonly program?: Program
  readonly inverse?: Program
}

interface Program {
  readonly body: readonly Node[]
  readonly blockParams?: readonly string[]
}

/**
 * Reads a wording as what it may be and nothing else: text, facts, and each, if and unless over one fact. Whatever else
 * the template language knows (partials, helpers, decorators, unescaped output) throws WordingError with its line.
 */
export function wordingTree(source: string): Part[] {
  try {
    return partsOf(Handlebars.parseWithoutProcessing(source))
  } catch (error) {
    if (error instanceof WordingError) throw error
    throw inOurWords(error, source)
  }
}

function partsOf({ body, blockParams = [] }: Program): Part[] {
  return body.flatMap((node): Part[] => {
    const { line } = node.loc.start
    if (blockParams.length > 0) throw new WordingError('不能用 as | | 另起名称', line)
    if (node.type === 'ContentStatement') return [{ kind: 'text', text: String(node.original), line }]
    if (node.type === 'CommentStatement') return []
    if (node.type === 'MustacheStatement') return [valueOf(node)]
    if (node.type === 'BlockStatement') return [blockOf(node)]
    throw new WordingError('不能使用这种写法，只能用 {{资料}}、{{#each}}、{{#if}} 和 {{#unless}}', line)
  })
}

function valueOf(node: Node): ValuePart {
  const { line } = node.loc.start
  if (node.escaped !== true) throw new WordingError('不能使用 {{{ }}} 和 {{& }}', line)
  if ((node.params ?? []).length > 0 || node.hash !== undefined) {
    throw new WordingError('花括号里只能写一项资料的名称', line)
  }
  return { kind: 'value', ...nameOf(node.path, line), line }
}

function blockOf(node: Node): BlockPart {
  const { line } = node.loc.start
  const helper = ['each', 'if', 'unless'].find((name) => name === node.path?.original)
  const [fact, ...more] = node.params ?? []
  if (!helper) throw new WordingError(`不能使用 {{#${textOf(node.path?.original)}}}`, line)
  if (!fact || more.length > 0 || node.hash !== undefined) {
    throw new WordingError(`{{#${helper}}} 后面应写一项资料的名称`, line)
  }
  return {
    kind: 'block',
    helper: helper as BlockPart['helper'],
    fact: nameOf(fact, line),
    inside: node.program ? partsOf(node.program) : [],
    otherwise: node.inverse ? partsOf(node.inverse) : [],
    line,
  }
}

function nameOf(path: Node | undefined, line: number): FactName {
  const parts = path?.parts ?? []
  if (path?.type !== 'PathExpression' || !parts.every((part) => typeof part === 'string')) {
    throw new WordingError('花括号里只能写一项资料的名称', line)
  }
  return { written: textOf(path.original), parts, out: path.depth ?? 0, isPlace: path.data === true }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** The parser speaks English and of tokens; the line is what helps. */
function inOurWords(error: unknown, source: string): WordingError {
  const message = error instanceof Error ? error.message : ''
  const line = Number(/(?:on line |- )(\d+)/.exec(message)?.[1] ?? 1)
  const crossed = /^(\S+) doesn't match (\S+)/.exec(message)
  if (crossed) return new WordingError(`{{#${crossed[1]}}} 不能用 {{/${crossed[2]}}} 结束`, line)
  const open = message.includes("got 'EOF'") ? unclosed(source) : undefined
  if (open) return new WordingError(`{{#${open.helper}}} 没有结束，缺少 {{/${open.helper}}}`, open.line)
  return new WordingError('花括号的写法有误，应为 {{资料}}、{{#each 清单}}……{{/each}} 或 {{#if 条件}}……{{/if}}', line)
}

/** The last block that was begun and not ended. */
function unclosed(source: string): { helper: string; line: number } | undefined {
  const open: { helper: string; line: number }[] = []
  for (const { 1: mark, 2: helper = '', index } of source.matchAll(/\{\{~?([#/])\s*(\w+)/g)) {
    if (mark === '/') open.pop()
    else open.push({ helper, line: source.slice(0, index).split('\n').length })
  }
  return open.at(-1)
}
