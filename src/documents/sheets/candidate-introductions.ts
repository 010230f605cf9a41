import { listCandidates, listNominees } from '../../nomination/queries.js'
import { listRoundPosts } from '../../timetable/queries.js'
import { defineSheet } from '../define-sheet.js'
import type { Block, FormRow } from '../layout/blocks.js'
import { sexText, yearMonth } from '../words.js'
import {
  label,
  nobody,
  personOnForm,
  type PersonOnForm,
  photoOf,
  photoPlace,
  samplePerson,
  written,
} from './nominee-block.js'

interface Facts {
  readonly people: readonly { readonly person: PersonOnForm; readonly photo: Buffer | null }[]
}

/**
 * 正式候选人简介, a page each beside the notice of the candidates, whose tables have no room for it (art. 18; forms.md A1,
 * N9). No address and no telephone: it hangs on walls.
 */
export const candidateIntroductions = defineSheet<Facts>({
  key: 'candidate-introductions',
  title: '正式候选人简介',
  use: '每名正式候选人一页，照片、简历和履职设想按提名表；与正式候选人名单公告一同张贴，不印住址和电话。A3 用于大幅张贴。',
  roles: ['electionOfficer', 'rollClerk', 'townshipOfficer'],
  after: ['candidatesConfirmed'],
  options: ['voterNumber', 'paper'],
  page: { orientation: 'portrait', margins: 'official' },
  load: async ({ db, sealer }, { election, round }, { voterNumber }) => {
    const nominees = new Map((await listNominees(db, election.id)).map((nominee) => [nominee.voterId, nominee]))
    const titles = new Map((await listRoundPosts(db, round.id)).map(({ id, title }) => [id, title]))
    const people = (await listCandidates(db, round.id)).map(async (candidate) => {
      const post = titles.get(String(candidate.postId)) ?? ''
      const nominee = candidate.voterId === null ? undefined : nominees.get(candidate.voterId)
      if (nominee) {
        const person = await personOnForm(db, election.id, nominee)
        return {
          number: nominee.voterNumber,
          person: { ...person, post },
          photo: await photoOf(db, sealer, nominee.id),
        }
      }
      // Somebody written in at the first vote, of whom no paper of nomination tells more.
      const { name, sex, birthDate, politicalStatus, education } = candidate
      const known = { name, sex: sex ? sexText[sex] : '', born: yearMonth(birthDate), education: education ?? '' }
      return { number: 0, person: { ...nobody, ...known, post, politicalStatus: politicalStatus ?? '' }, photo: null }
    })
    return { people: (await Promise.all(people)).filter(({ number }) => (voterNumber ?? number) === number) }
  },
  count: ({ people }) => people.length,
  blocks: ({ election, electionCommittee, printedOn, people }) =>
    people.flatMap(({ person, photo }, i): Block[] => [
      ...(i > 0 ? [{ kind: 'pageBreak' } as const] : []),
      { kind: 'title', lines: [election, '正式候选人简介'] },
      { kind: 'form', columns: 12, photo: { bytes: photo, ...photoPlace }, rows: rowsOf(person) },
      { kind: 'signature', issuer: electionCommittee, date: printedOn },
    ]),
  sample: { people: [{ person: samplePerson, photo: null }] },
})

function rowsOf(person: PersonOnForm): FormRow[] {
  const pair = (one: string, value: string, other: string, otherValue: string): FormRow => ({
    cells: [label(one), written(value, 3), label(other), written(otherValue, 3)],
  })
  return [
    { cells: [label('候选职务'), written(person.post, 8)] },
    pair('姓名', person.name, '性别', person.sex),
    pair('民族', person.nationality, '出生年月', person.born),
    pair('政治面貌', person.politicalStatus, '文化程度', person.education),
    { cells: [label('现职业、职务'), written(person.occupation, 10)] },
    ...(person.resume.length === 0
      ? []
      : [
          { cells: [label('个人简历', 12)] },
          { cells: [label('起止年月', 3), label('单位', 6), label('职务', 3)] },
          ...person.resume.map(({ span, employer, duty }) => ({
            cells: [written(span, 3), written(employer, 6), written(duty, 3)],
          })),
        ]),
    ...(person.pledge === '' ? [] : [{ cells: [label('履职设想'), written(person.pledge, 10)], lines: 4 }]),
  ]
}
