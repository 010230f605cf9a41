import type { FastifyRequest } from 'fastify'
import type { Role } from '../infra/security/roles.js'

/** Who sets an election's day and records what was done. */
export const planners: readonly Role[] = ['townshipOfficer', 'electionOfficer']

export function mayPlan({ account }: FastifyRequest): boolean {
  return account !== null && planners.includes(account.role)
}
