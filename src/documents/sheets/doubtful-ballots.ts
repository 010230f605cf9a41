import { listRuledBallots, type RuledBallot } from '../../tally/queries.js'
import { defineSheet } from '../define-sheet.js'
import { dayText } from '../words.js'
import { clockText } from './ballot-record.js'

interface Facts {
  readonly votingDay: string
  readonly ballots: readonly RuledBallot[]
}

/** 疑难票认定记录: each ballot in question, how it was ruled, on what grounds; signed by two (forms.md A4). */
export const doubtfulBallots = defineSheet<Facts>({
  key: 'doubtful-ballots',
  title: '疑难票认定记录',
  use: '疑难票认定以后打印，总监票人和选举委员会主任签名，与选票一起封存。',
  roles: ['electionOfficer', 'tallyClerk', 'townshipOfficer'],
  after: ['pollClosed'],
  options: [],
  ofCount: true,
  page: { orientation: 'landscape', margins: 'wide' },
  nothing: '没有疑难票。逐张录选票时两位录入员都录了“?”的，才是疑难票。',
  load: async ({ db }, { election, round }) => ({
    votingDay: dayText(round.votingDay),
    ballots: await listRuledBallots(db, { ...election, round }),
  }),
  count: ({ ballots }) => ballots.length,
  blocks: ({ election, votingDay, ballots }) => [
    { kind: 'title', lines: [election, '疑难票认定记录'] },
    {
      kind: 'table',
      caption: `投票日：${votingDay}　疑难票${ballots.length}张`,
      size: 10.5,
      columns: [
        { title: '序号', width: 4 },
        { title: '投票站、捆、票序', width: 14 },
        { title: '争议内容', align: 'left', width: 16 },
        { title: '认定', width: 8 },
        { title: '认定内容', align: 'left', width: 24 },
        { title: '依据', align: 'left', width: 17 },
        { title: '影响职务', width: 9 },
        { title: '认定人', align: 'name', width: 8 },
        { title: '时间', width: 12 },
      ],
      rows: ballots.map((ballot, i) => [
        String(i + 1),
        `${ballot.station}第${ballot.bundle}捆第${ballot.ballot}张`,
        ballot.dispute || '没有写明',
        ballot.ruling || '待认定',
        ballot.reading,
        ballot.grounds,
        ballot.posts.join('、') || '—',
        ballot.decidedBy,
        ballot.decidedAt === '' ? '' : clockText(ballot.decidedAt),
      ]),
    },
    { kind: 'signers', labels: ['总监票人', '监票人', '居民选举委员会主任'], perRow: 3 },
  ],
  sample: {
    votingDay: '2027年5月20日（星期四）',
    ballots: [
      {
        ...{ station: '中心投票站', bundle: 1, ballot: 18, dispute: '主任栏的圈压在两个姓名之间', ruling: '部分有效' },
        ...{ reading: '副主任：赞成郑𬱖；主任有无法辨认的部分（有效；主任：无法辨认，该部分无效）', posts: ['主任'] },
        ...{ grounds: '选举办法第二十条：部分无法辨认的，可以辨认的部分有效', decidedBy: '陈国强' },
        decidedAt: '2027-05-20T10:12:00.000Z',
      },
      {
        ...{ station: '南门投票站', bundle: 2, ballot: 7, dispute: '票面签了姓名；签名', ruling: '无效', posts: [] },
        ...{ reading: '整张无效：带有可以识别选民的标记（无效：带有可以识别选民的标记）', decidedBy: '陈国强' },
        ...{ grounds: '选举办法第二十一条', decidedAt: '2027-05-20T10:20:00.000Z' },
      },
    ],
  },
})
