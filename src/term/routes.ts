import type { FastifyInstance } from 'fastify'
import { electionReaders, type Role } from '../infra/security/roles.js'
import { followByVotes, showFollow } from './follow-by-votes.js'
import { openByElection, showOpenByElection } from './open-by-election.js'
import { recordEnd, showEnd } from './record-end.js'
import { recordResignation, showResignation } from './record-resignation.js'
import { showMembers } from './show-members.js'

const officers: readonly Role[] = ['electionOfficer', 'townshipOfficer']

/** The committee during its term: who sits since when, who left, and how empty seats are filled again. */
export async function termRoutes(app: FastifyInstance): Promise<void> {
  app.get('/', { config: { roles: electionReaders } }, showMembers)
  app.get('/members/:memberKey/record-resignation', { config: { roles: officers } }, showResignation)
  app.post('/members/:memberKey/record-resignation', { config: { roles: officers } }, recordResignation)
  app.get('/members/:memberKey/record-end', { config: { roles: officers } }, showEnd)
  app.post('/members/:memberKey/record-end', { config: { roles: officers } }, recordEnd)
  app.get('/open-by-election', { config: { roles: officers } }, showOpenByElection)
  app.post('/open-by-election', { config: { roles: officers } }, openByElection)
  app.get('/follow-by-votes', { config: { roles: officers } }, showFollow)
  app.post('/follow-by-votes', { config: { roles: officers } }, followByVotes)
}
