import type { Standing } from './count.js'

/** The sentence with its source before the full stop. */
export function cite(sentence: string, source: string | undefined): string {
  return source === undefined || source === '' ? sentence : sentence.replace(/。$/, `（${source}）。`)
}

/** 王伟得赞成票120张, and how many of them came down from a higher post. */
export function votesText({ name, for: votes, carriedDown }: Standing): string {
  return `${name}得赞成票${votes}张${carriedDown === undefined ? '' : `（其中由较高职务下加${carriedDown}张）`}`
}
