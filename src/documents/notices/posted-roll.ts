import type { Db } from '../../infra/db/database.js'
import { listVotersOfVersion, type VersionedVoter } from '../../roll/queries.js'

/** A voter of the posted list, with no more than the list and its order need. */
export type ListedVoter = VersionedVoter

/**
 * The roll as it stood when it was posted. So the list is the same on whatever day it is issued, and what came after
 * stands in the notices of correction alone.
 */
export async function listVotersAsPosted(db: Db, electionId: number): Promise<ListedVoter[]> {
  return await listVotersOfVersion(db, electionId, 1)
}

/** In the order in which each key comes first. */
export function groupedBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}

export interface NameOnWall {
  readonly name: string
  /** Empty unless somebody of the same group bears the same name. */
  readonly note: string
}

/**
 * Names as they are posted. The law asks for a list of voters, so a name is all that is posted (Personal Information
 * Protection Law, art. 6; law.md 9.1). Only namesakes of one group are told apart: by sex where that is enough, else
 * by the year of birth, else by both, else by the number on the voter card.
 */
export function namesOnWall(voters: readonly ListedVoter[]): NameOnWall[] {
  const namesakes = groupedBy(voters, ({ name }) => name)
  return voters.map((voter) => ({ name: voter.name, note: noteFor(voter, namesakes.get(voter.name) ?? []) }))
}

const sexOf = ({ sex }: ListedVoter) => (sex === 'male' ? '男' : '女')
const bornIn = ({ birthDate }: ListedVoter) => `${birthDate.slice(0, 4)}年生`

const marks: readonly ((voter: ListedVoter) => string)[] = [
  sexOf,
  bornIn,
  (voter) => `${sexOf(voter)}，${bornIn(voter)}`,
  ({ voterNumber }) => `证号${voterNumber}`,
]

function noteFor(voter: ListedVoter, namesakes: readonly ListedVoter[]): string {
  if (namesakes.length < 2) return ''
  const telling = marks.find((mark) => new Set(namesakes.map(mark)).size === namesakes.length)
  return telling?.(voter) ?? ''
}
