import { type Station, listStations } from '../../polling/queries.js'
import { listVotersInFull } from '../../roll/queries.js'
import { defineSheet } from '../define-sheet.js'
import { sexText } from '../words.js'

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
}

/** 选民证, ten to a page with lines to cut along (forms.md A3). Name, sex and number only: it is carried about. */
export const voterCards = defineSheet<CardFacts>({
  key: 'voter-cards',
  title: '选民证',
  use: '每人一张，领票时出示；二维码供扫码枪验证。可以只印公布名单以后新增的人。',
  roles: ['electionOfficer', 'rollClerk', 'townshipOfficer'],
  after: ['rollPosted'],
  options: ['group', 'voterNumber', 'addedSincePosting'],
  page: { orientation: 'portrait', margins: 'wide', unnumbered: true },
  load: async ({ db }, { election, round }, picked) => {
    const stations = await listStations(db, round.id)
    const voters = (await listVotersInFull(db, election.id, picked)).filter(({ isElector }) => isElector)
    return {
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
  blocks: ({ community, electionCommittee, electionDay, cards }) => [
    {
      kind: 'cards',
      cards: cards.map(({ number, name, sex, group, station, hours, code }) => ({
        subtitle: electionCommittee,
        title: '选　民　证',
        lines: [
          `编号：${number}`,
          `姓名：${name}　性别：${sex}`,
          group,
          `选举日：${electionDay}`,
          ...(station === '' ? [`${community}，投票站见公告`] : [`投票站：${station}`, `时间：${hours}`]),
        ],
        note: '凭本证和身份证领取选票。本人使用，不得转让、涂改；遗失请向居民选举委员会报告。',
        code,
      })),
    },
  ],
  sample: {
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

/** Where somebody of the group votes; nothing while the stations are not set up. */
function placeOf(stations: readonly Station[], group: number): { station: string; hours: string } {
  const fixed = stations.filter(({ kind }) => kind !== 'mobile')
  const station = fixed.find(({ groups }) => groups.includes(group)) ?? fixed.find(({ groups }) => groups.length === 0)
  return station
    ? { station: `${station.name}（${station.place}）`, hours: `${station.opens}至${station.closes}` }
    : { station: '', hours: '' }
}
