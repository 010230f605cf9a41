export {
  type Certificate,
  insertCertificate,
  listCertificates,
  notePrints,
  withdrawCertificate,
} from './certificate-queries.js'
export {
  decideFiling,
  type Filing,
  findAcceptedFiling,
  insertFiling,
  listFilings,
  supersedeFilings,
} from './filing-queries.js'
export { listMembers, type Member, type RecordedMember, saveMemberFacts } from './member-queries.js'
