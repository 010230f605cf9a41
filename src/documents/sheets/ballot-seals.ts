import { longDate } from '../../lib/chinese-text.js'
import type { Db } from '../../infra/db/database.js'
import { openingReasonText, sealedKinds, sealedKindText } from '../../rules/ballot-seals.js'
import { countTitle } from '../../rules/recount.js'
import { type BallotSeal, listSeals, voteTitle } from '../../tally/queries.js'
import { listRounds } from '../../timetable/queries.js'
import { defineSheet } from '../define-sheet.js'

interface Facts {
  readonly seals: readonly {
    /** 第1号, with the vote where there were several. */
    readonly number: string
    readonly votingDay: string
    readonly rows: readonly (readonly [string, string])[]
  }[]
}

/** 选票封存单 as it was recorded, a page for each package, with the record of its opening (forms.md A4). */
export const ballotSeals = defineSheet<Facts>({
  key: 'ballot-seals',
  title: '选票封存单（登记）',
  use: '登记封存以后打印，一箱（袋）一页，签名后一份随选票保管、一份归档；启封的，打印启封记录。',
  roles: ['electionOfficer', 'townshipOfficer'],
  // Of an earlier vote too, so before the poll of the one under way.
  after: ['candidatesConfirmed'],
  options: [],
  page: { orientation: 'portrait', margins: 'wide' },
  ofCount: true,
  nothing: '还没有登记封存的选票。',
  load: async ({ db }, { election }) => ({ seals: await sealsOf(db, election.id) }),
  count: ({ seals }) => seals.length,
  blocks: ({ election, seals }) =>
    seals.flatMap(({ number, votingDay, rows }, index) => [
      ...(index > 0 ? [{ kind: 'pageBreak' } as const] : []),
      { kind: 'title', lines: [election, '选票封存单'] } as const,
      {
        kind: 'table',
        caption: `${number}　投票日：${votingDay}`,
        size: 12,
        columns: [
          { title: '项目', width: 8 },
          { title: '内容', align: 'left', width: 34 },
        ],
        rows,
      } as const,
      {
        kind: 'signers',
        labels: ['封存人', '监封人', '总监票人', '选举委员会主任', '保管人', '指导组'],
        perRow: 2,
      } as const,
    ]),
  sample: {
    seals: [
      {
        number: '第1号',
        votingDay: '2027年5月20日',
        rows: rowsOf({
          ...{ package: '1号箱', bundles: '中心投票站第1至12捆', sealNumbers: 'F0001、F0002', recount: 0 },
          ...{ valid: 2694, invalid: 18, unused: 35, spoiled: 3, place: '社区档案室铁皮柜', keeper: '周建平' },
          ...{ sealedOn: '2027-05-20', keptUntil: '2032-05-20', firstName: '林美芳', secondName: '吴桂英' },
          opening: undefined,
        }),
      },
    ],
  },
})

/** The packages of every vote, first to last: those of an earlier one are kept and opened like the others. */
async function sealsOf(db: Db, electionId: number): Promise<Facts['seals']> {
  const rounds = await listRounds(db, electionId)
  const seals = []
  for (const round of rounds) {
    for (const seal of await listSeals(db, round.id)) {
      const number = `${rounds.length > 1 ? voteTitle(round) : ''}第${seal.number}号`
      seals.push({ number, votingDay: longDate(round.votingDay), rows: rowsOf(seal) })
    }
  }
  return seals
}

type Sealed = Omit<BallotSeal, 'id' | 'roundId' | 'number' | 'at' | 'recordedBy'>

function rowsOf(seal: Sealed): readonly (readonly [string, string])[] {
  const { opening } = seal
  const state = opening ? (opening.isSealWhole ? '完好' : `不完好：${opening.note}`) : ''
  return [
    ['箱、袋号', seal.package],
    ['投票站、捆', seal.bundles || '全部'],
    ...sealedKinds.map((kind) => [sealedKindText[kind], `${seal[kind]}张`] as const),
    ['封条号', seal.sealNumbers],
    ['封存', `${longDate(seal.sealedOn)}${seal.recount > 0 ? `，${countTitle(seal.recount)}以后` : ''}`],
    ['封存人、监封人', `${seal.firstName}、${seal.secondName}`],
    ['保管地点', seal.place],
    ['保管人', seal.keeper],
    ['保管到', longDate(seal.keptUntil)],
    ['启封日期、地点', opening ? `${longDate(opening.openedOn)}，${opening.place}` : ''],
    ['启封原因、封条', opening ? `${openingReasonText(opening)}，封条${state}` : ''],
    ['启封人、监封人', opening ? `${opening.firstName}、${opening.secondName}` : ''],
  ]
}
