import { dayText } from '../words.js'
import { invalidByText } from '../../rules/invalid-ballots.js'
import { listContests, listStationReports, type StationReport } from '../../tally/queries.js'
import { defineSheet } from '../define-sheet.js'
import type { Block } from '../layout/blocks.js'

interface Facts {
  readonly votingDay: string
  readonly stations: readonly StationFacts[]
}

interface StationFacts {
  readonly name: string
  readonly sheets: number
  readonly account: Readonly<Record<'received' | 'issued' | 'spoiled' | 'unused', number | null>>
  readonly ballots: Readonly<Record<'returned' | 'valid' | 'invalid' | 'blank', number>>
  /** 所选人数多于应选名额11张; empty where the reasons are not known. */
  readonly invalidBy: string
  readonly setApart: number
  readonly candidates: readonly {
    readonly post: string
    readonly name: string
    readonly votes: readonly [votesFor: number, against: number, abstain: number]
  }[]
  readonly writeIns: readonly { readonly post: string; readonly name: string; readonly votes: number }[]
  readonly difference: string
  readonly explained: readonly string[]
}

/** 分站计票结果报告单: what one station counted, with every unusual figure explained; signed there (forms.md A4). */
export const stationReport = defineSheet<Facts>({
  key: 'station-report',
  title: '分站计票结果报告单',
  use: '一个投票站的计票单全部核定、疑难票全部认定以后打印，每站一份，计票工作人员签名。',
  roles: ['electionOfficer', 'tallyClerk', 'townshipOfficer'],
  after: ['pollClosed'],
  options: ['station'],
  ofCount: true,
  page: { orientation: 'portrait', margins: 'wide' },
  nothing: '还没有计票完毕的投票站：计票单都核定、疑难票都认定以后才能打印。',
  load: async ({ db }, { election, round }, { station: wanted }) => {
    const titles = new Map((await listContests(db, round.id)).map(({ id, title }) => [id, title]))
    const reports = await listStationReports(db, { ...election, round })
    return {
      votingDay: dayText(round.votingDay),
      stations: reports
        .filter(({ station: { number } }) => (wanted ?? number) === number)
        .map((report) => factsOf(report, titles)),
    }
  },
  count: ({ stations }) => stations.length,
  blocks: ({ election, votingDay, stations }) =>
    stations.flatMap((station, i): Block[] => [
      ...(i > 0 ? [{ kind: 'pageBreak' } as const] : []),
      { kind: 'title', lines: [election, '分站计票结果报告单'] },
      ...blocksOf(station, votingDay),
    ]),
  sample: {
    votingDay: '2027年5月20日（星期四）',
    stations: [
      {
        ...{ name: '南门投票站', sheets: 2, invalidBy: '所选人数多于应选名额3张、不是正式选票1张', setApart: 0 },
        account: { received: 1120, issued: 1010, spoiled: 3, unused: 107 },
        ballots: { returned: 1009, valid: 1002, invalid: 4, blank: 3 },
        candidates: [
          { post: '主任', name: '王伟', votes: [804, 120, 78] },
          { post: '主任', name: '欧阳玥', votes: [191, 700, 111] },
          { post: '副主任', name: '郑𬱖', votes: [611, 200, 191] },
          { post: '副主任', name: '周建平', votes: [360, 500, 142] },
          { post: '委员', name: '吴桂英', votes: [855, 60, 87] },
          { post: '委员', name: '阿依努尔·买买提', votes: [602, 300, 100] },
        ],
        writeIns: [{ post: '委员', name: '黄喆', votes: 41 }],
        difference: '',
        explained: ['第1张　W03 未收回的选票较多：一名选民领票后未投入票箱，由监票人记录在案。'],
      },
    ],
  },
})

function factsOf(
  { station, sheets, counted, explained }: StationReport,
  titles: ReadonlyMap<string, string>,
): StationFacts {
  const { name, received, issued, spoiled, unused, differenceExplained } = station
  const { returned, valid, invalid, blank, invalidBy, setApart = 0 } = counted.ballots
  const rows = counted.posts.flatMap(({ postId, standings }) =>
    standings.map((standing) => ({ post: titles.get(postId) ?? '', standing })),
  )
  return {
    name,
    sheets,
    account: { received, issued, spoiled, unused },
    ballots: { returned, valid, invalid, blank },
    invalidBy: invalidByText(invalidBy),
    setApart,
    candidates: rows.flatMap(({ post, standing }) =>
      standing.writeIn
        ? []
        : [{ post, name: standing.name, votes: [standing.for, standing.against, standing.abstain] as const }],
    ),
    writeIns: rows.flatMap(({ post, standing }) =>
      standing.writeIn ? [{ post, name: standing.name, votes: standing.for }] : [],
    ),
    difference: differenceExplained ?? '',
    explained: explained.map((one) => `第${one.sheet}张　${one.name}：${one.explanations.join('；')}`),
  }
}

const label = (text: string, span = 3) => ({ text, span, isLabel: true })

function figure(value: number | null): string {
  return value === null ? '' : `${value}张`
}

function blocksOf(station: StationFacts, votingDay: string): Block[] {
  const { account, ballots, invalidBy, setApart, candidates, writeIns, difference, explained } = station
  const four = (pairs: readonly (readonly [string, number | null])[]) => ({
    cells: pairs.flatMap(([text, value]) => [label(text), { text: figure(value), span: 3 }]),
  })
  return [
    {
      kind: 'form',
      columns: 24,
      rows: [
        {
          cells: [
            ...[label('投票站'), { text: `${station.name}（计票单${station.sheets}张）`, span: 9 }],
            ...[label('投票日'), { text: votingDay, span: 9 }],
          ],
        },
        four([
          ['领取', account.received],
          ['发出', account.issued],
          ['污损', account.spoiled],
          ['剩余', account.unused],
        ]),
        four([
          ['收回', ballots.returned],
          ['有效', ballots.valid],
          ['无效', ballots.invalid],
          ['空白', ballots.blank],
        ]),
      ],
    },
    ...(invalidBy === '' ? [] : [paragraph(`无效票中：${invalidBy}。`)]),
    ...(setApart === 0 ? [] : [paragraph(`伪造的选票${setApart}张，不计入收回选票。`)]),
    paragraph('一、候选人得票'),
    {
      kind: 'table',
      size: 12,
      columns: [
        { title: '职务', width: 8 },
        { title: '姓名', align: 'name', width: 14 },
        ...['赞成', '反对', '弃权'].map((title) => ({ title, width: 8, align: 'right' as const })),
      ],
      rows: candidates.map(({ post, name, votes }) => [post, name, ...votes.map(String)]),
    },
    paragraph(writeIns.length === 0 ? '二、另选他人：无。' : '二、另选他人'),
    ...(writeIns.length === 0 ? [] : [writeInTable(writeIns)]),
    paragraph(explained.length === 0 && difference === '' ? '三、特殊情况的说明：无。' : '三、特殊情况的说明'),
    ...(difference === '' ? [] : [paragraph(`选票数不符：${difference}`)]),
    ...explained.map(paragraph),
    { kind: 'signers', labels: ['唱票人', '计票人', '监票人', '投票站负责人'] },
  ]
}

function writeInTable(writeIns: StationFacts['writeIns']): Block {
  return {
    kind: 'table',
    size: 12,
    columns: [
      { title: '职务', width: 8 },
      { title: '姓名（按选票写法）', align: 'name', width: 22 },
      { title: '票数', width: 8, align: 'right' },
    ],
    rows: writeIns.map(({ post, name, votes }) => [post, name, String(votes)]),
  }
}

function paragraph(text: string): Block {
  return { kind: 'paragraph', text }
}
