import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  type QuestionState,
  questionStateOf,
  questionStateText,
  questionThresholds,
  type RateQuestion,
  rateQuestionCodes,
  type RateQuestionCode,
  rateQuestions,
  rateQuestionTitle,
} from '../rules/rate-questions.js'
import { percentText } from '../lib/fraction.js'
import type { Db } from '../infra/db/database.js'
import type { Account } from '../infra/http/context.js'
import { queryText } from '../infra/http/fields.js'
import { comparedVotes, type VoteInSeason } from './compared-votes.js'
import { type AnswerRow, listAnswers } from './question-queries.js'
import { seasonOf } from './rate-reports.js'

/** A question with where its figures come from and what was answered. */
export interface AskedQuestion {
  readonly question: RateQuestion
  readonly vote: VoteInSeason
  readonly answers: readonly AnswerRow[]
  readonly state: QuestionState
}

/** The questions about the communities that an account sees; compared is with all of them. */
export async function askedQuestions(db: Db, seasonId: number, account: Account) {
  const votes = await comparedVotes(db, seasonId)
  const answers = await listAnswers(db, seasonId)
  const byId = new Map(votes.map((vote) => [vote.communityId, vote]))
  const asked = rateQuestions(votes).flatMap((question): AskedQuestion[] => {
    const vote = byId.get(question.communityId)
    if (!vote || (account.townshipId !== null && vote.townshipId !== account.townshipId)) return []
    const own = answers.filter(
      (answer) => answer.communityId === question.communityId && answer.question === question.code,
    )
    return [{ question, vote, answers: own, state: questionStateOf(question.sentence, own.at(-1)) }]
  })
  return { asked, votes }
}

/** Where the figures of each kind of question are found, below the address of the election. */
export const questionPlace: Readonly<Record<RateQuestionCode, { readonly page: string; readonly link: string }>> = {
  'identical-figures': { page: 'tally/result', link: '选举结果' },
  'round-figures': { page: 'tally/result', link: '选举结果' },
  'turnout-far': { page: 'tally/result', link: '选举结果' },
  'invalid-far': { page: 'tally', link: '计票单' },
  'ballots-alike': { page: 'tally', link: '计票单' },
  'check-in-fast': { page: 'polling', link: '投票站' },
  'roll-late': { page: 'roll/versions', link: '名单的各版' },
}

export const questionLook: Readonly<Record<QuestionState, string>> = {
  open: 'current',
  answered: 'done',
  askedAgain: 'warn',
}

/** Questions that a comparison of the communities raises, with the figures; whether anything is wrong people find out. */
export async function showRateQuestions(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { asked, votes } = await askedQuestions(this.db, seasonOf(request).id, request.account as Account)
  const show = queryText(request.query, 'show')
  const kind = queryText(request.query, 'kind')
  const shown = asked.filter(
    ({ question, state }) =>
      (kind === '' || question.code === kind) && (show === '' || (show === 'open') === (state !== 'answered')),
  )
  return await reply.page('oversight/rate-questions.hbs', {
    title: '直选率疑问',
    compared: votes.length,
    total: asked.length,
    open: asked.filter(({ state }) => state !== 'answered').length,
    shownCount: shown.length,
    shows: [
      { value: '', text: '全部' },
      { value: 'open', text: '未答复的' },
      { value: 'answered', text: '已答复的' },
    ],
    kinds: [
      { value: '', text: '全部' },
      ...rateQuestionCodes.map((value) => ({ value, text: rateQuestionTitle[value] })),
    ],
    form: { show, kind },
    rows: shown.map((each) => ({
      ...questionWords(each),
      href: `/rate-questions/${each.question.communityId}/${each.question.code}`,
      lastAnswer: each.answers.at(-1)?.answer ?? '',
    })),
    thresholds: thresholdWords(),
  })
}

export function questionWords({ question, vote, state }: AskedQuestion) {
  const { page, link } = questionPlace[question.code]
  return {
    name: question.communityName,
    townshipName: vote.townshipName,
    title: rateQuestionTitle[question.code],
    sentence: question.sentence,
    state: questionStateText[state],
    look: questionLook[state],
    place: `/elections/${vote.electionId}/${page}`,
    link,
  }
}

/** From where on each question is asked, in words. */
function thresholdWords() {
  const { leastVotes, distances, leastDistance, roundTo, leastFigures, alike, leastAlike } = questionThresholds
  const { mostInOneMinute, mostInTenMinutes, lateChanges, leastLateChanges } = questionThresholds
  const far = `同一选举方式的社区至少${leastVotes}个时比较：与中位数的差距超过一般差距（各社区差距的中位数，不足${percentText(leastDistance, 10_000, 0)}的按${percentText(leastDistance, 10_000, 0)}）的${distances}倍`
  const words: Readonly<Record<RateQuestionCode, string>> = {
    'identical-figures': '发出、收回、有效、无效四个数字与另一社区都相同',
    'round-figures': `收回、有效和各人得票至少${leastFigures}个数字，都是${roundTo}的倍数`,
    'turnout-far': far,
    'invalid-far': far,
    'ballots-alike': `有效票至少${leastAlike}张，每个人的得票不是占${percentText(alike.num, alike.den, 0)}以上就是不到${percentText(alike.den - alike.num, alike.den, 0)}`,
    'check-in-fast': `一个发票台一分钟超过${mostInOneMinute}人，或者十分钟超过${mostInTenMinutes}人`,
    'roll-late': `名单确定以后增减至少${leastLateChanges}人，并占${percentText(lateChanges.num, lateChanges.den, 0)}以上`,
  }
  return rateQuestionCodes.map((code) => ({ title: rateQuestionTitle[code], words: words[code] }))
}
