import { listMembers } from '../../handover/queries.js'
import { defineSheet } from '../define-sheet.js'
import { type Block, keptTogether } from '../layout/blocks.js'
import { type ElectedPerson, electedPerson, sampleElected } from './elected-person.js'
import { label, photoOf, photoPlace, written } from './nominee-block.js'

interface Facts {
  readonly people: readonly { readonly person: ElectedPerson; readonly photo: Buffer | null }[]
}

/** 当选人员登记表: one page a person, with room for the opinions of township and bureau. */
export const electedForm = defineSheet<Facts>({
  key: 'elected-form',
  title: '当选人员登记表',
  use: '每名当选人一张，本人签名后报街道（镇）审核、存档。',
  roles: ['electionOfficer', 'townshipOfficer'],
  after: ['resultDeclared'],
  options: [],
  page: { orientation: 'portrait', margins: 'wide' },
  load: async ({ db, sealer }, { election }) => {
    const members = await listMembers(db, election.id)
    return {
      people: await Promise.all(
        members.map(async (member) => ({
          person: electedPerson(member, election.electionDay, sealer),
          photo: member.nomineeId === null ? null : await photoOf(db, sealer, member.nomineeId),
        })),
      ),
    }
  },
  count: ({ people }) => people.length,
  blocks: ({ election, people }) =>
    people.flatMap(({ person, photo }, i): Block[] => [
      ...(i > 0 ? [{ kind: 'pageBreak' } as const] : []),
      { kind: 'title', lines: [election, '当选人员登记表'] },
      { kind: 'form', columns: 12, photo: { bytes: photo, ...photoPlace }, rows: rowsOf(person) },
    ]),
  sample: { people: sampleElected.slice(0, 1).map((person) => ({ person, photo: null })) },
})

function rowsOf(person: ElectedPerson) {
  const opinion = (title: string) => ({
    cells: [label(title, 2), written('（盖章）　　　　年　　月　　日', 10)],
    lines: 4,
  })
  return [
    { cells: [label('姓名'), written(person.name, 3), label('性别'), written(person.sex, 3)] },
    { cells: [label('民族'), written(person.nationality, 3), label('出生年月'), written(person.born, 3)] },
    { cells: [label('政治面貌'), written(person.politicalStatus, 3), label('文化程度'), written(person.education, 3)] },
    { cells: [label('当选职务'), written(person.post, 3), label('选举日年龄'), written(`${person.age}周岁`, 3)] },
    { cells: [label('职务票数'), written(person.votes), label('总票数'), written(person.totalVotes)] },
    { cells: [label('任职情况'), written(person.service), label('专职或兼职'), written(person.fullTime)] },
    { cells: [label('两委交叉'), written(person.partyOffice), label('来源'), written(person.origin)] },
    { cells: [label('现职业、职务'), written(person.occupation), label('联系电话'), written(person.telephone)] },
    { cells: [label('本人签名'), written('', 4), label('日期'), written('　　　　年　　月　　日', 4)], lines: 2 },
    opinion(`${keptTogether('选举委员会')}意见`),
    opinion(`${keptTogether('街道（镇）')}意见`),
    opinion('主管部门意见'),
  ]
}
