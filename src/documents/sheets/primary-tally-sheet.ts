import { longDate } from '../../lib/chinese-text.js'
import { listPrimaries } from '../../nomination/queries.js'
import { defineSheet } from '../define-sheet.js'
import type { Block, FormRow } from '../layout/blocks.js'

interface Facts {
  /** Blank until it is known. */
  readonly heldOn: string
  readonly place: string
  readonly posts: readonly { readonly title: string; readonly places: number; readonly people: readonly string[] }[]
}

/** 预选计票单: one line a nominee in the order of the ballot, with room for 正 signs and the sum (forms.md S4). */
export const primaryTallySheet = defineSheet<Facts>({
  key: 'primary-tally-sheet',
  title: '预选计票单',
  use: '公开计票时画“正”字，一次预选一张；填好以后由两位录入员各录一遍。',
  roles: ['electionOfficer', 'tallyClerk'],
  after: ['nomineesPosted'],
  options: [],
  page: { orientation: 'portrait', margins: 'wide' },
  load: async ({ db }, { election }) => {
    const last = (await listPrimaries(db, election.id)).at(-1)
    return {
      heldOn: last ? longDate(last.heldOn) : '',
      place: last?.place ?? '',
      posts: (last?.posts ?? []).map(({ post, places, nominees }) => ({
        title: post.title,
        places,
        people: nominees.map(({ name }) => name),
      })),
    }
  },
  count: ({ posts }) => posts.length,
  blocks: ({ election, heldOn, place, posts }) => [
    { kind: 'title', lines: [election, '预选计票单'] },
    { kind: 'note', text: `日期：${heldOn}　地点：${place}` },
    {
      kind: 'form',
      columns: 16,
      rows: [
        {
          cells: ['发出选票', '收回选票', '有效票', '无效票'].flatMap((text) => [
            { text, span: 2, isLabel: true },
            { text: '　　　张', span: 2 },
          ]),
        },
      ],
    },
    ...posts.flatMap(({ title, places, people }): Block[] => [
      { kind: 'paragraph', text: `${title}（每张选票最多选${places}人）` },
      { kind: 'form', columns: 44, rows: [heading, ...people.map(lineOf)] },
    ]),
    { kind: 'paragraph', text: '收回选票＝有效票＋无效票。没有选任何人的选票为无效票。' },
    { kind: 'signers', labels: ['唱票人', '计票人', '监票人', '总监票人'] },
  ],
  sample: {
    heldOn: '2027年5月8日',
    place: '桃源里社区服务中心',
    posts: [
      { title: '主任', places: 2, people: ['王伟', '郑𬱖', '欧阳玥'] },
      { title: '副主任', places: 2, people: ['马骉', '阿依努尔·买买提', '诸葛志强'] },
    ],
  },
})

const heading: FormRow = {
  cells: [
    { text: '序号', span: 4, isLabel: true },
    { text: '姓名', span: 9, isLabel: true },
    { text: '画“正”字计票', span: 25, isLabel: true },
    { text: '得票', span: 6, isLabel: true },
  ],
}

/** A nominee's line, high enough for several rows of 正. */
function lineOf(name: string, index: number): FormRow {
  const cells = [
    { text: String(index + 1), span: 4, isLabel: true },
    { text: name, span: 9, isLabel: true },
    { text: '', span: 25 },
    { text: '', span: 6 },
  ]
  return { cells, lines: 2 }
}
