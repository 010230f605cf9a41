import { isMoreThan, type Fraction } from '../lib/fraction.js'
import { comparisonText, shareText } from './arithmetic.js'
import type { ElectionForm } from './election-form.js'
import { electorText } from './electors.js'
import type { Finding } from './finding.js'
import type { PersonId } from './kinship.js'
import type { Post } from './post.js'
import type { RuleSet } from './rule-set.js'

/** Candidates a post may have: its seats and the largest surplus of its position. */
export function placesOf(post: Post, { surplusMaximum }: Pick<RuleSet, 'surplusMaximum'>): number {
  return post.seats + surplusMaximum[post.position]
}

/** A post whose nominees are too many, so that a primary chooses among them. */
export interface PrimaryContest<N> {
  readonly post: Post
  readonly nominees: readonly N[]
  /** Nominees who become candidates. */
  readonly places: number
  readonly sentence: string
}

/**
 * The posts that a primary (预选) is held for: those with more nominees than the surplus allows (ZJ villages art.
 * 18, Sichuan art. 22). To be given those who passed the review and accepted. None where the rule set holds none.
 */
export function primaryNeeded<N extends { readonly postId: Post['id'] }>(
  nominees: readonly N[],
  posts: readonly Post[],
  ruleSet: RuleSet,
): PrimaryContest<N>[] {
  if (!ruleSet.primary) return []
  return posts.flatMap((post) => {
    const own = nominees.filter(({ postId }) => postId === post.id)
    const places = placesOf(post, ruleSet)
    if (own.length <= places) return []
    const sum = `${post.seats}＋${places - post.seats}＝${places}`
    const sentence = `${post.title}应选${post.seats}名，正式候选人最多${sum}名，提名${own.length}名，须经预选（${ruleSet.provenance.primary.source}）。`
    return [{ post, nominees: own, places, sentence }]
  })
}

/**
 * The share of the electorate that must take part in a primary, strictly more. Its electorate is that of the
 * election, and Sichuan art. 22 asks for the election's own turnout: where that is the larger share (residents'
 * representatives) it holds here too.
 */
export function primaryShare(
  form: ElectionForm,
  { primaryTurnout, turnout }: Pick<RuleSet, 'primaryTurnout' | 'turnout'>,
): Fraction {
  const election = turnout[form]
  return election.num * primaryTurnout.den > primaryTurnout.num * election.den ? election : primaryTurnout
}

/** A nominee with the votes of the primary. */
export interface PrimaryVotes {
  readonly id: PersonId
  readonly name: string
  readonly votes: number
  /** Votes when those of equal votes were voted on again, and again. */
  readonly votesAgain?: readonly number[]
}

/** By votes, equal ones by the votes of the votes held again among them; 0 where none of them decides. */
export function compareByPrimary(a: PrimaryVotes, b: PrimaryVotes): number {
  const left = [a.votes, ...(a.votesAgain ?? [])]
  const right = [b.votes, ...(b.votesAgain ?? [])]
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const order = (right[at] ?? -1) - (left[at] ?? -1)
    if (order !== 0) return order
  }
  return 0
}

/** A primary as counted. */
export interface PrimaryCount<N extends PrimaryVotes> {
  readonly form: ElectionForm
  /** Those who may vote in it: the electors of the election's form. */
  readonly electors: number
  readonly ballotsIssued: number
  readonly ballotsReturned: number
  readonly posts: readonly PrimaryPost<N>[]
}

interface PrimaryPost<N extends PrimaryVotes> {
  readonly post: Post
  readonly nominees: readonly N[]
  /** Places that equal votes left open, where they are voted on again; else those of the post. */
  readonly places?: number
}

/** What a primary decides for one post; `passedOver` in order of votes, from which a withdrawal is refilled. */
export interface PrimaryPostOutcome<N> {
  readonly post: Post
  readonly candidates: readonly N[]
  /** Of equal votes for fewer places, to be voted on again. */
  readonly tied: readonly N[]
  readonly placesForTied: number
  readonly passedOver: readonly N[]
  readonly sentences: readonly string[]
}

export interface PrimaryOutcome<N> {
  /** A void primary decides nothing and is held again. */
  readonly isValid: boolean
  readonly findings: readonly Finding[]
  readonly posts: readonly PrimaryPostOutcome<N>[]
  readonly explanation: readonly string[]
}

/**
 * Who becomes a candidate by a primary: for each post those of most votes, up to its places. The law does not say
 * what becomes of equal votes for the last place: by the figure `primaryTie` all of them go on, for nobody is to be
 * kept off the ballot by lot, or, where the number of candidates binds, they are voted on again.
 */
export function primaryOutcome<N extends PrimaryVotes>(count: PrimaryCount<N>, ruleSet: RuleSet): PrimaryOutcome<N> {
  const findings = checkPrimary(count, ruleSet)
  if (findings.length > 0) {
    const explanation = [...findings.map(({ message }) => message), '预选无效，须重新预选。']
    return { isValid: false, findings, posts: [], explanation }
  }
  const posts = count.posts.map((post) => choiceOfPrimary(post, ruleSet))
  const valid = `预选${turnoutSum(count, ruleSet)}，预选有效（${ruleSet.provenance.primaryTurnout.source}）。`
  return { isValid: true, findings, posts, explanation: [valid, ...posts.flatMap(({ sentences }) => sentences)] }
}

function turnoutSum({ form, electors, ballotsReturned }: PrimaryCount<PrimaryVotes>, ruleSet: RuleSet): string {
  const share = primaryShare(form, ruleSet)
  const verb = isMoreThan(ballotsReturned, electors, share) ? '超过' : '未超过'
  const sum = comparisonText(ballotsReturned, electors, share)
  return `收回选票${ballotsReturned}张，${verb}${electorText[form]}${electors}人的${shareText(share)}（${sum}）`
}

function checkPrimary(count: PrimaryCount<PrimaryVotes>, ruleSet: RuleSet): Finding[] {
  const { form, electors, ballotsIssued, ballotsReturned, posts } = count
  const article = ruleSet.provenance.primaryTurnout.source
  const findings: Finding[] = []
  if (!isMoreThan(ballotsReturned, electors, primaryShare(form, ruleSet))) {
    const message = `预选${turnoutSum(count, ruleSet)}。`
    findings.push({ code: 'primary-turnout', severity: 'error', fields: ['ballotsReturned'], message, article })
  }
  for (const { limit, of, unit, code } of [
    { limit: ballotsIssued, of: '发出选票', unit: '张', code: 'primary-more-ballots-than-issued' },
    { limit: electors, of: electorText[form], unit: '人', code: 'primary-more-ballots-than-electors' },
  ]) {
    if (ballotsReturned <= limit) continue
    const message = `预选收回选票${ballotsReturned}张，多于${of}${limit}${unit}，多${ballotsReturned - limit}张。`
    findings.push({ code, severity: 'error', fields: ['ballotsReturned'], message })
  }
  for (const { name, votes } of posts.flatMap(({ nominees }) => nominees)) {
    if (votes <= ballotsReturned) continue
    const message = `${name}得${votes}票，多于预选收回选票${ballotsReturned}张，请核对。`
    findings.push({ code: 'primary-more-votes-than-ballots', severity: 'error', fields: [name], message })
  }
  return findings
}

/**
 * Who goes on for one post, of those who still stand: so a nominee who leaves between the primary and the list is
 * followed by the next of most votes.
 */
export function choiceOfPrimary<N extends PrimaryVotes>(
  { post, nominees, places = Number.NaN }: PrimaryPost<N>,
  ruleSet: RuleSet,
): PrimaryPostOutcome<N> {
  const isAgain = !Number.isNaN(places)
  const open = isAgain ? places : placesOf(post, ruleSet)
  const ranked = [...nominees].sort(compareByPrimary)
  const edge = ranked[open]
  const last = ranked[open - 1]
  const isTie = edge !== undefined && last !== undefined && compareByPrimary(last, edge) === 0
  const goOn = isTie && ruleSet.primaryTie === 'allGoOn'
  const above = isTie ? ranked.filter((one) => compareByPrimary(one, edge) < 0) : ranked.slice(0, open)
  const equal = isTie ? ranked.filter((one) => compareByPrimary(one, edge) === 0) : []
  const candidates = goOn ? [...above, ...equal] : above
  const tied = goOn ? [] : equal
  const passedOver = ranked.filter((one) => !candidates.includes(one) && !tied.includes(one))
  const placesForTied = tied.length > 0 ? open - above.length : 0
  const found = { post, candidates, tied, placesForTied, passedOver }
  const sum = isAgain
    ? `还余${open}名，再次投票后`
    : `应选${post.seats}名＋最多差额${open - post.seats}名＝${open}名，按预选得票多少`
  return { ...found, sentences: [...explain(found, sum, ruleSet), ...(goOn ? [tieSentence(post, equal)] : [])] }
}

function explain(
  { post, candidates, tied, placesForTied, passedOver }: Omit<PrimaryPostOutcome<PrimaryVotes>, 'sentences'>,
  sum: string,
  ruleSet: RuleSet,
): string[] {
  const list = (people: readonly PrimaryVotes[]) => people.map(shown).join('、')
  const chosen = candidates.length > 0 ? list(candidates) : '还不能确定'
  return [
    `${post.title}正式候选人${sum}为：${chosen}（${ruleSet.provenance.primary.source}）。`,
    ...(tied.length > 0 ? [`${list(tied)}，得票相等，只余${placesForTied}名，在其中再次投票。`] : []),
    ...(passedOver.length > 0 ? [`未列入的按得票多少为：${list(passedOver)}，有人放弃时依次递补。`] : []),
  ]
}

function shown({ name, votes, votesAgain = [] }: PrimaryVotes): string {
  return `${name}${votes}票${votesAgain.map((again) => `（再次投票${again}票）`).join('')}`
}

function tieSentence(post: Post, equal: readonly PrimaryVotes[]): string {
  return `${equal.map(({ name }) => name).join('、')}争${post.title}末位得票相等，法律没有规定，一并列为正式候选人。`
}
