import type { Browser } from './browser.js'

/** A package with all ballots of the vote, as the form offers them, and two people. */
export const aPackage = {
  package: '1号箱',
  bundles: '',
  sealNumbers: 'F0001、F0002',
  place: '社区档案室铁皮柜',
  keeper: '周建平',
  firstName: '林美芳',
  secondName: '吴桂英',
} as const

/** What a field of the page holds. */
export function fieldOf({ html }: Browser, name: string): string {
  return new RegExp(`id="${name}"[^>]*? value="([^"]*)"`).exec(html)?.[1] ?? ''
}

/** Records a package; whatever is not said stays as the form offers it. */
export async function seal(officer: Browser, base: string, change: Readonly<Record<string, string>> = {}) {
  const page = `${base}/seal-ballots`
  await officer.open(page)
  const offered = ['valid', 'invalid', 'unused', 'spoiled', 'sealedOn', 'keptUntil']
  const kept = Object.fromEntries(offered.map((name) => [name, fieldOf(officer, name)]))
  return await officer.submit({ ...kept, ...aPackage, ...change }, page)
}
