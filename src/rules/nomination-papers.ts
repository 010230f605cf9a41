import type { Finding } from './finding.js'
import { hasErrors } from './finding.js'
import type { PersonId } from './kinship.js'
import { checkNomination, type NominationPaper, nominationKinds } from './nomination.js'
import type { Post } from './post.js'
import { type RuleSet, severityOf } from './rule-set.js'

interface Person {
  readonly id: PersonId
  readonly name: string
}

/**
 * Whether somebody is nominated by all papers for one post together: voters who signed several of them count
 * once, and one sort of nomination is enough. The findings are those of the sort that is nearest.
 */
export function checkPapersTogether(
  papers: readonly NominationPaper[],
  isOnRoll: (id: PersonId) => boolean,
  ruleSet: RuleSet,
): Finding[] {
  const sorts = nominationKinds.flatMap((kind) => {
    const own = papers.filter((paper) => paper.kind === kind)
    const nominators = [...new Set(own.flatMap((paper) => paper.nominators))]
    return own.slice(0, 1).map(({ nominee }) => checkNomination({ kind, nominee, nominators }, isOnRoll, ruleSet))
  })
  return sorts.find((findings) => !hasErrors(findings)) ?? sorts[0] ?? []
}

/** A nominee whose papers no longer nominate, and why. */
export interface NoLongerNominated {
  readonly nominee: Person
  readonly findings: readonly Finding[]
}

/**
 * Who must be looked at again after the roll has changed: nominees no longer on it, and those whose nominators
 * have become too few (law.md 4: the roll is final only after nominations have begun).
 */
export function noLongerNominated(
  papers: readonly NominationPaper[],
  isOnRoll: (id: PersonId) => boolean,
  ruleSet: RuleSet,
): NoLongerNominated[] {
  const nominees = new Map(papers.map(({ nominee }) => [nominee.id, nominee]))
  return [...nominees.values()].flatMap((nominee) => {
    const own = papers.filter((paper) => paper.nominee.id === nominee.id)
    const findings = checkPapersTogether(own, isOnRoll, ruleSet).filter(({ severity }) => severity === 'error')
    return findings.length > 0 ? [{ nominee, findings }] : []
  })
}

/**
 * The people a paper names for one post: each once, and at most as many as the post has seats where the rule set
 * says so (ZJ villages art. 17, Sichuan art. 20).
 */
export function checkNomineesOnPaper(post: Post, nominees: readonly Person[], ruleSet: RuleSet): Finding[] {
  const distinct = new Map(nominees.map((nominee) => [nominee.id, nominee]))
  const article = ruleSet.provenance.nomineesWithinSeats.source
  const fields = ['nominees']
  const findings: Finding[] = []
  if (distinct.size < nominees.length) {
    const message = `提名表上有${nominees.length - distinct.size}处重复，同一人只计一次。`
    findings.push({ code: 'nominee-repeated', severity: 'warning', fields, message })
  }
  if (ruleSet.nomineesWithinSeats && distinct.size > post.seats) {
    const severity = severityOf(ruleSet, 'nomineesWithinSeats')
    const message = `每张提名表的提名人数不超过应选名额：${post.title}应选${post.seats}名，提名${distinct.size}名，多${distinct.size - post.seats}名。`
    findings.push({ code: 'too-many-nominees-on-paper', severity, fields, message, article })
  }
  return findings
}

/** That a voter signed for somebody to have a post. */
export interface Signature {
  readonly voterId: PersonId
  readonly nomineeId: PersonId
  readonly postId: Post['id']
}

/**
 * Whether the signers of a paper have used up their signatures. Where a paper may name as many as there are
 * seats, a voter who signs sheet by sheet has no more (ZJ villages art. 17), and nobody proposes one person for
 * two posts (arts. 17 and 18). Both are readings of a rule for one paper, so they warn and the signature counts.
 */
export function checkSignatureUse(
  paper: { readonly post: Post; readonly nomineeId: PersonId; readonly nominators: readonly Person[] },
  earlier: readonly Signature[],
  ruleSet: RuleSet,
): Finding[] {
  const { post, nomineeId, nominators } = paper
  const byVoter = new Map<PersonId, Signature[]>()
  for (const signature of earlier)
    byVoter.set(signature.voterId, [...(byVoter.get(signature.voterId) ?? []), signature])
  const fields = ['nominators']
  return [...new Map(nominators.map((voter) => [voter.id, voter])).values()].flatMap(({ id, name }) => {
    const own = byVoter.get(id) ?? []
    const others = new Set(own.filter((s) => s.postId === post.id && s.nomineeId !== nomineeId).map((s) => s.nomineeId))
    const findings: Finding[] = []
    if (ruleSet.nomineesWithinSeats && others.size >= post.seats) {
      const article = ruleSet.provenance.nomineesWithinSeats.source
      const message = `${name}已联名提名${post.title}${others.size}名，达到应选名额${post.seats}名，请核实。`
      findings.push({ code: 'nominator-used-up', severity: 'warning', fields, message, article })
    }
    if (ruleSet.onePostPerPerson && own.some((s) => s.nomineeId === nomineeId && s.postId !== post.id)) {
      const article = ruleSet.provenance.onePostPerPerson.source
      const message = `${name}已联名提名同一人担任另一职务，请核实。`
      findings.push({ code: 'nominator-names-two-posts', severity: 'warning', fields, message, article })
    }
    return findings
  })
}
