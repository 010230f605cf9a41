import type { AuditEvent } from '../infra/audit-log/events.js'

/** The kinds of event that bear a fact of this name. */
type KindsWith<Fact extends string> = AuditEvent extends infer Event
  ? Event extends AuditEvent
    ? Fact extends keyof Event
      ? Event['type']
      : never
    : never
  : never

/** A fact of events that names a subject by its number. */
export interface NamingFact {
  readonly name: string
  /** The kinds of event that bear it; none where an index finds the number whatever the kind. */
  readonly types: readonly string[]
}

function borneBy<const Fact extends string>(name: Fact, ...types: readonly KindsWith<Fact>[]): NamingFact {
  return { name, types }
}

interface SubjectKind {
  readonly title: string
  /** The table whose rows they are: the seals of its rows tell of events that name them only by what they did. */
  readonly table: string
  readonly facts: readonly NamingFact[]
}

/** What the log can be asked everything about. */
export const subjectKinds = {
  voter: {
    title: '选民',
    table: 'voter',
    facts: [
      borneBy('voterId'),
      borneBy('proxyId'),
      borneBy('principalId', 'proxyGranted'),
      borneBy('otherId', 'namesakesRuled'),
    ],
  },
  nominee: {
    title: '被提名人',
    table: 'nominee',
    facts: [
      borneBy(
        'nomineeId',
        'nominationReceived',
        'nomineeChanged',
        'nomineeConsented',
        'nomineeVetted',
        'vettingOpinionGiven',
        'nomineePhotoAdded',
        'nomineePhotoSeen',
        'nomineePhotoRemoved',
        'nominationScanAdded',
        'nominationScanSeen',
        'nominationScanRemoved',
        'nomineeWithdrew',
      ),
    ],
  },
  candidate: {
    title: '正式候选人',
    table: 'candidate',
    facts: [borneBy('candidateId', 'candidateDroppedOut')],
  },
  sheet: {
    title: '计票单',
    table: 'tally_sheet',
    facts: [
      borneBy(
        'sheetId',
        'sheetCreated',
        'sheetRemoved',
        'sheetEntryStarted',
        'sheetEntered',
        'sheetEntryDiscarded',
        'sheetEntryReleased',
        'sheetReopened',
        'doubtfulBallotJudged',
        'differencesResolved',
      ),
    ],
  },
  station: {
    title: '投票站',
    table: 'polling_station',
    facts: [
      borneBy(
        'stationId',
        'stationSetUp',
        'stationChanged',
        'stationRemoved',
        'stationStaffed',
        'ballotsReceived',
        'ballotStepRecorded',
        'boxActRecorded',
        'stationOpened',
        'deskTaken',
        'voterCheckedIn',
        'checkInUndone',
        'stationClosed',
        'outageEntered',
        'mobileBoxPlanned',
        'mobileBoxUserListed',
        'mobileBoxUserUnlisted',
        'mobileBoxReasonsSeen',
        'mobileBoxSubmitted',
        'mobileBoxApproved',
        'mobileBoxRefused',
        'mobileBoxPosted',
        'sheetCreated',
        'sheetRemoved',
      ),
    ],
  },
  paper: {
    title: '文书',
    table: 'issued_paper',
    facts: [
      borneBy('paperId', 'paperIssued', 'paperWithdrawn', 'paperPosted'),
      borneBy('replaces', 'paperIssued'),
      borneBy('supplements', 'paperIssued'),
    ],
  },
  grant: {
    title: '委托',
    table: 'proxy_grant',
    facts: [
      borneBy(
        'grantId',
        'proxyGranted',
        'proxyGrantEnded',
        'proxyGrantRevived',
        'proxyScanAdded',
        'proxyScanSeen',
        'voterCheckedIn',
      ),
    ],
  },
  objection: {
    title: '异议',
    table: 'objection',
    facts: [borneBy('objectionId', 'objectionReceived', 'objectionDecided')],
  },
} as const satisfies Readonly<Record<string, SubjectKind>>

export type SubjectKindName = keyof typeof subjectKinds

/** Somebody or something that the log is asked about, by kind and number; it belongs to one election. */
export interface LogSubject {
  readonly kind: SubjectKindName
  readonly id: number
  readonly electionId: number
  /** What it is called. */
  readonly name: string
}

/** `voter-12`, as an address has it; undefined for anything else. */
export function readSubject(text: string): Pick<LogSubject, 'kind' | 'id'> | undefined {
  const [, kind = '', id = ''] = /^([a-z]+)-([1-9]\d{0,8})$/.exec(text) ?? []
  return Object.hasOwn(subjectKinds, kind) ? { kind: kind as SubjectKindName, id: Number(id) } : undefined
}

export function subjectText({ kind, id }: Pick<LogSubject, 'kind' | 'id'>): string {
  return `${kind}-${id}`
}
