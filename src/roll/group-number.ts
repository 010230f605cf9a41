import { firstNamedGroup, noGroup } from './group-name.js'
import { readResidentsGroup } from './register/clean-cell.js'

/** A group with a name of its own, as far as the election has such. */
export interface NamedGroup {
  readonly number: number
  readonly name: string
}

/**
 * Which group a text means: 3, 三组 and 第三居民小组 are 3; 0, 未分组 and a blank are no group; a name is looked up
 * among the named groups. Undefined: a name not known yet.
 */
export function groupNumberOf(text: string | null, named: readonly NamedGroup[]): number | undefined {
  const read = readResidentsGroup(text ?? undefined)
  if (read === null || /^(0+|未分组|无)$/.test(read)) return noGroup
  const numbered = /^第(\d{1,3})居民小组$/.exec(read)
  if (numbered) return Number(numbered[1])
  return named.find(({ name }) => name === read)?.number
}

/** The named groups, with a new one for each name not known yet. */
export function withNewGroups(texts: Iterable<string | null>, named: readonly NamedGroup[]): NamedGroup[] {
  const all = [...named]
  for (const text of texts) {
    if (groupNumberOf(text, all) !== undefined) continue
    const number = Math.max(firstNamedGroup - 1, ...all.map((group) => group.number)) + 1
    all.push({ number, name: readResidentsGroup(text ?? undefined) as string })
  }
  return all
}
