import { createHash } from 'node:crypto'
import type { RollVoter } from './queries.js'

/** SHA-256 over every voter's number, name, sex, birth date, group, household and whether an elector, in list order. */
export function hashOfRoll(voters: readonly RollVoter[]): string {
  const hash = createHash('sha256')
  for (const { voterNumber, name, sex, birthDate, residentsGroup, householdNumber, isElector } of voters) {
    hash.update(`${JSON.stringify([voterNumber, name, sex, birthDate, residentsGroup, householdNumber, isElector])}\n`)
  }
  return hash.digest('hex')
}
