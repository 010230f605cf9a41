export { type Standing, standingCommittee, type StandingMember, type StandingPost } from './standing.js'
export {
  findVacancyDecision,
  listByElectionPosts,
  listByElections,
  listOfficeEnds,
  listSuccessions,
  type OfficeEndRow,
} from './term-queries.js'
export { listRecalls, listSignatories, type RecallRow } from './recall-queries.js'
export { bodyText, causeText, recallVerdictText } from './term-words.js'
