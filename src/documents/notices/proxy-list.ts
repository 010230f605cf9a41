import type { Finding } from '../../rules/finding.js'
import type { RuleSet } from '../../rules/rule-set.js'
import { listLapsedGrants, listStandingGrants, recordProxyPosting } from '../../polling/queries.js'
import { defineNotice, type PaperContext } from '../define-notice.js'
import { obstacle } from '../readiness.js'
import { dayText, voteName } from '../words.js'
import type { Db } from '../../infra/db/database.js'

interface Facts {
  readonly vote: string
  readonly votingDay: string
  readonly count: number
  /** What the rules in force say of who may act for whom. */
  readonly limits: string
  readonly isUnpostedVoid: boolean
  readonly grants: readonly { readonly principal: string; readonly group: string; readonly proxy: string }[]
}

/**
 * Who votes for whom (art. 19). Names and group only: why somebody is away is nobody's business on a wall (law.md 9.1).
 */
export const proxyList = defineNotice<Facts>({
  key: 'proxy-list',
  title: '委托投票名单公告',
  issuer: 'electionCommittee',
  isNumbered: true,
  rule: { articles: [19], step: 'proxyList' },
  after: ['rollPosted'],
  before: ['pollOpened'],
  rounds: ['first', 'runoff', 'tieBreak', 'rerun'],
  namesVoters: true,
  again: 'replaces',
  check: checkGrants,
  load: async (db, { election, round, ruleSet }) => {
    const grants = (await listStandingGrants(db, round.id)).sort(inListOrder)
    return {
      vote: voteName(election, round),
      votingDay: dayText(round.votingDay),
      count: grants.length,
      limits: limitsOf(ruleSet),
      isUnpostedVoid: ruleSet.unpostedProxyVoid,
      grants: grants.map(({ principal, proxy }) => ({
        principal: principal.name,
        group: principal.groupName,
        proxy: proxy.name,
      })),
    }
  },
  // Only what was posted may be used at the desk.
  issued: async (trx, { actor }, { election, round, today }) => {
    await recordProxyPosting(trx, actor, { electionId: election.id, roundId: round.id, on: today })
  },
  sample: {
    vote: '换届选举',
    votingDay: '2027年5月20日（星期四）',
    count: 3,
    limits: limitsOf({ proxyMaximum: 3, candidateAsProxy: false, proxyPassedOn: false }),
    isUnpostedVoid: true,
    grants: [
      { principal: '王伟', group: '第一居民小组', proxy: '欧阳𬱖' },
      { principal: '阿依努尔·买买提', group: '第一居民小组', proxy: '李秀英' },
      { principal: '司马𫖯', group: '第二居民小组', proxy: '罗祎' },
    ],
  },
})

function limitsOf(rules: Pick<RuleSet, 'proxyMaximum' | 'candidateAsProxy' | 'proxyPassedOn'>): string {
  return [
    `每一选民接受的委托不得超过${rules.proxyMaximum}人`,
    ...(rules.candidateAsProxy ? [] : ['候选人不得接受委托投票']),
    ...(rules.proxyPassedOn ? [] : ['受委托人不得再委托他人']),
  ].join('，')
}

type Listed = Awaited<ReturnType<typeof listStandingGrants>>[number]

function inListOrder({ principal: a }: Listed, { principal: b }: Listed): number {
  return a.residentsGroup - b.residentsGroup || a.voterNumber - b.voterNumber
}

async function checkGrants(db: Db, { election, round }: PaperContext): Promise<Finding[]> {
  if ((await listStandingGrants(db, round.id)).length === 0) {
    return [obstacle('no-proxies', '没有登记委托投票，不用公布。')]
  }
  const lapsed = (await listLapsedGrants(db, { ...election, round })).length
  if (lapsed === 0) return []
  return [obstacle('proxies-no-longer-hold', `有${lapsed}件委托已不符合规定，请先到“委托投票”逐件核对、确认失效。`)]
}
