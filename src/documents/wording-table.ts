import type { TableBlock, TableColumn } from './layout/blocks.js'
import { choose, elementsIn, textOf } from './wording-elements.js'
import { type ElementNode, WordingError } from './wording-tags.js'

const tableSizes = { '': undefined, size14: 14, size12: 12, size10: 10.5 } as const

export function readTable(element: ElementNode): TableBlock {
  const parts = elementsIn(element.children)
  for (const part of parts) {
    if (!['caption', 'thead', 'tbody', 'tfoot'].includes(part.tag)) {
      throw new WordingError(`<table> 中不能使用标签 <${part.tag}>`, part.line)
    }
  }
  const within = (tag: string) => parts.filter((part) => part.tag === tag).flatMap((part) => elementsIn(part.children))
  const [head, ...moreHeads] = within('thead')
  if (!head || moreHeads.length > 0) throw new WordingError('<table> 应有一个一行的 <thead>', element.line)
  const columns = cellsOf(head, 'th').map(readColumn)
  const rows = within('tbody').map((row) => readRow(row, columns.length))
  const [total] = within('tfoot').map((row) => readRow(row, columns.length))
  const caption = parts.find(({ tag }) => tag === 'caption')
  const name = element.attributes['class'] ?? ''
  if (!Object.hasOwn(tableSizes, name)) throw new WordingError(`标签 <table> 不能有类别“${name}”`, element.line)
  const size = tableSizes[name as keyof typeof tableSizes]
  return {
    kind: 'table',
    columns,
    rows,
    ...(caption ? { caption: textOf(caption) } : {}),
    ...(total ? { total } : {}),
    ...(size ? { size } : {}),
  }
}

function cellsOf(row: ElementNode, tag: string): ElementNode[] {
  if (row.tag !== 'tr') throw new WordingError(`表格中不能使用标签 <${row.tag}>`, row.line)
  const cells = elementsIn(row.children)
  for (const cell of cells) {
    if (cell.tag !== tag) throw new WordingError(`这一行只能有 <${tag}>，不能有 <${cell.tag}>`, cell.line)
  }
  return cells
}

function readColumn(cell: ElementNode): TableColumn {
  const align = choose({ '': undefined, left: 'left', center: 'center', right: 'right', name: 'name' } as const, cell)
  const written = cell.attributes['data-width']
  const width = written === undefined ? undefined : Number(written)
  if (width !== undefined && !(width > 0)) throw new WordingError(`列宽不能是“${written}”`, cell.line)
  return { title: textOf(cell), ...(align ? { align } : {}), ...(width ? { width } : {}) }
}

function readRow(row: ElementNode, count: number): string[] {
  const cells = cellsOf(row, 'td')
  if (cells.length !== count) throw new WordingError(`这一行有 ${cells.length} 格，应为 ${count} 格`, row.line)
  return cells.map(textOf)
}
