import type { FastifyInstance } from 'fastify'
import { electionReaders, type Role } from '../infra/security/roles.js'
import { chooseChair, showChooseChair } from './choose-chair.js'
import { showCommitteeChanges, undoCommitteeChange } from './committee-changes.js'
import { confirmCandidates, showConfirmation } from './confirm-candidates.js'
import { correctNominee, showCorrection } from './correct-nominee.js'
import { fillSeat, showFillSeat } from './fill-seat.js'
import { saveLinks, showLinks } from './link-committee.js'
import { postNominees, showPosting } from './post-nominees.js'
import { recordConsent, showConsentForm } from './record-consent.js'
import { recordLeaving, showLeaving } from './record-leaving.js'
import { recordNomination, showNominationForm } from './record-nomination.js'
import { showCandidates } from './show-candidates.js'
import { showNominee } from './show-nominee.js'
import { showNominees } from './show-nominees.js'
import { showVettingForm, vetNominee } from './vet-nominee.js'

const officers: readonly Role[] = ['electionOfficer']
/** Who may record the election committee may record what becomes of it. */
const committeeKeepers: readonly Role[] = ['electionOfficer', 'townshipOfficer']
const desk: readonly Role[] = ['electionOfficer', 'rollClerk']
/** Who signed for whom, and what a review found, is not for everybody. */
const insiders: readonly Role[] = ['bureauAuditor', 'townshipOfficer', 'electionOfficer', 'rollClerk']

/** From nomination papers to the names on the ballot. */
export async function nominationRoutes(app: FastifyInstance): Promise<void> {
  app.get('/', { config: { roles: electionReaders } }, showNominees)
  app.get('/candidates', { config: { roles: electionReaders } }, showCandidates)
  app.get('/record-nomination', { config: { roles: desk } }, showNominationForm)
  app.post('/record-nomination', { config: { roles: desk } }, recordNomination)
  app.get('/nominees/:nomineeId', { config: { roles: insiders } }, showNominee)
  app.get('/nominees/:nomineeId/record-consent', { config: { roles: desk } }, showConsentForm)
  app.post('/nominees/:nomineeId/record-consent', { config: { roles: desk } }, recordConsent)
  app.get('/nominees/:nomineeId/correct-nominee', { config: { roles: desk } }, showCorrection)
  app.post('/nominees/:nomineeId/correct-nominee', { config: { roles: desk } }, correctNominee)
  app.get('/nominees/:nomineeId/vet-nominee', { config: { roles: officers } }, showVettingForm)
  app.post('/nominees/:nomineeId/vet-nominee', { config: { roles: officers } }, vetNominee)
  app.get('/post-nominees', { config: { roles: insiders } }, showPosting)
  app.post('/post-nominees', { config: { roles: officers } }, postNominees)
  app.get('/confirm-candidates', { config: { roles: insiders } }, showConfirmation)
  app.post('/confirm-candidates', { config: { roles: officers } }, confirmCandidates)
  app.get('/link-committee', { config: { roles: desk } }, showLinks)
  app.post('/link-committee', { config: { roles: desk } }, saveLinks)
  app.get('/committee-changes', { config: { roles: insiders } }, showCommitteeChanges)
  app.post('/committee-changes/undo', { config: { roles: committeeKeepers } }, undoCommitteeChange)
  app.get('/record-leaving/:memberId', { config: { roles: committeeKeepers } }, showLeaving)
  app.post('/record-leaving/:memberId', { config: { roles: committeeKeepers } }, recordLeaving)
  app.get('/fill-seat/:memberId', { config: { roles: committeeKeepers } }, showFillSeat)
  app.post('/fill-seat/:memberId', { config: { roles: committeeKeepers } }, fillSeat)
  app.get('/choose-chair', { config: { roles: committeeKeepers } }, showChooseChair)
  app.post('/choose-chair', { config: { roles: committeeKeepers } }, chooseChair)
}
