import type { BallotStepKind } from '../rules/ballot-ledger.js'
import type { BoxActKind } from '../rules/box-acts.js'

/** As the paper form calls them (选票印制、发放、封存记录). */
export const ballotStepText: Readonly<Record<BallotStepKind, string>> = {
  printed: '印制验收',
  printedLess: '印制数更正（减）',
  handedOut: '发给投票站',
  broughtBack: '投票站退回',
  spoiled: '污损换发',
  unused: '投票站剩余',
  sealed: '封存',
}

/** Who the two people of a step are. */
export const ballotStepPeople: Readonly<Record<BallotStepKind, readonly [first: string, second: string]>> = {
  printed: ['送票人', '验收人'],
  printedLess: ['清点人', '核对人'],
  handedOut: ['发票人', '领票人'],
  broughtBack: ['退票人', '收票人'],
  spoiled: ['清点人', '核对人'],
  unused: ['清点人', '核对人'],
  sealed: ['封存人', '监封人'],
}

export const boxActText: Readonly<Record<BoxActKind, string>> = {
  shownEmpty: '查验空箱、加封',
  sealed: '投票结束，封箱',
  departed: '起运',
  arrived: '运到计票地点',
  unsealed: '启封开箱',
}
