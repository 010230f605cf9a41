import type { ElectionFile } from './election-file.js'
import { contentRows } from './election-file.js'

/** A file of the package, as its index tells it. */
export interface PackedFile {
  readonly path: string
  readonly bytes: number
  readonly sha256: string
}

export interface PackageFacts {
  readonly title: string
  readonly madeOn: string
  readonly file: ElectionFile
  readonly packed: readonly PackedFile[]
}

const heads = ['序号', '文号', '责任者', '题名', '日期', '页号', '备注']

/** The index for programs. */
export function indexJson({ title, madeOn, file, packed }: PackageFacts): string {
  const contents = contentRows(file).map((row) => Object.fromEntries(heads.map((head, i) => [head, row[i]])))
  const missing = file.lines.filter(({ state }) => state === 'missing').map(({ item }) => item.title)
  const notNeeded = file.lines
    .filter(({ state }) => state === 'notNeeded')
    .map(({ item, note }) => ({ 材料: item.title, 原因: note }))
  return `${JSON.stringify({ 题名: title, 制作日期: madeOn, 卷内目录: contents, 缺少: missing, 不需要: notNeeded, 文件: packed }, null, 2)}\n`
}

/** The index for a spreadsheet: UTF-8 with a mark, which such programs need to see Chinese. */
export function indexCsv({ packed }: PackageFacts): string {
  const rows = [
    ['文件', '字节数', 'SHA-256'],
    ...packed.map(({ path, bytes, sha256 }) => [path, String(bytes), sha256]),
  ]
  return `\uFEFF${rows.map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`
}

/** Quoted where it must be; what a spreadsheet would take for a formula is kept a text. */
function csvCell(text: string): string {
  const safe = /^[=+\-@\t]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** The index for people, which any browser opens, without network. */
export function indexHtml({ title, madeOn, file, packed }: PackageFacts): string {
  const table = (names: readonly string[], rows: readonly (readonly string[])[]) =>
    `<table><thead><tr>${names.map((name) => `<th>${escaped(name)}</th>`).join('')}</tr></thead><tbody>${rows
      .map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`)
      .join('')}</tbody></table>`
  const contents = contentRows(file).map((row) => row.map(escaped))
  const missing = file.lines.filter(({ state }) => state === 'missing').map(({ item }) => escaped(item.title))
  const links = packed.map(({ path, bytes, sha256 }) => [
    `<a href="${path.split('/').map(encodeURIComponent).join('/')}">${escaped(path)}</a>`,
    String(bytes),
    `<code>${sha256}</code>`,
  ])
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>${escaped(title)}</title>
<style>body{font-family:"Noto Serif SC","SimSun",serif;margin:2em;color:#1d2327}table{border-collapse:collapse;margin:1em 0}th,td{border:1px solid #888;padding:.3em .6em;text-align:left;vertical-align:top}code{font-size:.8em;word-break:break-all}</style></head>
<body><h1>${escaped(title)}</h1><p>制作日期：${escaped(madeOn)}</p>
<h2>卷内目录</h2>${table(heads, contents)}
<h2>缺少的材料</h2><p>${missing.length === 0 ? '没有。' : missing.join('；')}</p>
<h2>文件和校验值</h2>${table(['文件', '字节数', 'SHA-256'], links)}
</body></html>
`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
