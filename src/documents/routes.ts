import type { FastifyInstance } from 'fastify'
import { electionReaders, type Role } from '../infra/security/roles.js'
import { showCheckNames } from './check-names.js'
import { fetchPaper } from './fetch-paper.js'
import { issuePaper, showIssuePaper } from './issue-paper.js'
import { fetchDraft, showPreview } from './preview.js'
import { printSheet } from './print-sheet.js'
import { showPapers } from './show-papers.js'
import { printers } from './sheet-catalogue.js'
import { showSheets } from './show-sheets.js'

/** Observers see how far things are, not who the voters are. */
const namesReaders = electionReaders.filter((role) => role !== 'observer')
const issuers: readonly Role[] = ['electionOfficer', 'townshipOfficer']

/** Notices and other papers: looked at, issued once, fetched for ever as they were issued. */
export async function documentsRoutes(app: FastifyInstance): Promise<void> {
  app.get('/', { config: { roles: electionReaders } }, showPapers)
  app.get('/sheets', { config: { roles: printers } }, showSheets)
  app.post('/sheets/:key/print', { config: { roles: printers } }, printSheet)
  app.get('/check-names', { config: { roles: namesReaders } }, showCheckNames)
  app.get('/issued/:paperId', { config: { roles: electionReaders } }, fetchPaper)
  app.get('/:key/preview', { config: { roles: electionReaders } }, showPreview)
  app.get('/:key/draft', { config: { roles: electionReaders } }, fetchDraft)
  app.get('/:key/issue-paper', { config: { roles: issuers } }, showIssuePaper)
  app.post('/:key/issue-paper', { config: { roles: issuers } }, issuePaper)
}
