import { partTitleOf, titleOf } from './event-titles.js'
import { wordOf } from './event-words.js'

/** The facts of an event as one line: what it was, in Chinese, and what it became; long ones cut off. */
export function factsText(content: string, longest = 240): string {
  const facts = Object.entries(JSON.parse(content) as Readonly<Record<string, unknown>>)
  const text = facts.map(([name, value]) => `${titleOf(name)}：${valueText(name, value)}`).join('　')
  const characters = [...text]
  return characters.length > longest ? `${characters.slice(0, longest).join('')}…` : text
}

function valueText(name: string, value: unknown): string {
  if (value === null) return '无'
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (typeof value === 'string') return wordOf(name, value)
  if (Array.isArray(value)) return value.map((item: unknown) => valueText(name, item)).join('；')
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([key, inner]) => innerText(key, inner))
      .join('，')
  return JSON.stringify(value)
}

function innerText(key: string, value: unknown): string {
  return `${partTitleOf(key)} ${valueText(key, value)}`
}
