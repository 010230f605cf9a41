import { electorText } from '../../rules/electors.js'
import type { Db } from '../../infra/db/database.js'
import { listRecalls, type RecallRow } from '../../term/queries.js'
import { defineNotice, type PaperContext } from '../define-notice.js'
import { findLastIssued } from '../queries.js'
import { obstacle } from '../readiness.js'
import { dayText } from '../words.js'

const key = 'recall-result'

interface Facts {
  readonly recallId: number
  readonly post: string
  readonly name: string
  readonly isCounted: boolean
  readonly votingDay: string
  readonly elector: string
  readonly voters: number
  readonly issued: number
  readonly returned: number
  readonly for: number
  readonly against: number
  readonly blank: number
  readonly invalid: number
  readonly sentences: readonly string[]
}

/** What became of a recall: its figures and what they decide (art. 20). */
export const recallResult = defineNotice<Facts>({
  key,
  title: '罢免表决结果公告',
  issuer: 'residentsCommittee',
  isNumbered: true,
  rule: { articles: [20] },
  after: ['resultDeclared'],
  before: [],
  again: 'adds',
  check: async (db, context) =>
    (await findUntold(db, context)) ? [] : [obstacle('no-recall-result', '没有确定结果而还没有公告的罢免。')],
  load: async (db, context) => {
    const recall = (await findUntold(db, context)) as RecallRow
    const { entry, voteOn, voters, form } = recall
    const isCounted = entry.status === 'definitive'
    const sheet = isCounted ? entry.first.sheet : { issued: 0, returned: 0, for: 0, against: 0, blank: 0, invalid: 0 }
    return {
      recallId: recall.id,
      post: recall.postTitle,
      name: recall.name,
      isCounted,
      votingDay: voteOn === null ? '' : dayText(voteOn),
      elector: electorText[form],
      voters: voters ?? 0,
      ...sheet,
      sentences: recall.sentences,
    }
  },
  sample: {
    recallId: 1,
    post: '委员',
    name: '马骉',
    isCounted: true,
    votingDay: '2028年3月26日（星期日）',
    elector: '选民',
    voters: 2710,
    issued: 1980,
    returned: 1976,
    for: 1204,
    against: 731,
    blank: 12,
    invalid: 29,
    sentences: [
      '参加投票1976人，超过选民2710人的半数（1976×2＝3952＞2710）（《城市居民委员会组织法》第二十条）。',
      '同意罢免1204票，超过参加投票1976人的半数（1204×2＝2408＞1976），马骉被罢免（《城市居民委员会组织法》第二十条）。',
    ],
  },
})

async function findUntold(db: Db, { election }: PaperContext): Promise<RecallRow | undefined> {
  const last = await findLastIssued(db, election.id, key, null)
  const told = last ? (JSON.parse(last.facts) as Facts).recallId : 0
  return (await listRecalls(db, election.id)).find(({ id, verdict }) => id > told && verdict !== null)
}
