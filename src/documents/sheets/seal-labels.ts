import { listStations, type Station } from '../../polling/queries.js'
import { defineSheet } from '../define-sheet.js'

interface Facts {
  readonly labels: readonly { readonly what: string; readonly station: string; readonly ballots: string }[]
}

/** 选票封存单: labels for the packages of a station's ballots, cut apart and glued over the seam (forms.md A4). */
export const sealLabels = defineSheet<Facts>({
  key: 'seal-labels',
  title: '选票封存单',
  use: '贴在装选票的袋、箱封口上，每个投票站四张：有效票、无效票、剩余选票、污损选票；沿线裁开。',
  roles: ['electionOfficer', 'townshipOfficer'],
  after: ['candidatesConfirmed'],
  options: [],
  page: { orientation: 'portrait', margins: 'wide', unnumbered: true },
  load: async ({ db }, { round }) => ({ labels: (await listStations(db, round.id)).flatMap(labelsOf) }),
  count: ({ labels }) => labels.length,
  blocks: ({ electionCommittee, election, electionDay, labels }) => [
    {
      kind: 'cards',
      cards: labels.map(({ what, station, ballots }) => ({
        subtitle: electionCommittee,
        title: '选票封存单',
        lines: [
          election,
          `${station}　${what}：${ballots} 张`,
          `选举日：${electionDay}`,
          '箱、袋号：＿＿＿＿＿　封存时间：＿＿＿＿＿',
          '保管地点：＿＿＿＿＿　保管到：＿＿＿＿＿＿',
          '封存人：＿＿＿＿＿＿　监封人：＿＿＿＿＿＿',
          '保管人：＿＿＿＿＿＿　启封记录：＿＿＿＿＿＿',
        ],
        note: '贴在封口上，加盖居民选举委员会骑缝章。',
      })),
    },
  ],
  sample: {
    labels: [
      { what: '有效票', station: '中心投票站', ballots: '＿＿＿＿' },
      { what: '无效票', station: '中心投票站', ballots: '＿＿＿＿' },
      { what: '剩余选票', station: '中心投票站', ballots: '35' },
      { what: '污损选票', station: '中心投票站', ballots: '3' },
    ],
  },
})

/** What the count finds is written by hand; what the account of the station holds is printed. */
function labelsOf({ name: station, unused, spoiled }: Station): Facts['labels'] {
  const figure = (value: number | null) => (value === null ? '＿＿＿＿' : String(value))
  return [
    { what: '有效票', station, ballots: '＿＿＿＿' },
    { what: '无效票', station, ballots: '＿＿＿＿' },
    { what: '剩余选票', station, ballots: figure(unused) },
    { what: '污损选票', station, ballots: figure(spoiled) },
  ]
}
