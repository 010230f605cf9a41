/** U+20BB7, as an administrator looks a character up. */
export function codePointText(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}

/** The Han characters of a text, each once, those of the private use area too. */
export function hanOf(text: string): string[] {
  return [...new Set(text)].filter((character) => /[\p{Script=Han}\p{Co}]/u.test(character))
}
