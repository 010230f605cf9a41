import { assert } from '../lib/assert.js'
import { comparisonText, shareText } from './arithmetic.js'
import { lawArticle, zhejiangVillageArticle } from './citation.js'
import type { Standing } from './count.js'
import type { FollowUp, Outcome, PostOutcome, Tie, Vote } from './outcome.js'
import { hasEnough } from './majority.js'
import { highestFirst, type Post } from './post.js'
import type { RuleSet } from './rule-set.js'
import { validitySentence } from './turnout.js'

type Explained = Omit<Outcome, 'explanation'>

/** Every decision of an outcome as a Chinese sentence, with the article and the sum it rests on. */
export function explain(vote: Vote, outcome: Explained, ruleSet: RuleSet): string[] {
  const concerns = outcome.findings.map(({ message, article }) => cite(message, article))
  if (!outcome.isValid) return [...concerns, cite('本次投票的所有职务重新选举。', lawArticle(19))]
  const { returned, valid, invalid, blank } = outcome.ballots
  const isTurnoutLow = concerns.length > 0
  const { womansSeat } = outcome
  const womanFirstIn = womansSeat.kind === 'womanFirst' ? womansSeat.postId : undefined
  const context: Context = { vote, returned, ruleSet, womanFirstIn }
  const posts = highestFirst(outcome.posts.map((decided) => ({ ...decided.post, decided })))
  return [
    ...(isTurnoutLow ? concerns : [validitySentence(vote, returned, ruleSet)]),
    `收回的${returned}张选票中，有效票${valid}张，无效票${invalid}张，空白票${blank}张；是否当选按收回选票数计算。`,
    ...posts.flatMap(({ decided }) => explainPost(decided, context)),
    ...explainWomansSeat(outcome, ruleSet),
    ...explainFollowUp(outcome.followUp, outcome, ruleSet),
  ]
}

interface Context {
  readonly vote: Vote
  readonly returned: number
  readonly ruleSet: RuleSet
  readonly womanFirstIn: string | undefined
}

function explainPost(decided: PostOutcome, context: Context): string[] {
  const { post, standings, elected, ties, electedHigher, seatsLeft } = decided
  const tied = ties.flatMap((tie) => tie.tied)
  const best = standings.find((person) => ![...elected, ...tied, ...electedHigher].includes(person))
  return [
    ...electedHigher.map((person) => keptHigher(person, post.title)),
    ...elected.map((person) => electedSentence(person, post.title, context)),
    ...ties.map((tie) => tieSentence(tie, post.title)),
    ...(best ? notElected(best, decided, context) : []),
    ...(seatsLeft > 0 ? [`${post.title}应选${post.seats}名，当选${elected.length}名，缺额${seatsLeft}名。`] : []),
  ]
}

function electedSentence(person: Standing, title: string, { vote, returned, ruleSet }: Context): string {
  const { winningShare, runoffMinimum, provenance } = ruleSet
  const votes = `${person.name}得赞成票${person.for}张${carriedText(person)}`
  const check = person.writeIn ? '（另选人，须经资格审查确认）' : ''
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
  return cite(`${votes}，在得票相等的人中得票居前，当选${title}。`, zhejiangVillageArticle(28))
}

/** The best of those not elected stands for the rest: their votes are in the list. */
function notElected(person: Standing, { post }: PostOutcome, context: Context): string[] {
  const { vote, returned, ruleSet } = context
  const votes = `其余人中得票最多的${person.name}得赞成票${person.for}张${carriedText(person)}`
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

function whyNoSeat({ sex }: Standing, post: Post, { womanFirstIn }: Context): string {
  if (post.reservedForWoman && sex === 'male') return '该职为妇女名额'
  return post.id === womanFirstIn ? '有1个名额优先由妇女取得' : '按得票顺序不在应选名额之内'
}

function keptHigher(person: Standing, title: string): string {
  const votes = `${person.name}在${title}中得赞成票${person.for}张${carriedText(person)}`
  return `${votes}，达到当选所需票数，但已当选更高或在前的职务，一人只任一职，不再占用${title}名额。`
}

function tieSentence({ seats, tied }: Tie, title: string): string {
  const names = tied.map(({ name }) => name).join('、')
  const votes = tied[0]?.for
  const message = `${names}得赞成票同为${votes}张，而${title}只余${seats}个名额，均暂不当选，对得票相等的人再次投票。`
  return cite(message, zhejiangVillageArticle(28))
}

function explainWomansSeat({ womansSeat, posts }: Explained, ruleSet: RuleSet): string[] {
  if (womansSeat.kind === 'settled') return []
  const article = ruleSet.provenance.womenMinimum.source
  if (womansSeat.kind === 'unknown')
    return [cite('当选人中有性别未登记的，不能判断是否已有妇女成员，请核实。', article)]
  const [member] = posts.filter(({ post }) => post.id === womansSeat.postId)
  assert(member, 'the woman sits in a post of this vote')
  const { title } = member.post
  if (member.seatsForWoman > 0)
    return [cite(`当选人中没有妇女，且没有妇女达到当选票数，${title}留1个名额在妇女中另行选举。`, article)]
  const women = member.elected.filter(({ sex }) => sex === 'female')
  if (women.length === 0) return [cite(`当选人中须有妇女，${title}1个名额由得票相等的妇女再次投票决定。`, article)]
  const names = women.map(({ name }) => name).join('、')
  return [cite(`按得票顺序当选人中没有妇女，达到当选票数的妇女中得票最多的${names}优先当选${title}。`, article)]
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

function carriedText({ carriedDown }: Standing): string {
  return carriedDown === undefined ? '' : `（其中由较高职务下加${carriedDown}张）`
}

/** The sentence with its source before the full stop. */
function cite(sentence: string, source: string | undefined): string {
  return source === undefined ? sentence : sentence.replace(/。$/, `（${source}）。`)
}
