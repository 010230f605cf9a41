import type { FastifyInstance } from 'fastify'
import { electionReaders, type Role } from '../infra/security/roles.js'
import { saveAccount, showAccount } from './account-ballots.js'
import { checkIn, showCheckIn } from './check-in.js'
import { checkInByScript, searchCheckIn, showDeskVoter } from './check-in-by-script.js'
import { chooseDesk, showDesks } from './choose-desk.js'
import { approveBox, showApproval } from './approve-mobile-box.js'
import { closeStation, showClosing } from './close-station.js'
import { saveBox, showBoxForm } from './edit-mobile-box.js'
import { removeStation, saveStation, showStation } from './edit-station.js'
import { lapseProxies, showLapsed } from './lapse-proxies.js'
import { listUser, unlistUser } from './list-box-users.js'
import { enterOutage, showOutage } from './enter-outage.js'
import { saveBallotStep } from './record-ballot-step.js'
import { moveBox, showBox } from './move-box.js'
import { openStation, showOpening } from './open-station.js'
import { registerProxy, showProxyForm } from './register-proxy.js'
import { copyStations, showSetUp } from './set-up-stations.js'
import { showBoxReasons } from './show-box-reasons.js'
import { showMobileBox, submitBox } from './show-mobile-box.js'
import { showMobileBoxes } from './show-mobile-boxes.js'
import { showPolling } from './show-polling.js'
import { showProxies } from './show-proxies.js'
import { addProxyScan, cancelProxy, fetchProxyScan, showProxy } from './show-proxy.js'
import { showAnomalies } from './show-anomalies.js'
import { showLive } from './show-live.js'
import { showWall } from './show-wall.js'
import { recordScribeRequest, showScribeRequests, withdrawRequest } from './scribe-requests.js'
import { saveCount, showCountPlan } from './plan-count.js'
import { saveStaff, showStaff } from './staff-stations.js'
import { showUndo, undo } from './undo-check-in.js'

const officer: readonly Role[] = ['electionOfficer']
/** Who takes written authorisations in: they hold what principals say of themselves. */
const registrar: readonly Role[] = ['electionOfficer', 'rollClerk']
/** A mobile box is asked for by the community and approved by the township. */
const boxKeepers: readonly Role[] = ['electionOfficer', 'townshipOfficer']
const township: readonly Role[] = ['townshipOfficer']
const desk: readonly Role[] = ['checkInClerk', 'electionOfficer']

/** The vote itself: places, ballots, who came, and the account at the close. */
export async function pollingRoutes(app: FastifyInstance): Promise<void> {
  app.get('', { config: { roles: electionReaders } }, showPolling)
  app.get('/set-up-stations', { config: { roles: officer } }, showSetUp)
  app.post('/set-up-stations/copy', { config: { roles: officer } }, copyStations)
  app.get('/plan-count', { config: { roles: officer } }, showCountPlan)
  app.post('/plan-count', { config: { roles: officer } }, saveCount)
  app.get('/scribe-requests', { config: { roles: officer } }, showScribeRequests)
  app.post('/scribe-requests', { config: { roles: officer } }, recordScribeRequest)
  app.post('/scribe-requests/withdraw', { config: { roles: officer } }, withdrawRequest)
  app.get('/staff-stations', { config: { roles: officer } }, showStaff)
  app.post('/staff-stations', { config: { roles: officer } }, saveStaff)
  app.get('/edit-station', { config: { roles: officer } }, showStation)
  app.post('/edit-station', { config: { roles: officer } }, saveStation)
  app.get('/edit-station/:stationId', { config: { roles: officer } }, showStation)
  app.post('/edit-station/:stationId', { config: { roles: officer } }, saveStation)
  app.post('/edit-station/:stationId/remove', { config: { roles: officer } }, removeStation)
  app.get('/account-ballots', { config: { roles: officer } }, showAccount)
  app.post('/account-ballots', { config: { roles: officer } }, saveAccount)
  app.post('/account-ballots/step', { config: { roles: officer } }, saveBallotStep)
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
  app.get('/live', { config: { roles: electionReaders } }, showLive)
  app.get('/wall', { config: { roles: electionReaders } }, showWall)
  app.get('/anomalies', { config: { roles: officer } }, showAnomalies)
  app.get('/enter-outage', { config: { roles: desk } }, showOutage)
  app.post('/enter-outage', { config: { roles: desk } }, enterOutage)
  app.get('/move-box/:stationId', { config: { roles: officer } }, showBox)
  app.post('/move-box/:stationId', { config: { roles: officer } }, moveBox)
  app.get('/close-station/:stationId', { config: { roles: officer } }, showClosing)
  app.post('/close-station/:stationId', { config: { roles: officer } }, closeStation)
  app.get('/proxies', { config: { roles: registrar } }, showProxies)
  app.get('/register-proxy', { config: { roles: registrar } }, showProxyForm)
  app.post('/register-proxy', { config: { roles: registrar } }, registerProxy)
  app.get('/proxies/:grantId', { config: { roles: registrar } }, showProxy)
  app.post('/proxies/:grantId/cancel', { config: { roles: registrar } }, cancelProxy)
  app.get('/proxies/:grantId/scan', { config: { roles: registrar } }, fetchProxyScan)
  app.post('/proxies/:grantId/scan', { config: { roles: registrar } }, addProxyScan)
  app.get('/lapse-proxies', { config: { roles: officer } }, showLapsed)
  app.post('/lapse-proxies', { config: { roles: officer } }, lapseProxies)
  app.get('/mobile-boxes', { config: { roles: boxKeepers } }, showMobileBoxes)
  app.get('/edit-mobile-box', { config: { roles: officer } }, showBoxForm)
  app.post('/edit-mobile-box', { config: { roles: officer } }, saveBox)
  app.get('/edit-mobile-box/:stationId', { config: { roles: officer } }, showBoxForm)
  app.post('/edit-mobile-box/:stationId', { config: { roles: officer } }, saveBox)
  app.get('/mobile-boxes/:stationId', { config: { roles: boxKeepers } }, showMobileBox)
  app.get('/mobile-boxes/:stationId/reasons', { config: { roles: boxKeepers } }, showBoxReasons)
  app.post('/mobile-boxes/:stationId/users', { config: { roles: officer } }, listUser)
  app.post('/mobile-boxes/:stationId/users/:voterId/remove', { config: { roles: officer } }, unlistUser)
  app.post('/mobile-boxes/:stationId/submit', { config: { roles: officer } }, submitBox)
  app.get('/approve-mobile-box/:stationId', { config: { roles: township } }, showApproval)
  app.post('/approve-mobile-box/:stationId', { config: { roles: township } }, approveBox)
}
