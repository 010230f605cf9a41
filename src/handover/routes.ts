import type { FastifyInstance } from 'fastify'
import { electionReaders, type Role } from '../infra/security/roles.js'
import { decide } from './decide-filing.js'
import { showFiling, submitFiling } from './file-result.js'
import { formSupervision, showSupervision } from './form-supervision.js'
import { handOver, showHandover } from './hand-over.js'
import { issueCertificates, showIssuing } from './issue-certificates.js'
import { showCertificates, withdraw } from './list-certificates.js'
import { showMembers } from './list-members.js'
import { recordMember, showMemberForm } from './record-member.js'
import { overseers, showTasks } from './show-handover.js'
import { addItem, declareNone, removeItem } from './write-list.js'

const officer: readonly Role[] = ['electionOfficer']
/** One of the two issues certificates, as the rules of the election say. */
const issuers: readonly Role[] = ['electionOfficer', 'townshipOfficer']
const township: readonly Role[] = ['townshipOfficer']

/** From the declared result to the complete election file. */
export async function handoverRoutes(app: FastifyInstance): Promise<void> {
  app.get('/', { config: { roles: electionReaders } }, showTasks)
  app.get('/members', { config: { roles: overseers } }, showMembers)
  app.get('/members/:memberId/record-member', { config: { roles: officer } }, showMemberForm)
  app.post('/members/:memberId/record-member', { config: { roles: officer } }, recordMember)
  app.get('/certificates', { config: { roles: overseers } }, showCertificates)
  app.get('/certificates/issue-certificates', { config: { roles: issuers } }, showIssuing)
  app.post('/certificates/issue-certificates', { config: { roles: issuers } }, issueCertificates)
  app.post('/certificates/withdraw', { config: { roles: issuers } }, withdraw)
  app.get('/filing', { config: { roles: overseers } }, showFiling)
  app.post('/filing', { config: { roles: officer } }, submitFiling)
  app.post('/filing/decide-filing', { config: { roles: township } }, decide)
  app.get('/hand-over', { config: { roles: electionReaders } }, showHandover)
  app.post('/hand-over', { config: { roles: officer } }, handOver)
  app.post('/hand-over/add-item', { config: { roles: officer } }, addItem)
  app.post('/hand-over/none', { config: { roles: officer } }, declareNone)
  app.post('/hand-over/remove-item', { config: { roles: officer } }, removeItem)
  app.get('/supervision', { config: { roles: electionReaders } }, showSupervision)
  app.post('/supervision', { config: { roles: officer } }, formSupervision)
}
