import { listMembers } from '../../handover/queries.js'
import { defineSheet } from '../define-sheet.js'
import { type ElectedPerson, electedPerson, sampleElected } from './elected-person.js'

interface Facts {
  readonly people: readonly ElectedPerson[]
}

/** 当选人员名册: everybody elected on one sheet, sent to the township with the return (forms.md A4). */
export const electedRoster = defineSheet<Facts>({
  key: 'elected-roster',
  title: '当选人员名册',
  use: '全部当选人的情况，报街道（镇）备案、存档用；印有电话，不张贴。',
  roles: ['electionOfficer', 'townshipOfficer'],
  after: ['resultDeclared'],
  options: [],
  page: { orientation: 'landscape', margins: 'wide' },
  load: async ({ db, sealer }, { election }) => ({
    people: (await listMembers(db, election.id)).map((member) => electedPerson(member, election.electionDay, sealer)),
  }),
  count: ({ people }) => people.length,
  blocks: ({ election, electionCommittee, printedOn, people }) => [
    { kind: 'title', lines: [`${election}当选人员名册`] },
    {
      kind: 'table',
      size: 10.5,
      columns: [
        { title: '序号', align: 'right', width: 3 },
        { title: '姓名', align: 'name', width: 7.5 },
        { title: '性别', width: 3 },
        { title: '民族', width: 4.6 },
        { title: '出生年月', width: 6 },
        { title: '年龄', align: 'right', width: 3 },
        { title: '政治面貌', width: 5 },
        { title: '文化程度', width: 5.4 },
        { title: '当选职务', width: 5 },
        { title: '职务票数', align: 'right', width: 4 },
        { title: '总票数', align: 'right', width: 4 },
        { title: '任职情况', width: 5.4 },
        { title: '专职', width: 3 },
        { title: '两委交叉', width: 5.4 },
        { title: '来源', width: 5 },
        { title: '联系电话', width: 7 },
      ],
      rows: people.map((person, n) => [
        ...[String(n + 1), person.name, person.sex, person.nationality, person.born, person.age],
        ...[person.politicalStatus, person.education, person.post, person.votes, person.totalVotes],
        ...[person.service, person.fullTime, person.partyOffice, person.origin, person.telephone],
      ]),
    },
    { kind: 'paragraph', text: '年龄为选举日已满周岁；总票数为本轮投票中各职务得票合计。' },
    { kind: 'signature', issuer: electionCommittee, date: printedOn },
  ],
  sample: { people: sampleElected },
})
