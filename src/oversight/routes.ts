import type { FastifyInstance } from 'fastify'
import { electionReaders, type Role } from '../infra/security/roles.js'
import { browseAuditLog } from './browse-audit-log.js'
import { showRate } from './direct-election-rate.js'
import { enterStrokes, showEnterStrokes } from './enter-strokes.js'
import { showProgress } from './progress.js'
import { handleRecheck, showRechecks } from './show-rechecks.js'
import { showSeason } from './show-season.js'

/** Observers see progress, not people. */
const voterReaders = electionReaders.filter((role) => role !== 'observer')
const overseers: readonly Role[] = ['bureauAuditor', 'townshipOfficer']

/** The township's and the bureau's view. */
export async function oversightRoutes(app: FastifyInstance): Promise<void> {
  app.get('/', { config: { roles: 'signedIn' } }, showProgress)
  app.get('/direct-election-rate', { config: { roles: overseers } }, showRate)
  app.get('/season-picture', { config: { roles: overseers } }, showSeason)
  app.get('/audit-log', { config: { roles: ['bureauAuditor'] } }, browseAuditLog)
  app.get('/elections/:electionId/rechecks', { config: { roles: voterReaders } }, showRechecks)
  app.post('/elections/:electionId/rechecks', { config: { roles: ['electionOfficer'] } }, handleRecheck)
  app.get('/enter-strokes', { config: { roles: ['bureauAuditor'] } }, showEnterStrokes)
  app.post('/enter-strokes', { config: { roles: ['bureauAuditor'] } }, enterStrokes)
}
