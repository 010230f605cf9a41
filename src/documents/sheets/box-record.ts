import { type BoxAct, listBoxActs, listStations } from '../../polling/queries.js'
import { defineSheet } from '../define-sheet.js'
import { clockText } from './ballot-record.js'

interface Facts {
  readonly stations: readonly {
    readonly name: string
    readonly box: string
    readonly acts: readonly (readonly string[])[]
  }[]
}

const acts: readonly (readonly [BoxAct['kind'], string])[] = [
  ['shownEmpty', '当众查验空箱，加封'],
  ['sealed', '投票结束，封箱'],
  ['departed', '起运'],
  ['arrived', '运到计票地点'],
  ['unsealed', '当众验封、开箱'],
]

/** 票箱启封、封存记录, one for each station; what has not been done yet is left to be filled in by hand (forms.md A4). */
export const boxRecord = defineSheet<Facts>({
  key: 'box-record',
  title: '票箱启封、封存记录',
  use: '每个投票站一份：查验空箱、封箱、转运、开箱，两名经手人签名；可以先印空白的带到现场。',
  roles: ['electionOfficer', 'townshipOfficer'],
  after: ['candidatesConfirmed'],
  options: [],
  page: { orientation: 'portrait', margins: 'wide' },
  load: async ({ db }, { round }) => {
    const done = await listBoxActs(db, round.id)
    return {
      stations: (await listStations(db, round.id)).map(({ id, name }) => {
        const own = done.filter(({ stationId }) => stationId === id)
        return { name, box: own[0]?.boxNumber ?? '', acts: acts.map(([kind, text]) => actRow(text, own, kind)) }
      }),
    }
  },
  count: ({ stations }) => stations.length,
  blocks: ({ election, electionDay, stations }) =>
    stations.flatMap((station, i) => [
      ...(i > 0 ? [{ kind: 'pageBreak' } as const] : []),
      { kind: 'title', lines: [election, '票箱启封、封存记录'] } as const,
      {
        kind: 'table',
        caption: `${station.name}　箱号：${station.box || '＿＿＿＿'}　选举日：${electionDay}`,
        size: 12,
        columns: [
          { title: '事项', width: 8 },
          { title: '时间', width: 6 },
          { title: '地点', width: 7 },
          { title: '经手人', align: 'name', width: 8 },
          { title: '封条', width: 5 },
          { title: '签名', width: 8 },
        ],
        rows: station.acts,
      } as const,
      { kind: 'signers', labels: ['监票人', '监票人', '转运人', '转运人', '总监票人', '接收人'] } as const,
    ]),
  sample: {
    stations: [
      {
        name: '中心投票站',
        box: '1号',
        acts: acts.map(([, text], i) =>
          i === 0 ? [text, '5月20日 07:25', '社区礼堂', '林美芳、周建平', '完好', ''] : [text, '', '', '', '', ''],
        ),
      },
    ],
  },
})

function actRow(text: string, done: readonly BoxAct[], kind: BoxAct['kind']): string[] {
  const act = done.find((one) => one.kind === kind)
  if (!act) return [text, '', '', '', '', '']
  const seal = act.isSealWhole ? '完好' : `不完好：${act.note ?? ''}`
  return [text, clockText(act.at), act.place, `${act.firstName}、${act.secondName}`, seal, '']
}
