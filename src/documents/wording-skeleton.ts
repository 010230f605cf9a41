import type { Part } from './wording-tree.js'

/** What stands for a fact. */
const filler = '资'

/**
 * A wording with every fact a filler and every condition both ways, line for line where it stands in the wording: first
 * the whole, then the inside of each condition and list by itself.
 */
export function skeletonOf(parts: readonly Part[]): string[] {
  const inner = parts.flatMap((part) => (part.kind === 'block' ? [part.inside, part.otherwise] : []))
  return [written(parts), ...inner.flatMap(skeletonOf)]
}

function written(parts: readonly Part[]): string {
  let text = ''
  const write = (list: readonly Part[]) => {
    for (const part of list) {
      if (part.kind === 'block') {
        write(part.inside)
        write(part.otherwise)
        continue
      }
      text += '\n'.repeat(Math.max(0, part.line - text.split('\n').length))
      text += part.kind === 'text' ? part.text : filler
    }
  }
  write(parts)
  return text
}
