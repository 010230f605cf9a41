import { kebabCase } from '../lib/text-case.js'
import { articleIn } from './citation.js'
import type { Finding } from './finding.js'
import { closeKinships, closeRelationText, type Kinship, kinshipOf, type PersonId } from './kinship.js'
import type { Post, Sex } from './post.js'
import { placesOf } from './primary.js'
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
export function checkBars(name: string, found: readonly StatutoryBar[], ruleSet: RuleSet): Finding[] {
  return found.map((bar) => ({
    code: `bar-${kebabCase(bar)}`,
    severity: 'error',
    fields: [bar],
    message: `${name}${statutoryBarText[bar]}，不得确定为候选人。`,
    article: articleIn(ruleSet, 18),
  }))
}

/** The nominees who become candidates: passed and willing, in the order given. */
export function confirmable<N extends Pick<Nominee, 'vetting' | 'hasConsented'>>(nominees: readonly N[]): N[] {
  return nominees.filter(({ vetting, hasConsented }) => vetting === 'passed' && hasConsented)
}

/**
 * Whether the candidates can be confirmed (art. 18): every nominee reviewed and asked, nobody standing for two
 * posts, for each post more candidates than seats but not more than the surplus, and a woman among them (art. 8).
 */
export function checkCandidates(nominees: readonly Nominee[], posts: readonly Post[], ruleSet: RuleSet): Finding[] {
  const candidates = confirmable(nominees)
  return [
    ...nominees.flatMap((nominee) => reviewFindings(nominee, ruleSet)),
    ...severalPostsFindings(nominees, ruleSet),
    ...posts.flatMap((post) => contestFindings(post, candidates, ruleSet)),
    ...womanFindings(candidates, ruleSet),
  ]
}

function reviewFindings({ name, vetting, hasConsented }: Nominee, ruleSet: RuleSet): Finding[] {
  const article = articleIn(ruleSet, 18)
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

/** One post a person, chosen in writing, where the rule set says so (ZJ villages art. 18, Sichuan art. 20). */
function severalPostsFindings(nominees: readonly Nominee[], ruleSet: RuleSet): Finding[] {
  if (!ruleSet.onePostPerPerson) return []
  const standing = nominees.filter(({ vetting }) => vetting === 'passed' || vetting === 'open')
  const repeated = standing.filter((nominee, index) => standing.findIndex(({ id }) => id === nominee.id) < index)
  return repeated.map(({ name }) => ({
    code: 'stands-for-several-posts',
    severity: 'error',
    fields: [name],
    message: `${name}被提名两个以上职务，须由本人书面选定一个。`,
    article: ruleSet.provenance.onePostPerPerson.source,
  }))
}

function contestFindings(post: Post, candidates: readonly Nominee[], ruleSet: RuleSet): Finding[] {
  const standing = candidates.filter(({ postId }) => postId === post.id)
  const men = standing.filter(({ sex }) => post.reservedForWoman && sex !== 'female')
  return [
    ...surplusFindings(post, standing.length, ruleSet),
    ...men.map(
      ({ name }): Finding => ({
        code: 'man-on-reserved-seat',
        severity: 'error',
        fields: [post.id],
        message: `${post.title}是妇女名额，${name}不能列为该职务的候选人。`,
        article: ruleSet.provenance.womanSeat.source,
      }),
    ),
  ]
}

function surplusFindings(post: Post, standing: number, ruleSet: RuleSet): Finding[] {
  const fields = [post.id]
  const needed = post.seats + ruleSet.surplusMinimum
  if (standing < needed) {
    const severity = severityOf(ruleSet, 'surplusMinimum')
    const message = `候选人名额应多于应选名额：${post.title}应选${post.seats}名，候选人应有${needed}名以上，现有${standing}名。`
    const article = ruleSet.provenance.surplusMinimum.source
    return [{ code: 'too-few-candidates', severity, fields, message, article }]
  }
  const places = placesOf(post, ruleSet)
  if (standing <= places) return []
  const severity = severityOf(ruleSet, 'surplusMaximum')
  const how = ruleSet.primary ? '由预选确定' : '请按选举办法确定'
  const message = `${post.title}应选${post.seats}名，最多差额${places - post.seats}名，候选人最多${places}名，现有${standing}名，多${standing - places}名，${how}。`
  return [{ code: 'too-many-candidates', severity, fields, message, article: ruleSet.provenance.surplusMaximum.source }]
}

function womanFindings(candidates: readonly Nominee[], ruleSet: RuleSet): Finding[] {
  const women = candidates.filter(({ sex }) => sex === 'female').length
  if (women >= ruleSet.womenMinimum) return []
  const article = ruleSet.provenance.womenMinimum.source
  const message = `居民委员会应有妇女成员${ruleSet.womenMinimum}名以上，候选人中妇女${women}名。`
  return [{ code: 'too-few-women', severity: 'warning', fields: [], message, article }]
}

/**
 * Close relatives among those who stand. They may all stand; they cannot sit together (art. 8), and voters and
 * nominees should know it before the vote.
 */
export function checkRelativesStanding(
  nominees: readonly Pick<Nominee, 'id' | 'name'>[],
  kinships: readonly Kinship[],
  ruleSet: RuleSet,
): Finding[] {
  const close = closeKinships(kinships, ruleSet)
  return nominees.flatMap((nominee, index) =>
    nominees.slice(index + 1).flatMap((other): Finding[] => {
      const kinship = kinshipOf(close, nominee.id, other.id)
      if (!kinship) return []
      const message = `${nominee.name}和${other.name}是近亲属（${closeRelationText[kinship.relation]}），不能同时担任居民委员会成员。`
      const fields = [nominee.name, other.name]
      return [{ code: 'relatives-standing', severity: 'warning', fields, message, article: articleIn(ruleSet, 8) }]
    }),
  )
}
