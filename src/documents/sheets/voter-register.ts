import { listVotersInFull } from '../../roll/queries.js'
import { defineSheet } from '../define-sheet.js'
import { sexText } from '../words.js'
import { byGroup, classText, identityText, telephoneText } from './people.js'

interface Entry {
  readonly number: number
  readonly name: string
  readonly sex: string
  readonly birth: string
  readonly identity: string
  readonly address: string
  readonly telephone: string
  readonly registrationClass: string
}

interface Facts {
  readonly groups: readonly { readonly name: string; readonly entries: readonly Entry[] }[]
}

/** 选民登记册: the working list of a group, with room to sign for the card and for the ballot (forms.md A3). Not for posting. */
export const voterRegister = defineSheet<Facts>({
  key: 'voter-register',
  title: '选民登记册',
  use: '工作用册，发选民证、选票时签领；不得张贴。身份证号默认只印后四位；选不印的，电话也不印。',
  roles: ['electionOfficer', 'rollClerk'],
  after: [],
  options: ['group', 'identity'],
  page: { orientation: 'landscape', margins: 'wide' },
  load: async ({ db, sealer }, { election }, picked) => {
    const voters = await listVotersInFull(db, election.id, picked)
    return {
      groups: byGroup(voters).map(([name, members]) => ({
        name,
        entries: members.map((voter) => ({
          number: voter.voterNumber,
          name: voter.name,
          sex: sexText[voter.sex],
          birth: voter.birthDate.replaceAll('-', '.'),
          identity: identityText(voter.sealedIdentityNumber, picked.identity, sealer),
          address: voter.address,
          telephone: telephoneText(voter, sealer),
          registrationClass: classText[voter.registrationClass],
        })),
      })),
    }
  },
  count: ({ groups }) => groups.flatMap(({ entries }) => entries).length,
  blocks: ({ community, election, electionCommittee, printedOn, groups }, { identity }) => [
    ...groups.flatMap(({ name, entries }, i) => [
      ...(i > 0 ? [{ kind: 'pageBreak' } as const] : []),
      { kind: 'title', lines: [`${election}选民登记册`] } as const,
      {
        kind: 'table',
        caption: `${community}${name}（共${entries.length}人）`,
        size: 10.5,
        columns: [
          { title: '序号', align: 'right', width: 3.4 },
          { title: '选民证号', align: 'right', width: 5 },
          { title: '姓名', align: 'name', width: 8 },
          { title: '性别', width: 3.4 },
          { title: '出生日期', width: 7 },
          ...(identity === 'none' ? [] : [{ title: '身份证号', width: 13 }]),
          { title: '住址', align: 'left', width: 12.5 },
          ...(identity === 'none' ? [] : [{ title: '电话', width: 7.4 }]),
          { title: '类别', width: 5.5 },
          { title: '领证签名', width: 7 },
          { title: '领票签名', width: 7 },
          { title: '备注', width: 5 },
        ],
        rows: entries.map((entry, n) => [
          String(n + 1),
          String(entry.number),
          entry.name,
          entry.sex,
          entry.birth,
          ...(identity === 'none' ? [] : [entry.identity]),
          entry.address,
          ...(identity === 'none' ? [] : [entry.telephone]),
          entry.registrationClass,
          '',
          '',
          '',
        ]),
      } as const,
      { kind: 'signers', labels: ['制表人', '审核人'] } as const,
    ]),
    { kind: 'note', text: `${electionCommittee}，${printedOn}打印。含个人信息，用后交回保管` },
  ],
  sample: {
    groups: [
      {
        name: '第一居民小组',
        entries: [
          sampleEntry(101, '王伟', '男', '1956.01.02', '1幢1单元101室'),
          sampleEntry(102, '欧阳𬱖', '女', '1988.11.20', '1幢1单元102室'),
          sampleEntry(103, '阿依努尔·买买提', '女', '1990.03.05', '12幢3单元1402室'),
        ],
      },
    ],
  },
})

function sampleEntry(number: number, name: string, sex: string, birth: string, address: string): Entry {
  return { number, name, sex, birth, identity: '**************0013', address, telephone: '', registrationClass: '户籍' }
}
