import type { FastifyInstance } from 'fastify'
import { electionReaders, type Role } from '../infra/security/roles.js'
import { adaptWording, showAdaptWording } from './adapt-wording.js'
import { approveBallot, showApproval } from './approve-ballot.js'
import { showCheckNames } from './check-names.js'
import { showCheckPaper } from './check-paper.js'
import { correctPaper, showCorrectPaper } from './correct-paper.js'
import { makeProof, showBallots } from './design-ballot.js'
import { fetchGeometry, fetchPrint, fetchSample } from './fetch-ballot.js'
import { fetchExport, showExport, startExport } from './export-file.js'
import { fetchPaper } from './fetch-paper.js'
import { fetchDraftWord, fetchIssuedWord } from './fetch-word.js'
import { issuePaper, showIssuePaper } from './issue-paper.js'
import { postPapers, showPostPapers } from './post-papers.js'
import { addPostingPhoto, fetchPostingPhoto, showPostingPhotos } from './posting-photos.js'
import { posters, postingReaders } from './posting-row.js'
import { takeDownPosting } from './take-down.js'
import { fetchDraft, showPreview } from './preview.js'
import { bulkPrinters } from './print-choice.js'
import { showPrintRuns, startPrintRun } from './print-runs.js'
import { printSheet } from './print-sheet.js'
import { cancelPrintRun, fetchPrintRun, showPrintRun } from './show-print-run.js'
import { showPapers } from './show-papers.js'
import { printers } from './sheet-catalogue.js'
import { recordFilePaper, showFilePaper } from './record-file-paper.js'
import { fileReaders, showFile } from './show-file.js'
import { showRegister } from './show-register.js'
import { showSheets } from './show-sheets.js'
import { showTownshipHandovers } from './township-handovers.js'
import { showTownshipPapers } from './township-papers.js'
import { fetchWordingDraft, showWordingPreview } from './try-wording.js'
import { showWording } from './show-wording.js'
import { showWordings } from './list-wordings.js'
import { showWithdrawPaper, withdrawPaper } from './withdraw-paper.js'

/** Observers see how far things are, not who the voters are. */
const namesReaders = electionReaders.filter((role) => role !== 'observer')
const officer: readonly Role[] = ['electionOfficer']
const issuers: readonly Role[] = ['electionOfficer', 'townshipOfficer']
const overseers: readonly Role[] = ['townshipOfficer', 'bureauAuditor']
const bureau: readonly Role[] = ['bureauAuditor']

/** What concerns papers of several elections, and the door at which anybody may ask whether a paper is genuine. */
export async function checkRoutes(app: FastifyInstance): Promise<void> {
  app.get('/check', { config: { roles: 'public' } }, showCheckPaper)
  app.get('/check/:code', { config: { roles: 'public' } }, showCheckPaper)
  const prints = { config: { roles: bulkPrinters } }
  app.get('/print-runs', prints, showPrintRuns)
  app.post('/print-runs', prints, startPrintRun)
  app.get('/print-runs/:runId', prints, showPrintRun)
  app.post('/print-runs/:runId/cancel', prints, cancelPrintRun)
  app.get('/print-runs/:runId/file', prints, fetchPrintRun)
  app.get('/township-papers', { config: { roles: overseers } }, showTownshipPapers)
  app.get('/township-handovers', { config: { roles: overseers } }, showTownshipHandovers)
  const words = { config: { roles: bureau } }
  app.get('/wordings', words, showWordings)
  app.get('/wordings/:key', words, showAdaptWording)
  app.post('/wordings/:key', words, adaptWording)
  app.post('/wordings/:key/preview', words, showWordingPreview)
  app.post('/wordings/:key/draft', words, fetchWordingDraft)
  app.get('/wordings/:key/versions/:version', words, showWording)
}

/** Notices and other papers: looked at, issued once, fetched for ever as they were issued. */
export async function documentsRoutes(app: FastifyInstance): Promise<void> {
  app.get('/', { config: { roles: electionReaders } }, showPapers)
  app.get('/register', { config: { roles: electionReaders } }, showRegister)
  app.get('/postings', { config: { roles: postingReaders } }, showPostPapers)
  app.post('/postings', { config: { roles: posters } }, postPapers)
  app.post('/postings/:postingId/take-down', { config: { roles: posters } }, takeDownPosting)
  app.get('/postings/photos', { config: { roles: posters } }, showPostingPhotos)
  app.post('/postings/:postingId/photos', { config: { roles: posters } }, addPostingPhoto)
  app.get('/postings/:postingId/photos/:photoId', { config: { roles: postingReaders } }, fetchPostingPhoto)
  app.get('/sheets', { config: { roles: printers } }, showSheets)
  app.post('/sheets/:key/print', { config: { roles: printers } }, printSheet)
  app.get('/ballots', { config: { roles: electionReaders } }, showBallots)
  app.post('/ballots', { config: { roles: officer } }, makeProof)
  app.get('/ballots/:designId/sample', { config: { roles: electionReaders } }, fetchSample)
  app.get('/ballots/:designId/print', { config: { roles: issuers } }, fetchPrint)
  app.get('/ballots/:designId/geometry', { config: { roles: issuers } }, fetchGeometry)
  app.get('/ballots/:designId/approve-ballot', { config: { roles: issuers } }, showApproval)
  app.post('/ballots/:designId/approve-ballot', { config: { roles: issuers } }, approveBallot)
  app.get('/check-names', { config: { roles: namesReaders } }, showCheckNames)
  app.get('/issued/:paperId', { config: { roles: electionReaders } }, fetchPaper)
  app.get('/issued/:paperId/word', { config: { roles: issuers } }, fetchIssuedWord)
  app.get('/issued/:paperId/withdraw', { config: { roles: issuers } }, showWithdrawPaper)
  app.post('/issued/:paperId/withdraw', { config: { roles: issuers } }, withdrawPaper)
  app.get('/issued/:paperId/correct', { config: { roles: issuers } }, showCorrectPaper)
  app.post('/issued/:paperId/correct', { config: { roles: issuers } }, correctPaper)
  app.get('/file', { config: { roles: fileReaders } }, showFile)
  app.get('/file/papers/:item/record-file-paper', { config: { roles: officer } }, showFilePaper)
  app.post('/file/papers/:item/record-file-paper', { config: { roles: officer } }, recordFilePaper)
  app.post('/file/export', { config: { roles: issuers } }, startExport)
  app.get('/file/export/:exportId', { config: { roles: issuers } }, showExport)
  app.get('/file/export/:exportId/file', { config: { roles: issuers } }, fetchExport)
  app.get('/:key/preview', { config: { roles: electionReaders } }, showPreview)
  app.get('/:key/draft', { config: { roles: electionReaders } }, fetchDraft)
  app.get('/:key/word', { config: { roles: issuers } }, fetchDraftWord)
  app.get('/:key/issue-paper', { config: { roles: issuers } }, showIssuePaper)
  app.post('/:key/issue-paper', { config: { roles: issuers } }, issuePaper)
}
