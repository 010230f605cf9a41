import { listStations } from '../../polling/queries.js'
import { listVotersInFull } from '../../roll/queries.js'
import { defineSheet } from '../define-sheet.js'
import type { Card } from '../layout/blocks.js'
import { sexText } from '../words.js'
import { placeOf } from './voting-place.js'

interface CardFacts {
  readonly cards: readonly {
    readonly number: number
    readonly name: string
    readonly sex: string
    readonly group: string
    readonly station: string
    readonly hours: string
    readonly code: string
  }[]
  /** Of the first vote: with 另行选举副券, for there is no second card when some seats stay empty. */
  readonly hasStub: boolean
}

/**
 * 选民证, ten to a page with lines to cut along (forms.md A3). Name, sex and number only: it is carried about. At its
 * foot the stub that is cut off when the voter collects the ballot of a run-off.
 */
export const voterCards = defineSheet<CardFacts>({
  key: 'voter-cards',
  title: '选民证',
  use: '每人一张，领票时出示；二维码供扫码枪验证。下面的副券另行选举时用，请不要剪下。可以只印公布名单以后新增的人。',
  roles: ['electionOfficer', 'rollClerk', 'townshipOfficer'],
  after: ['rollPosted'],
  options: ['group', 'voterNumber', 'addedSincePosting'],
  page: { orientation: 'portrait', margins: 'wide', unnumbered: true },
  load: async ({ db }, { election, round }, picked) => {
    const stations = await listStations(db, round.id)
    const voters = (await listVotersInFull(db, election.id, picked)).filter(({ isElector }) => isElector)
    return {
      hasStub: round.kind === 'first',
      cards: voters.map(({ voterNumber, name, sex, groupName, residentsGroup, code }) => ({
        number: voterNumber,
        name,
        sex: sexText[sex],
        group: groupName,
        ...placeOf(stations, residentsGroup),
        code,
      })),
    }
  },
  count: ({ cards }) => cards.length,
  blocks: ({ community, electionCommittee, electionDay, hasStub, cards }) => [
    {
      kind: 'cards',
      cards: cards.map(({ number, name, sex, group, station, hours, code }) => ({
        subtitle: electionCommittee,
        title: '选　民　证',
        lines: [
          `编号：${number}　${group}`,
          `姓名：${name}　性别：${sex}`,
          `选举日：${electionDay}`,
          ...(station === '' ? [`${community}，投票站见公告`] : [`投票站：${station}`, `时间：${hours}`]),
        ],
        note: '凭本证和身份证领取选票。本人使用，不得转让、涂改；遗失请向居民选举委员会报告。',
        ...(hasStub ? { stub: runoffStub(number, name, group) } : {}),
        code,
      })),
    },
  ],
  sample: {
    hasStub: true,
    cards: [
      { name: '王伟', sex: '男', group: '第一居民小组' },
      { name: '欧阳𬱖', sex: '女', group: '第一居民小组' },
      { name: '阿依努尔·买买提', sex: '女', group: '第十二居民小组' },
    ].map((person, i) => ({
      ...person,
      number: 101 + i,
      station: '中心会场（桃源里社区服务中心一楼大厅）',
      hours: '7:30至14:30',
      code: `JX-1-${101 + i}`,
    })),
  },
})

function runoffStub(number: number, name: string, group: string): NonNullable<Card['stub']> {
  return { title: '另行选举副券', lines: [`编号：${number}　${name}　${group}`, '另行选举领票时剪下，由发票员收存。'] }
}
