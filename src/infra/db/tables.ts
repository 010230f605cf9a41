import type * as ballots from './tables/ballots.js'
import type * as documents from './tables/documents.js'
import type * as election from './tables/election.js'
import type * as handover from './tables/handover.js'
import type * as jobs from './tables/jobs.js'
import type * as nomination from './tables/nomination.js'
import type * as organisation from './tables/organisation.js'
import type * as oversight from './tables/oversight.js'
import type * as polling from './tables/polling.js'
import type * as registers from './tables/registers.js'
import type * as roll from './tables/roll.js'
import type * as tally from './tables/tally.js'
import type * as term from './tables/term.js'

/** Every table of the database. A test compares the columns with those of the migrated database. */
export interface Tables {
  installation: organisation.InstallationTable
  township: organisation.TownshipTable
  community: organisation.CommunityTable
  account: organisation.AccountTable
  session: organisation.SessionTable
  signInFailure: organisation.SignInFailureTable
  submittedForm: organisation.SubmittedFormTable
  auditEvent: organisation.AuditEventTable
  auditHead: organisation.AuditHeadTable
  rowSeal: organisation.RowSealTable
  touchedRow: organisation.TouchedRowTable
  season: organisation.SeasonTable
  characterStrokes: organisation.CharacterStrokesTable
  seasonTownship: organisation.SeasonTownshipTable
  seasonCommunity: organisation.SeasonCommunityTable
  election: election.ElectionTable
  post: election.PostTable
  votingRound: election.VotingRoundTable
  roundPost: election.RoundPostTable
  milestone: election.MilestoneTable
  electionCommittee: election.ElectionCommitteeTable
  electionCommitteeMember: election.ElectionCommitteeMemberTable
  electionCommitteeReserve: election.ElectionCommitteeReserveTable
  electionCommitteeChange: election.ElectionCommitteeChangeTable
  holidayCalendar: election.HolidayCalendarTable
  calendarDay: election.CalendarDayTable
  recordedStep: election.RecordedStepTable
  formDecision: election.FormDecisionTable
  storedFile: jobs.StoredFileTable
  storedFilePiece: jobs.StoredFilePieceTable
  job: jobs.JobTable
  ruleSetting: election.RuleSettingTable
  registerImport: registers.RegisterImportTable
  registerRow: registers.RegisterRowTable
  rememberedColumn: registers.RememberedColumnTable
  voter: roll.VoterTable
  pendingVoter: registers.PendingVoterTable
  mergedVoter: registers.MergedVoterTable
  rollGroup: roll.RollGroupTable
  electorChoice: roll.ElectorChoiceTable
  groupSeats: roll.GroupSeatsTable
  representative: roll.RepresentativeTable
  registrationDesk: roll.RegistrationDeskTable
  rollVersion: roll.RollVersionTable
  rollChange: roll.RollChangeTable
  evidence: roll.EvidenceTable
  objection: roll.ObjectionTable
  registrationClash: roll.RegistrationClashTable
  namesakeRuling: roll.NamesakeRulingTable
  recheckMark: roll.RecheckMarkTable
  nominee: nomination.NomineeTable
  nominationPaper: nomination.NominationPaperTable
  nominator: nomination.NominatorTable
  nomineePhoto: nomination.NomineePhotoTable
  nominationScan: nomination.NominationScanTable
  vettingDepartment: nomination.VettingDepartmentTable
  vettingOpinion: nomination.VettingOpinionTable
  declaredKinship: nomination.DeclaredKinshipTable
  candidate: nomination.CandidateTable
  candidateList: nomination.CandidateListTable
  candidateListPlace: nomination.CandidateListPlaceTable
  candidateDropOut: nomination.CandidateDropOutTable
  primaryVote: nomination.PrimaryVoteTable
  primaryPost: nomination.PrimaryPostTable
  primaryNominee: nomination.PrimaryNomineeTable
  pollingStation: polling.PollingStationTable
  stationStaff: polling.StationStaffTable
  countPlan: polling.CountPlanTable
  scribeRequest: polling.ScribeRequestTable
  checkIn: polling.CheckInTable
  checkInDesk: polling.CheckInDeskTable
  outageEntry: polling.OutageEntryTable
  proxyGrant: polling.ProxyGrantTable
  proxyScan: polling.ProxyScanTable
  mobileBox: polling.MobileBoxTable
  mobileBoxUser: polling.MobileBoxUserTable
  ballotDesign: ballots.BallotDesignTable
  ballotApproval: ballots.BallotApprovalTable
  ballotStep: ballots.BallotStepTable
  boxAct: ballots.BoxActTable
  tallySheet: tally.TallySheetTable
  ballotReading: tally.BallotReadingTable
  writeInSpelling: tally.WriteInSpellingTable
  winnerCheck: tally.WinnerCheckTable
  writeInDecision: tally.WriteInDecisionTable
  result: tally.ResultTable
  electionRecord: tally.ElectionRecordTable
  electedMember: tally.ElectedMemberTable
  memberFacts: handover.MemberFactsTable
  certificate: handover.CertificateTable
  certificateAct: handover.CertificateActTable
  filing: handover.FilingTable
  handover: handover.HandoverTable
  handoverItem: handover.HandoverItemTable
  supervisionCommittee: handover.SupervisionCommitteeTable
  supervisionMember: handover.SupervisionMemberTable
  filePaper: handover.FilePaperTable
  fileExport: handover.FileExportTable
  officeEnd: term.OfficeEndTable
  succession: term.SuccessionTable
  vacancyDecision: term.VacancyDecisionTable
  byElection: term.ByElectionTable
  byElectionPost: term.ByElectionPostTable
  recall: term.RecallTable
  recallSignatory: term.RecallSignatoryTable
  recount: tally.RecountTable
  ballotSeal: tally.BallotSealTable
  sealOpening: tally.SealOpeningTable
  issuedPaper: documents.IssuedPaperTable
  paperWithdrawal: documents.PaperWithdrawalTable
  paperPosting: documents.PaperPostingTable
  paperWording: documents.PaperWordingTable
  postingPhoto: documents.PostingPhotoTable
  printRun: documents.PrintRunTable
  rateVerdict: oversight.RateVerdictTable
  rateSignature: oversight.RateSignatureTable
  rateAnswer: oversight.RateAnswerTable
  rateReport: oversight.RateReportTable
  rateReportSignature: oversight.RateReportSignatureTable
  rateReportPaper: oversight.RateReportPaperTable
  rateQuestionAnswer: oversight.RateQuestionAnswerTable
  inspection: oversight.InspectionTable
  inspectionDraw: oversight.InspectionDrawTable
  inspectionFinding: oversight.InspectionFindingTable
  logCheckpoint: oversight.LogCheckpointTable
}
