import { longDate } from '../../lib/chinese-text.js'
import { listPrimaries } from '../../nomination/queries.js'
import { electorText } from '../../rules/electors.js'
import { defineSheet } from '../define-sheet.js'
import type { Block } from '../layout/blocks.js'
import { decidedPrimary, outcomeRows, type PostOfPrimary, samplePrimaryPosts } from '../notices/primary-outcome.js'

interface Facts {
  readonly report: Report | null
}

interface Report {
  readonly heldOn: string
  readonly hours: string
  readonly place: string
  readonly electors: string
  readonly figures: readonly [issued: number, returned: number, valid: number, invalid: number]
  readonly sentences: readonly string[]
  readonly posts: readonly PostOfPrimary[]
}

/** 预选结果报告单: what the election committee signs and files with the township, and the trace of a void primary too. */
export const primaryReport = defineSheet<Facts>({
  key: 'primary-report',
  title: '预选结果报告单',
  use: '预选结果确定以后打印，签名盖章，一份存档、一份报街道（镇）。',
  roles: ['electionOfficer', 'townshipOfficer'],
  after: ['nomineesPosted'],
  options: [],
  page: { orientation: 'portrait', margins: 'wide' },
  load: async ({ db }, { election, ruleSet }) => {
    const primary = decidedPrimary(await listPrimaries(db, election.id))
    if (!primary?.decision) return { report: null }
    const { electors, ballotsIssued, ballotsReturned, validBallots, invalidBallots, explanation } = primary.decision
    return {
      report: {
        heldOn: longDate(primary.heldOn),
        hours: `${primary.opens}—${primary.closes}`,
        place: primary.place,
        electors: `${electorText[election.form]}${electors}人`,
        figures: [ballotsIssued, ballotsReturned, validBallots, invalidBallots],
        sentences: explanation,
        posts: outcomeRows(primary, election.form, ruleSet),
      },
    }
  },
  count: ({ report }) => (report === null ? 0 : 1),
  blocks: ({ election, electionCommittee, printedOn, report }) =>
    report === null ? [] : blocksOf(election, { issuer: electionCommittee, date: printedOn }, report),
  sample: {
    report: {
      ...{ heldOn: '2027年5月8日', hours: '08:00—16:00', place: '桃源里社区服务中心', electors: '选民3400人' },
      figures: [2105, 2098, 2080, 18],
      sentences: ['预选收回选票2098张，超过选民3400人的半数（2098×2＝4196＞3400），预选有效。'],
      posts: samplePrimaryPosts,
    },
  },
})

function blocksOf(
  election: string,
  signed: { readonly issuer: string; readonly date: string },
  report: Report,
): Block[] {
  const label = (text: string) => ({ text, span: 3, isLabel: true })
  const field = (text: string, span: number) => ({ text, span })
  const [issued, returned, valid, invalid] = report.figures.map((count) => `${count}张`)
  return [
    { kind: 'title', lines: [election, '预选结果报告单'] },
    {
      kind: 'form',
      columns: 24,
      rows: [
        { cells: [label('日期'), field(report.heldOn, 9), label('时间'), field(report.hours, 9)] },
        { cells: [label('地点'), field(report.place, 9), label('应参加'), field(report.electors, 9)] },
        {
          cells: [
            ...[label('发出'), field(issued ?? '', 3), label('收回'), field(returned ?? '', 3)],
            ...[label('有效'), field(valid ?? '', 3), label('无效'), field(invalid ?? '', 3)],
          ],
        },
      ],
    },
    { kind: 'paragraph', text: '各职务的得票和结果如下：' },
    ...report.posts.map(
      ({ post, places, people }): Block => ({
        kind: 'table',
        caption: `${post}（预选选出${places}名）`,
        columns: [
          { title: '姓名', width: 16, align: 'name' },
          { title: '得票', width: 10 },
          { title: '结果', width: 16 },
        ],
        rows: people.map(({ name, votes, outcome }) => [name, String(votes), outcome]),
      }),
    ),
    ...report.sentences.map((text): Block => ({ kind: 'paragraph', text })),
    { kind: 'signers', labels: ['总监票人', '监票人', '计票人', '选举委员会主任'] },
    { kind: 'signature', ...signed },
  ]
}
