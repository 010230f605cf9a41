import { listStandingGrants, listStations } from '../../polling/queries.js'
import { voterCode } from '../../roll/queries.js'
import { ballotsToIssue } from '../../rules/proxy-votes.js'
import { defineSheet } from '../define-sheet.js'
import { placeOf } from './voting-place.js'

interface CardFacts {
  readonly cards: readonly {
    readonly numbers: string
    readonly proxy: string
    readonly proxyNumber: number
    readonly group: string
    readonly principals: string
    readonly ballots: string
    readonly station: string
    readonly code: string
  }[]
}

/**
 * 委托投票证 (forms.md A3), ten to a page with lines to cut along: one for each proxy, with those acted for. Its code
 * is that of the proxy's voter card, so that the desk finds the proxy and hands out all the ballots at once. The stub stays at the desk that handed them out.
 */
export const proxyCards = defineSheet<CardFacts>({
  key: 'proxy-cards',
  title: '委托投票证',
  use: '每名受委托人一张，领票时出示。只印已经公布、可以使用的委托。',
  roles: ['electionOfficer', 'rollClerk'],
  after: ['rollPosted'],
  options: ['voterNumber'],
  page: { orientation: 'portrait', margins: 'wide', unnumbered: true },
  load: async ({ db }, { election, round, ruleSet }, { voterNumber }) => {
    const grants = await listStandingGrants(db, round.id)
    const stations = await listStations(db, round.id)
    const proxies = new Map(grants.map(({ proxy }) => [proxy.id, proxy]))
    const wanted = [...proxies.values()].filter((one) => voterNumber === undefined || one.voterNumber === voterNumber)
    return {
      cards: wanted
        .sort((a, b) => a.residentsGroup - b.residentsGroup || a.voterNumber - b.voterNumber)
        .flatMap((proxy) => {
          const voter = { id: proxy.id, mayVote: proxy.isElector }
          const { forPrincipals, own } = ballotsToIssue(voter, grants, round.votingDay, ruleSet)
          if (forPrincipals.length === 0) return []
          const total = forPrincipals.length + Number(own)
          return {
            numbers: forPrincipals.map(({ number }) => number).join('、'),
            proxy: proxy.name,
            proxyNumber: proxy.voterNumber,
            group: proxy.groupName,
            station: placeOf(stations, proxy.residentsGroup).station,
            principals: forPrincipals.map(({ principal }) => principal.name).join('、'),
            ballots: own ? `${total}张（本人1张）` : `${total}张`,
            code: voterCode(election.id, proxy.voterNumber),
          }
        }),
    }
  },
  count: ({ cards }) => cards.length,
  blocks: ({ electionCommittee, electionDay, cards }) => [
    {
      kind: 'cards',
      cards: cards.map(({ numbers, proxy, proxyNumber, group, principals, ballots, station, code }) => ({
        subtitle: electionCommittee,
        title: '委 托 投 票 证',
        lines: [
          `受委托人：${proxy}（${proxyNumber}号），${group}`,
          `委托号：${numbers}　领取选票：${ballots}`,
          `委托人：${principals}`,
          station === '' ? '投票站见公告' : `投票站：${station}`,
          `投票日：${electionDay}`,
        ],
        note: '凭本证和受委托人身份证领取选票。委托人本人到场投票的，不再代领；不得转让、涂改。',
        stub: {
          title: '副券',
          lines: [`委托号：${numbers}　${proxy}（${proxyNumber}号）`, `领取选票${ballots}。领票时剪下，由发票员收存。`],
        },
        code,
      })),
    },
  ],
  sample: {
    cards: [
      { numbers: '1、2、3', proxy: '欧阳𬱖', principals: '王伟、李秀英、阿依努尔·买买提', ballots: '4张（本人1张）' },
      { numbers: '4', proxy: '司马𫖯', principals: '罗祎', ballots: '2张（本人1张）' },
    ].map((card, i) => ({
      ...{ ...card, proxyNumber: 102 + i, group: '第一居民小组' },
      ...{ station: '中心会场（桃源里社区服务中心一楼大厅）', code: `JX-1-${102 + i}` },
    })),
  },
})
