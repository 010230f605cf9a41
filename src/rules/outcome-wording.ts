import { assert } from '../lib/assert.js'
import { comparisonText, shareText } from './arithmetic.js'
import { barredSentence, kinArticles, wayGivenSentence } from './bar-wording.js'
import { hainanVillageArticle } from './citation.js'
import type { Standing } from './count.js'
import { heldAgainSentence } from './held-again.js'
import { invalidByText } from './invalid-ballots.js'
import { hasEnough } from './majority.js'
import type { FollowUp, Outcome, PostOutcome, Tie, Vote } from './outcome.js'
import { highestFirst, type Post } from './post.js'
import type { RuleSet } from './rule-set.js'
import { cite, votesText } from './sentence.js'
import { validitySentence } from './turnout.js'
import { writtenName } from './write-in.js'

type Explained = Omit<Outcome, 'explanation'>

/** Every decision of an outcome as a Chinese sentence, with the article and the sum it rests on. */
export function explain(vote: Vote, outcome: Explained, ruleSet: RuleSet): string[] {
  const concerns = outcome.findings.map(({ message, article }) => cite(message, article))
  if (!outcome.isValid) return [...concerns, heldAgainSentence(outcome.followUp, outcome.posts, ruleSet)]
  const { returned } = outcome.ballots
  const isTurnoutLow = concerns.length > 0
  const { womansSeat } = outcome
  const context: Context = { vote, returned, ruleSet, womansSeat }
  const posts = highestFirst(outcome.posts.map((decided) => ({ ...decided.post, decided })))
  return [
    ...(isTurnoutLow ? concerns : [validitySentence(vote, returned, ruleSet)]),
    ...explainBallots(outcome.ballots, ruleSet),
    ...posts.flatMap(({ decided }) => explainPost(decided, context)),
    ...outcome.waysGiven.map((given) => wayGivenSentence(given, ruleSet)),
    ...explainWomansSeat(outcome, ruleSet),
    ...explainFollowUp(outcome.followUp, outcome, ruleSet),
  ]
}

interface Context {
  readonly vote: Vote
  readonly returned: number
  readonly ruleSet: RuleSet
  readonly womansSeat: Outcome['womansSeat']
}

function explainBallots({ returned, valid, invalid, blank, ...more }: Outcome['ballots'], ruleSet: RuleSet): string[] {
  const { invalidBy, setApart = 0, voidBoxes = [] } = more
  const why = invalidByText(invalidBy)
  const kinds = `有效票${valid}张，无效票${invalid}张${why === '' ? '' : `（${why}）`}，空白票${blank}张`
  const boxes = voidBoxes.map(({ name, ballots, voters }) => {
    const sum = `${name}内选票${ballots}张，多于在该票箱投票的${voters}人，该票箱的选票无效`
    return cite(
      `${sum}：${voters}张计入无效票，多出的${ballots - voters}张不计入收回选票。`,
      ruleSet.provenance.overfullBox.source,
    )
  })
  const forged = setApart - voidBoxes.reduce((sum, { ballots, voters }) => sum + ballots - voters, 0)
  return [
    ...boxes,
    ...(forged > 0 ? [cite(`伪造的选票${forged}张另行封存，不计入收回选票。`, hainanVillageArticle(29))] : []),
    `收回的${returned}张选票中，${kinds}；是否当选按收回选票数计算。`,
  ]
}

function explainPost(decided: PostOutcome, context: Context): string[] {
  const { post, standings, elected, ties, electedHigher, barred, seatsLeft } = decided
  const tied = ties.flatMap((tie) => tie.tied)
  const settled = [...elected, ...tied, ...electedHigher, ...barred.map(({ person }) => person)]
  const best = standings.find((person) => !settled.includes(person))
  return [
    ...electedHigher.map((person) => keptHigher(person, post.title)),
    ...barred.map((each) => barredSentence(each, post.title, context.ruleSet)),
    ...elected.map((person) => electedSentence(person, post.title, context)),
    ...ties.map((tie) => tieSentence(tie, post.title, context.ruleSet)),
    ...(best ? notElected(best, decided, context) : []),
    ...(seatsLeft > 0 ? [`${post.title}应选${post.seats}名，当选${elected.length}名，缺额${seatsLeft}名。`] : []),
  ]
}

function electedSentence(person: Standing, title: string, { vote, returned, ruleSet }: Context): string {
  const { winningShare, runoffMinimum, provenance } = ruleSet
  const votes = votesText(person)
  const check = writtenName(person.personId) !== undefined ? '（另选人，须经资格审查确认）' : ''
  if (vote.round === 'first') {
    const sum = comparisonText(person.for, returned, winningShare)
    const reason = `超过收回选票${returned}张的${shareText(winningShare)}（${sum}）`
    return cite(`${votes}，${reason}，当选${title}${check}。`, provenance.winningShare.source)
  }
  if (vote.round === 'runoff') {
    const sum = comparisonText(person.for, returned, runoffMinimum)
    const reason = `得票居前，且不少于收回选票${returned}张的${shareText(runoffMinimum)}（${sum}）`
    return cite(`${votes}，${reason}，当选${title}${check}。`, provenance.runoffMinimum.source)
  }
  return cite(`${votes}，在得票相等的人中得票居前，当选${title}。`, provenance.tieAtCut.source)
}

/** The best of those not elected stands for the rest: their votes are in the list. */
function notElected(person: Standing, { post }: PostOutcome, context: Context): string[] {
  const { vote, returned, ruleSet } = context
  const votes = `其余人中得票最多的${votesText(person)}`
  if (hasEnough(person, vote.round, returned, ruleSet)) {
    return [`${votes}，达到当选所需票数，但${whyNoSeat(person, post, context)}，未当选${post.title}。`]
  }
  if (vote.round === 'tieBreak') return []
  const [figure, verb] =
    vote.round === 'first' ? (['winningShare', '未超过'] as const) : (['runoffMinimum', '少于'] as const)
  const sum = comparisonText(person.for, returned, ruleSet[figure])
  const reason = `${verb}收回选票${returned}张的${shareText(ruleSet[figure])}（${sum}）`
  return [cite(`${votes}，${reason}，未当选${post.title}。`, ruleSet.provenance[figure].source)]
}

function whyNoSeat({ sex }: Standing, post: Post, { womansSeat }: Context): string {
  const isFirst = womansSeat.kind === 'womanFirst' && womansSeat.postId === post.id
  const forWomen = isFirst ? womansSeat.seats : (post.seatsForWomen ?? 0)
  if (post.reservedForWoman && sex === 'male') return '该职为妇女名额'
  return forWomen > 0 ? `有${forWomen}个名额优先由妇女取得` : '按得票顺序不在应选名额之内'
}

function keptHigher(person: Standing, title: string): string {
  const votes = votesText({ ...person, name: `${person.name}在${title}中` })
  return `${votes}，达到当选所需票数，但已当选更高或在前的职务，一人只任一职，不再占用${title}名额。`
}

function tieSentence({ seats, tied, areRelatives }: Tie, title: string, ruleSet: RuleSet): string {
  const names = tied.map(({ name }) => name).join('、')
  const votes = tied[0]?.for
  if (areRelatives) {
    const kin = `${names}得赞成票同为${votes}张，达到当选${title}所需票数，但有近亲属关系，不能同时任职，至多${seats}人当选`
    return cite(`${kin}，均暂不当选，对其再次投票。`, kinArticles(ruleSet))
  }
  const message = `${names}得赞成票同为${votes}张，而${title}只余${seats}个名额，均暂不当选，对得票相等的人再次投票。`
  return cite(message, ruleSet.provenance.tieAtCut.source)
}

function explainWomansSeat({ womansSeat, posts }: Explained, ruleSet: RuleSet): string[] {
  if (womansSeat.kind === 'settled') return []
  const article = ruleSet.provenance.womenMinimum.source
  if (womansSeat.kind === 'unknown')
    return [cite('当选人中有性别未登记的，不能判断是否已有妇女成员，请核实。', article)]
  const [member] = posts.filter(({ post }) => post.id === womansSeat.postId)
  assert(member, 'the woman sits in a post of this vote')
  const { title } = member.post
  const { womenMinimum } = ruleSet
  const lacking = womenMinimum > 1 ? `当选人中妇女不足${womenMinimum}名` : '当选人中没有妇女'
  if (member.seatsForWoman > 0) {
    const isOneBarred = member.barred.some(({ person }) => person.sex === 'female')
    const none = isOneBarred || womenMinimum > 1 ? '没有其他妇女可以当选' : '没有妇女达到当选票数'
    return [cite(`${lacking}，且${none}，${title}留${member.seatsForWoman}个名额在妇女中另行选举。`, article)]
  }
  const women = member.elected.filter(({ sex }) => sex === 'female')
  if (women.length < womansSeat.seats) {
    const tied = womansSeat.seats - women.length
    return [cite(`当选人中须有妇女，${title}${tied}个名额由得票相等的妇女再次投票决定。`, article)]
  }
  const names = women.map(({ name }) => name).join('、')
  return [cite(`按得票顺序${lacking}，达到当选票数的妇女中得票最多的${names}优先当选${title}。`, article)]
}

export function explainFollowUp(followUp: FollowUp, { posts }: Pick<Outcome, 'posts'>, ruleSet: RuleSet): string[] {
  const left = posts.reduce((sum, { seatsLeft }) => sum + seatsLeft, 0)
  if (followUp.kind === 'none' && left === 0) return ['应选名额全部选出，选举结束。']
  if (followUp.kind === 'none') {
    const message = `尚缺${left}名；居民委员会成员已达${ruleSet.seatsMayStayEmptyFrom}人，缺额可以暂缺。`
    return [cite(message, ruleSet.provenance.seatsMayStayEmptyFrom.source)]
  }
  if (followUp.kind !== 'runoff') return []
  return followUp.posts.map(({ post, seats, womenOnly, candidates }) => {
    const names = candidates.map(({ name, for: votes }) => `${name}（${votes}票）`).join('、')
    const pool = names === '' ? '没有未当选的人可作候选人，应当另行提名' : `候选人按得票顺序为${names}`
    const line = womenOnly && !post.reservedForWoman ? '妇女名额' : ''
    const message = `${post.title}${line}缺额${seats}名，另行选举，${pool}。`
    return cite(message, ruleSet.provenance.runoffMinimum.source)
  })
}
