import type { FastifyInstance } from 'fastify'
import { electionReaders, type Role } from '../infra/security/roles.js'
import { saveBallots, showBallots } from './account-ballots.js'
import { checkIn, showCheckIn } from './check-in.js'
import { checkInByScript, searchCheckIn, showDeskVoter } from './check-in-by-script.js'
import { chooseDesk, showDesks } from './choose-desk.js'
import { closeStation, showClosing } from './close-station.js'
import { removeStation, saveStation, showStation } from './edit-station.js'
import { openStation, showOpening } from './open-station.js'
import { copyStations, showSetUp } from './set-up-stations.js'
import { showPolling } from './show-polling.js'
import { showUndo, undo } from './undo-check-in.js'

const officer: readonly Role[] = ['electionOfficer']
const desk: readonly Role[] = ['checkInClerk', 'electionOfficer']

/** The vote itself: places, ballots, who came, and the account at the close. */
export async function pollingRoutes(app: FastifyInstance): Promise<void> {
  app.get('', { config: { roles: electionReaders } }, showPolling)
  app.get('/set-up-stations', { config: { roles: officer } }, showSetUp)
  app.post('/set-up-stations/copy', { config: { roles: officer } }, copyStations)
  app.get('/edit-station', { config: { roles: officer } }, showStation)
  app.post('/edit-station', { config: { roles: officer } }, saveStation)
  app.get('/edit-station/:stationId', { config: { roles: officer } }, showStation)
  app.post('/edit-station/:stationId', { config: { roles: officer } }, saveStation)
  app.post('/edit-station/:stationId/remove', { config: { roles: officer } }, removeStation)
  app.get('/account-ballots', { config: { roles: officer } }, showBallots)
  app.post('/account-ballots', { config: { roles: officer } }, saveBallots)
  app.get('/open-station/:stationId', { config: { roles: officer } }, showOpening)
  app.post('/open-station/:stationId', { config: { roles: officer } }, openStation)
  app.get('/choose-desk', { config: { roles: desk } }, showDesks)
  app.post('/choose-desk', { config: { roles: desk } }, chooseDesk)
  app.get('/check-in', { config: { roles: desk } }, showCheckIn)
  app.get('/check-in/search', { config: { roles: desk } }, searchCheckIn)
  app.get('/check-in/voter/:voterId', { config: { roles: desk } }, showDeskVoter)
  app.post('/check-in', { config: { roles: desk } }, checkIn)
  app.post('/check-in/issue', { config: { roles: desk } }, checkInByScript)
  app.get('/undo-check-in/:checkInId', { config: { roles: desk } }, showUndo)
  app.post('/undo-check-in/:checkInId', { config: { roles: desk } }, undo)
  app.get('/close-station/:stationId', { config: { roles: officer } }, showClosing)
  app.post('/close-station/:stationId', { config: { roles: officer } }, closeStation)
}
