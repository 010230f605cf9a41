import type { BallotContent, BallotPost, BallotVote } from './ballot-content.js'
import type { Figures } from './figures.js'

/** The marks by the figure `ballotMarks`; nothing where leaving the square blank means it. */
export const ballotMarks: Readonly<
  Record<Figures['ballotMarks'], { readonly for: string; readonly against: string; readonly abstain: string }>
> = {
  circleCross: { for: '○', against: '×', abstain: '' },
  tickCrossCircle: { for: '√', against: '×', abstain: '○' },
}

/** A ballot or, where each post has one of its own, a sheet of it. */
export type BallotSheetContent = Pick<BallotContent, 'vote' | 'posts' | 'rules'> & {
  /** Whether another sheet of the same vote bears other posts. */
  readonly isOneOfSeveral: boolean
}

/**
 * How the ballot is filled in and what makes it void, in the order in which a voter needs it. Every sentence follows a
 * figure, so that what is printed is what the count does (law.md 5.2; the order of ballot-validity.ts).
 */
export function ballotInstructions(sheet: BallotSheetContent): string[] {
  return [
    `${seatsSentence(sheet)}${overvoteSentence(sheet)}`,
    marksSentence(sheet),
    ...writeInSentence(sheet),
    ...personSentences(sheet),
    `请用钢笔、签字笔或者圆珠笔填写，字迹清楚。${illegibleSentence(sheet)}`,
    orderSentence(sheet),
  ].filter((sentence) => sentence !== '')
}

const verbs: Readonly<Record<BallotVote, string>> = {
  first: '应选',
  runoff: '另行选举应选',
  tieBreak: '再次投票应选',
  rerun: '应选',
  byElection: '补选',
  primary: '预选产生候选人：',
}

function seatsSentence({ vote, posts }: BallotSheetContent): string {
  return `本次${verbs[vote]}${posts.map(seatsOf).join('、')}。`
}

function seatsOf({ title, seats, seatsForWomen }: BallotPost): string {
  return `${title}${seats}名${seatsForWomen > 0 ? `（其中妇女${seatsForWomen}名）` : ''}`
}

function wholeBallot({ isOneOfSeveral }: BallotSheetContent): string {
  return isOneOfSeveral ? '本张选票无效' : '整张选票无效'
}

function overvoteSentence(sheet: BallotSheetContent): string {
  const { posts, rules } = sheet
  const void_ = rules.overvoteScope === 'ballot' ? wholeBallot(sheet) : '该职务的票无效'
  const each = posts.length > 1 ? '每项职务所选的人数' : '所选的人数'
  const others = posts.some(({ writeIns }) => writeIns > 0) ? '（含另选他人）' : ''
  const most = sheet.vote === 'primary' ? '规定的人数' : '应选名额'
  return `${each}${others}等于或者少于${most}的有效，多于${most}的，${void_}。`
}

function marksSentence({ vote, rules, posts }: BallotSheetContent): string {
  const { for: yes, against: no, abstain } = ballotMarks[rules.ballotMarks]
  if (posts.every(({ names }) => names.length === 0)) return ''
  // A primary counts who is wanted as a candidate, and nothing against anybody.
  if (vote === 'primary') return `同意列为候选人的，在姓名下方的方格内画“${yes}”；其他的不画。`
  const nothing = abstain === '' ? '弃权的，不画任何符号' : `弃权的，画“${abstain}”`
  return `赞成的，在姓名下方的方格内画“${yes}”；反对的，画“${no}”；${nothing}。`
}

function writeInSentence({ rules, posts }: BallotSheetContent): string[] {
  if (posts.every(({ writeIns }) => writeIns === 0)) return []
  const { for: yes } = ballotMarks[rules.ballotMarks]
  const isOpen = posts.every(({ names }) => names.length === 0)
  const where = isOpen ? '在空格内写明所选的人的姓名' : '另选他人的，在“另选他人”栏内写明姓名'
  const who = rules.writeInMustBeVoter ? '本社区选民' : '本社区居民'
  const bare =
    rules.writeInWithoutMark === 'for' ? '只写姓名、未画符号的，计为赞成' : '只写姓名、未画符号的，该部分无效'
  return [`${where}，并在其下方的方格内画“${yes}”；${bare}。${isOpen ? '所选' : '另选'}的人须是${who}。`]
}

function personSentences(sheet: BallotSheetContent): string[] {
  const { posts, rules } = sheet
  const women = posts.filter(({ reservedForWoman }) => reservedForWoman).map(({ title }) => `${title}只能选妇女。`)
  if (posts.length < 2 && !sheet.isOneOfSeveral) return women.length > 0 ? [women.join('')] : []
  return [`${women.join('')}同一人不得选任两项以上职务；${twice[rules.multiPost]}。`]
}

const twice: Readonly<Record<Figures['multiPost'], string>> = {
  invalid: '一人被选任两项以上职务的，选票无效',
  carryDown: '一人被选任两项以上职务的，只计其中最高的职务，未当选的，得票计入较低的职务',
  highestOnly: '一人被选任两项以上职务的，只计其中最高的职务',
}

function illegibleSentence(sheet: BallotSheetContent): string {
  const part = sheet.rules.illegibleScope === 'part' ? '该部分无效' : wholeBallot(sheet)
  return `书写或者符号无法辨认的，${part}。`
}

function orderSentence({ vote, rules, posts }: BallotSheetContent): string {
  if (posts.every(({ names }) => names.length < 2)) return ''
  if (vote === 'runoff') return '候选人按上一次投票得票多少排列。'
  if (vote === 'first' && rules.candidateOrder === 'votesAfterPrimary') {
    return '候选人经过预选的，按预选得票多少排列；未经预选的，按姓名笔画排列。'
  }
  return '候选人按姓名笔画排列。'
}
