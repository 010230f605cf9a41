import { judgeLine } from '../rules/ballot-bundle.js'
import type { JudgedBallot } from '../rules/ballot-validity.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import type { Db } from '../infra/db/database.js'
import type { ElectionInScope } from '../infra/http/context.js'
import { listAccountNames } from '../organisation/queries.js'
import { lineText, verdictText } from './ballot-words.js'
import { listDoubtfulBallots } from './doubtful-ballots.js'
import { listContests } from './vote-facts.js'

/** A doubtful ballot with the ruling on it, in words. */
export interface RuledBallot {
  readonly station: string
  readonly bundle: number
  readonly ballot: number
  /** What the typists put in question. */
  readonly dispute: string
  /** 有效, 部分有效, 无效, 空白, 不计入; empty while nobody has decided. */
  readonly ruling: string
  /** How it is read and what the rules make of that. */
  readonly reading: string
  readonly grounds: string
  /** Posts of which nothing on this ballot counts. */
  readonly posts: readonly string[]
  readonly decidedBy: string
  readonly decidedAt: string
}

/** The doubtful ballots of the round under way with what was decided about each. */
export async function listRuledBallots(db: Db, election: ElectionInScope): Promise<RuledBallot[]> {
  const contests = await listContests(db, election.round.id)
  const ballots = await listDoubtfulBallots(db, election.round.id)
  const deciders = ballots.flatMap(({ decided }) => (decided ? [decided.decidedBy] : []))
  const names = await listAccountNames(db, [...new Set(deciders)])
  return ballots.map(({ sheet, number, questions, decided }) => {
    const place = { station: sheet.stationName, bundle: sheet.number, ballot: number, dispute: questions.join('；') }
    if (!decided) return { ...place, ...undecided }
    const judged = judgeLine(decided.reading, contests, ruleSetInForce(election))
    const voided = judged.verdict === 'valid' ? judged.voided.map(({ postId }) => postId) : []
    return {
      ...place,
      ruling: rulingOf(judged),
      reading: `${lineText(decided.reading, contests)}（${verdictText(judged, contests)}）`,
      grounds: decided.grounds,
      posts: contests.flatMap(({ id, title }) => (voided.includes(id) ? [title] : [])),
      decidedBy: names.get(decided.decidedBy) ?? '',
      decidedAt: decided.decidedAt,
    }
  })
}

const undecided = { ruling: '', reading: '', grounds: '', posts: [], decidedBy: '', decidedAt: '' } as const

function rulingOf(judged: JudgedBallot): string {
  switch (judged.verdict) {
    case 'valid':
      return judged.voided.length > 0 ? '部分有效' : '有效'
    case 'invalid':
      return '无效'
    case 'blank':
      return '空白'
    case 'setApart':
      return '不计入'
  }
}
