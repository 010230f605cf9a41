import type { FastifyInstance } from 'fastify'
import { electionReaders, type Role } from '../infra/security/roles.js'
import { showMembers } from './list-members.js'
import { recordMember, showMemberForm } from './record-member.js'
import { showTasks } from './show-handover.js'

const officer: readonly Role[] = ['electionOfficer']
/** Those who may see more of an elected person than was posted. */
const overseers: readonly Role[] = ['electionOfficer', 'townshipOfficer', 'bureauAuditor']

/** From the declared result to the complete election file. */
export async function handoverRoutes(app: FastifyInstance): Promise<void> {
  app.get('/', { config: { roles: electionReaders } }, showTasks)
  app.get('/members', { config: { roles: overseers } }, showMembers)
  app.get('/members/:memberId/record-member', { config: { roles: officer } }, showMemberForm)
  app.post('/members/:memberId/record-member', { config: { roles: officer } }, recordMember)
}
