import type { Stage } from '../rules/stages.js'
import type { TimetableKey } from '../rules/timetable-steps.js'

/** The stage in which a step of the timetable belongs, for the matrix of communities and stages. */
const stageOfStep: Partial<Readonly<Record<TimetableKey, Stage>>> = {
  guidanceGroup: 'preparation',
  assemblyNotice: 'electionCommittee',
  electionCommittee: 'electionCommittee',
  committeeNotice: 'electionCommittee',
  announcement: 'registration',
  registration: 'registration',
  rollPosted: 'registration',
  objections: 'rollPosted',
  rollClosed: 'rollPosted',
  nomination: 'nomination',
  nomineesPosted: 'nomination',
  vetting: 'nomination',
  primary: 'nomination',
  candidatesConfirmed: 'nomination',
  audit: 'nomination',
  speechRequest: 'polling',
  meeting: 'polling',
  withdrawal: 'polling',
  pollingPosted: 'polling',
  proxies: 'polling',
  proxyList: 'polling',
  mobileBoxList: 'polling',
  scribeList: 'polling',
  validityRules: 'polling',
  ballotsPrinted: 'polling',
  poll: 'polling',
  result: 'tally',
  laterVote: 'result',
  resultNotice: 'result',
}

/** What has no place in the table comes after the result. */
export function stageOf(key: TimetableKey): Stage {
  return stageOfStep[key] ?? 'handover'
}
