import type { Role } from '../infra/security/roles.js'
import type { Sheet } from './define-sheet.js'
import { ballotRecord } from './sheets/ballot-record.js'
import { ballotRegister } from './sheets/ballot-register.js'
import { boxRecord } from './sheets/box-record.js'
import { candidateIntroductions } from './sheets/candidate-introductions.js'
import { certificates } from './sheets/certificates.js'
import { checkInList } from './sheets/check-in-list.js'
import { electedForm } from './sheets/elected-form.js'
import { electedRoster } from './sheets/elected-roster.js'
import { doubtfulBallots } from './sheets/doubtful-ballots.js'
import { entryReference } from './sheets/entry-reference.js'
import { meetingRecord } from './sheets/meeting-record.js'
import { mobileBoxApplication } from './sheets/mobile-box-application.js'
import { handoverList } from './sheets/handover-list.js'
import { fileCover, fileIndex, fileNotes } from './sheets/file-sheets.js'
import { mobileBoxReply } from './sheets/mobile-box-reply.js'
import { mobileBoxForm } from './sheets/mobile-box-form.js'
import { nominationForm } from './sheets/nomination-form.js'
import { nomineeOverview } from './sheets/nominee-overview.js'
import { objectionRuling } from './sheets/objection-ruling.js'
import { participationNotice } from './sheets/participation-notice.js'
import { primaryReport } from './sheets/primary-report.js'
import { primaryTallySheet } from './sheets/primary-tally-sheet.js'
import { proxyCards } from './sheets/proxy-cards.js'
import { proxyForm } from './sheets/proxy-form.js'
import { recallBallot } from './sheets/recall-ballot.js'
import { recallTallySheet } from './sheets/recall-tally-sheet.js'
import { registrationForms } from './sheets/registration-forms.js'
import { rollComparison } from './sheets/roll-comparison.js'
import { rollStatistics } from './sheets/roll-statistics.js'
import { rollVersionList } from './sheets/roll-version-list.js'
import { ballotSeals } from './sheets/ballot-seals.js'
import { scribeApplication } from './sheets/scribe-application.js'
import { sealLabels } from './sheets/seal-labels.js'
import { selfNominationForm } from './sheets/self-nomination-form.js'
import { stationReport } from './sheets/station-report.js'
import { tallySheet } from './sheets/tally-sheet.js'
import { undertaking } from './sheets/undertaking.js'
import { vettingForm } from './sheets/vetting-form.js'
import { vettingRefusal } from './sheets/vetting-refusal.js'
import { voterCards } from './sheets/voter-cards.js'
import { voterRegister } from './sheets/voter-register.js'
import { withdrawalForm } from './sheets/withdrawal-form.js'
import { wallList } from './sheets/wall-list.js'

/** Every form, list and card that is printed on demand, in the order of an election. */
export const sheetCatalogue: readonly Sheet[] = [
  meetingRecord,
  participationNotice,
  registrationForms,
  undertaking,
  voterRegister,
  rollStatistics,
  wallList,
  objectionRuling,
  rollVersionList,
  rollComparison,
  nominationForm,
  selfNominationForm,
  nomineeOverview,
  vettingForm,
  vettingRefusal,
  primaryTallySheet,
  primaryReport,
  candidateIntroductions,
  withdrawalForm,
  voterCards,
  proxyForm,
  proxyCards,
  mobileBoxApplication,
  mobileBoxForm,
  mobileBoxReply,
  scribeApplication,
  ballotRegister,
  checkInList,
  ballotRecord,
  boxRecord,
  tallySheet,
  entryReference,
  doubtfulBallots,
  stationReport,
  sealLabels,
  ballotSeals,
  electedRoster,
  electedForm,
  certificates,
  recallBallot,
  recallTallySheet,
  handoverList,
  fileCover,
  fileIndex,
  fileNotes,
]

/** Everybody who may print something; each sheet names its own roles among them. */
export const printers: readonly Role[] = [...new Set(sheetCatalogue.flatMap(({ roles }) => roles))]

export function findSheet(key: string): Sheet | undefined {
  return sheetCatalogue.find((sheet) => sheet.key === key)
}
