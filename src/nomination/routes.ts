import type { FastifyInstance } from 'fastify'
import { electionReaders, type Role } from '../infra/security/roles.js'
import { chooseChair, showChooseChair } from './choose-chair.js'
import { showCommitteeChanges, undoCommitteeChange } from './committee-changes.js'
import { confirmCandidates, showConfirmation } from './confirm-candidates.js'
import { decidePrimary, showPrimaryDecision } from './decide-primary.js'
import { giveUpPrimaryEntry, showPrimaryEntry, startPrimaryEntry, submitPrimaryEntry } from './enter-primary.js'
import { resolvePrimaryDifferences, showPrimaryDifferences } from './resolve-primary.js'
import { cancelPrimary, setUpPrimary, showPrimarySetUp } from './set-up-primary.js'
import { showPrimary } from './show-primary.js'
import { correctNominee, showCorrection } from './correct-nominee.js'
import { fillSeat, showFillSeat } from './fill-seat.js'
import { saveLinks, showLinks } from './link-committee.js'
import { declareKinship, showKinship, withdrawKinship } from './declare-kinship.js'
import { addPhoto, fetchPhoto, removePhoto } from './nominee-photo.js'
import { insiders } from './insiders.js'
import { fetchScan, keepScan, removeScan, showScans } from './keep-scans.js'
import { lookUpVoter } from './look-up.js'
import { postNominees, showPosting } from './post-nominees.js'
import { recordConsent, showConsentForm } from './record-consent.js'
import { recordLeaving, showLeaving } from './record-leaving.js'
import { recordDropOut, showDropOut } from './record-drop-out.js'
import { recordNomination, showNominationForm } from './record-nomination.js'
import { showCandidates } from './show-candidates.js'
import { showNominee, showTelephone } from './show-nominee.js'
import { showNominees } from './show-nominees.js'
import { showVettingForm, vetNominee } from './vet-nominee.js'
import { showVettingGrid, vetNominees } from './vet-nominees.js'
import { saveDepartments, showDepartments } from './vetting-departments.js'
import { vettingWriters } from './vetting-places.js'

const officers: readonly Role[] = ['electionOfficer']
/** Who may record the election committee may record what becomes of it. */
const committeeKeepers: readonly Role[] = ['electionOfficer', 'townshipOfficer']
const typists: readonly Role[] = ['tallyClerk']
const desk: readonly Role[] = ['electionOfficer', 'rollClerk']
const auditors: readonly Role[] = ['bureauAuditor']
const bureau: readonly Role[] = ['administrator', 'bureauAuditor']

/** From nomination papers to the names on the ballot. */
export async function nominationRoutes(app: FastifyInstance): Promise<void> {
  app.get('/', { config: { roles: electionReaders } }, showNominees)
  app.get('/candidates', { config: { roles: electionReaders } }, showCandidates)
  app.get('/candidates/:candidateId/record-drop-out', { config: { roles: officers } }, showDropOut)
  app.post('/candidates/:candidateId/record-drop-out', { config: { roles: officers } }, recordDropOut)
  app.get('/record-nomination', { config: { roles: desk } }, showNominationForm)
  app.post('/record-nomination', { config: { roles: desk } }, recordNomination)
  app.get('/nominees/:nomineeId', { config: { roles: insiders } }, showNominee)
  app.post('/nominees/:nomineeId/telephone', { config: { roles: desk } }, showTelephone)
  app.get('/nominees/:nomineeId/record-consent', { config: { roles: desk } }, showConsentForm)
  app.post('/nominees/:nomineeId/record-consent', { config: { roles: desk } }, recordConsent)
  app.get('/nominees/:nomineeId/correct-nominee', { config: { roles: desk } }, showCorrection)
  app.post('/nominees/:nomineeId/correct-nominee', { config: { roles: desk } }, correctNominee)
  app.get('/nominees/:nomineeId/vet-nominee', { config: { roles: insiders } }, showVettingForm)
  app.post('/nominees/:nomineeId/vet-nominee', { config: { roles: vettingWriters } }, vetNominee)
  app.get('/vet-nominees', { config: { roles: insiders } }, showVettingGrid)
  app.post('/vet-nominees', { config: { roles: vettingWriters } }, vetNominees)
  app.get('/nominees/:nomineeId/declare-kinship', { config: { roles: desk } }, showKinship)
  app.post('/nominees/:nomineeId/declare-kinship', { config: { roles: desk } }, declareKinship)
  app.post('/nominees/:nomineeId/withdraw-kinship', { config: { roles: desk } }, withdrawKinship)
  app.get('/nominees/:nomineeId/photo', { config: { roles: insiders } }, fetchPhoto)
  app.post('/nominees/:nomineeId/photo', { config: { roles: desk } }, addPhoto)
  app.post('/nominees/:nomineeId/photo/remove', { config: { roles: desk } }, removePhoto)
  app.get('/scans/:kind/:ownerId', { config: { roles: insiders } }, showScans)
  app.post('/scans/:kind/:ownerId', { config: { roles: insiders } }, keepScan)
  app.get('/scans/:kind/:ownerId/:scanId', { config: { roles: insiders } }, fetchScan)
  app.post('/scans/:kind/:ownerId/:scanId/remove', { config: { roles: insiders } }, removeScan)
  app.get('/look-up', { config: { roles: desk } }, lookUpVoter)
  app.get('/post-nominees', { config: { roles: insiders } }, showPosting)
  app.post('/post-nominees', { config: { roles: officers } }, postNominees)
  app.get('/primary', { config: { roles: electionReaders } }, showPrimary)
  app.get('/primary/set-up-primary', { config: { roles: officers } }, showPrimarySetUp)
  app.post('/primary/set-up-primary', { config: { roles: officers } }, setUpPrimary)
  app.post('/primary/cancel-primary', { config: { roles: officers } }, cancelPrimary)
  app.get('/primary/enter-primary', { config: { roles: typists } }, showPrimaryEntry)
  app.post('/primary/enter-primary/start', { config: { roles: typists } }, startPrimaryEntry)
  app.post('/primary/enter-primary/give-up', { config: { roles: typists } }, giveUpPrimaryEntry)
  app.post('/primary/enter-primary', { config: { roles: typists } }, submitPrimaryEntry)
  app.get('/primary/resolve-primary', { config: { roles: officers } }, showPrimaryDifferences)
  app.post('/primary/resolve-primary', { config: { roles: officers } }, resolvePrimaryDifferences)
  app.get('/primary/decide-primary', { config: { roles: officers } }, showPrimaryDecision)
  app.post('/primary/decide-primary', { config: { roles: officers } }, decidePrimary)
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

/** What the review of every community has in common. */
export async function seasonNominationRoutes(app: FastifyInstance): Promise<void> {
  app.get('/season/vetting-departments', { config: { roles: bureau } }, showDepartments)
  app.post('/season/vetting-departments', { config: { roles: auditors } }, saveDepartments)
}
