import { shareText } from '../../rules/arithmetic.js'
import { electorText } from '../../rules/electors.js'
import { longDate } from '../../lib/chinese-text.js'
import type { Db } from '../../infra/db/database.js'
import { listRecalls, type RecallRow } from '../../term/queries.js'
import { defineNotice, type PaperContext } from '../define-notice.js'
import { findLastIssued } from '../queries.js'
import { obstacle } from '../readiness.js'
import { dayText, formSentence, turnoutText } from '../words.js'

const key = 'recall-vote'

interface Facts {
  readonly recallId: number
  readonly post: string
  readonly name: string
  readonly filedOn: string
  readonly signatories: number
  readonly entitled: number
  readonly elector: string
  readonly reasons: string
  readonly hasAnswer: boolean
  readonly answer: string
  readonly votingDay: string
  readonly hours: string
  readonly place: string
  readonly form: string
  readonly turnout: string
  readonly share: string
  readonly chairedBy: string
}

/** That a recall is put to the vote: who, why, what the member says, when and how (art. 20). */
export const recallVote = defineNotice<Facts>({
  key,
  title: '罢免表决公告',
  issuer: 'residentsCommittee',
  isNumbered: true,
  rule: { articles: [20] },
  after: ['resultDeclared'],
  before: [],
  again: 'adds',
  check: async (db, context) =>
    (await findUntold(db, context)) ? [] : [obstacle('no-recall-vote', '没有安排好而还没有公告的罢免表决。')],
  load: async (db, context) => {
    const recall = (await findUntold(db, context)) as RecallRow
    const { ruleSet } = context
    return {
      recallId: recall.id,
      post: recall.postTitle,
      name: recall.name,
      filedOn: longDate(recall.filedOn),
      signatories: recall.signatories,
      entitled: recall.entitled,
      elector: electorText[recall.form],
      reasons: recall.reasons,
      hasAnswer: recall.answer !== null,
      answer: recall.answer ?? '',
      votingDay: dayText(recall.voteOn ?? recall.filedOn),
      hours: `${recall.opens ?? ''}至${recall.closes ?? ''}`,
      place: recall.place ?? '',
      form: formSentence[recall.form].replace(/选举产生.*$/, '投票'),
      turnout: turnoutText(recall.form, ruleSet.turnout[recall.form]),
      share: shareText(ruleSet.winningShare),
      chairedBy: recall.chairedBy ?? '',
    }
  },
  sample: {
    recallId: 1,
    post: '委员',
    name: '马骉',
    filedOn: '2028年3月1日',
    signatories: 312,
    entitled: 2960,
    elector: '选民',
    reasons: '半年没有参加居民委员会的工作，公章使用不登记。',
    hasAnswer: true,
    answer: '请假在家照顾病人，愿意改正。',
    votingDay: '2028年3月26日（星期日）',
    hours: '08:00至16:00',
    place: '桃源里社区服务中心',
    form: '由本社区全体有选举权的居民投票',
    turnout: '选民过半数参加投票',
    share: '半数',
    chairedBy: '由居民委员会主任主持（参照《四川省城市居民委员会选举条例》第三十九条）。',
  },
})

/** The recall whose vote is planned and not told of; one that is decided is told by its result. */
async function findUntold(db: Db, { election }: PaperContext): Promise<RecallRow | undefined> {
  const last = await findLastIssued(db, election.id, key, null)
  const told = last ? (JSON.parse(last.facts) as Facts).recallId : 0
  const recalls = await listRecalls(db, election.id)
  return recalls.find(({ id, voteOn, verdict }) => id > told && voteOn !== null && verdict === null)
}
