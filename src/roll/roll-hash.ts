import { createHash } from 'node:crypto'
import type { VersionedVoter } from './compare-rolls.js'

/**
 * SHA-256 over every voter's number, name, sex, birth date, group, household and whether an elector, in the order of
 * their numbers: so it is the same whatever order a list or an engine has.
 */
export function hashOfRoll(voters: readonly Omit<VersionedVoter, 'voterId' | 'groupName'>[]): string {
  const hash = createHash('sha256')
  for (const voter of [...voters].sort((a, b) => a.voterNumber - b.voterNumber)) {
    const { voterNumber, name, sex, birthDate, residentsGroup, householdNumber, isElector } = voter
    hash.update(`${JSON.stringify([voterNumber, name, sex, birthDate, residentsGroup, householdNumber, isElector])}\n`)
  }
  return hash.digest('hex')
}
