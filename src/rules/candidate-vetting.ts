import { kebabCase } from '../lib/text-case.js'
import { lawArticle } from './citation.js'
import type { Finding } from './finding.js'
import type { PersonId } from './kinship.js'
import type { Post, Sex } from './post.js'
import { type RuleSet, severityOf } from './rule-set.js'

/** What keeps somebody from being a candidate (Urban Residents' Committees Law 2025, art. 18). */
export const statutoryBars = ['expelledFromParty', 'convicted', 'gangActivity', 'illegalReligionOrCult'] as const

export type StatutoryBar = (typeof statutoryBars)[number]

export const statutoryBarText: Readonly<Record<StatutoryBar, string>> = {
  expelledFromParty: '被开除党籍',
  convicted: '因犯罪受过刑事处罚',
  gangActivity: '有依仗黑恶势力的违法行为',
  illegalReligionOrCult: '组织、参加非法宗教活动或者邪教活动',
}

/** Somebody nominated for a post, with where the review stands. */
export interface Nominee {
  readonly id: PersonId
  readonly name: string
  readonly sex: Sex
  readonly postId: Post['id']
  readonly hasConsented: boolean
  readonly vetting: 'open' | 'passed' | 'failed' | 'withdrawn'
}

/** Whether a review may end well: a single bar found excludes the nominee (art. 18). */
export function checkBars(name: string, found: readonly StatutoryBar[]): Finding[] {
  return found.map((bar) => ({
    code: `bar-${kebabCase(bar)}`,
    severity: 'error',
    fields: [bar],
    message: `${name}${statutoryBarText[bar]}，不得确定为候选人。`,
    article: lawArticle(18),
  }))
}

/** The nominees who become candidates: passed and willing, in the order given. */
export function confirmable(nominees: readonly Nominee[]): Nominee[] {
  return nominees.filter(({ vetting, hasConsented }) => vetting === 'passed' && hasConsented)
}

/**
 * Whether the candidates can be confirmed (art. 18): every nominee reviewed and asked, nobody standing for two
 * posts, for each post more candidates than seats, and a woman among them (art. 8).
 */
export function checkCandidates(nominees: readonly Nominee[], posts: readonly Post[], ruleSet: RuleSet): Finding[] {
  return [
    ...nominees.flatMap(reviewFindings),
    ...severalPostsFindings(nominees),
    ...posts.flatMap((post) => contestFindings(post, confirmable(nominees), ruleSet)),
    ...womanFindings(confirmable(nominees), ruleSet),
  ]
}

function reviewFindings({ name, vetting, hasConsented }: Nominee): Finding[] {
  const article = lawArticle(18)
  if (vetting === 'open') {
    const message = `${name}的资格审查还没有结果。`
    return [{ code: 'vetting-open', severity: 'error', fields: [name], message, article }]
  }
  if (vetting === 'passed' && !hasConsented) {
    const message = `${name}还没有表示接受提名，不能列为候选人。`
    return [{ code: 'no-consent', severity: 'warning', fields: [name], message, article }]
  }
  return []
}

function severalPostsFindings(nominees: readonly Nominee[]): Finding[] {
  const standing = nominees.filter(({ vetting }) => vetting === 'passed' || vetting === 'open')
  const repeated = standing.filter((nominee, index) => standing.findIndex(({ id }) => id === nominee.id) < index)
  return repeated.map(({ name }) => ({
    code: 'stands-for-several-posts',
    severity: 'error',
    fields: [name],
    message: `${name}被提名两个以上职务，须由本人书面选定一个。`,
    article: lawArticle(18),
  }))
}

function contestFindings(post: Post, candidates: readonly Nominee[], ruleSet: RuleSet): Finding[] {
  const standing = candidates.filter(({ postId }) => postId === post.id)
  const findings: Finding[] = []
  const needed = post.seats + ruleSet.surplusMinimum
  if (standing.length < needed) {
    findings.push({
      code: 'too-few-candidates',
      severity: severityOf(ruleSet, 'surplusMinimum'),
      fields: [post.id],
      message: `候选人名额应多于应选名额：${post.title}应选${post.seats}名，候选人应有${needed}名以上，现有${standing.length}名。`,
      article: ruleSet.provenance.surplusMinimum.source,
    })
  }
  for (const { name } of standing.filter(({ sex }) => post.reservedForWoman && sex !== 'female')) {
    findings.push({
      code: 'man-on-reserved-seat',
      severity: 'error',
      fields: [post.id],
      message: `${post.title}是妇女名额，${name}不能列为该职务的候选人。`,
      article: ruleSet.provenance.womanSeat.source,
    })
  }
  return findings
}

function womanFindings(candidates: readonly Nominee[], ruleSet: RuleSet): Finding[] {
  const women = candidates.filter(({ sex }) => sex === 'female').length
  if (women >= ruleSet.womenMinimum) return []
  const article = ruleSet.provenance.womenMinimum.source
  const message = `居民委员会应有妇女成员${ruleSet.womenMinimum}名以上，候选人中妇女${women}名。`
  return [{ code: 'too-few-women', severity: 'warning', fields: [], message, article }]
}
