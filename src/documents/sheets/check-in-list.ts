import { listPostedVoters } from '../../roll/queries.js'
import { defineSheet } from '../define-sheet.js'
import { sexText } from '../words.js'
import { byGroup } from './people.js'

interface Facts {
  readonly groups: readonly {
    readonly name: string
    readonly electors: readonly { readonly number: number; readonly name: string; readonly sex: string }[]
  }[]
}

/**
 * 领票登记, the list that a desk goes on with by hand when the machine fails on election day (forms.md A4). What was
 * signed on it is typed in afterwards.
 */
export const checkInList = defineSheet<Facts>({
  key: 'check-in-list',
  title: '领票登记册（备用）',
  use: '选举日停电、断网时手工发票用；每个投票站印一份，签名后作为档案保存。',
  roles: ['electionOfficer', 'rollClerk', 'checkInClerk', 'townshipOfficer'],
  after: ['rollPosted'],
  options: ['group'],
  page: { orientation: 'portrait', margins: 'wide' },
  load: async ({ db }, { election }, { group }) => {
    const voters = (await listPostedVoters(db, election.id)).filter(
      (voter) => voter.isElector && (group === undefined || voter.residentsGroup === group),
    )
    return {
      groups: byGroup(voters).map(([name, members]) => ({
        name,
        electors: members.map(({ voterNumber, name, sex }) => ({ number: voterNumber, name, sex: sexText[sex] })),
      })),
    }
  },
  count: ({ groups }) => groups.flatMap(({ electors }) => electors).length,
  blocks: ({ election, electionDay, groups }) =>
    groups.flatMap(({ name, electors }, i) => [
      ...(i > 0 ? [{ kind: 'pageBreak' } as const] : []),
      { kind: 'title', lines: [`${election}领票登记册`] } as const,
      {
        kind: 'table',
        caption: `${name}（共${electors.length}人）　选举日：${electionDay}`,
        size: 12,
        columns: [
          { title: '序号', align: 'right', width: 3.2 },
          { title: '选民证号', align: 'right', width: 4.8 },
          { title: '姓名', align: 'name', width: 8 },
          { title: '性别', width: 3.2 },
          { title: '本人票', width: 4 },
          { title: '代投票数', width: 4.8 },
          { title: '委托证号', width: 5 },
          { title: '领票人签名', width: 9 },
        ],
        rows: electors.map((elector, n) => [
          String(n + 1),
          String(elector.number),
          elector.name,
          elector.sex,
          '',
          '',
          '',
          '',
        ]),
      } as const,
      { kind: 'signers', labels: ['验证发票员', '监票人'] } as const,
    ]),
  sample: {
    groups: [
      {
        name: '第一居民小组',
        electors: [
          { number: 101, name: '王伟', sex: '男' },
          { number: 102, name: '欧阳𬱖', sex: '女' },
          { number: 103, name: '阿依努尔·买买提', sex: '女' },
        ],
      },
    ],
  },
})
