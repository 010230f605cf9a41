import type { Fraction } from '../lib/fraction.js'
import type { PlainDate } from '../lib/plain-date.js'
import type { ElectionForm } from './election-form.js'

/**
 * How sure we are of a figure: read in the text that binds; read in a sibling rule or a secondary source
 * and taken over until the binding text is known; inferred by us where every text is silent.
 */
export type Certainty = 'read' | 'secondary' | 'inferred'

/** Where a figure comes from and whether a community's own election procedure may set it otherwise. */
export interface Provenance {
  /** The article in Chinese, as findings print it. */
  readonly source: string
  readonly certainty: Certainty
  readonly mayBeSetLocally: boolean
}

/** Who must be present for a meeting to decide: more than the share (过半数), or exactly it and more (以上). */
export interface Quorum {
  readonly share: Fraction
  readonly reachedBy: 'moreThan' | 'atLeast'
}

/** Every figure that the rules use. No rule holds a number of its own. */
export interface Figures {
  /** Length of a term in years. */
  readonly termYears: number
  /** Members of the residents' committee, all posts together. */
  readonly committeeSize: { readonly min: number; readonly max: number }
  /** Women the committee must have. */
  readonly womenMinimum: number
  /** Who must be present at a residents' assembly (居民会议), of those entitled. */
  readonly residentsAssemblyQuorum: Quorum
  /** Who must be present at a residents' representatives' assembly (居民代表会议), of its members. */
  readonly representativesAssemblyQuorum: Quorum
  /** Members of the residents' election committee. */
  readonly electionCommitteeSize: { readonly min: number; readonly max: number }
  /** The election committee is chosen at least so many days before election day. */
  readonly electionCommitteeDaysBefore: number
  /** Election day and the way of electing are announced at least so many days before it. */
  readonly announcementDaysBefore: number
  /** Registration opens and closes so many days before election day. */
  readonly registrationDaysBefore: { readonly opens: number; readonly closes: number }
  /** Age, completed on election day, from which a resident has the vote. */
  readonly votingAge: number
  /** Months a community worker without local household registration must have worked here. */
  readonly communityWorkerMonths: number
  /** The roll is posted at least so many days before election day. */
  readonly rollDaysBefore: number
  /** Days from posting within which an objection to the roll may be raised. */
  readonly objectionDays: number
  /** Whether a resident's last day moves past a holiday (Civil Code art. 203); a committee's own never does. */
  readonly residentsDeadlineSkipsHolidays: boolean
  /** Days from receipt within which an objection is decided. */
  readonly decisionDays: number
  /** Voters who must sign a joint nomination. */
  readonly nominatorsMinimum: number
  /** Whether somebody may nominate himself. */
  readonly selfNomination: boolean
  /** Nomination papers are taken until so many days before election day. */
  readonly nominationDaysBefore: number
  /** Candidates beyond the seats, for each post. */
  readonly surplusMinimum: number
  /** Nominees are posted at least so many days before election day. */
  readonly nomineesDaysBefore: number
  /** Candidates are posted at least so many days before election day. */
  readonly candidatesDaysBefore: number
  /** Polling time, places and staff are posted at least so many days before election day. */
  readonly pollingDaysBefore: number
  /** Last day, counted back from election day, on which a candidate may withdraw. */
  readonly withdrawalDaysBefore: number
  /** Last day, counted back from election day, on which a proxy may be applied for. */
  readonly proxyDaysBefore: number
  /** Principals and proxies are posted at least so many days before election day. */
  readonly proxyListDaysBefore: number
  /** Principals one proxy may act for. */
  readonly proxyMaximum: number
  /** Staff of a polling station, and scrutineers among them. */
  readonly stationStaff: { readonly min: number; readonly scrutineersMin: number }
  /** Share of the electorate that must vote; always strictly more. */
  readonly turnout: Readonly<Record<ElectionForm, Fraction>>
  /** Share of the ballots cast that elects in a first vote; strictly more. */
  readonly winningShare: Fraction
  /** Share of the ballots cast that a winner of a run-off needs; exactly this is enough. */
  readonly runoffMinimum: Fraction
  /** A run-off is held within so many days of the vote it follows. */
  readonly runoffDays: number
  /** Seats may stay empty once so many are elected. */
  readonly seatsMayStayEmptyFrom: number
  /** The list of those elected is posted within so many days of the vote. */
  readonly resultNoticeDays: number
  /** Days from the coming into being of the new committee within which the old one hands over. */
  readonly handoverDays: number
  /** What marks for more persons than seats make void. */
  readonly overvoteScope: 'ballot' | 'post'
  /** What becomes of a ballot that names one person for several posts. */
  readonly multiPost: 'invalid' | 'carryDown' | 'highestOnly'
  /** How the woman's seat is secured. */
  readonly womanSeat: 'separateLine' | 'ranking'
  /** Whether a write-in must be a voter of the community or may be any resident. */
  readonly writeInMustBeVoter: boolean
  /** The forms of election that count as direct. */
  readonly directForms: readonly ElectionForm[]
}

/** The figures in force for an election, each with its source. An election stores `id` and `version`. */
export interface RuleSet extends Figures {
  readonly id: string
  readonly version: number
  /** Name in Chinese as printed on papers. */
  readonly title: string
  /** The statute in full, with year. */
  readonly law: string
  /** True while a source that the set rests on has not been read in full. */
  readonly isProvisional: boolean
  /** First election day to which it may be applied. */
  readonly inForceFrom: PlainDate
  /** Last election day to which it may be applied; without one it is still in force. */
  readonly inForceUntil?: PlainDate
  readonly provenance: Readonly<Record<keyof Figures, Provenance>>
}

/**
 * How binding a figure is: `hard` stands in the text that binds and is never set aside; `provisional` is a
 * sibling rule's, to be checked; `soft` is a planning value. The last two may be departed from with a reason.
 */
export type Strength = 'hard' | 'provisional' | 'soft'

export function strengthOf(ruleSet: RuleSet, figure: keyof Figures): Strength {
  const { certainty } = ruleSet.provenance[figure]
  return certainty === 'read' ? 'hard' : certainty === 'secondary' ? 'provisional' : 'soft'
}

/** Breaking a hard figure is an error; breaking any other is a warning to be acknowledged with a reason. */
export function severityOf(ruleSet: RuleSet, figure: keyof Figures): 'error' | 'warning' {
  return strengthOf(ruleSet, figure) === 'hard' ? 'error' : 'warning'
}
