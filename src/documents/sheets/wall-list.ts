import { compareByStrokes } from '../../rules/name-order.js'
import type { Db } from '../../infra/db/database.js'
import { readStrokeKey } from '../../organisation/queries.js'
import { pinyinOf } from '../../roll/queries.js'
import { defineSheet, type Picked } from '../define-sheet.js'
import { type ListedVoter, listVotersAsPosted, type NameOnWall, namesOnWall } from '../notices/posted-roll.js'
import { byGroup } from './people.js'

interface Facts {
  readonly groups: readonly {
    readonly name: string
    readonly voters: readonly (NameOnWall & { readonly number: number })[]
  }[]
}

/**
 * 选民榜 of a group for its own wall, in names or as a table, on A4 or A3 (forms.md A2). What the law asks for and no
 * more: number and name; a mark only where two people of a group bear the same name.
 */
export const wallList = defineSheet<Facts>({
  key: 'wall-list',
  title: '选民榜（分小组）',
  use: '按居民小组分开张贴；内容与公布的选民名单相同。A3 用于大幅张贴。',
  roles: ['electionOfficer', 'rollClerk', 'townshipOfficer'],
  after: ['rollPosted'],
  options: ['group', 'layout', 'order', 'paper'],
  page: { orientation: 'portrait', margins: 'official' },
  load: async ({ db }, { election }, { group, order = 'list' }) => {
    const voters = (await listVotersAsPosted(db, election.id)).filter(
      (voter) => group === undefined || voter.residentsGroup === group,
    )
    const compare = await comparison(db, order)
    const ordered = (members: readonly ListedVoter[]) => (compare ? [...members].sort(compare) : members)
    return { groups: byGroup(voters).map(([name, members]) => ({ name, voters: onWall(ordered(members)) })) }
  },
  count: ({ groups }) => groups.flatMap(({ voters }) => voters).length,
  blocks: ({ election, electionCommittee, groups }, { layout }) =>
    groups.flatMap(({ name, voters }, i) => [
      ...(i > 0 ? [{ kind: 'pageBreak' } as const] : []),
      { kind: 'title', lines: [`${election}`, '选民榜'] } as const,
      layout === 'names'
        ? ({
            kind: 'names',
            caption: `${name}（共${voters.length}人）`,
            names: voters,
            perRow: 6,
            total: `共${voters.length}人`,
            countedAs: name,
          } as const)
        : ({
            kind: 'table',
            caption: `${name}（共${voters.length}人）`,
            countedAs: name,
            columns: [
              { title: '序号', align: 'right', width: 2 },
              { title: '选民证号', align: 'right', width: 3 },
              { title: '姓名', align: 'name', width: 5 },
              { title: '备注', width: 4 },
            ],
            rows: voters.map((voter, n) => [String(n + 1), String(voter.number), voter.name, voter.note]),
            total: ['', '', `共${voters.length}人`, ''],
          } as const),
      { kind: 'note', text: `${electionCommittee}。对名单有异议的，按选民名单公告所列时间、地点提出` } as const,
    ]),
  sample: {
    groups: [
      {
        name: '第一居民小组',
        voters: [
          { number: 101, name: '王伟', note: '男' },
          { number: 102, name: '王伟', note: '女' },
          { number: 103, name: '欧阳𬱖', note: '' },
          { number: 104, name: '阿依努尔·买买提', note: '' },
          { number: 105, name: '李秀英', note: '' },
        ],
      },
    ],
  },
})

/** By number, by strokes of the surname, or by pinyin, equal ones by number; undefined: as the list stands. */
async function comparison(db: Db, order: NonNullable<Picked['order']>) {
  const byNumber = (a: ListedVoter, b: ListedVoter) => a.voterNumber - b.voterNumber
  if (order === 'list') return undefined
  if (order === 'number') return byNumber
  if (order === 'strokes') {
    const compare = compareByStrokes(await readStrokeKey(db))
    return (a: ListedVoter, b: ListedVoter) => compare(a.name, b.name) || byNumber(a, b)
  }
  const sounds = new Map<string, string>()
  const sound = ({ name }: ListedVoter) => {
    const known = sounds.get(name) ?? pinyinOf(name).pinyin
    sounds.set(name, known)
    return known
  }
  return (a: ListedVoter, b: ListedVoter) => {
    const [one, other] = [sound(a), sound(b)]
    return one === other ? byNumber(a, b) : one < other ? -1 : 1
  }
}

function onWall(members: readonly ListedVoter[]) {
  return namesOnWall(members).map((entry, i) => ({ ...entry, number: members[i]?.voterNumber ?? 0 }))
}
