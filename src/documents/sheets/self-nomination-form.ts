import { defineSheet } from '../define-sheet.js'
import type { Block, FormRow } from '../layout/blocks.js'
import {
  findNomineeByNumber,
  label,
  nobody,
  personOnForm,
  personRows,
  type PersonOnForm,
  photoOf,
  photoPlace,
  samplePerson,
  written,
} from './nominee-block.js'

interface Facts {
  readonly people: readonly { readonly person: PersonOnForm; readonly photo: Buffer | null }[]
}

/** 自荐表, with room for the photograph (forms.md A4): blank, or as it was filed. */
export const selfNominationForm = defineSheet<Facts>({
  key: 'self-nomination-form',
  title: '自荐表',
  use: '选举办法允许自荐的用。不填选民证号印一张空白表；填选民证号印某一名被提名人的。含住址和电话，用后归档。',
  roles: ['electionOfficer', 'rollClerk'],
  after: [],
  options: ['voterNumber'],
  page: { orientation: 'portrait', margins: 'wide' },
  load: async ({ db, sealer }, { election }, { voterNumber }) => {
    if (voterNumber === undefined) return { people: [{ person: nobody, photo: null }] }
    const nominee = await findNomineeByNumber(db, election.id, voterNumber)
    if (!nominee) return { people: [] }
    const photo = await photoOf(db, sealer, nominee.id)
    return { people: [{ person: await personOnForm(db, election.id, nominee, sealer), photo }] }
  },
  count: ({ people }) => people.length,
  blocks: ({ election, people }) =>
    people.flatMap(({ person, photo }): Block[] => [
      { kind: 'title', lines: [election, '自荐表'] },
      { kind: 'form', columns: 12, photo: { bytes: photo, ...photoPlace }, rows: rowsOf(person) },
      { kind: 'signers', labels: ['本人签名', '日期', '收表人', '收表时间'] },
    ]),
  sample: { people: [{ person: samplePerson, photo: null }] },
})

const linesOfResume = 5

function rowsOf(person: PersonOnForm): FormRow[] {
  const lines = Math.max(linesOfResume, person.resume.length)
  const { acceptsConditions: accepts } = person
  const conditions = accepts === null ? '□服从　□不服从' : accepts ? '服从' : '不服从'
  return [
    ...personRows(person, { withPhoto: true, withTelephone: true }),
    { cells: [label('个人简历', 12)] },
    { cells: [label('起止年月', 3), label('单位', 6), label('职务', 3)] },
    ...Array.from({ length: lines }, (_, n): FormRow => {
      const { span = '', employer = '', duty = '' } = person.resume[n] ?? {}
      return { cells: [written(span, 3), written(employer, 6), written(duty, 3)] }
    }),
    { cells: [label('竞选承诺、工作设想'), written(person.pledge, 10)], lines: 5 },
    { cells: [label('资格条件'), written(conditions, 10)] },
    { cells: [label('本人承诺'), written('以上内容属实；自愿参加竞选，接受资格审查。', 10)] },
  ]
}
