import type { Role } from '../infra/security/roles.js'

/** Who signed for whom, and what a review found, is not for everybody. */
export const insiders: readonly Role[] = ['bureauAuditor', 'townshipOfficer', 'electionOfficer', 'rollClerk']
