import type * as election from './tables/election.js'
import type * as jobs from './tables/jobs.js'
import type * as organisation from './tables/organisation.js'
import type * as roll from './tables/roll.js'
import type * as voting from './tables/voting.js'

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
  holidayCalendar: election.HolidayCalendarTable
  calendarDay: election.CalendarDayTable
  recordedStep: election.RecordedStepTable
  storedFile: jobs.StoredFileTable
  storedFilePiece: jobs.StoredFilePieceTable
  job: jobs.JobTable
  ruleSetting: election.RuleSettingTable
  registerImport: roll.RegisterImportTable
  registerRow: roll.RegisterRowTable
  rememberedColumn: roll.RememberedColumnTable
  voter: roll.VoterTable
  pendingVoter: roll.PendingVoterTable
  mergedVoter: roll.MergedVoterTable
  rollGroup: roll.RollGroupTable
  electorChoice: roll.ElectorChoiceTable
  rollVersion: roll.RollVersionTable
  rollChange: roll.RollChangeTable
  evidence: roll.EvidenceTable
  objection: roll.ObjectionTable
  registrationClash: roll.RegistrationClashTable
  namesakeRuling: roll.NamesakeRulingTable
  recheckMark: roll.RecheckMarkTable
  nominee: voting.NomineeTable
  nominationPaper: voting.NominationPaperTable
  nominator: voting.NominatorTable
  candidate: voting.CandidateTable
  pollingStation: voting.PollingStationTable
  stationStaff: voting.StationStaffTable
  checkIn: voting.CheckInTable
  checkInDesk: voting.CheckInDeskTable
  tallySheet: voting.TallySheetTable
  winnerCheck: voting.WinnerCheckTable
  declaredKinship: voting.DeclaredKinshipTable
  writeInDecision: voting.WriteInDecisionTable
  result: voting.ResultTable
  electionRecord: voting.ElectionRecordTable
  electedMember: voting.ElectedMemberTable
  issuedPaper: voting.IssuedPaperTable
}
