import { orderByStrokes } from '../../rules/name-order.js'
import { listNominatorCounts, listNominees, type NominatorCount, type NomineeRow } from '../../nomination/queries.js'
import { readStrokeKey } from '../../organisation/queries.js'
import { listPosts } from '../../timetable/queries.js'
import { defineSheet } from '../define-sheet.js'
import { personOnForm } from './nominee-block.js'

type Row = readonly [
  post: string,
  name: string,
  sex: string,
  born: string,
  nationality: string,
  politicalStatus: string,
  education: string,
  occupation: string,
  manner: string,
  nominators: string,
  group: string,
  remark: string,
]

interface Facts {
  readonly rows: readonly Row[]
}

/** 初步候选人一览表: everybody who stands, post by post by strokes, for the file and the township (forms.md A4). */
export const nomineeOverview = defineSheet<Facts>({
  key: 'nominee-overview',
  title: '初步候选人一览表',
  use: '全部初步候选人，按职务和姓氏笔画排列，报街道（镇）联审、存档用；不张贴。',
  roles: ['electionOfficer', 'rollClerk', 'townshipOfficer', 'bureauAuditor'],
  after: ['rollPosted'],
  options: [],
  page: { orientation: 'landscape', margins: 'wide' },
  load: async ({ db }, { election }) => {
    const nominees = (await listNominees(db, election.id)).filter(isStanding)
    const counts = new Map((await listNominatorCounts(db, election.id)).map((count) => [count.nomineeId, count]))
    const { ordered } = orderByStrokes(nominees, ({ name }) => name, await readStrokeKey(db))
    const posts = await listPosts(db, election.id)
    const rows = posts.flatMap(({ id }) =>
      ordered
        .filter(({ postId }) => String(postId) === id)
        .map(async (nominee): Promise<Row> => {
          const person = await personOnForm(db, election.id, nominee)
          const { post, name, sex, born, nationality, politicalStatus, education, occupation, group } = person
          const { manner, nominators } = nominationText(counts.get(nominee.id))
          const said = [post, name, sex, born, nationality, politicalStatus, education, occupation] as const
          return [...said, manner, nominators, group, remarkOf(nominee)]
        }),
    )
    return { rows: await Promise.all(rows) }
  },
  count: ({ rows }) => rows.length,
  blocks: ({ election, electionCommittee, printedOn, rows }) => [
    { kind: 'title', lines: [`${election}初步候选人一览表`] },
    {
      kind: 'table',
      size: 10.5,
      columns: [
        { title: '序号', align: 'right', width: 3 },
        { title: '职务', width: 5 },
        { title: '姓名', align: 'name', width: 7.5 },
        { title: '性别', width: 3 },
        { title: '出生年月', width: 6.5 },
        { title: '民族', width: 4 },
        { title: '政治面貌', width: 5.5 },
        { title: '文化程度', width: 5.5 },
        { title: '现任职务', align: 'left', width: 12 },
        { title: '提名方式', width: 7 },
        { title: '提名人数', align: 'right', width: 3.6 },
        { title: '居民小组', width: 7.4 },
        { title: '备注', width: 5 },
      ],
      rows: rows.map((row, n) => [String(n + 1), ...row]),
    },
    { kind: 'signature', issuer: electionCommittee, date: printedOn },
  ],
  sample: {
    rows: [
      sampleRow('主任', '王伟', '男', '1975年3月', '社区党委书记', '党组织', '—'),
      sampleRow('主任', '欧阳玥', '女', '1982年11月', '居民委员会副主任', '选民联名', '12'),
      sampleRow('委员', '阿依努尔·买买提', '女', '1986年5月', '个体工商户', '党组织、选民联名', '10'),
      sampleRow('委员', '诸葛志强', '男', '1964年2月', '退休', '自荐', '—'),
    ],
  },
})

function isStanding({ vetting }: NomineeRow): boolean {
  return vetting === 'open' || vetting === 'passed'
}

/** How somebody came to stand, in the words of the form, and by how many. */
export function nominationText(count: NominatorCount | undefined) {
  const kinds = [
    ...(count?.isByParty ? ['党组织'] : []),
    ...(count && count.nominators > 0 ? ['选民联名'] : []),
    ...(count?.isBySelf ? ['自荐'] : []),
  ]
  return { manner: kinds.join('、') || '—', nominators: count && count.nominators > 0 ? String(count.nominators) : '—' }
}

function remarkOf({ consentedOn, isOnRoll }: NomineeRow): string {
  if (!isOnRoll) return '已不在名单'
  return consentedOn === null ? '未表态' : ''
}

function sampleRow(
  post: string,
  name: string,
  sex: string,
  born: string,
  occupation: string,
  manner: string,
  nominators: string,
): Row {
  return [post, name, sex, born, '汉族', '群众', '大学专科', occupation, manner, nominators, '第一居民小组', '']
}
