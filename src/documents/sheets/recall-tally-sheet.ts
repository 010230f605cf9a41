import { longDate } from '../../lib/chinese-text.js'
import { listRecalls } from '../../term/queries.js'
import { defineSheet } from '../define-sheet.js'
import type { Block, FormRow } from '../layout/blocks.js'
import { committeeOf } from './recall-ballot.js'

interface Facts {
  readonly recalls: readonly {
    readonly post: string
    readonly name: string
    readonly voteOn: string
    readonly place: string
  }[]
}

/** 罢免表决计票单: room for 正 signs and the sums of the one question, typed twice afterwards. */
export const recallTallySheet = defineSheet<Facts>({
  key: 'recall-tally-sheet',
  title: '罢免表决计票单',
  use: '公开计票时画“正”字，一次表决一张；填好以后由两位录入员各录一遍。',
  roles: ['electionOfficer', 'townshipOfficer', 'tallyClerk'],
  after: ['resultDeclared'],
  options: [],
  page: { orientation: 'portrait', margins: 'wide' },
  load: async ({ db }, { election }) => ({
    recalls: (await listRecalls(db, election.id))
      .filter(({ verdict, voteOn }) => verdict === null && voteOn !== null)
      .map(({ postTitle, name, voteOn, filedOn, place }) => {
        return { post: postTitle, name, voteOn: longDate(voteOn ?? filedOn), place: place ?? '' }
      }),
  }),
  count: ({ recalls }) => recalls.length,
  blocks: ({ electionCommittee, recalls }) =>
    recalls.flatMap(({ post, name, voteOn, place }, index): Block[] => [
      ...(index > 0 ? [{ kind: 'pageBreak' } as const] : []),
      { kind: 'title', lines: [committeeOf(electionCommittee), `罢免${post}${name}表决计票单`] },
      { kind: 'note', text: `日期：${voteOn}　地点：${place}` },
      {
        kind: 'form',
        columns: 16,
        rows: [
          {
            cells: ['发出选票', '收回选票'].flatMap((text) => [
              { text, span: 4, isLabel: true },
              { text: '　　　　张', span: 4 },
            ]),
          },
        ],
      },
      { kind: 'form', columns: 40, rows: [heading, ...['同意罢免', '不同意罢免', '空白票', '无效票'].map(lineOf)] },
      { kind: 'paragraph', text: '收回选票＝同意罢免＋不同意罢免＋空白票＋无效票。' },
      { kind: 'signers', labels: ['唱票人', '计票人', '监票人', '总监票人'] },
    ]),
  sample: { recalls: [{ post: '委员', name: '马骉', voteOn: '2028年3月26日', place: '桃源里社区服务中心' }] },
})

const heading: FormRow = {
  cells: [
    { text: '', span: 9, isLabel: true },
    { text: '画“正”字计票', span: 25, isLabel: true },
    { text: '张数', span: 6, isLabel: true },
  ],
}

function lineOf(text: string): FormRow {
  return {
    cells: [
      { text, span: 9, isLabel: true },
      { text: '', span: 25 },
      { text: '', span: 6 },
    ],
    lines: 2,
  }
}
