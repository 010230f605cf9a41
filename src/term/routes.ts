import type { FastifyInstance } from 'fastify'
import { electionReaders, type Role } from '../infra/security/roles.js'
import { decideRecall } from './decide-recall.js'
import { fileRecall, showFileRecall } from './file-recall.js'
import { followByVotes, showFollow } from './follow-by-votes.js'
import { openByElection, showOpenByElection } from './open-by-election.js'
import { answerRecall, discardRecallCount, enterRecallCount, planRecallVote } from './recall-steps.js'
import { recordEnd, showEnd } from './record-end.js'
import { recordResignation, showResignation } from './record-resignation.js'
import { showMembers } from './show-members.js'
import { showRecall } from './show-recall.js'

const officers: readonly Role[] = ['electionOfficer', 'townshipOfficer']
const officer: readonly Role[] = ['electionOfficer']
const typists: readonly Role[] = ['tallyClerk']

/** The committee during its term: who sits since when, who left, and how empty seats are filled again. */
export async function termRoutes(app: FastifyInstance): Promise<void> {
  app.get('/', { config: { roles: electionReaders } }, showMembers)
  app.get('/members/:memberKey/record-resignation', { config: { roles: officers } }, showResignation)
  app.post('/members/:memberKey/record-resignation', { config: { roles: officers } }, recordResignation)
  app.get('/members/:memberKey/record-end', { config: { roles: officers } }, showEnd)
  app.post('/members/:memberKey/record-end', { config: { roles: officers } }, recordEnd)
  app.get('/members/:memberKey/file-recall', { config: { roles: officers } }, showFileRecall)
  app.post('/members/:memberKey/file-recall', { config: { roles: officers } }, fileRecall)
  app.get('/recalls/:recallId', { config: { roles: electionReaders } }, showRecall)
  app.post('/recalls/:recallId/answer', { config: { roles: officers } }, answerRecall)
  app.post('/recalls/:recallId/plan', { config: { roles: officers } }, planRecallVote)
  app.post('/recalls/:recallId/enter-count', { config: { roles: typists } }, enterRecallCount)
  app.post('/recalls/:recallId/discard-count', { config: { roles: officer } }, discardRecallCount)
  app.post('/recalls/:recallId/decide', { config: { roles: officer } }, decideRecall)
  app.get('/open-by-election', { config: { roles: officers } }, showOpenByElection)
  app.post('/open-by-election', { config: { roles: officers } }, openByElection)
  app.get('/follow-by-votes', { config: { roles: officers } }, showFollow)
  app.post('/follow-by-votes', { config: { roles: officers } }, followByVotes)
}
