import { percentText } from '../lib/fraction.js'
import { comparisonText, shareText } from './arithmetic.js'
import type { ElectionForm } from './election-form.js'
import { electorText } from './electors.js'
import { type EvidencePiece, pieceOf } from './rate-evidence.js'
import type { RuleSet } from './rule-set.js'
import { isTurnoutReached } from './turnout.js'

/** A station's account of its ballots when it closed; null while it is open. */
export interface StationAccounts {
  readonly name: string
  readonly isClosed: boolean
  readonly received: number
  /** Voters checked in there. */
  readonly issued: number
  readonly spoiled: number
  readonly unused: number
  readonly isExplained: boolean
}

/** The vote that decides whether an election was held: its result as declared. */
export interface DeclaredVote {
  readonly form: ElectionForm
  readonly registered: number
  readonly issued: number
  readonly returned: number
  readonly valid: number
  readonly invalid: number
  readonly blank: number
  readonly isValid: boolean
  readonly hasTwoSigners: boolean
}

/** A tally sheet: whether two people typed it alike, and the ballots it counts. */
export interface CountedSheet {
  readonly isDefinitive: boolean
  readonly hasTwoTypists: boolean
  readonly returned: number
}

/** The ballots: station by station received is issued, spoiled and unused; no more came back than went out. */
export function ballotsEvidence(
  stations: readonly StationAccounts[],
  vote: DeclaredVote | undefined,
  isPollClosed: boolean,
): EvidencePiece {
  if (!isPollClosed) return { key: 'ballots', state: 'notDue', sentences: ['投票还没有结束。'] }
  const sum = (key: 'received' | 'issued' | 'spoiled' | 'unused') =>
    stations.reduce((total, station) => total + station[key], 0)
  const open = stations.filter(({ isClosed }) => !isClosed)
  const back = vote ? `，收回${vote.returned}张` : ''
  const rest = `领用${sum('received')}张、污损换发${sum('spoiled')}张、剩余${sum('unused')}张`
  const there = [`${stations.length}个投票站（票箱）发出选票${sum('issued')}张${back}；${rest}。`]
  const contradictory = stations
    .filter(({ isClosed, isExplained }) => isClosed && !isExplained)
    .filter(({ received, issued, spoiled, unused }) => received !== issued + spoiled + unused)
    .map(({ name, received, issued, spoiled, unused }) => {
      const parts = `发出${issued}＋污损${spoiled}＋剩余${unused}＝${issued + spoiled + unused}`
      return `${name}领用选票${received}张，${parts}，相差的没有说明。`
    })
  if (vote && vote.issued !== sum('issued')) {
    contradictory.push(`宣布的结果按发出选票${vote.issued}张计算，发票记录是${sum('issued')}张。`)
  }
  if (vote && vote.returned > sum('issued')) {
    contradictory.push(`收回选票${vote.returned}张，多于发出的${sum('issued')}张。`)
  }
  return pieceOf('ballots', there, {
    contradictory,
    missing: open.map(({ name }) => `${name}没有结账。`),
  })
}

/** The turnout (art. 19): of those on the roll, as many as the law asks for. */
export function turnoutEvidence(
  vote: DeclaredVote | undefined,
  electors: number | undefined,
  ruleSet: RuleSet,
): EvidencePiece {
  if (!vote) return { key: 'turnout', state: 'notDue', sentences: ['还没有宣布结果。'] }
  const { form, registered, returned, isValid } = vote
  const share = ruleSet.turnout[form]
  const people = `${electorText[form]}${registered}人`
  const rate = percentText(returned, registered)
  const sum = comparisonText(returned, registered, share)
  const isReached = isTurnoutReached(returned, registered, form, ruleSet)
  const words = `${isReached ? '' : '没有'}超过${shareText(share)}（${sum}）`
  const contradictory: string[] = []
  if (!isValid || !isReached) contradictory.push('这次投票无效，不能算已经举行的选举。')
  if (electors !== undefined && electors !== registered) {
    contradictory.push(`参选率按${people}计算，确定的名单上是${electors}人。`)
  }
  return pieceOf('turnout', [`收回选票${returned}张，${people}，参选率${rate}，${words}。`], { contradictory })
}

/** The count: every sheet typed alike by two people, their sum the result, and the result proposed and declared by two. */
export function countEvidence(sheets: readonly CountedSheet[], vote: DeclaredVote | undefined): EvidencePiece {
  const done = sheets.filter(({ isDefinitive }) => isDefinitive).length
  if (!vote) {
    const sentence =
      sheets.length === 0 ? '还没有计票。' : `计票单${sheets.length}张，核对完成${done}张，还没有宣布结果。`
    return { key: 'count', state: 'notDue', sentences: [sentence] }
  }
  const { returned, valid, invalid, blank } = vote
  const parts = `有效${valid}＋无效${invalid}＋空白${blank}＝${valid + invalid + blank}`
  const there = [`计票单${sheets.length}张，核对完成${done}张；收回${returned}张，${parts}。`]
  const counted = sheets.reduce((total, sheet) => total + sheet.returned, 0)
  const alone = sheets.filter(({ isDefinitive, hasTwoTypists }) => isDefinitive && !hasTwoTypists).length
  const contradictory: string[] = []
  if (sheets.length === 0 || done < sheets.length) contradictory.push('结果已经宣布，计票单没有全部核对完成。')
  if (alone > 0) contradictory.push(`有${alone}张计票单不是两个人各录一遍的。`)
  if (counted !== returned) contradictory.push(`计票单合计${counted}张，宣布的结果是${returned}张。`)
  if (valid + invalid + blank !== returned) contradictory.push('有效票、无效票、空白票的合计与收回选票数不等。')
  if (!vote.hasTwoSigners) contradictory.push('结果的提出和宣布是同一个人。')
  return pieceOf('count', there, { contradictory })
}
