import { longDate } from '../../lib/chinese-text.js'
import { listRecalls } from '../../term/queries.js'
import { defineSheet } from '../define-sheet.js'
import type { Block } from '../layout/blocks.js'

interface Facts {
  readonly recalls: readonly { readonly post: string; readonly name: string; readonly voteOn: string }[]
}

/** 罢免表决票: one question a ballot, to be copied as often as there are voters (art. 20). */
export const recallBallot = defineSheet<Facts>({
  key: 'recall-ballot',
  title: '罢免表决票',
  use: '安排好罢免表决以后打印一张，按参加表决的人数复印，逐张加盖印章。',
  roles: ['electionOfficer', 'townshipOfficer'],
  after: ['resultDeclared'],
  options: [],
  page: { orientation: 'portrait', margins: 'wide', unnumbered: true },
  load: async ({ db }, { election }) => ({
    recalls: (await listRecalls(db, election.id))
      .filter(({ verdict, voteOn }) => verdict === null && voteOn !== null)
      .map(({ postTitle, name, voteOn, filedOn }) => ({ post: postTitle, name, voteOn: longDate(voteOn ?? filedOn) })),
  }),
  count: ({ recalls }) => recalls.length,
  blocks: ({ electionCommittee, recalls }) =>
    recalls.flatMap(({ post, name, voteOn }, index): Block[] => [
      ...(index > 0 ? [{ kind: 'pageBreak' } as const] : []),
      { kind: 'title', lines: [committeeOf(electionCommittee), '成员罢免表决票'] },
      { kind: 'note', text: `表决日：${voteOn}` },
      {
        kind: 'form',
        columns: 24,
        rows: [
          {
            cells: [
              { text: '职务', span: 5, isLabel: true },
              { text: '姓名', span: 7, isLabel: true },
              { text: '同意罢免', span: 6, isLabel: true },
              { text: '不同意罢免', span: 6, isLabel: true },
            ],
          },
          {
            cells: [
              { text: post, span: 5, isLabel: true },
              { text: name, span: 7, isLabel: true },
              { text: '', span: 6 },
              { text: '', span: 6 },
            ],
            lines: 3,
          },
        ],
      },
      {
        kind: 'paragraph',
        text: '同意罢免的，在“同意罢免”下面的空格内画“○”；不同意的，在“不同意罢免”下面的空格内画“○”。',
      },
      { kind: 'paragraph', text: '两格都画的，本票无效；两格都不画的，为空白票。' },
    ]),
  sample: { recalls: [{ post: '委员', name: '马骉', voteOn: '2028年3月26日' }] },
})

/** 奉中社区第九届居民选举委员会 runs the elections of 奉中社区第九届居民委员会. */
export function committeeOf(electionCommittee: string): string {
  return electionCommittee.replace('居民选举委员会', '居民委员会')
}
