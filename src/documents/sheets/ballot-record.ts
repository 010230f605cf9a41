import { type BallotStepRow, listBallotSteps, listStations } from '../../polling/queries.js'
import { defineSheet } from '../define-sheet.js'

interface Facts {
  readonly steps: readonly {
    readonly at: string
    readonly what: string
    readonly where: string
    readonly ballots: number
    readonly first: string
    readonly second: string
    readonly note: string
  }[]
  readonly stations: readonly {
    readonly name: string
    readonly received: string
    readonly issued: string
    readonly spoiled: string
    readonly unused: string
  }[]
}

const what: Readonly<Record<BallotStepRow['kind'], string>> = {
  printed: '印制验收',
  printedLess: '印制数更正（减）',
  handedOut: '发给投票站',
  broughtBack: '投票站退回',
  spoiled: '污损换发',
  unused: '投票站剩余',
  sealed: '封存',
}

/** 选票印制、发放、封存记录: every step with its two people, to be signed by them (forms.md A4). */
export const ballotRecord = defineSheet<Facts>({
  key: 'ballot-record',
  title: '选票印制、发放、封存记录',
  use: '选票从印制、发放到封存的逐笔记录，经手人签名后归档；封存以后打印。',
  roles: ['electionOfficer', 'townshipOfficer'],
  after: ['candidatesConfirmed'],
  options: [],
  page: { orientation: 'portrait', margins: 'wide' },
  load: async ({ db }, { round }) => ({
    steps: (await listBallotSteps(db, round.id)).map((step) => ({
      at: clockText(step.at),
      what: what[step.kind],
      where: step.stationName ?? '选举委员会',
      ballots: step.ballots,
      first: step.firstName,
      second: step.secondName,
      note: step.explanation ?? '',
    })),
    stations: (await listStations(db, round.id)).map(({ name, received, issued, spoiled, unused }) => ({
      name,
      received: figure(received),
      issued: String(issued),
      spoiled: figure(spoiled),
      unused: figure(unused),
    })),
  }),
  count: ({ steps, stations }) => steps.length + stations.length,
  blocks: ({ election, electionDay, steps, stations }) => [
    { kind: 'title', lines: [election, '选票印制、发放、封存记录'] },
    {
      kind: 'table',
      caption: `一、逐笔记录　选举日：${electionDay}`,
      size: 10.5,
      columns: [
        { title: '时间', width: 7 },
        { title: '事项', width: 6 },
        { title: '单位', width: 6 },
        { title: '张数', align: 'right', width: 4 },
        { title: '交出、清点人', align: 'name', width: 6 },
        { title: '接收、核对人', align: 'name', width: 6 },
        { title: '说明', align: 'left', width: 7 },
      ],
      rows: steps.map((step) => [
        step.at,
        step.what,
        step.where,
        String(step.ballots),
        step.first,
        step.second,
        step.note,
      ]),
    },
    {
      kind: 'table',
      caption: '二、各投票站',
      size: 10.5,
      columns: [
        { title: '投票站', width: 10 },
        { title: '领取', align: 'right', width: 5 },
        { title: '发出', align: 'right', width: 5 },
        { title: '污损换发', align: 'right', width: 5 },
        { title: '剩余', align: 'right', width: 5 },
        { title: '监票人签名', width: 10 },
      ],
      rows: stations.map(({ name, received, issued, spoiled, unused }) => [
        name,
        received,
        issued,
        spoiled,
        unused,
        '',
      ]),
    },
    { kind: 'signers', labels: ['领票人', '发票人', '总监票人', '居民选举委员会主任'] },
  ],
  sample: {
    steps: [
      {
        ...{ at: '5月18日 10:20', what: '印制验收', where: '选举委员会', ballots: 420 },
        ...{ first: '方志远', second: '陈国强', note: '' },
      },
      {
        ...{ at: '5月19日 16:05', what: '发给投票站', where: '中心投票站', ballots: 400 },
        ...{ first: '陈国强', second: '林美芳', note: '' },
      },
    ],
    stations: [{ name: '中心投票站', received: '400', issued: '362', spoiled: '3', unused: '35' }],
  },
})

function figure(value: number | null): string {
  return value === null ? '' : String(value)
}

/** 5月18日 10:20, by the clock of the country. */
export function clockText(instant: string): string {
  const local = new Date(Date.parse(instant) + 8 * 3_600_000).toISOString()
  return `${Number(local.slice(5, 7))}月${Number(local.slice(8, 10))}日 ${local.slice(11, 16)}`
}
