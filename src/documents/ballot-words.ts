import type { BallotDesignState } from '../rules/ballot-approval.js'
import type { BallotKind } from '../polling/queries.js'
import type { BallotArrangement, BallotLayout, BallotPaper } from './ballots/ballot-layout.js'

export const arrangementText: Readonly<Record<BallotArrangement, string>> = {
  oneSheet: '一张选票，每项职务一栏',
  sheetPerPost: '一职一张，各用一种颜色的纸',
}

export const paperText: Readonly<Record<BallotPaper, string>> = { A5: 'A5', A4: 'A4', A3: 'A3' }

export const kindText: Readonly<Record<BallotKind, string>> = { vote: '选票', primary: '预选选票' }

/** A shape beside the word, for those who cannot tell colours. */
export const stateMark: Readonly<Record<BallotDesignState, string>> = {
  proof: 'ahead',
  approvedOnce: 'current',
  frozen: 'done',
}

/** A4，一职一张，各用一种颜色的纸（主任白色、委员浅黄色） */
export function layoutText({ paper, arrangement, colours }: BallotLayout, titles: readonly string[]): string {
  const apart = titles.map((title, i) => `${title}${colours[i] ?? '白色'}`).join('、')
  const whole = colours[0] === undefined || colours[0] === '白色' ? '' : `（${colours[0]}纸）`
  return `${paper}，${arrangementText[arrangement]}${arrangement === 'sheetPerPost' ? `（${apart}）` : whole}`
}
