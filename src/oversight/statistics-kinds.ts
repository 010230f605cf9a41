import { isPartyMember } from '../rules/member-facts.js'
import { isMinority } from '../rules/member-statistics.js'
import { count, type CountColumn, people } from './statistics-columns.js'
import type { CommunityFacts } from './statistics-facts.js'
import type { Capacity, Person } from './statistics-people.js'

export const isWoman = ({ sex }: Person) => sex === 'female'
export const isParty = ({ politicalStatus }: Person) => isPartyMember(politicalStatus)
export const isOfMinority = ({ nationality }: Person) => isMinority(nationality)

/** One in a community of which something is so, nought in the others; nothing where there is no election. */
export function oneIf(key: string, title: string, isSo: (community: CommunityFacts) => boolean): CountColumn {
  return count(key, title, (community) => (isSo(community) ? 1 : 0))
}

/** How many people of a kind there are, and of them women, Party members and minorities. */
export function kinds(capacity: Capacity, prefix: string): CountColumn[] {
  return [
    people(capacity, `${prefix}`, '总人数'),
    people(capacity, `${prefix}Women`, '女性', isWoman),
    people(capacity, `${prefix}Party`, '党员', isParty),
    people(capacity, `${prefix}Minority`, '少数民族', isOfMinority),
  ]
}

/** The note that goes with them. */
export const fromRoll = '党员、少数民族按选民名单和提名表所记；没有记载的不计入。'

export function isDue({ participation }: CommunityFacts): boolean {
  return participation === 'held' || participation === 'pending'
}

export function isCompleted({ ending }: CommunityFacts): boolean {
  return ending !== 'open'
}
