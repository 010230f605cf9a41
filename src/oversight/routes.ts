import type { FastifyInstance } from 'fastify'
import { electionReaders, ownLogReaders, type Role, wholeLogReaders } from '../infra/security/roles.js'
import { browseAuditLog } from './browse-audit-log.js'
import { makeCheckpoint, showCheckpoints } from './checkpoints.js'
import { compareCheckpoint, showCompareCheckpoint } from './compare-checkpoint.js'
import { exportAuditLog, fetchAuditLogExport, showExportAuditLog } from './export-audit-log.js'
import { showRate } from './direct-election-rate.js'
import { enterStrokes, showEnterStrokes } from './enter-strokes.js'
import { logKeepers } from './log-alert.js'
import { showProgress } from './progress.js'
import { fetchDigest, showDigest } from './show-digest.js'
import { handleRecheck, showRechecks } from './show-rechecks.js'
import { showRateCommunity } from './rate-community.js'
import { showRateEvidence } from './rate-evidence.js'
import { showRateHistory } from './rate-history.js'
import { drawInspection, fetchInspection, recordInspectionFinding, showRateInspection } from './rate-inspection.js'
import { fixInspection, showRateInspections } from './rate-inspections.js'
import { answerRateQuestion, showRateQuestion } from './rate-question.js'
import { showRateQuestions } from './rate-questions.js'
import { fetchRateReportJson, fetchRateReportPdf, secondRateReport, showRateReport } from './rate-report.js'
import { freezeRateReport, showRateReports } from './rate-reports.js'
import { answerRateVerdict, giveRateVerdict, secondRateVerdict } from './rate-verdict.js'
import { showEvent } from './show-event.js'
import { showCharts } from './show-charts.js'
import { showSeason } from './show-season.js'
import { showSeasonWall } from './show-season-wall.js'
import { showObjectionRegister } from './show-objections.js'
import { exportObjections, exportPeople, exportPersonalTable, fetchTable } from './export-table.js'
import { fetchCheckpoint, fetchCheckpointSheet } from './fetch-checkpoint.js'
import { fetchSeasonRecord } from './fetch-season-record.js'
import { fetchPackage, showPackage, startPackage } from './statistics-package.js'
import { showStatistics } from './show-statistics.js'
import { showStatisticsPeople } from './show-statistics-people.js'
import { showStatisticsTable } from './show-statistics-table.js'
import { showToday } from './show-today.js'
import { showVerifyAuditLog, verifyAuditLog } from './verify-audit-log.js'

/** Observers see progress, not people. */
const voterReaders = electionReaders.filter((role) => role !== 'observer')
/** Of an election's log: all of it, or what one did oneself. */
const logReaders = [...wholeLogReaders, ...ownLogReaders]
const overseers: readonly Role[] = ['bureauAuditor', 'townshipOfficer']

/** Who is shown a day's work of their own; the others have the cockpit. */
const workers: readonly Role[] = ['administrator', 'electionOfficer', 'rollClerk', 'checkInClerk', 'tallyClerk']

/** The township's and the bureau's view. */
export async function oversightRoutes(app: FastifyInstance): Promise<void> {
  app.get('/', { config: { roles: 'signedIn' } }, showProgress)
  app.get('/today', { config: { roles: workers } }, showToday)
  app.get('/weekly-digest', { config: { roles: overseers } }, showDigest)
  app.get('/weekly-digest/:format', { config: { roles: overseers } }, fetchDigest)
  app.get('/season-wall', { config: { roles: [...overseers, 'observer'] } }, showSeasonWall)
  app.get('/direct-election-rate', { config: { roles: overseers } }, showRate)
  app.get('/rate-evidence', { config: { roles: overseers } }, showRateEvidence)
  app.get('/rate-evidence/:communityId', { config: { roles: overseers } }, showRateCommunity)
  app.post('/rate-evidence/:communityId', { config: { roles: ['bureauAuditor'] } }, giveRateVerdict)
  app.post('/rate-evidence/:communityId/second', { config: { roles: ['bureauAuditor'] } }, secondRateVerdict)
  app.post('/rate-evidence/:communityId/answer', { config: { roles: ['townshipOfficer'] } }, answerRateVerdict)
  app.get('/rate-history', { config: { roles: overseers } }, showRateHistory)
  app.get('/rate-reports', { config: { roles: ['bureauAuditor'] } }, showRateReports)
  app.post('/rate-reports', { config: { roles: ['bureauAuditor'] } }, freezeRateReport)
  app.get('/rate-reports/:number', { config: { roles: ['bureauAuditor'] } }, showRateReport)
  app.post('/rate-reports/:number/second', { config: { roles: ['bureauAuditor'] } }, secondRateReport)
  app.get('/rate-reports/:number/report.json', { config: { roles: ['bureauAuditor'] } }, fetchRateReportJson)
  app.get('/rate-reports/:number/report.pdf', { config: { roles: ['bureauAuditor'] } }, fetchRateReportPdf)
  app.get('/rate-questions', { config: { roles: overseers } }, showRateQuestions)
  app.get('/rate-questions/:communityId/:question', { config: { roles: overseers } }, showRateQuestion)
  app.post('/rate-questions/:communityId/:question', { config: { roles: ['bureauAuditor'] } }, answerRateQuestion)
  app.get('/rate-inspections', { config: { roles: overseers } }, showRateInspections)
  app.post('/rate-inspections', { config: { roles: ['bureauAuditor'] } }, fixInspection)
  app.get('/rate-inspections/:number', { config: { roles: overseers } }, showRateInspection)
  app.post('/rate-inspections/:number/draw', { config: { roles: ['bureauAuditor'] } }, drawInspection)
  app.post('/rate-inspections/:number/findings', { config: { roles: ['bureauAuditor'] } }, recordInspectionFinding)
  app.get('/rate-inspections/:number/draw.json', { config: { roles: overseers } }, fetchInspection)
  app.get('/season-picture', { config: { roles: overseers } }, showSeason)
  app.get('/statistics', { config: { roles: overseers } }, showStatistics)
  app.get('/statistics/charts', { config: { roles: overseers } }, showCharts)
  app.get('/statistics/:table', { config: { roles: overseers } }, showStatisticsTable)
  app.get('/statistics/objections', { config: { roles: overseers } }, showObjectionRegister)
  app.post('/statistics/objections/export', { config: { roles: overseers } }, exportObjections)
  app.get('/statistics/package', { config: { roles: overseers } }, showPackage)
  app.post('/statistics/package', { config: { roles: overseers } }, startPackage)
  app.get('/statistics/package/file', { config: { roles: overseers } }, fetchPackage)
  app.get('/statistics/season.json', { config: { roles: overseers } }, fetchSeasonRecord)
  app.get('/statistics/:table/file/:format', { config: { roles: overseers } }, fetchTable)
  app.post('/statistics/:table/export', { config: { roles: overseers } }, exportPersonalTable)
  app.get('/statistics/:table/people/:communityId', { config: { roles: overseers } }, showStatisticsPeople)
  app.post('/statistics/:table/people/:communityId/export', { config: { roles: overseers } }, exportPeople)
  app.get('/audit-log', { config: { roles: ['bureauAuditor'] } }, browseAuditLog)
  app.get('/audit-log/verify', { config: { roles: logKeepers } }, showVerifyAuditLog)
  app.post('/audit-log/verify', { config: { roles: logKeepers } }, verifyAuditLog)
  app.get('/audit-log/checkpoints', { config: { roles: logKeepers } }, showCheckpoints)
  app.post('/audit-log/checkpoints', { config: { roles: logKeepers } }, makeCheckpoint)
  app.get('/audit-log/checkpoints/compare', { config: { roles: logKeepers } }, showCompareCheckpoint)
  app.post('/audit-log/checkpoints/compare', { config: { roles: logKeepers } }, compareCheckpoint)
  app.get('/audit-log/checkpoints/:sequence/sheet.pdf', { config: { roles: logKeepers } }, fetchCheckpointSheet)
  app.get('/audit-log/checkpoints/:sequence/checkpoint.json', { config: { roles: logKeepers } }, fetchCheckpoint)
  app.get('/audit-log/export', { config: { roles: ['bureauAuditor'] } }, showExportAuditLog)
  app.post('/audit-log/export', { config: { roles: ['bureauAuditor'] } }, exportAuditLog)
  app.get('/audit-log/export/file', { config: { roles: ['bureauAuditor'] } }, fetchAuditLogExport)
  app.get('/audit-log/:sequence', { config: { roles: ['bureauAuditor'] } }, showEvent)
  app.get('/elections/:electionId/audit-log', { config: { roles: logReaders } }, browseAuditLog)
  app.get('/elections/:electionId/audit-log/:sequence', { config: { roles: logReaders } }, showEvent)
  app.get('/elections/:electionId/rechecks', { config: { roles: voterReaders } }, showRechecks)
  app.post('/elections/:electionId/rechecks', { config: { roles: ['electionOfficer'] } }, handleRecheck)
  app.get('/enter-strokes', { config: { roles: ['bureauAuditor'] } }, showEnterStrokes)
  app.post('/enter-strokes', { config: { roles: ['bureauAuditor'] } }, enterStrokes)
}
