import { articleIn } from './citation.js'
import type { Finding } from './finding.js'
import type { PersonId } from './kinship.js'
import type { RuleSet } from './rule-set.js'

/** A residents' group with its seats and those chosen for them. */
export interface GroupOfRepresentatives {
  readonly name: string
  /** Households with a voter in it. */
  readonly households: number
  /** Null while nobody has settled how many it chooses. */
  readonly seats: number | null
  readonly representatives: readonly PersonId[]
  readonly heads: readonly PersonId[]
}

/** How many representatives a group of so many households ordinarily chooses (art. 13): one at the least. */
export function usualSeats(
  count: number,
  { householdsPerRepresentative: { min, max } }: Pick<RuleSet, 'householdsPerRepresentative'>,
): { readonly least: number; readonly most: number } {
  const least = Math.max(1, Math.ceil(count / max))
  return { least, most: Math.max(least, Math.floor(count / min)) }
}

/**
 * Whether groups have representatives as the law has it (art. 13): "generally" one to twenty to fifty households, so
 * other numbers are pointed out and not refused; not more people than seats; the head chosen from the representatives.
 */
export function checkRepresentatives(groups: readonly GroupOfRepresentatives[], ruleSet: RuleSet): Finding[] {
  const article = articleIn(ruleSet, 13)
  return groups.flatMap((group) =>
    findingsOf(group, ruleSet).map((finding) => ({ ...finding, fields: [group.name], article })),
  )
}

type Found = Omit<Finding, 'fields' | 'article'>

function findingsOf(
  { name, households: count, seats, representatives, heads }: GroupOfRepresentatives,
  ruleSet: RuleSet,
): Found[] {
  if (seats === null) {
    return [{ code: 'representative-seats-open', severity: 'warning', message: `${name}还没有确定居民代表名额。` }]
  }
  const { least, most } = usualSeats(count, ruleSet)
  const { min, max } = ruleSet.householdsPerRepresentative
  const chosen = representatives.length
  const among = new Set(representatives)
  const found: Found[] = []
  if (seats < least || seats > most) {
    const range = least === most ? `${least}名` : `${least}至${most}名`
    const message = `${name}共${count}户，居民代表名额${seats}名；一般每${min}户至${max}户推选1名，即${range}。`
    found.push({ code: 'representative-seats-unusual', severity: 'warning', message })
  }
  if (chosen > seats) {
    const message = `${name}居民代表名额${seats}名，已登记${chosen}名，多了${chosen - seats}名。`
    found.push({ code: 'more-representatives-than-seats', severity: 'error', message })
  }
  if (chosen < seats) {
    const message = `${name}居民代表名额${seats}名，已登记${chosen}名，还差${seats - chosen}名。`
    found.push({ code: 'representatives-missing', severity: 'warning', message })
  }
  if (heads.some((id) => !among.has(id))) {
    const message = `${name}的居民小组长、副组长应当从居民代表中推选。`
    found.push({ code: 'head-no-representative', severity: 'error', message })
  }
  if (heads.length === 0)
    found.push({ code: 'group-without-head', severity: 'warning', message: `${name}还没有居民小组长。` })
  return found
}
