import type { Generated, Selectable } from 'kysely'
import type { PlainDate } from '../../../lib/plain-date.js'
import type { ElectionForm } from '../../../rules/election-form.js'
import type { FormDecider } from '../../../rules/form-decision.js'

/** The election of one community's residents' committee. */
export interface ElectionTable {
  id: Generated<number>
  seasonId: number
  communityId: number
  kind: 'regular' | 'byElection'
  termNumber: number
  form: ElectionForm
  electionDay: PlainDate
  ruleSetId: string
  ruleSetVersion: number
  /** JSON: what the local election procedure decides otherwise than the rule set. */
  settings: Generated<string>
  /** Where objections and questions are received, and the telephone there; printed on notices. */
  contactPlace: string
  contactTelephone: string
  /** The number of the last notice; the next one takes the next number. */
  noticesIssued: Generated<number>
  openedAt: string
  version: Generated<number>
}

/** A post to be filled, in order of rank: 主任, 副主任, 委员 … as the community has them. */
export interface PostTable {
  id: Generated<number>
  electionId: number
  rank: number
  title: string
  position: 'chair' | 'viceChair' | 'member'
  seats: number
  reservedForWoman: number
}

/** One vote: the first, or a run-off, tie-break vote or re-run that follows from it. */
export interface VotingRoundTable {
  id: Generated<number>
  electionId: number
  number: number
  kind: 'first' | 'runoff' | 'tieBreak' | 'rerun'
  votingDay: PlainDate
  ballotsPrinted: number | null
  version: Generated<number>
}

/** The posts voted on in a round, with the seats still to be filled. */
export interface RoundPostTable {
  roundId: number
  postId: number
  seats: number
  /** Of the seats, those that the vote before kept for women. */
  seatsForWomen: Generated<number>
}

export type NewRoundPost = Selectable<RoundPostTable>

/** What an election has reached, and on which day; round 0 where it belongs to no single vote. */
export interface MilestoneTable {
  id: Generated<number>
  electionId: number
  round: number
  name: string
  reachedOn: PlainDate
}

/** How the residents' election committee was selected. */
export interface ElectionCommitteeTable {
  electionId: number
  selectedBy: 'residentsAssembly' | 'representativesAssembly'
  selectedOn: PlainDate
  /** Persons entitled to attend that meeting, and present at it. */
  entitled: number
  present: number
  version: Generated<number>
}

/** A member of the residents' election committee, ranked by votes at the selection. */
export interface ElectionCommitteeMemberTable {
  id: Generated<number>
  electionId: number
  rank: number
  position: 'chair' | 'viceChair' | 'member'
  name: string
  sex: 'male' | 'female'
  residentsGroup: number | null
  votes: number
  /** The voter this is, once somebody has looked; the committee is selected before there is a roll. */
  voterId: number | null
  /** 1: looked for, and not on the roll. */
  isOffRoll: Generated<number>
  /** Null: since the selection. */
  joinedOn: PlainDate | null
  /** Null: still a member. */
  leftOn: PlainDate | null
}

/** Somebody who had votes at the selection of the election committee and was not selected, by votes. */
export interface ElectionCommitteeReserveTable {
  id: Generated<number>
  electionId: number
  rank: number
  name: string
  sex: 'male' | 'female'
  residentsGroup: number | null
  votes: number
  voterId: number | null
  isOffRoll: Generated<number>
  /** The member they became by succession. */
  memberId: number | null
}

/** One change of the election committee: a member leaves, one comes in for them, or a member takes the chair. */
export interface ElectionCommitteeChangeTable {
  id: Generated<number>
  electionId: number
  /** `succeeded`: by the votes of the selection; `chosen`, `chair`: by a meeting. */
  kind: 'left' | 'succeeded' | 'chosen' | 'chair'
  onDay: PlainDate
  memberId: number
  /** Of who comes in: the member who left. */
  insteadOf: number | null
  /** Of who leaves. */
  reason: 'nominated' | 'relativeNominated' | 'resigned' | 'died' | 'absent' | 'other' | null
  /** The nominee who is the reason: the member or a close relative. */
  becauseVoterId: number | null
  /** What it rests on: the written declaration, the minutes. */
  document: string
  /** The meeting that chose, with the persons entitled to attend and present at it. */
  chosenBy: 'residentsAssembly' | 'representativesAssembly' | null
  entitled: number | null
  present: number | null
  votes: number | null
  /** What the new chair was before. */
  positionBefore: 'viceChair' | 'member' | null
  recordedBy: number
  recordedAt: string
}

/** The days off of a season, as the bureau took them from a document. */
export interface HolidayCalendarTable {
  seasonId: number
  /** Whether a weekend moves a resident's last day too. */
  weekendsAreOff: number
  /** The document the days come from. */
  source: string
  version: Generated<number>
}

/** A day off, or a weekend day that is worked in exchange for one. */
export interface CalendarDayTable {
  seasonId: number
  day: PlainDate
  kind: 'off' | 'work'
  name: string
}

/** The day on which a step of an election was done that leaves no other trace, as somebody recorded it. */
export interface RecordedStepTable {
  electionId: number
  /** The key of the step in the timetable. */
  step: string
  doneOn: PlainDate
  note: string
  recordedAt: string
  recordedBy: number
  version: Generated<number>
  /** Of the candidates' meeting with the voters alone: whether they spoke there (竞职演讲). */
  withSpeeches: number | null
}

/** How the form of election was decided (决定选举方式的会议). A correction is the next number; the last one holds. */
export interface FormDecisionTable {
  id: Generated<number>
  electionId: number
  number: number
  form: ElectionForm
  decidedBy: FormDecider
  decidedOn: PlainDate
  /** Persons entitled to attend, present, and in favour. */
  entitled: number
  present: number
  inFavour: number
  /** The minutes: their name or number, and where they are kept. */
  document: string
  recordedBy: number
  recordedAt: string
}

/**
 * A decision of a local election procedure about one figure of the rules. The one in force has not been superseded;
 * what of an election's are in force is what its `settings` say.
 */
export interface RuleSettingTable {
  id: Generated<number>
  seasonId: number
  /** Null: for every election of the season, those opened later too. */
  electionId: number | null
  /** Whether it was decided for all communities of the season at once. */
  isForSeason: number
  figure: string
  /** JSON; null: back to what the rule set says. */
  value: string | null
  reason: string
  /** The document that says so: its name, the day it was adopted, and its number. */
  documentName: string | null
  documentDate: PlainDate | null
  documentNumber: string | null
  setBy: number
  setAt: string
  supersededAt: string | null
}
