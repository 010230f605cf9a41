import { formSentence } from '../words.js'
import { type BallotFigures, noRecount, type RecountFacts } from './counted-result.js'

export interface ReturnFacts extends BallotFigures, RecountFacts {
  /** Where it is the result of a recount, what that found otherwise. */
  readonly recountChanges: string
  readonly vote: string
  readonly votingDay: string
  readonly declaredOn: string
  readonly form: string
  readonly elector: string
  readonly seats: number
  readonly seatsByPost: string
  readonly votersWhoVoted: number
  /** Of them, those who collected their ballot themselves, and those for whom a proxy did. */
  readonly votedInPerson: number
  readonly votedByProxy: number
  readonly hasPrinted: boolean
  readonly printed: number
  readonly received: number
  readonly spoiled: number
  readonly unused: number
  readonly stations: readonly {
    readonly name: string
    readonly received: number
    readonly issued: number
    readonly spoiled: number
    readonly unused: number
    readonly returned: number
    readonly valid: number
    readonly invalid: number
    readonly blank: number
  }[]
  /** Why a station's ballots did not come out, where they did not. */
  readonly differences: readonly { readonly station: string; readonly explanation: string }[]
  readonly candidates: readonly {
    readonly post: string
    readonly name: string
    readonly for: number
    readonly against: number
    readonly abstain: number
    readonly share: string
    readonly verdict: string
  }[]
  readonly hasWriteIns: boolean
  readonly writeIns: readonly {
    readonly post: string
    readonly name: string
    readonly votes: number
    readonly share: string
    readonly verdict: string
  }[]
  readonly isValid: boolean
  readonly hasElected: boolean
  readonly electedText: string
  readonly hasVacancies: boolean
  readonly vacancyText: string
  /** Every decision in a sentence, with article and arithmetic. */
  readonly conclusions: readonly string[]
  readonly hasExplained: boolean
  /** What was written about unusual figures on tally sheets. */
  readonly explained: readonly { readonly sheet: string; readonly finding: string; readonly explanation: string }[]
  /** Of the result alone: for wordings from before the fingerprint of the record was printed. */
  readonly resultHash: string
  /** Of the election record, in groups of four, eight to a line, as it is asked for when the result is filed. */
  readonly fingerprint: readonly string[]
  readonly townshipOffice: string
  readonly bureau: string
}

export const sampleReturn: ReturnFacts = {
  ...noRecount,
  recountChanges: '',
  vote: '换届选举',
  votingDay: '2027年5月20日（星期四）',
  declaredOn: '2027年5月20日（星期四）',
  form: formSentence.allVoters,
  elector: '选民',
  seats: 5,
  seatsByPost: '主任1名、副主任1名、委员3名',
  registered: 3400,
  issued: 3120,
  returned: 3118,
  valid: 3100,
  invalid: 12,
  blank: 6,
  turnout: '91.71%',
  votersWhoVoted: 3120,
  votedInPerson: 2966,
  votedByProxy: 154,
  hasPrinted: true,
  printed: 3500,
  received: 3420,
  spoiled: 9,
  unused: 291,
  stations: [
    station('中心投票站', 2300, 2110, 6, 184, 2109, 2098, 8, 3),
    station('南门投票站', 1120, 1010, 3, 107, 1009, 1002, 4, 3),
  ],
  differences: [],
  candidates: [
    candidate('主任', '王伟', 2694, 206, 200, '86.40%', '当选'),
    candidate('主任', '欧阳玥', 391, 1900, 809, '12.54%', '未当选'),
    candidate('副主任', '郑𬱖', 2011, 700, 389, '64.50%', '当选'),
    candidate('副主任', '周建平', 1060, 1500, 540, '34.00%', '未当选'),
    candidate('委员', '吴桂英', 2455, 300, 345, '78.74%', '当选'),
    candidate('委员', '阿依努尔·买买提', 1802, 700, 598, '57.79%', '当选'),
    candidate('委员', '诸葛志强', 1498, 900, 702, '48.04%', '未当选'),
    candidate('委员', '马骉', 1377, 1000, 723, '44.16%', '未当选'),
  ],
  hasWriteIns: true,
  writeIns: [
    { post: '主任', name: '孙桂兰', votes: 12, share: '0.38%', verdict: '未当选' },
    { post: '委员', name: '黄喆', votes: 41, share: '1.31%', verdict: '未当选' },
  ],
  isValid: true,
  hasElected: true,
  electedText: '主任王伟；副主任郑𬱖；委员吴桂英、阿依努尔·买买提',
  hasVacancies: true,
  vacancyText: '委员1名',
  conclusions: [
    '收回选票3118张，超过选民3400人的半数（3118×2＝6236＞3400），选举有效（《城市居民委员会组织法》第十九条）。',
    '收回的3118张选票中，有效票3100张，无效票12张，空白票6张；是否当选按收回选票数计算。',
    '王伟得赞成票2694张，超过收回选票3118张的半数（2694×2＝5388＞3118），当选主任（《城市居民委员会组织法》第十九条）。',
    '委员应选3名，当选2名，缺额1名。',
  ],
  hasExplained: true,
  explained: [
    {
      sheet: '南门投票站第1张',
      finding: 'W03 未收回的选票较多',
      explanation: '一名选民领票后未投入票箱，由监票人记录在案。',
    },
  ],
  resultHash: '8f31 02ac 77de 41b0',
  fingerprint: [
    '第1至8组：8f31 02ac 77de 41b0 c95d 3e07 a6f2 1b84',
    '第9至16组：d03c 5a71 e928 06bf 47a9 f81d 92e5 c36b',
  ],
  townshipOffice: '云岭街道办事处',
  bureau: '民政局',
}

function station(
  name: string,
  ...[received, issued, spoiled, unused, returned, valid, invalid, blank]: readonly [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
) {
  return { name, received, issued, spoiled, unused, returned, valid, invalid, blank }
}

function candidate(
  post: string,
  name: string,
  votesFor: number,
  against: number,
  abstain: number,
  share: string,
  verdict: string,
) {
  return { post, name, for: votesFor, against, abstain, share, verdict }
}
