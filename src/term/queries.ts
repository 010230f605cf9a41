export { type Standing, standingCommittee, type StandingMember, type StandingPost } from './standing.js'
export {
  findVacancyDecision,
  listByElectionPosts,
  listByElections,
  listOfficeEnds,
  listSuccessions,
  type OfficeEndRow,
} from './term-queries.js'
export { bodyText, causeText } from './term-words.js'
