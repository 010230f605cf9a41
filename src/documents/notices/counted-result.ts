import { assert } from '../../lib/assert.js'
import { longDate } from '../../lib/chinese-text.js'
import { percentText } from '../../lib/fraction.js'
import { changeSentences, compareCounts } from '../../rules/compare-counts.js'
import type { Outcome } from '../../rules/outcome.js'
import { countTitle, recountOrdererText } from '../../rules/recount.js'
import { explainFollowUp } from '../../rules/outcome-wording.js'
import { hasErrors } from '../../rules/finding.js'
import type { RuleSet } from '../../rules/rule-set.js'
import type { Db } from '../../infra/db/database.js'
import { findDeclaredResult, listCounts, listRecounts, type ResultRow } from '../../tally/queries.js'

/** The result of a round once it is declared; papers are only made of declared ones. */
export async function getDeclaredResult(db: Db, roundId: number): Promise<ResultRow> {
  const result = await findDeclaredResult(db, roundId)
  assert(result && result.declaredOn !== null, 'a paper of the result is made once the result is declared')
  return result
}

/** The figures of a vote as its papers print them. */
export interface BallotFigures {
  readonly registered: number
  readonly issued: number
  readonly returned: number
  readonly valid: number
  readonly invalid: number
  readonly blank: number
  /** Ballots returned as a share of those registered. */
  readonly turnout: string
}

export function ballotFigures({ counted }: ResultRow): BallotFigures {
  const { returned, valid, invalid, blank } = counted.outcome.ballots
  const turnout = percentText(returned, counted.registered)
  return { registered: counted.registered, issued: counted.ballotsIssued, returned, valid, invalid, blank, turnout }
}

/** Whether a paper tells the result of a recount (复核), and on whose decision. */
export interface RecountFacts {
  readonly isRecount: boolean
  readonly recountTitle: string
  readonly recountOrder: string
}

export const noRecount: RecountFacts = { isRecount: false, recountTitle: '', recountOrder: '' }

export interface ElectedPerson {
  readonly post: string
  readonly name: string
  readonly votes: number
  /** Of the ballots returned, from which the law reckons. */
  readonly share: string
}

export function electedOf({ posts, ballots }: Outcome): ElectedPerson[] {
  return posts.flatMap(({ post, elected }) =>
    elected.map(({ name, for: votes }) => ({
      post: post.title,
      name,
      votes,
      share: percentText(votes, ballots.returned),
    })),
  )
}

export interface Vacancy {
  readonly post: string
  readonly seats: number
  readonly elected: number
  readonly left: number
}

export function vacanciesOf({ posts }: Outcome): Vacancy[] {
  return posts
    .filter(({ seatsLeft }) => seatsLeft > 0)
    .map(({ post, elected, seatsLeft }) => ({
      post: post.title,
      seats: post.seats,
      elected: elected.length,
      left: seatsLeft,
    }))
}

/** Why a vote is void, each reason a sentence with its article. */
export function reasonsVoid({ findings, isValid }: Outcome): string[] {
  if (isValid || !hasErrors(findings)) return []
  return findings
    .filter(({ severity }) => severity === 'error')
    .map(({ message, article }) => (article ? message.replace(/。$/, `（${article}）。`) : message))
}

/** What comes next, for people who do not yet know the candidates and the day. */
export function whatFollows({ followUp, isValid, posts }: Outcome, ruleSet: RuleSet): string {
  if (!isValid && followUp.kind !== 'rerun') {
    const again = followUp.kind === 'runoff' ? '另行选举' : '对得票相等的人再次投票'
    return `本次投票的名额依法仍${again}，候选人除不具备资格的外不变，投票时间、地点另行公告。此前当选的人不受影响。`
  }
  switch (followUp.kind) {
    case 'runoff':
      return '缺额依法另行选举，投票时间、地点和候选人另行公告。'
    case 'tieBreak': {
      const names = followUp.posts.map(
        ({ post, tied }) => `${tied.map(({ name }) => name).join('、')}（${post.title}）`,
      )
      return `${names.join('；')}得票相等，暂不能确定当选人，对得票相等的人再次投票，投票时间、地点另行公告。`
    }
    case 'rerun':
      return '本次选举的各项职务依法重新选举，投票时间、地点另行公告。'
    case 'none':
      return posts.some(({ seatsLeft }) => seatsLeft > 0) ? explainFollowUp(followUp, { posts }, ruleSet).join('') : ''
  }
}

/** What a recount rests on, for the papers of its result: 街道选举工作指导组2027年5月22日的决定. */
export async function recountBasis(db: Db, { roundId, recount }: ResultRow): Promise<RecountFacts> {
  const opened = (await listRecounts(db, roundId)).find(({ number }) => number === recount)
  return {
    isRecount: opened !== undefined,
    recountTitle: opened ? countTitle(recount) : '',
    recountOrder: opened ? `${recountOrdererText[opened.orderedBy]}${longDate(opened.decidedOn)}的决定` : '',
  }
}

/** What a recount found otherwise than the count before it, for the return; blank for the count itself. */
export async function recountChanges(db: Db, { roundId, recount, counted }: ResultRow): Promise<string> {
  const before = (await listCounts(db, roundId)).findLast((count) => count.recount < recount)
  if (!before) return ''
  const changes = changeSentences(compareCounts(before.counted.outcome, counted.outcome))
  return `与${countTitle(before.recount)}相比：${changes.join('')}`
}
