import { longDate } from '../../lib/chinese-text.js'
import { compareRollVersions, listRollVersions, type RollComparison, type RollVersion } from '../../roll/queries.js'
import { defineSheet } from '../define-sheet.js'

interface Facts {
  readonly from: string
  readonly to: string
  readonly counts: readonly {
    readonly group: string
    readonly added: number
    readonly removed: number
    readonly corrected: number
  }[]
  readonly added: number
  readonly removed: number
  readonly corrected: number
  readonly entries: readonly (readonly [kind: string, number: string, name: string, group: string, details: string])[]
}

const kindText = { added: '新增', removed: '取消', corrected: '更正' } as const

/** Two versions of the roll compared, person by person. Without a wish the first with the newest. For the file. */
export const rollComparison = defineSheet<Facts>({
  key: 'roll-comparison',
  title: '选民名单版本对照表',
  use: '逐人列出两个版本之间新增、取消、更正的选民，供存档和核对；不得张贴。',
  roles: ['electionOfficer', 'rollClerk', 'townshipOfficer'],
  after: ['rollPosted'],
  options: ['earlierVersion', 'version'],
  page: { orientation: 'portrait', margins: 'wide' },
  load: async ({ db }, { election }, picked) => {
    const versions = await listRollVersions(db, election.id)
    const from = versions.find(({ number }) => number === (picked.earlierVersion ?? 1))
    const to = picked.version === undefined ? versions.at(-1) : versions.find(({ number }) => number === picked.version)
    if (from === undefined || to === undefined) return nothing
    return factsOf(from, to, await compareRollVersions(db, election.id, from.number, to.number))
  },
  count: ({ entries }) => entries.length,
  blocks: ({ election, electionCommittee, printedOn, from, to, counts, added, removed, corrected, entries }) => [
    { kind: 'title', lines: [`${election}`, '选民名单版本对照表'] },
    { kind: 'paragraph', text: `从${from}到${to}：新增${added}人，取消${removed}人，更正${corrected}人。` },
    {
      kind: 'table',
      caption: '分小组统计',
      size: 10.5,
      columns: [
        { title: '居民小组', width: 6 },
        { title: '新增', align: 'right', width: 3 },
        { title: '取消', align: 'right', width: 3 },
        { title: '更正', align: 'right', width: 3 },
      ],
      rows: counts.map((row) => [row.group, String(row.added), String(row.removed), String(row.corrected)]),
      total: ['合计', String(added), String(removed), String(corrected)],
    },
    {
      kind: 'table',
      caption: '逐人对照',
      size: 10.5,
      columns: [
        { title: '类别', width: 2 },
        { title: '选民证号', align: 'right', width: 3 },
        { title: '姓名', align: 'name', width: 4 },
        { title: '居民小组', width: 4 },
        { title: '原来 → 后来', align: 'left', width: 8 },
      ],
      rows: entries,
    },
    { kind: 'note', text: `${electionCommittee}，${printedOn}打印。含个人信息，存档用，不得张贴` },
  ],
  sample: {
    from: '第1版（2027年4月25日）',
    to: '第2版（2027年4月30日）',
    added: 1,
    removed: 1,
    corrected: 1,
    counts: [{ group: '第一居民小组', added: 1, removed: 1, corrected: 1 }],
    entries: [
      ['新增', '24', '司马𫖯', '第一居民小组', ''],
      ['取消', '14', '何明', '第一居民小组', ''],
      ['更正', '21', '罗祎', '第一居民小组', '姓名：罗伟 → 罗祎'],
    ],
  },
})

const nothing: Facts = { from: '', to: '', counts: [], added: 0, removed: 0, corrected: 0, entries: [] }

function factsOf(from: RollVersion, to: RollVersion, compared: RollComparison): Facts {
  const { added, removed, corrected, groups, differences } = compared
  const title = ({ number, madeOn }: RollVersion) => `第${number}版（${longDate(madeOn)}）`
  return {
    from: title(from),
    to: title(to),
    added,
    removed,
    corrected,
    counts: groups.map(({ name, ...counts }) => ({ group: name, ...counts })),
    entries: differences.map(({ kind, voter, fields }) => [
      kindText[kind],
      String(voter.voterNumber),
      voter.name,
      voter.groupName,
      fields.map(({ title, before, after }) => `${title}：${before} → ${after}`).join('；'),
    ]),
  }
}
