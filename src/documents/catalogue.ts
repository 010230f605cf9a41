import type { Paper } from './define-notice.js'
import { ballotScribes } from './notices/ballot-scribes.js'
import { ballotValidity } from './notices/ballot-validity.js'
import { candidates } from './notices/candidates.js'
import { committeeChange } from './notices/committee-change.js'
import { committeeMembers } from './notices/committee-members.js'
import { correctionNotice } from './notices/correction-notice.js'
import { electionDay } from './notices/election-day.js'
import { electionReturn } from './notices/election-return.js'
import { memberChange } from './notices/member-change.js'
import { groupHeads } from './notices/group-heads.js'
import { handover } from './notices/handover.js'
import { mobileBoxList } from './notices/mobile-box-list.js'
import { nominationCall } from './notices/nomination-call.js'
import { nominees } from './notices/nominees.js'
import { pollingArrangements } from './notices/polling-arrangements.js'
import { pollingStaff } from './notices/polling-staff.js'
import { postedVoterList } from './notices/posted-voter-list.js'
import { primary } from './notices/primary.js'
import { primaryResult } from './notices/primary-result.js'
import { proxyList } from './notices/proxy-list.js'
import { recallResult } from './notices/recall-result.js'
import { recallVote } from './notices/recall-vote.js'
import { representativeSelection } from './notices/representative-selection.js'
import { representatives } from './notices/representatives.js'
import { rerun } from './notices/rerun.js'
import { result } from './notices/result.js'
import { rollCorrection } from './notices/roll-correction.js'
import { runoff } from './notices/runoff.js'
import { supervisionCommittee } from './notices/supervision-committee.js'
import { voterRegistration } from './notices/voter-registration.js'

/** Every paper there is, in the order of an election. */
export const catalogue: readonly Paper[] = [
  committeeMembers,
  electionDay,
  voterRegistration,
  postedVoterList,
  rollCorrection,
  representativeSelection,
  representatives,
  groupHeads,
  nominationCall,
  nominees,
  committeeChange,
  primary,
  primaryResult,
  candidates,
  runoff,
  rerun,
  pollingArrangements,
  pollingStaff,
  mobileBoxList,
  proxyList,
  ballotScribes,
  ballotValidity,
  result,
  electionReturn,
  supervisionCommittee,
  handover,
  memberChange,
  recallVote,
  recallResult,
]

/** Papers about another paper, made from it. */
export const supplements: readonly Paper[] = [correctionNotice]

export function findPaper(key: string): Paper | undefined {
  return [...catalogue, ...supplements].find((paper) => paper.key === key)
}
