export {
  type Certificate,
  insertCertificate,
  listCertificates,
  listWhoLeft,
  notePrints,
  withdrawCertificate,
} from './certificate-queries.js'
export {
  decideFiling,
  type Filing,
  findAcceptedFiling,
  fingerprintOfResult,
  insertFiling,
  listFilings,
} from './filing-queries.js'
export {
  factsOf,
  listMembers,
  listRecordedOfSeason,
  type Member,
  type RecordedMember,
  saveMemberFacts,
} from './member-queries.js'
export { filingStateText } from './filing-row.js'
export { resultState } from './result-state.js'
export {
  deleteHandoverItem,
  deleteNone,
  findHandover,
  type HandoverItem,
  insertHandover,
  insertHandoverItem,
  listHandoverItems,
} from './handover-queries.js'
export {
  findSupervisionCommittee,
  saveSupervisionCommittee,
  type SupervisionCommittee,
} from './supervision-queries.js'
