import { percentText } from '../lib/fraction.js'
import { electorText } from '../rules/electors.js'
import type { Standing } from '../rules/count.js'
import type { Outcome, PostOutcome } from '../rules/outcome.js'
import type { CountedVote, JoinedSpelling } from './counted-vote.js'
import { undecidedName } from './write-in-winners.js'

/** A counted vote as the result page and the page for declaring it show it. */
export function resultFigures(counted: CountedVote) {
  const { outcome, registered, ballotsIssued, form } = counted
  const { returned, valid, invalid, blank } = outcome.ballots
  return {
    isValid: outcome.isValid,
    findings: outcome.findings,
    electors: electorText[form],
    registered,
    issued: ballotsIssued,
    returned,
    valid,
    invalid,
    blank,
    turnout: percentText(returned, registered),
    posts: outcome.posts.map((post) => postFigures(post, returned, counted.spellings ?? [])),
    explanation: outcome.explanation,
    followUp: followUpText(outcome),
    stations: counted.stations.map((station) => ({ ...station, missing: missingText(station) })),
    explained: counted.explained,
    excluded: counted.writeIns.filter(({ verdict }) => verdict === 'ineligible'),
  }
}

/** Ballots that did not come back; more back than handed out is said in words, not as a negative number. */
function missingText({ issued, returned }: { readonly issued: number; readonly returned: number }): string {
  return returned > issued ? `多 ${returned - issued}` : String(issued - returned)
}

function postFigures(decided: PostOutcome, returned: number, spellings: readonly JoinedSpelling[]) {
  const { post, standings, elected, seatsLeft } = decided
  return {
    title: post.title,
    seats: post.seats,
    electedCount: elected.length,
    seatsLeft,
    hasSeatsLeft: seatsLeft > 0,
    rows: standings.map((person, index) => ({
      n: index + 1,
      name: person.name,
      isWriteIn: person.writeIn,
      alsoWritten: spellings.flatMap(({ spelling, name }) => (name === person.name ? [spelling] : [])).join('、'),
      isUndecided: undecidedName(person) !== undefined,
      for: person.for,
      against: person.against,
      abstain: person.abstain,
      share: percentText(person.for, returned),
      ...verdictOn(person, decided),
    })),
  }
}

function verdictOn(person: Standing, { elected, ties, electedHigher, barred }: PostOutcome) {
  const isAmong = (people: readonly Standing[]): boolean => people.some(({ id }) => id === person.id)
  if (isAmong(elected)) return { verdict: '当选', look: 'done' }
  if (ties.some(({ tied }) => isAmong(tied))) return { verdict: '得票相等，待再次投票', look: 'warn' }
  if (isAmong(electedHigher)) return { verdict: '已当选其他职务', look: '' }
  const bar = barred.find((each) => each.person.id === person.id)?.bar
  if (bar?.kind === 'ineligible') return { verdict: '不符合当选条件', look: 'wrong' }
  if (bar?.kind === 'relative') return { verdict: '近亲属回避', look: 'warn' }
  return { verdict: '', look: '' }
}

/** What follows a vote, in a sentence. */
export function followUpText({ followUp, isValid, posts: voted }: Outcome): string {
  if (followUp.kind === 'none') return '不需要再次投票。'
  if (followUp.kind === 'rerun') return '本次投票无效，须重新选举。'
  if (!isValid) {
    const seats = voted.map(({ post }) => `${post.title}${post.seats}名`).join('、')
    const again = followUp.kind === 'runoff' ? '仍须另行选举' : '仍须在得票相等的人中再次投票'
    return `本次投票无效，${again}：${seats}，候选人除不具备资格的外不变。`
  }
  if (followUp.kind === 'tieBreak') {
    const posts = followUp.posts.map(
      ({ post, tied, seats }) => `${post.title}（${tied.map(({ name }) => name).join('、')}争${seats}名）`,
    )
    return `得票相等的人再次投票：${posts.join('；')}。`
  }
  const posts = followUp.posts.map(
    ({ post, seats, womenOnly }) => `${post.title}${womenOnly && !post.reservedForWoman ? '妇女名额' : ''}${seats}名`,
  )
  return `另行选举：${posts.join('、')}。`
}
