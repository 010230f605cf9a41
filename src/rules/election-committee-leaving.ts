import { longDate } from '../lib/chinese-text.js'
import type { PlainDate } from '../lib/plain-date.js'
import type { CommitteeMember } from './election-committee.js'
import type { Finding } from './finding.js'
import { closeKinships, closeRelationText, type Kinship, kinshipOf, type PersonId } from './kinship.js'
import type { RuleSet } from './rule-set.js'

/** Somebody who stands or may stand for election; who has declined or failed the review is not among them. */
export interface StandingNominee {
  readonly id: PersonId
  readonly name: string
  /** Day of the first paper, where it is known. */
  readonly nominatedOn?: PlainDate | undefined
  /** Day of the written consent; null or absent while there is none. */
  readonly consentedOn?: PlainDate | null | undefined
}

/** A member who may not stay, and because of whom: the member nominated or a close relative. */
export interface Leaving {
  readonly memberId: PersonId
  readonly name: string
  readonly because: PersonId
  /** From this day the member must be out, where it is known. */
  readonly since?: PlainDate
  readonly reason: string
}

type Member = Pick<CommitteeMember, 'id' | 'name'>

type When = RuleSet['electionCommitteeLeavesOn']

/**
 * The members who must leave because they or a close relative stand for election (Urban Residents' Committees
 * Law 2025, art. 15), from the nomination or from the consent, as the rule set has it; each once, for the first
 * ground found, their own nomination first.
 */
export function membersWhoMustLeave(
  members: readonly Member[],
  nominees: readonly StandingNominee[],
  kinships: readonly Kinship[],
  ruleSet: RuleSet,
): Leaving[] {
  const when = ruleSet.electionCommitteeLeavesOn
  const standing = nominees.filter((nominee) => when === 'nomination' || hasConsented(nominee))
  return leavings(members, standing, closeKinships(kinships, ruleSet), when)
}

function hasConsented({ consentedOn }: StandingNominee): boolean {
  return consentedOn !== undefined && consentedOn !== null
}

const standsText: Readonly<Record<When, string>> = { nomination: '被提名为候选人', consent: '接受提名为候选人' }

function leavings(
  members: readonly Member[],
  nominees: readonly StandingNominee[],
  close: readonly Kinship[],
  when: When,
): Leaving[] {
  return members.flatMap((member): Leaving[] => {
    const grounds = nominees.flatMap((nominee) => {
      const kinship = kinshipOf(close, member.id, nominee.id)
      if (nominee.id === member.id) return [{ nominee, who: member.name }]
      if (!kinship) return []
      return [{ nominee, who: `${member.name}的近亲属${nominee.name}（${closeRelationText[kinship.relation]}）` }]
    })
    const ground = grounds.find(({ nominee }) => nominee.id === member.id) ?? grounds[0]
    if (!ground) return []
    const { nominee, who } = ground
    const since = when === 'nomination' ? nominee.nominatedOn : nominee.consentedOn
    const { id: memberId, name } = member
    return [{ memberId, name, because: nominee.id, ...(since ? { since } : {}), reason: `${who}${standsText[when]}` }]
  })
}

/**
 * The same as findings: an error each, because the committee cannot act with such a member (art. 15). Where
 * leaving waits for the consent, a nominee who has not been asked yet draws a warning.
 */
export function checkLeaving(
  members: readonly Member[],
  nominees: readonly StandingNominee[],
  kinships: readonly Kinship[],
  ruleSet: RuleSet,
): Finding[] {
  const must = membersWhoMustLeave(members, nominees, kinships, ruleSet)
  const staying = members.filter(({ id }) => must.every(({ memberId }) => memberId !== id))
  const article = ruleSet.provenance.electionCommitteeLeavesOn.source
  return [
    ...must.map(({ memberId, since, reason }): Finding => {
      const message = `${reason}，应当${since ? `自${longDate(since)}起` : ''}退出居民选举委员会。`
      const code = 'election-committee-member-must-leave'
      return { code, severity: 'error', fields: [String(memberId)], message, article }
    }),
    ...leavings(staying, nominees, closeKinships(kinships, ruleSet), 'nomination').map(
      ({ memberId, name, reason }): Finding => {
        const message = `${reason}，还没有表示是否接受；一经接受，${name}应当退出居民选举委员会。`
        const code = 'election-committee-member-may-have-to-leave'
        return { code, severity: 'warning', fields: [String(memberId)], message, article }
      },
    ),
  ]
}
