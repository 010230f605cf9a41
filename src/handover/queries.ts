export { listMembers, type Member, type RecordedMember, saveMemberFacts } from './member-queries.js'
