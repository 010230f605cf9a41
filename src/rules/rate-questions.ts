import { type Fraction, isAtLeast, percentText } from '../lib/fraction.js'
import type { ElectionForm } from './election-form.js'

/** A vote as a comparison of the communities sees it. */
export interface ComparedVote {
  readonly communityId: number
  readonly communityName: string
  readonly form: ElectionForm
  readonly registered: number
  readonly issued: number
  readonly returned: number
  readonly valid: number
  readonly invalid: number
  /** Votes for each person of each post. */
  readonly posts: readonly (readonly number[])[]
  readonly desks: readonly DeskPace[]
  /** Entries put on or taken off the roll after it was closed. */
  readonly lateRollChanges: number
}

/** How fast a desk handed out ballots at its fastest. */
export interface DeskPace {
  readonly stationName: string
  readonly inOneMinute: number
  readonly inTenMinutes: number
}

export const rateQuestionCodes = [
  'identical-figures',
  'round-figures',
  'turnout-far',
  'invalid-far',
  'ballots-alike',
  'check-in-fast',
  'roll-late',
] as const

export type RateQuestionCode = (typeof rateQuestionCodes)[number]

export const rateQuestionTitle: Readonly<Record<RateQuestionCode, string>> = {
  'identical-figures': '数字与另一社区完全相同',
  'round-figures': '数字都是整数',
  'turnout-far': '参选率与其他社区相差很大',
  'invalid-far': '无效票比例与其他社区相差很大',
  'ballots-alike': '选票几乎全部相同',
  'check-in-fast': '发票快于人手',
  'roll-late': '名单确定以后改动多',
}

/** From where on a question is asked. What the numbers are is the house's choice, no law's. */
export interface QuestionThresholds {
  /** Fewer votes in one form are no comparison. */
  readonly leastVotes: number
  /** Distance from the median, in units of the median distance from it. */
  readonly distances: number
  /** A median distance of less than so many ten-thousandths counts as so many: else a hair would be far. */
  readonly leastDistance: number
  /** Figures that are all multiples of this are round; of so many figures at least. */
  readonly roundTo: number
  readonly leastFigures: number
  /** The same vote on this share of the valid ballots, of so many at least. */
  readonly alike: Fraction
  readonly leastAlike: number
  /** Voters that one desk can serve. */
  readonly mostInOneMinute: number
  readonly mostInTenMinutes: number
  /** Changes to a closed roll, as a share of it and in all. */
  readonly lateChanges: Fraction
  readonly leastLateChanges: number
}

export const questionThresholds: QuestionThresholds = {
  leastVotes: 5,
  distances: 5,
  leastDistance: 100,
  roundTo: 10,
  leastFigures: 5,
  alike: { num: 98, den: 100 },
  leastAlike: 30,
  mostInOneMinute: 12,
  mostInTenMinutes: 80,
  lateChanges: { num: 1, den: 100 },
  leastLateChanges: 3,
}

/** Something to be looked at, with its figures; it says nothing of anybody having done anything wrong. */
export interface RateQuestion {
  readonly code: RateQuestionCode
  readonly communityId: number
  readonly communityName: string
  readonly sentence: string
}

/** The questions that a comparison of the votes raises, in the order of the votes and of the kinds. */
export function rateQuestions(
  votes: readonly ComparedVote[],
  thresholds: QuestionThresholds = questionThresholds,
): RateQuestion[] {
  const turnout = farFromOthers(
    votes,
    ({ returned, registered }) => ({ part: returned, whole: registered }),
    thresholds,
  )
  const invalid = farFromOthers(votes, ({ invalid: part, returned: whole }) => ({ part, whole }), thresholds)
  return votes.flatMap((vote) => {
    const found: readonly (readonly [RateQuestionCode, string | undefined])[] = [
      ['identical-figures', identicalFigures(vote, votes)],
      ['round-figures', roundFigures(vote, thresholds)],
      ['turnout-far', turnout(vote, '参选率')],
      ['invalid-far', invalid(vote, '无效票占收回选票')],
      ['ballots-alike', ballotsAlike(vote, thresholds)],
      ['check-in-fast', fastDesks(vote, thresholds)],
      ['roll-late', lateRoll(vote, thresholds)],
    ]
    const { communityId, communityName } = vote
    return found.flatMap(([code, sentence]) =>
      sentence === undefined ? [] : [{ code, communityId, communityName, sentence }],
    )
  })
}

function identicalFigures(vote: ComparedVote, votes: readonly ComparedVote[]): string | undefined {
  const key = ({ issued, returned, valid, invalid }: ComparedVote) => [issued, returned, valid, invalid].join(' ')
  const others = votes.filter((other) => other.communityId !== vote.communityId && key(other) === key(vote))
  if (others.length === 0) return undefined
  const names = others.map(({ communityName }) => communityName).join('、')
  const { issued, returned, valid, invalid } = vote
  return `发出${issued}、收回${returned}、有效${valid}、无效${invalid}，与${names}完全相同。`
}

function roundFigures(vote: ComparedVote, { roundTo, leastFigures }: QuestionThresholds): string | undefined {
  const figures = [vote.returned, vote.valid, ...vote.posts.flat()].filter((figure) => figure > 0)
  if (figures.length < leastFigures || figures.some((figure) => figure % roundTo !== 0)) return undefined
  return `收回、有效和各人得票共${figures.length}个数字都是${roundTo}的倍数：${figures.join('、')}。`
}

interface Share {
  readonly part: number
  readonly whole: number
}

/** A share in ten-thousandths, rounded half up. */
function tenThousandths({ part, whole }: Share): number {
  return whole === 0 ? 0 : Math.floor((part * 20_000 + whole) / (whole * 2))
}

/** Twice the median, which is whole also where it lies between two values. */
export function twiceMedian(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (index: number) => sorted[index] ?? 0
  return at(Math.floor((sorted.length - 1) / 2)) + at(Math.floor(sorted.length / 2))
}

/**
 * Which votes lie far from the others in their form: their distance from the median, in units of the median distance. One
 * vote far off moves neither of the two, as it would the mean; whole numbers only, everything doubled.
 */
function farFromOthers(
  votes: readonly ComparedVote[],
  shareOf: (vote: ComparedVote) => Share,
  { leastVotes, distances, leastDistance }: QuestionThresholds,
): (vote: ComparedVote, what: string) => string | undefined {
  return (vote, what) => {
    const peers = votes.filter(({ form, returned }) => form === vote.form && returned > 0)
    if (peers.length < leastVotes || vote.returned === 0) return undefined
    const shares = peers.map((peer) => tenThousandths(shareOf(peer)))
    const median = twiceMedian(shares)
    // Twice a value less twice the median, and the median of that twice over: four times a distance.
    const spread = Math.max(twiceMedian(shares.map((share) => Math.abs(2 * share - median))), 4 * leastDistance)
    const distance = Math.abs(2 * tenThousandths(shareOf(vote)) - median)
    if (2 * distance <= distances * spread) return undefined
    const { part, whole } = shareOf(vote)
    const others = `同一方式的${peers.length}个社区的中位数是${percentText(median, 20_000)}`
    return `${what}${percentText(part, whole)}（${part}／${whole}），${others}，相差是一般差距（${percentText(spread, 40_000)}）的${distances}倍以上。`
  }
}

function ballotsAlike({ valid, posts }: ComparedVote, { alike, leastAlike }: QuestionThresholds): string | undefined {
  const people = posts.flat()
  if (valid < leastAlike || people.length === 0) return undefined
  const isAlike = people.every((votes) => isAtLeast(votes, valid, alike) || isAtLeast(valid - votes, valid, alike))
  if (!isAlike) return undefined
  return `有效票${valid}张，每个人不是得了${percentText(alike.num, alike.den, 0)}以上的票就是几乎没有得票：${people.join('、')}。`
}

function fastDesks(
  { desks }: ComparedVote,
  { mostInOneMinute, mostInTenMinutes }: QuestionThresholds,
): string | undefined {
  const fast = desks.filter(
    ({ inOneMinute, inTenMinutes }) => inOneMinute > mostInOneMinute || inTenMinutes > mostInTenMinutes,
  )
  if (fast.length === 0) return undefined
  const words = fast.map(
    ({ stationName, inOneMinute, inTenMinutes }) =>
      `${stationName}一个发票台最快一分钟${inOneMinute}人、十分钟${inTenMinutes}人`,
  )
  return `${words.join('；')}（一般不超过一分钟${mostInOneMinute}人、十分钟${mostInTenMinutes}人）。`
}

function lateRoll(
  { lateRollChanges, registered }: ComparedVote,
  { lateChanges, leastLateChanges }: QuestionThresholds,
): string | undefined {
  if (lateRollChanges < leastLateChanges || !isAtLeast(lateRollChanges, registered, lateChanges)) return undefined
  return `名单确定以后又增减${lateRollChanges}人，应参加投票${registered}人，占${percentText(lateRollChanges, registered)}。`
}

/** What a question's last answer amounts to: none, an answer, or one that was given to other figures. */
export type QuestionState = 'open' | 'answered' | 'askedAgain'

export const questionStateText: Readonly<Record<QuestionState, string>> = {
  open: '未答复',
  answered: '已答复',
  askedAgain: '数字有变化，重新答复',
}

export function questionStateOf(sentence: string, last: { readonly figures: string } | undefined): QuestionState {
  if (!last) return 'open'
  return last.figures === sentence ? 'answered' : 'askedAgain'
}

/** The busiest minute and the busiest ten minutes on end; `minute` counts minutes of the day. */
export function paceOf(counts: readonly { readonly minute: number; readonly people: number }[]): {
  readonly inOneMinute: number
  readonly inTenMinutes: number
} {
  const within = (from: number) =>
    counts.filter(({ minute }) => minute >= from && minute < from + 10).reduce((sum, { people }) => sum + people, 0)
  return {
    inOneMinute: Math.max(0, ...counts.map(({ people }) => people)),
    inTenMinutes: Math.max(0, ...counts.map(({ minute }) => within(minute))),
  }
}
