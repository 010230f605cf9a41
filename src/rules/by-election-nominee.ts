import { longDate } from '../lib/chinese-text.js'
import type { PlainDate } from '../lib/plain-date.js'
import { articleIn } from './citation.js'
import type { Finding } from './finding.js'
import { closeKinships, closeRelationText, type Kinship, kinshipOf, type PersonId } from './kinship.js'
import { isHigher, type Post } from './post.js'
import type { RuleSet } from './rule-set.js'
import type { MemberBefore } from './seat-bars.js'

/** What somebody who is nominated in a by-election has to do with the committee whose empty seats it fills. */
export interface TiesToCommittee {
  readonly name: string
  /** The post held now; absent for who holds none. */
  readonly held?: Pick<Post, 'title' | 'position'>
  /** A demand for recall that has not come to its end. */
  readonly recallFiledOn?: PlainDate
  /** The day on which a vote of this term recalled them. */
  readonly recalledOn?: PlainDate
}

/**
 * Whether somebody can stand in a by-election (Urban Residents' Committees Law 2025, arts. 20 and 24). It fills empty
 * seats, so a member cannot stand for a post as high as the one held: nothing would be filled. For a higher post a
 * member can, and the post held falls empty with the declaration. Who is to be recalled waits for the end of it. The
 * law says nothing of those who were recalled before, so that is told and weighed by people.
 */
export function checkByElectionNominee(
  { name, held, recallFiledOn, recalledOn }: TiesToCommittee,
  post: Pick<Post, 'title' | 'position'>,
  ruleSet: RuleSet,
): Finding[] {
  const fields = ['nominee']
  const findings: Finding[] = []
  if (held && !isHigher(post, held)) {
    const message = `${name}是本届居民委员会${held.title}，补选只补出缺的职务，不能再作${post.title}的候选人。`
    const article = articleIn(ruleSet, 24)
    findings.push({ code: 'sitting-member-nominated', severity: 'error', fields, message, article })
  }
  if (held && isHigher(post, held)) {
    const message = `${name}是本届居民委员会${held.title}；当选${post.title}的，${held.title}职务从宣布之日起出缺。`
    findings.push({ code: 'sitting-member-moves-up', severity: 'warning', fields, message })
  }
  if (recallFiledOn !== undefined) {
    const message = `对${name}的罢免要求于${longDate(recallFiledOn)}提出，还没有结束，结束以前不能作补选的候选人。`
    const article = articleIn(ruleSet, 20)
    findings.push({ code: 'nominee-under-recall', severity: 'error', fields, message, article })
  }
  if (recalledOn !== undefined) {
    const message = `${name}于${longDate(recalledOn)}被罢免；法律没有规定不能参加补选，请居民选举委员会留意。`
    findings.push({ code: 'nominee-was-recalled', severity: 'warning', fields, message })
  }
  return findings
}

/**
 * Close relatives of somebody who stands in a by-election among the members in office. They may stand; with the votes
 * for a seat they take none beside them (art. 8), and they and the voters should know it before the vote.
 */
export function checkRelativesInOffice(
  { id, name }: { readonly id: PersonId; readonly name: string },
  inOffice: readonly Pick<MemberBefore, 'personId' | 'name' | 'title'>[],
  kinships: readonly Kinship[],
  ruleSet: RuleSet,
): Finding[] {
  const close = closeKinships(kinships, ruleSet)
  return inOffice.flatMap((member): Finding[] => {
    const kinship = kinshipOf(close, id, member.personId)
    if (!kinship) return []
    const kin = `${name}与在任的${member.title}${member.name}是近亲属（${closeRelationText[kinship.relation]}），不能同时担任居民委员会成员`
    const message = `${kin}：${member.name}在任期间，${name}得票再多也不能当选。`
    const fields = [name, member.name]
    return [{ code: 'relative-in-office', severity: 'warning', fields, message, article: articleIn(ruleSet, 8) }]
  })
}
