/** Who may do what. Every route names its roles; a route without them stops the start. */
export const roles = [
  'administrator',
  'bureauAuditor',
  'townshipOfficer',
  'electionOfficer',
  'rollClerk',
  'checkInClerk',
  'tallyClerk',
  'observer',
] as const

export type Role = (typeof roles)[number]

/** What a person may be to a page: a stranger, somebody who signed in, or one of the roles. */
export type Access = 'public' | 'signedIn' | readonly Role[]

export const roleText: Readonly<Record<Role, string>> = {
  administrator: '系统管理员',
  bureauAuditor: '民政局审核员',
  townshipOfficer: '街道（镇）干部',
  electionOfficer: '选举委员会负责人',
  rollClerk: '选民登记员',
  checkInClerk: '验证发票员',
  tallyClerk: '计票录入员',
  observer: '观察员',
}

/** How far an account of the role can see. */
export const roleScope: Readonly<Record<Role, 'bureau' | 'township' | 'community' | 'any'>> = {
  administrator: 'bureau',
  bureauAuditor: 'bureau',
  townshipOfficer: 'township',
  electionOfficer: 'community',
  rollClerk: 'community',
  checkInClerk: 'community',
  tallyClerk: 'community',
  observer: 'any',
}

/** Everybody who may look at an election from inside its community, and those above it. */
export const electionReaders: readonly Role[] = [
  'bureauAuditor',
  'townshipOfficer',
  'electionOfficer',
  'rollClerk',
  'checkInClerk',
  'tallyClerk',
  'observer',
]

/** Who sees the whole log of an election: those who answer for it, and those above them. */
export const wholeLogReaders: readonly Role[] = ['bureauAuditor', 'townshipOfficer', 'electionOfficer']

/** Who sees of the log of an election what they did themselves. */
export const ownLogReaders: readonly Role[] = ['rollClerk', 'checkInClerk', 'tallyClerk']
