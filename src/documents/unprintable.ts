import { codePointText } from '../lib/code-point.js'
import { presentCharacter } from '../lib/variant-characters.js'
import type { Finding } from '../rules/finding.js'
import type { FontRole } from './layout/font-files.js'
import { missingCharacters } from './layout/fonts.js'
import { obstacle } from './readiness.js'

/** The faces in which names are set: lists of names, body text, titles of certificates. */
const nameRoles: readonly FontRole[] = ['name', 'fang', 'kai', 'title']

/** Signs that stand where a character was lost on the way, by a system that did not know it. */
const placeholders = /[?？*＊□〓■\ufffd]/u

/** Characters of a text that cannot be printed as they must be, each once. */
export function unprintable(text: string): string[] {
  return [...new Set(nameRoles.flatMap((role) => missingCharacters(text, role)))]
}

/** Signs in a name that are no part of a name: somebody's character was lost. */
export function lostCharacters(name: string): string[] {
  return [...new Set(name)].filter((character) => placeholders.test(character))
}

/** What is to be done about a character that cannot be printed. */
export function remedyFor(character: string): string {
  const present = presentCharacter(character)
  if (present !== undefined) {
    return `这是旧系统的码位，请把姓名中的这个字改为“${present}”（${codePointText(present)}）。`
  }
  if (/^\p{Co}/u.test(character)) return '这是自造字，换一台电脑就不是这个字。请对照身份证查明正字，更正姓名。'
  return '请系统管理员安装含有这个字的字体；姓名写错的，请对照身份证更正。'
}

/** Said before a paper is issued: which characters of its facts no font has. The setter refuses them in any case. */
export function fontFindings(facts: object): Finding[] {
  const found = new Map<string, string>()
  for (const text of textsOf(facts)) {
    for (const character of unprintable(text)) if (!found.has(character)) found.set(character, text)
  }
  return [...found].map(([character, text]) =>
    obstacle(
      'character-without-font',
      `“${character}”字（${codePointText(character)}）没有字体可以印，见“${text.slice(0, 30)}”。${remedyFor(character)}全部这样的姓名见“姓名用字检查”。`,
    ),
  )
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : []
}
