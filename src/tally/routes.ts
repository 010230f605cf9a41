import type { FastifyInstance } from 'fastify'
import { electionReaders, type Role } from '../infra/security/roles.js'
import { checkWinner, declareKinship, showWinners, withdrawKinship } from './check-winners.js'
import { declareResult, showDeclaration } from './declare-result.js'
import { downloadRecord } from './download-record.js'
import { giveUpEntry, keepDraft, showSheet, startSheet, submitSheet } from './enter-sheet.js'
import { joinWriteIns, partWriteIn, showWriteIns } from './join-write-ins.js'
import { judgeDoubtful, showDoubtful } from './judge-doubtful.js'
import { matchWriteIn, showWriteIn } from './match-write-in.js'
import { abandonRecount, openRecount, showOpenRecount } from './open-recount.js'
import { openSeal, showOpenSeal } from './open-seal.js'
import { openRunoff, showOpenRunoff } from './open-runoff.js'
import { resolveDifferences, showDifferences } from './resolve-differences.js'
import { sealBallots, showSeals } from './seal-ballots.js'
import { addOneSheet, createSheets, removeSheet, showSetUpSheets } from './set-up-sheets.js'
import { showProgress } from './show-progress.js'
import { proposeResult, seesUndeclared, showResult, withdrawResult } from './show-result.js'
import { showSheets } from './show-sheets.js'
import { showStandings } from './show-standings.js'
import { showTally } from './show-tally.js'
import { suggestNames } from './suggest-names.js'

const officer: readonly Role[] = ['electionOfficer']
/** Not those who type: they must not know what was typed before. */
const sheetReaders: readonly Role[] = ['bureauAuditor', 'townshipOfficer', 'electionOfficer']
const typists: readonly Role[] = ['tallyClerk']
const counters: readonly Role[] = ['electionOfficer', 'tallyClerk']

/** From the tally sheets to the members elected: typed twice, counted once, declared by a second person. */
export async function tallyRoutes(app: FastifyInstance): Promise<void> {
  app.get('/', { config: { roles: electionReaders } }, showTally)
  app.get('/progress', { config: { roles: electionReaders } }, showProgress)
  app.get('/standings', { config: { roles: electionReaders } }, showStandings)
  app.get('/set-up-sheets', { config: { roles: officer } }, showSetUpSheets)
  app.post('/set-up-sheets', { config: { roles: officer } }, createSheets)
  app.post('/set-up-sheets/add', { config: { roles: officer } }, addOneSheet)
  app.post('/set-up-sheets/remove', { config: { roles: officer } }, removeSheet)
  app.get('/suggest-names', { config: { roles: typists } }, suggestNames)
  app.get('/sheets/:sheetId/enter-sheet', { config: { roles: typists } }, showSheet)
  app.post('/sheets/:sheetId/enter-sheet/start', { config: { roles: typists } }, startSheet)
  app.post('/sheets/:sheetId/enter-sheet/draft', { config: { roles: typists } }, keepDraft)
  app.post('/sheets/:sheetId/enter-sheet/give-up', { config: { roles: typists } }, giveUpEntry)
  app.post('/sheets/:sheetId/enter-sheet', { config: { roles: typists } }, submitSheet)
  app.get('/sheets/:sheetId/resolve-differences', { config: { roles: officer } }, showDifferences)
  app.post('/sheets/:sheetId/resolve-differences', { config: { roles: officer } }, resolveDifferences)
  app.get('/judge-doubtful', { config: { roles: counters } }, showDoubtful)
  app.post('/judge-doubtful', { config: { roles: officer } }, judgeDoubtful)
  app.get('/sheets', { config: { roles: sheetReaders } }, showSheets)
  app.get('/result', { config: { roles: electionReaders } }, showResult)
  app.get('/record.json', { config: { roles: electionReaders } }, downloadRecord)
  app.post('/result/propose', { config: { roles: counters } }, proposeResult)
  app.post('/result/withdraw', { config: { roles: counters } }, withdrawResult)
  app.get('/join-write-ins', { config: { roles: officer } }, showWriteIns)
  app.post('/join-write-ins', { config: { roles: officer } }, joinWriteIns)
  app.post('/join-write-ins/part', { config: { roles: officer } }, partWriteIn)
  app.get('/match-write-in', { config: { roles: officer } }, showWriteIn)
  app.post('/match-write-in', { config: { roles: officer } }, matchWriteIn)
  app.get('/check-winners', { config: { roles: counters } }, showWinners)
  app.post('/check-winners', { config: { roles: counters } }, checkWinner)
  app.post('/check-winners/kinship', { config: { roles: counters } }, declareKinship)
  app.post('/check-winners/withdraw-kinship', { config: { roles: counters } }, withdrawKinship)
  app.get('/declare-result', { config: { roles: officer } }, showDeclaration)
  app.post('/declare-result', { config: { roles: officer } }, declareResult)
  app.get('/seal-ballots', { config: { roles: seesUndeclared } }, showSeals)
  app.post('/seal-ballots', { config: { roles: officer } }, sealBallots)
  app.get('/seals/:sealId/open-seal', { config: { roles: officer } }, showOpenSeal)
  app.post('/seals/:sealId/open-seal', { config: { roles: officer } }, openSeal)
  app.get('/open-runoff', { config: { roles: officer } }, showOpenRunoff)
  app.post('/open-runoff', { config: { roles: officer } }, openRunoff)
  app.get('/open-recount', { config: { roles: officer } }, showOpenRecount)
  app.post('/open-recount', { config: { roles: officer } }, openRecount)
  app.post('/open-recount/abandon', { config: { roles: officer } }, abandonRecount)
}
