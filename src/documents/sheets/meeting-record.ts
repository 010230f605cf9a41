import { defineSheet } from '../define-sheet.js'
import type { FormCell } from '../layout/blocks.js'

/**
 * 会议记录: the empty form for any meeting of an election, from the choice of the election committee to the supervision
 * committee (arts. 27 and 29; forms.md A4). What was decided is recorded on its own page; this is the paper for the file.
 */
export const meetingRecord = defineSheet<object>({
  key: 'meeting-record',
  title: '会议记录',
  use: '居民会议、居民代表会议和选举委员会开会时现场记录，签名后归档。',
  roles: ['electionOfficer', 'rollClerk', 'townshipOfficer'],
  after: [],
  options: [],
  page: { orientation: 'portrait', margins: 'wide' },
  load: async () => await Promise.resolve({}),
  count: () => 1,
  blocks: ({ election, community }) => [
    { kind: 'title', lines: [election, '会议记录'] },
    {
      kind: 'form',
      columns: 12,
      rows: [
        { cells: [label('社区'), field(community), label('编号'), field('')] },
        { cells: [label('会议名称'), field('', 10)] },
        { cells: [label('时间'), field(''), label('地点'), field('')] },
        { cells: [label('主持人'), field(''), label('记录人'), field('')] },
        { cells: [label('应到人数'), field(''), label('实到人数'), field('')] },
        { cells: [label('列席人员'), field('', 10)] },
        { cells: [label('议题'), field('', 10)], lines: 2 },
        { cells: [label('发言和讨论'), field('', 10)], lines: 8 },
        { cells: [label('表决'), field('赞成　　　票，反对　　　票，弃权　　　票', 10)] },
        { cells: [label('决议'), field('', 10)], lines: 4 },
      ],
    },
    { kind: 'signers', labels: ['主持人签名', '记录人签名'] },
    { kind: 'note', text: '到会人员签名附后' },
  ],
  sample: {},
})

const label = (text: string, span = 2): FormCell => ({ text, span, isLabel: true })
const field = (text: string, span = 4): FormCell => ({ text, span })
