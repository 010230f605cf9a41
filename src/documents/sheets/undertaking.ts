import { findVoterByNumber, listGroups } from '../../roll/queries.js'
import { defineSheet } from '../define-sheet.js'
import type { FormCell } from '../layout/blocks.js'

interface Facts {
  /** Blank to be filled in by hand. */
  readonly name: string
  readonly group: string
  readonly address: string
  readonly registeredAddress: string
}

const blank: Facts = { name: '', group: '', address: '', registeredAddress: '' }

/**
 * 不在他处登记承诺书, and under it the statement of the place of the household register: one person votes in one
 * community (art. 16; forms.md A3).
 */
export const undertaking = defineSheet<Facts>({
  key: 'undertaking',
  title: '不在他处登记承诺书',
  use: '户籍不在本社区的人登记时签写，下半张由原户籍地盖章。填选民证号印某一人，不填印一张空白表。',
  roles: ['electionOfficer', 'rollClerk'],
  after: [],
  options: ['voterNumber'],
  page: { orientation: 'portrait', margins: 'wide' },
  load: async ({ db }, { election }, { voterNumber }) => {
    const voter = voterNumber === undefined ? undefined : await findVoterByNumber(db, election.id, voterNumber)
    if (!voter) return blank
    const groups = new Map((await listGroups(db, election.id)).map(({ number, name }) => [number, name]))
    return {
      name: voter.name,
      group: groups.get(voter.residentsGroup) ?? voter.groupName,
      address: voter.address,
      registeredAddress: '',
    }
  },
  count: () => 1,
  blocks: ({ election, electionCommittee, community, name, group, address, registeredAddress }) => [
    { kind: 'title', lines: [election, '不在他处登记承诺书'] },
    { kind: 'addressee', text: `${electionCommittee}：` },
    {
      kind: 'form',
      columns: 12,
      rows: [
        { cells: [label('姓名'), field(name), label('居民小组'), field(group)] },
        { cells: [label('公民身份号码', 3), field('', 9)] },
        { cells: [label('现居住地址', 3), field(address, 9)], lines: 2 },
        { cells: [label('户籍地址', 3), field(registeredAddress, 9)], lines: 2 },
      ],
    },
    {
      kind: 'paragraph',
      text: `本人自愿在${community}登记，参加本届居民委员会选举。本人承诺：没有、也不会在户籍所在地或者其他社区（村）登记参加本届选举；如有不实，同意取消在${community}的登记。`,
    },
    { kind: 'signers', labels: ['承诺人', '日期', '登记员', '收到日期'] },
    { kind: 'paragraph', text: '以下由户籍所在地的居（村）民委员会填写：' },
    {
      kind: 'form',
      columns: 12,
      rows: [
        {
          cells: [
            label('证明', 2),
            field(
              '　　兹证明上列居民没有在本社区（村）登记参加本届居（村）民委员会选举。（盖章）　　　　年　　月　　日',
              10,
            ),
          ],
          lines: 5,
        },
        { cells: [label('经办人'), field(''), label('联系电话'), field('')] },
      ],
    },
  ],
  sample: {
    name: '欧阳𬱖',
    group: '第一居民小组',
    address: '桃源路12弄3幢2单元1402室',
    registeredAddress: '云岭镇东山村18号',
  },
})

const label = (text: string, span = 2): FormCell => ({ text, span, isLabel: true })
const field = (text: string, span = 4): FormCell => ({ text, span })
