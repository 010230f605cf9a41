import type { FastifyInstance } from 'fastify'
import { storesUpload } from '../infra/http/uploads.js'
import { electionReaders } from '../infra/security/roles.js'
import { changeVoter, showChangeVoter } from './change-voter.js'
import { chooseElectors, showChooseElectors } from './choose-electors.js'
import { closeRoll, showCloseRoll } from './close-roll.js'
import { compareVersions } from './compare-versions.js'
import { commitImport } from './commit-import.js'
import { decideImportRows, discardImport } from './decide-rows.js'
import { decideObjection, showDecideObjection } from './decide-objection.js'
import { fixRow, showFixRow } from './fix-row.js'
import { findVoters } from './find-voters.js'
import { resetImportColumns, setImportColumns, showImportColumns } from './import-columns.js'
import { cancelImport, showImportProgress } from './import-progress.js'
import { addEvidence, fetchEvidence, removeEvidence, showEvidence } from './show-evidence.js'
import { saveGroupRepresentatives, showGroupRepresentatives } from './group-representatives.js'
import { nameRepresentative, removeRepresentative, takeAsElectors } from './name-representative.js'
import { showImportRegister, uploadRegister } from './import-register.js'
import { showMissingVoters } from './missing-voters.js'
import { receiveObjection, showObjections } from './objections.js'
import { ruleOnNamesakes, showLikelySame } from './likely-same.js'
import { postRoll, showPostRoll } from './post-roll.js'
import { raiseClash } from './record-clashes.js'
import { settleClash, showSettleClash } from './settle-clash.js'
import { showClashes } from './show-clashes.js'
import { registerVoter, showRegisterVoter } from './register-voter.js'
import { removeRegistrationDesk, saveRegistrationDesk, showRegistrationDesks } from './registration-desks.js'
import { fetchRefusedRows } from './refused-rows.js'
import { removeVoter, showRemoveVoter } from './remove-voter.js'
import { showReviewImport } from './review-import.js'
import { rollDeciders, rollWorkers } from './roll-state.js'
import { showChanges } from './show-changes.js'
import { showRoll } from './show-roll.js'
import { showIdentityNumber, showVoter } from './show-voter.js'
import { showVersion } from './show-version.js'
import { makeVersion, showVersions } from './show-versions.js'
import { showUndoImport, undoImport } from './undo-import.js'

/** Observers see progress, not people. */
const readers = electionReaders.filter((role) => role !== 'observer')

/** Who looks at what proves a registration: those who decide on it, and the township that is asked in a dispute. */
const evidenceReaders = [...rollWorkers, 'townshipOfficer'] as const

const namesakeReaders = [...rollWorkers, 'townshipOfficer', 'bureauAuditor'] as const

/** What concerns several rolls of a season at once: somebody who is to vote in two communities. */
export async function seasonRollRoutes(app: FastifyInstance): Promise<void> {
  const seers = { config: { roles: namesakeReaders } }
  app.get('/registration-clashes', seers, showClashes)
  app.get('/settle-clash/:clashId', seers, showSettleClash)
  app.post('/settle-clash/:clashId', { config: { roles: ['townshipOfficer', 'bureauAuditor'] } }, settleClash)
}

/** The voter roll: registration, the posted list, objections to it, and its closing (arts. 16 and 17). */
export async function rollRoutes(app: FastifyInstance): Promise<void> {
  const mayRead = { config: { roles: readers } }
  const mayWork = { config: { roles: rollWorkers } }
  const mayDecide = { config: { roles: rollDeciders } }
  app.get('/', mayRead, showRoll)
  app.get('/find-voters', mayRead, findVoters)
  app.get('/changes', mayRead, showChanges)
  app.get('/likely-same', { config: { roles: namesakeReaders } }, showLikelySame)
  app.post('/likely-same', mayWork, ruleOnNamesakes)
  app.get('/versions', mayRead, showVersions)
  app.post('/versions', mayDecide, makeVersion)
  app.get('/show-version/:number', mayRead, showVersion)
  app.get('/compare-versions', mayRead, compareVersions)

  app.get('/voters/:voterId', mayRead, showVoter)
  app.post('/voters/:voterId/identity-number', mayWork, showIdentityNumber)
  app.get('/voters/:voterId/change', mayWork, showChangeVoter)
  app.post('/voters/:voterId/change', mayWork, changeVoter)
  app.get('/voters/:voterId/remove', mayWork, showRemoveVoter)
  app.post('/voters/:voterId/remove', mayWork, removeVoter)
  const mayProve = { config: { roles: evidenceReaders } }
  app.get('/voters/:voterId/evidence', mayProve, showEvidence)
  app.post('/voters/:voterId/evidence', mayWork, addEvidence)
  app.get('/voters/:voterId/evidence/:evidenceId', mayProve, fetchEvidence)
  app.post('/voters/:voterId/evidence/:evidenceId/remove', mayWork, removeEvidence)
  app.get('/register-voter', mayWork, showRegisterVoter)
  app.post('/register-voter', mayWork, registerVoter)
  app.post('/register-voter/raise-clash', mayWork, raiseClash)

  app.get('/import-register', mayWork, showImportRegister)
  app.post('/import-register', { config: { roles: rollWorkers, ...storesUpload } }, uploadRegister)
  app.get('/imports/:importId', mayWork, showReviewImport)
  app.get('/imports/:importId/progress', mayWork, showImportProgress)
  app.post('/imports/:importId/cancel', mayWork, cancelImport)
  app.get('/imports/:importId/refused-rows', mayWork, fetchRefusedRows)
  app.get('/imports/:importId/columns', mayWork, showImportColumns)
  app.post('/imports/:importId/columns', mayWork, setImportColumns)
  app.post('/imports/:importId/columns/reset', mayWork, resetImportColumns)
  app.get('/imports/:importId/missing', mayWork, showMissingVoters)
  app.get('/imports/:importId/rows/:rowId', mayWork, showFixRow)
  app.post('/imports/:importId/rows/:rowId', mayWork, fixRow)
  app.post('/imports/:importId/decide', mayWork, decideImportRows)
  app.post('/imports/:importId/commit', mayWork, commitImport)
  app.post('/imports/:importId/discard', mayWork, discardImport)
  app.get('/imports/:importId/undo', mayWork, showUndoImport)
  app.post('/imports/:importId/undo', mayWork, undoImport)

  app.get('/registration-desks', mayRead, showRegistrationDesks)
  app.post('/registration-desks', mayWork, saveRegistrationDesk)
  app.post('/registration-desks/:id/remove', mayWork, removeRegistrationDesk)
  app.get('/choose-electors', mayWork, showChooseElectors)
  app.post('/choose-electors', mayWork, chooseElectors)
  app.get('/group-representatives', mayRead, showGroupRepresentatives)
  app.post('/group-representatives', mayWork, saveGroupRepresentatives)
  app.post('/group-representatives/name', mayWork, nameRepresentative)
  app.post('/group-representatives/:id/remove', mayWork, removeRepresentative)
  app.post('/group-representatives/electors', mayWork, takeAsElectors)
  app.get('/post-roll', mayDecide, showPostRoll)
  app.post('/post-roll', mayDecide, postRoll)

  app.get('/objections', mayRead, showObjections)
  app.post('/objections', mayWork, receiveObjection)
  app.get('/objections/:objectionId', mayRead, showDecideObjection)
  app.post('/objections/:objectionId', mayDecide, decideObjection)
  app.get('/close-roll', mayDecide, showCloseRoll)
  app.post('/close-roll', mayDecide, closeRoll)
}
