import { longDate, weekdayText } from '../lib/chinese-text.js'
import type { Fraction } from '../lib/fraction.js'
import type { PlainDate } from '../lib/plain-date.js'
import { shareText } from '../rules/arithmetic.js'
import type { ElectionForm } from '../rules/election-form.js'
import { electorText } from '../rules/electors.js'
import type { Post, Sex } from '../rules/post.js'
import type { RuleSet } from '../rules/rule-set.js'
import type { ElectionInScope, RoundInScope } from '../infra/http/context.js'

export const sexText: Readonly<Record<Sex, string>> = { male: '男', female: '女' }

/** What a vote is called in the headings of its papers. */
export const voteText: Readonly<Record<RoundInScope['kind'], string>> = {
  first: '换届选举',
  runoff: '另行选举',
  tieBreak: '再次投票',
  rerun: '重新选举',
}

/** What a vote is called, in whichever election it is held. */
export function voteName(election: Pick<ElectionInScope, 'kind'>, round: Pick<RoundInScope, 'kind'>): string {
  return round.kind === 'first' ? electionName(election) : voteText[round.kind]
}

/** 换届选举 or 补选. */
export function electionName({ kind }: Pick<ElectionInScope, 'kind'>): string {
  return kind === 'byElection' ? '补选' : voteText.first
}

/** Where an election is, told from the other election of the same community. */
export function placeName({ kind, communityName }: Pick<ElectionInScope, 'kind' | 'communityName'>): string {
  return kind === 'byElection' ? `${communityName}（补选）` : communityName
}

/** How long those elected will sit. */
export function inOfficeText(
  { kind }: Pick<ElectionInScope, 'kind'>,
  { termYears }: Pick<RuleSet, 'termYears'>,
): string {
  return kind === 'byElection' ? '任期到本届居民委员会任期届满为止' : `任期${termYears}年`
}

/** 2027年5月20日（星期四） */
export function dayText(day: PlainDate): string {
  return `${longDate(day)}（${weekdayText(day)}）`
}

/** 1975年3月: the month is as near as a paper comes to somebody's birthday. */
export function yearMonth(day: PlainDate | null): string {
  return day === null ? '' : `${Number(day.slice(0, 4))}年${Number(day.slice(5, 7))}月`
}

/** 主任1名、副主任1名、委员3名 */
export function seatsText(posts: readonly Pick<Post, 'title' | 'seats'>[]): string {
  return posts.map(({ title, seats }) => `${title}${seats}名`).join('、')
}

/** 过半数 or 超过三分之二的, before those it is a share of. */
export function moreThanText(share: Fraction): string {
  const words = shareText(share)
  return words === '半数' ? '过半数' : `超过${words}`
}

/** 选民过半数参加投票 */
export function turnoutText(form: ElectionForm, share: Fraction): string {
  return `${electorText[form]}${moreThanText(share)}参加投票`
}

/** The form of election as a notice tells it. */
export const formSentence: Readonly<Record<ElectionForm, string>> = {
  allVoters: '由本社区全体有选举权的居民选举产生（居民直选）',
  households: '由本社区每户派代表选举产生（户代表选举）',
  representatives: '由本社区居民代表选举产生（居民代表选举）',
}

/** The office that signs for a township: of a subdistrict its 办事处, of a township or town its 人民政府. */
export function officeOf(townshipName: string): string {
  return /街道$/.test(townshipName) ? `${townshipName}办事处` : `${townshipName}人民政府`
}
