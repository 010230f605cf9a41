import type { PostMarks } from './ballot-validity.js'
import type { EnteredSheet, EnteredWriteIn } from './tally-sheet.js'
import { plainName } from './write-in.js'

/**
 * Ways in which voters wrote the name of one person, each with the name that it is counted under, as the election
 * committee decided (law.md 5.3: a vote counts for whom the voter plainly meant). A name that others are counted under
 * is itself counted under no other. Joined, the count is what it would be had every voter written the name alike.
 */
export type Spellings = ReadonlyMap<string, string>

export const noSpellings: Spellings = new Map()

/** The name that a written one is counted under. */
function countedName(written: string, spellings: Spellings): string {
  return spellings.get(plainName(written)) ?? written
}

/** The figures of a sheet with the votes of joined spellings in one row. */
export function joinSpellings(sheet: EnteredSheet, spellings: Spellings): EnteredSheet {
  if (spellings.size === 0) return sheet
  return { ...sheet, posts: sheet.posts.map((post) => ({ ...post, writeIns: joinRows(post.writeIns, spellings) })) }
}

function joinRows(rows: readonly EnteredWriteIn[], spellings: Spellings): EnteredWriteIn[] {
  const joined = new Map<string, EnteredWriteIn>()
  for (const { name: written, votes } of rows) {
    const name = countedName(written, spellings)
    joined.set(name, { name, votes: votes + (joined.get(name)?.votes ?? 0) })
  }
  return [...joined.values()]
}

/** The marks of a ballot with every joined spelling read as the one name; a person written twice is named once. */
export function joinMarks(marks: Readonly<Record<string, PostMarks>>, spellings: Spellings) {
  if (spellings.size === 0) return marks
  return Object.fromEntries(
    Object.entries(marks).map(([postId, { writeIn = [], unmarked = [], ...printed }]): [string, PostMarks] => {
      const marked = new Set(writeIn.map((written) => countedName(written, spellings)))
      const bare = new Set(unmarked.map((written) => countedName(written, spellings)))
      return [postId, { ...printed, writeIn: [...marked], unmarked: [...bare].filter((name) => !marked.has(name)) }]
    }),
  )
}

/** Why a spelling cannot be counted under a name; undefined: it can. */
export type SpellingRefusal = 'same-name' | 'name-is-a-spelling' | 'spelling-has-spellings' | 'already-joined'

export function mayJoin(spelling: string, name: string, spellings: Spellings): SpellingRefusal | undefined {
  if (spelling === name) return 'same-name'
  if (spellings.has(name)) return 'name-is-a-spelling'
  if (spellings.has(spelling)) return 'already-joined'
  return [...spellings.values()].includes(spelling) ? 'spelling-has-spellings' : undefined
}
